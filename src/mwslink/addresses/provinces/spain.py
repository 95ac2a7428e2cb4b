"""Spain: provinces (ISO 3166-2:ES) by the two digits that begin their postal codes, and what is written for them."""

PROVINCES = """
VI 01 Álava|Araba|Alava-Araba|Araba/Álava
AB 02 Albacete
A 03 Alicante|Alacant|Alicante/Alacant
AL 04 Almería
AV 05 Ávila
BA 06 Badajoz
PM 07 Islas Baleares|Baleares|Illes Balears|Balears|IB|Mallorca|Menorca|Ibiza|Eivissa|Formentera|Palma de Mallorca|Balearic Islands
B 08 Barcelona
BU 09 Burgos
CC 10 Cáceres
CA 11 Cádiz
CS 12 Castellón|Castelló|Castellón de la Plana|Castellón/Castelló
CR 13 Ciudad Real
CO 14 Córdoba
C 15 La Coruña|A Coruña|Coruña|Coruña, La|Coruña, A
CU 16 Cuenca
GI 17 Girona|Gerona|GE
GR 18 Granada
GU 19 Guadalajara
SS 20 Guipúzcoa|Gipuzkoa|Guipuzcoa-Gipuzkoa
H 21 Huelva
HU 22 Huesca
J 23 Jaén
LE 24 León
L 25 Lleida|Lérida
LO 26 La Rioja|Rioja|Rioja, La|Logroño|RI
LU 27 Lugo
M 28 Madrid|Comunidad de Madrid|MD
MA 29 Málaga
MU 30 Murcia|Región de Murcia|MC
NA 31 Navarra|Nafarroa|Comunidad Foral de Navarra|NC
OR 32 Ourense|Orense
O 33 Asturias|Principado de Asturias|Oviedo|AS
P 34 Palencia
GC 35 Las Palmas|Palmas, Las|Las Palmas de Gran Canaria|Gran Canaria|Lanzarote|Fuerteventura
PO 36 Pontevedra
SA 37 Salamanca
TF 38 Santa Cruz de Tenerife|Tenerife|La Palma|La Gomera|El Hierro|S.C. Tenerife|Sta. Cruz de Tenerife|Santa Cruz Tenerife
S 39 Cantabria|Santander|CB
SG 40 Segovia
SE 41 Sevilla|Seville
SO 42 Soria
T 43 Tarragona
TE 44 Teruel
TO 45 Toledo
V 46 Valencia|València|Valencia/València
VA 47 Valladolid
BI 48 Vizcaya|Bizkaia|Vizcaya-Bizkaia
ZA 49 Zamora
Z 50 Zaragoza|Saragossa
CE 51 Ceuta
ML 52 Melilla
"""

REGIONS = """
Andalucía|Andalusia: AL CA CO GR H J MA SE
Aragón: HU TE Z
Canarias|Islas Canarias|Canary Islands|CN: GC TF
Castilla-La Mancha|Castilla La Mancha|CM: AB CR CU GU TO
Castilla y León|CL: AV BU LE P SA SG SO VA ZA
Cataluña|Catalunya|Catalonia|CT: B GI L T
Comunidad Valenciana|Comunitat Valenciana|Valenciana|VC: A CS V
Extremadura|EX: BA CC
Galicia|GA: C LU OR PO
País Vasco|Euskadi|Pais Vasco/Euskadi|PV: BI SS VI
"""
