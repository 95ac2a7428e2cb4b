"""Italy: provinces (ISO 3166-2:IT) with a pattern for the start of their postal codes, and the regions above them."""

PROVINCES = """
AG 92 Agrigento
AL 15 Alessandria
AN 60 Ancona
AO 11 Aosta|Valle d'Aosta|Aoste|Vallée d'Aoste
AR 52 Arezzo
AP 63 Ascoli Piceno
AT 14 Asti
AV 83 Avellino
BA 70 Bari
BT 76[01] Barletta-Andria-Trani|Barletta|Andria|Trani|BAT
BL 32 Belluno
BN 82 Benevento
BG 24 Bergamo
BI 13[89] Biella
BO 40 Bologna
BZ 39 Bolzano|Bozen|Südtirol|Alto Adige|Bolzano/Bozen|Sudtirol
BS 25 Brescia
BR 72 Brindisi
CA 0912[1-9]|0913[0-4]|0901[0289]|0902[03468]|0903[0234]|0904|0803[035]|08043 Cagliari
CL 93 Caltanissetta
CB 860[1-4]|86100 Campobasso
CE 81 Caserta
CT 95 Catania
CZ 88[01] Catanzaro
CH 66 Chieti
CO 22 Como
CS 87 Cosenza
CR 26[01] Cremona
KR 88[89] Crotone
CN 12|18025 Cuneo
EN 94 Enna
FM 638|63900 Fermo
FE 44 Ferrara
FI 50 Firenze|Florence
FG 71 Foggia
FC 47[015] Forlì-Cesena|Forlì|Forli|Cesena|FO
FR 03 Frosinone
GE 16 Genova|Genoa
GO 34[01]7 Gorizia
GR 58 Grosseto
IM 18 Imperia
IS 860[7-9]|86170 Isernia
AQ 67 L'Aquila|Aquila|L Aquila
SP 19 La Spezia|Spezia
LT 04 Latina
LE 73 Lecce
LC 23[89] Lecco
LI 57 Livorno
LO 26[89] Lodi
LU 55 Lucca
MC 62 Macerata
MN 46 Mantova|Mantua
MS 54 Massa-Carrara|Massa|Carrara|Massa e Carrara
MT 75 Matera
ME 98 Messina
MI 20 Milano|Milan
MO 41 Modena
MB 208|20900 Monza e Brianza|Monza|Monza e della Brianza|Monza Brianza|Monza-Brianza
NA 80 Napoli|Naples
NO 28[01] Novara
NU 080[1-4]|08100 Nuoro|Ogliastra|OG
OR 090[7-9]|09170|0801[039]|0803[04] Oristano
PD 35 Padova|Padua
PA 90 Palermo
PR 43 Parma
PV 27 Pavia
PG 06 Perugia
PU 61 Pesaro e Urbino|Pesaro|Urbino|PS|Pesaro-Urbino
PE 65 Pescara
PC 29 Piacenza
PI 56 Pisa
PT 51 Pistoia
PN 330[7-9]|33170 Pordenone
PZ 85 Potenza
PO 59 Prato
RG 97 Ragusa
RA 48 Ravenna
RC 89[01] Reggio Calabria|Reggio di Calabria
RE 42 Reggio Emilia|Reggio nell'Emilia|Reggio nell Emilia|Reggio Emilia
RI 02 Rieti
RN 47[89] Rimini
RM 00 Roma|Rome|Roma Capitale
RO 45 Rovigo
SA 84 Salerno
SS 07[01]|08020 Sassari|Olbia-Tempio|Olbia|OT
SV 17|12071 Savona
SI 53 Siena
SR 96 Siracusa
SO 23[01] Sondrio
SU 090[1-5][0-9]|0906[0-6]|080[1-4] Sud Sardegna|Carbonia-Iglesias|Medio Campidano|CI|VS
TA 74 Taranto
TE 64 Teramo
TR 05 Terni
TO 10 Torino|Turin
TP 91 Trapani
TN 38 Trento|Trient
TV 31 Treviso
TS 3401|341[0-689]|34062 Trieste
UD 330[1-5]|33100 Udine
VA 21 Varese
VE 30 Venezia|Venice
VB 28[89] Verbano-Cusio-Ossola|Verbania|Verbano Cusio Ossola
VC 13[01] Vercelli
VR 37 Verona
VV 89[89] Vibo Valentia
VI 36 Vicenza
VT 01 Viterbo
"""

REGIONS = """
Abruzzo: CH AQ PE TE
Basilicata|Lucania: MT PZ
Calabria: CS CZ KR RC VV
Campania: AV BN CE NA SA
Emilia-Romagna|Emilia Romagna: BO FC FE MO PC PR RA RE RN
Friuli-Venezia Giulia|Friuli|Friuli Venezia Giulia: GO PN TS UD
Lazio: FR LT RI RM VT
Liguria: GE IM SP SV
Lombardia|Lombardy: BG BS CO CR LC LO MB MI MN PV SO VA
Marche: AN AP FM MC PU
Molise: CB IS
Piemonte|Piedmont: AL AT BI CN NO TO VB VC
Puglia|Apulia: BA BR BT FG LE TA
Sardegna|Sardinia: CA NU OR SS SU
Sicilia|Sicily: AG CL CT EN ME PA RG SR TP
Toscana|Tuscany: AR FI GR LI LU MS PI PO PT SI
Trentino-Alto Adige|Trentino|Trentino Alto Adige: BZ TN
Umbria: PG TR
Valle d'Aosta: AO
Veneto: BL PD RO TV VE VI VR
"""
