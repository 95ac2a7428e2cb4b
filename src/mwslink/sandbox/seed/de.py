"""Germany: invented people at plausible addresses, with telephone numbers the Bundesnetzagentur keeps for fiction."""

from __future__ import annotations

from mwslink.sandbox.seed.places import Country, cities, lines, words

_FIRST_NAMES = """
Anna, Lena, Jürgen, Käthe, Björn, Günther, Jörg, Sönke, Anja, Sabine, Petra, Ursula, Renate, Monika, Heike, Katrin
Stefanie, Mia, Emilia, Leonie, Hans-Peter, Karl-Heinz, Wolfgang, Uwe, Matthias, Florian, Maximilian, Lukas, Finn, Jonas
Mehmet, Ayşe, Łukasz, René, André, Zoë, Annemarie, Dörte, Götz, Rüdiger, Eva-Maria, Silke
"""
_SURNAMES = """
Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer, Richter
Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, Schmitt, Werner, Krause
Meier, Lehmann, Köhler, Walter, König, Mayer, Huber, Kaiser, Fuchs, Peters, Möller, Weiß, Jung, Hahn, Vogel, Friedrich
Günther, Strauß, Groß, Böhm, Preuß, Yılmaz, Öztürk, von der Heide, zu Löwenfels, Schmidt-Rüdt, Großkreuz, Jäger, Höß
Kühn, Brückner, Gräf, Voß, Sørensen, Jørgensen
"""
_STREETS = """
Hauptstraße, Schulstraße, Gartenstr., Bahnhofstraße, Goethestr., Schillerstraße, Am Mühlbach, Lindenallee, Ringstraße
Kirchweg, Unter den Eichen, Königsallee, Mönchsgasse, Rosenweg, Straße der Einheit, An der Alten Mühle, Birkenweg
Dorfstr., Blücherplatz, Kölner Straße, Zum Grünen Tal, Mühlenstraße, Weststr., Große Bleiche, Jägerstieg, Feldstraße
Lessingstraße, Friedrich-Ebert-Allee, Im Höfchen, Sankt-Anna-Platz, Äußere Ringstraße
"""
_NRW = "Nordrhein-Westfalen"
_CITIES = f"""
Berlin|Berlin|10115,10117,10119,10178,10243,10245,10405,10551,10623,10777,10961,12043,12435,13353,14052
Hamburg|Hamburg|20095,20144,20251,20357,21029,22041,22303,22765
München|Bayern|80331,80333,80469,80634,80796,80995,81241,81369,81541,81667,81925
Köln|{_NRW}|50667,50674,50733,50823,50937,51063,51105
Frankfurt am Main|Hessen|60311,60313,60316,60385,60431,60486,60594,65929
Stuttgart|Baden-Württemberg|70173,70174,70182,70327,70469,70565,70619
Düsseldorf|{_NRW}|40210,40213,40221,40468,40545,40589
Leipzig|Sachsen|04103,04105,04109,04177,04229,04315
Dortmund|{_NRW}|44135,44137,44139,44225,44263,44328
Essen|{_NRW}|45127,45128,45130,45219,45329
Bremen|Bremen|28195,28199,28203,28215,28309
Dresden|Sachsen|01067,01069,01097,01127,01219,01309
Hannover|Niedersachsen|30159,30161,30163,30419,30519,30625
Nürnberg|Bayern|90402,90403,90408,90419,90459,90473
Duisburg|{_NRW}|47051,47053,47057,47137,47228
Bochum|{_NRW}|44787,44789,44795,44801,44866
Wuppertal|{_NRW}|42103,42105,42117,42275,42389
Bielefeld|{_NRW}|33602,33604,33607,33611,33719
Bonn|{_NRW}|53111,53113,53115,53121,53173,53225
Münster|{_NRW}|48143,48145,48149,48151,48163
Karlsruhe|Baden-Württemberg|76131,76133,76135,76137,76185
Mannheim|Baden-Württemberg|68159,68161,68163,68165,68199
Augsburg|Bayern|86150,86152,86153,86159,86161
Wiesbaden|Hessen|65183,65185,65187,65189,65203
Mönchengladbach|{_NRW}|41061,41063,41065,41236,41238
Kiel|Schleswig-Holstein|24103,24105,24114,24143
Lübeck|Schleswig-Holstein|23552,23554,23558,23560,23568
Erfurt|Thüringen|99084,99085,99086,99089,99096
Rostock|Mecklenburg-Vorpommern|18055,18057,18059,18069,18119
Freiburg im Breisgau|Baden-Württemberg|79098,79100,79102,79104,79110
Saarbrücken|Saarland|66111,66113,66115,66117,66119
Mainz|Rheinland-Pfalz|55116,55118,55120,55122,55131
Gießen|Hessen|35390,35392,35394,35396,35398
Tübingen|Baden-Württemberg|72070,72072,72074,72076
Göttingen|Niedersachsen|37073,37075,37077,37079,37081,37083,37085
Würzburg|Bayern|97070,97072,97074,97076,97080,97082,97084
Füssen|Bayern|87629
"""
_COMPANIES = """
Größer & Söhne GmbH
Zahnarztpraxis Dr. Voß
Tischlerei Löwenstein GmbH & Co. KG
Bäckerei Krümelmann e.K.
Kanzlei Weiß Brückner PartG mbB
Elektro Jäger UG (haftungsbeschränkt)
Grundschule am Mühlbach
Autohaus Großkreuz AG
"""
_FLATS = """
Hinterhaus, 2. OG, EG links, 3. Stock, Whg. 12, Wohnung 4, Seitenflügel rechts, 1. OG rechts, Haus B, Aufgang C, DG
Vorderhaus, App. 213, Whg. 07
"""

GERMANY = Country(
    code="DE",
    first_names=words(_FIRST_NAMES),
    surnames=words(_SURNAMES),
    streets=words(_STREETS),
    street_line="{street} {number}",
    number_suffixes=("a", "b", " c", "-14"),
    cities=cities(_CITIES),
    phones=("+49 171 39200##", "030 23125###", "+4969 90009###", "040/66969###", "+49 221 4710###", "08999998###"),
    flats=words(_FLATS),
    companies=lines(_COMPANIES),
    po_box="Postfach {number}",
    vat_number="DE#########",
    instructions=(
        "Bitte beim Nachbarn (Weiß, EG) abgeben",
        "Abstellgenehmigung: hinter dem Gartentor",
        "Klingel defekt, bitte anrufen",
        "Nur vormittags, Tür im Hof links",
    ),
    gift_messages=(
        "Alles Gute zum Geburtstag, liebe Käthe!",
        "Viele Grüße aus Köln – viel Spaß damit!",
        "Frohe Weihnachten wünschen\nJörg & Anja",
        "Danke für alles 💐",
    ),
)
