"""The first-level subdivisions (ISO 3166-2) of the other countries, with the names people write."""

PORTUGAL = """
01 Aveiro
02 Beja
03 Braga
04 Bragança
05 Castelo Branco
06 Coimbra
07 Évora
08 Faro|Algarve
09 Guarda
10 Leiria
11 Lisboa|Lisbon
12 Portalegre
13 Porto|Oporto
14 Santarém
15 Setúbal
16 Viana do Castelo
17 Vila Real
18 Viseu
20 Açores|Azores|Região Autónoma dos Açores|Ilha de São Miguel|São Miguel|Terceira|Faial|Pico
30 Madeira|Região Autónoma da Madeira|Ilha da Madeira|Porto Santo|Funchal
"""

IRELAND = """
CE Clare
CN Cavan
CO Cork
CW Carlow
D Dublin|Baile Átha Cliath|South Dublin|Fingal|Dún Laoghaire-Rathdown|Dun Laoghaire
DL Donegal
G Galway
KE Kildare
KK Kilkenny
KY Kerry
LD Longford
LH Louth
LK Limerick
LM Leitrim
LS Laois
MH Meath
MN Monaghan
MO Mayo
OY Offaly
RN Roscommon
SO Sligo
TA Tipperary
WD Waterford
WH Westmeath
WW Wicklow
WX Wexford
C Connacht|Connaught
L Leinster
M Munster
U Ulster
"""

FRANCE = """
ARA Auvergne-Rhône-Alpes|Auvergne|Rhône-Alpes
BFC Bourgogne-Franche-Comté|Bourgogne|Franche-Comté
BRE Bretagne|Brittany
CVL Centre-Val de Loire|Centre
20R Corse|Corsica
GES Grand Est|Grand-Est|Lorraine|Champagne-Ardenne
HDF Hauts-de-France|Nord-Pas-de-Calais|Picardie
IDF Île-de-France|Ile de France|Région parisienne
NOR Normandie|Basse-Normandie|Haute-Normandie
NAQ Nouvelle-Aquitaine|Aquitaine|Limousin|Poitou-Charentes
OCC Occitanie|Languedoc-Roussillon|Midi-Pyrénées
PDL Pays de la Loire|Pays-de-la-Loire
PAC Provence-Alpes-Côte d'Azur|PACA
6AE Alsace
01 Ain
02 Aisne
03 Allier
04 Alpes-de-Haute-Provence
05 Hautes-Alpes
06 Alpes-Maritimes
07 Ardèche
08 Ardennes
09 Ariège
10 Aube
11 Aude
12 Aveyron
13 Bouches-du-Rhône
14 Calvados
15 Cantal
16 Charente
17 Charente-Maritime
18 Cher
19 Corrèze
21 Côte-d'Or
22 Côtes-d'Armor
23 Creuse
24 Dordogne
25 Doubs
26 Drôme
27 Eure
28 Eure-et-Loir
29 Finistère
2A Corse-du-Sud
2B Haute-Corse
30 Gard
31 Haute-Garonne
32 Gers
33 Gironde
34 Hérault
35 Ille-et-Vilaine
36 Indre
37 Indre-et-Loire
38 Isère
39 Jura
40 Landes
41 Loir-et-Cher
42 Loire
43 Haute-Loire
44 Loire-Atlantique
45 Loiret
46 Lot
47 Lot-et-Garonne
48 Lozère
49 Maine-et-Loire
50 Manche
51 Marne
52 Haute-Marne
53 Mayenne
54 Meurthe-et-Moselle
55 Meuse
56 Morbihan
57 Moselle
58 Nièvre
59 Nord
60 Oise
61 Orne
62 Pas-de-Calais
63 Puy-de-Dôme
64 Pyrénées-Atlantiques
65 Hautes-Pyrénées
66 Pyrénées-Orientales
67 Bas-Rhin
68 Haut-Rhin
69 Rhône
70 Haute-Saône
71 Saône-et-Loire
72 Sarthe
73 Savoie
74 Haute-Savoie
75C Paris
76 Seine-Maritime
77 Seine-et-Marne
78 Yvelines
79 Deux-Sèvres
80 Somme
81 Tarn
82 Tarn-et-Garonne
83 Var
84 Vaucluse
85 Vendée
86 Vienne
87 Haute-Vienne
88 Vosges
89 Yonne
90 Territoire de Belfort
91 Essonne
92 Hauts-de-Seine
93 Seine-Saint-Denis
94 Val-de-Marne
95 Val-d'Oise
"""

GERMANY = """
BB Brandenburg
BE Berlin
BW Baden-Württemberg|Baden-Wuerttemberg
BY Bayern|Bavaria
HB Bremen
HE Hessen|Hesse
HH Hamburg
MV Mecklenburg-Vorpommern
NI Niedersachsen|Lower Saxony
NW Nordrhein-Westfalen|NRW|North Rhine-Westphalia
RP Rheinland-Pfalz
SH Schleswig-Holstein
SL Saarland
SN Sachsen|Saxony
ST Sachsen-Anhalt
TH Thüringen|Thuringia|Thueringen
"""

AUSTRIA = """
1 Burgenland|Bgld
2 Kärnten|Kaernten|Carinthia
3 Niederösterreich|NÖ|Niederoesterreich|Lower Austria
4 Oberösterreich|OÖ|Oberoesterreich|Upper Austria
5 Salzburg
6 Steiermark|Styria
7 Tirol|Tyrol
8 Vorarlberg
9 Wien|Vienna
"""

BELGIUM = """
BRU Bruxelles|Brussel|Bruxelles-Capitale|Région de Bruxelles-Capitale|Brussels|Brussels Hoofdstedelijk Gewest
VAN Antwerpen|Anvers|Antwerp
VBR Vlaams-Brabant|Brabant flamand|Flemish Brabant
VLG Vlaanderen|Vlaams Gewest|Flandre|Flanders
VLI Limburg|Limbourg
VOV Oost-Vlaanderen|Flandre orientale|East Flanders
VWV West-Vlaanderen|Flandre occidentale|West Flanders
WAL Wallonie|Région wallonne|Wallonia
WBR Brabant wallon|Waals-Brabant|Walloon Brabant
WHT Hainaut|Henegouwen
WLG Liège|Luik
WLX Luxembourg|Luxemburg
WNA Namur|Namen
"""

NETHERLANDS = """
DR Drenthe
FL Flevoland
FR Fryslân|Friesland
GE Gelderland
GR Groningen
LI Limburg
NB Noord-Brabant|Brabant|North Brabant
NH Noord-Holland|North Holland
OV Overijssel
UT Utrecht
ZE Zeeland
ZH Zuid-Holland|South Holland
"""

POLAND = """
02 Dolnośląskie|Lower Silesia
04 Kujawsko-Pomorskie
06 Lubelskie
08 Lubuskie
10 Łódzkie
12 Małopolskie
14 Mazowieckie|Masovia
16 Opolskie
18 Podkarpackie
20 Podlaskie
22 Pomorskie
24 Śląskie|Silesia
26 Świętokrzyskie
28 Warmińsko-Mazurskie
30 Wielkopolskie
32 Zachodniopomorskie
"""

SWEDEN = """
AB Stockholms län|Stockholm
AC Västerbottens län|Västerbotten
BD Norrbottens län|Norrbotten
C Uppsala län|Uppsala
D Södermanlands län|Södermanland
E Östergötlands län|Östergötland
F Jönköpings län|Jönköping
G Kronobergs län|Kronoberg
H Kalmar län|Kalmar
I Gotlands län|Gotland
K Blekinge län|Blekinge
M Skåne län|Skåne
N Hallands län|Halland
O Västra Götalands län|Västra Götaland
S Värmlands län|Värmland
T Örebro län|Örebro
U Västmanlands län|Västmanland
W Dalarnas län|Dalarna
X Gävleborgs län|Gävleborg
Y Västernorrlands län|Västernorrland
Z Jämtlands län|Jämtland
"""

UNITED_KINGDOM = """
ENG England
SCT Scotland
WLS Wales|Cymru
NIR Northern Ireland
"""
