"""Smaller countries, where the five big marketplaces ship abroad: Portugal to Sweden, all people invented."""

from __future__ import annotations

from mwslink.sandbox.seed.places import Country, cities, lines, words

PORTUGAL = Country(
    code="PT",
    first_names=words(
        "João, Inês, Conceição, Mário, Fátima, Luís, Beatriz, Tomás, Sónia, Gonçalo, Rui, Leonor, Estêvão"
    ),
    surnames=words(
        "Silva, Gonçalves, Magalhães, Araújo, Simões, Conceição, Brandão, Assunção, Pereira, Fonseca, Leitão, Sá, Antão"
    ),
    streets=words(
        "Rua Augusta, Avenida da Liberdade, Rua de São João, Largo do Poço, Travessa da Misericórdia, Rua 25 de Abril"
    ),
    street_line="{street}, {number}",
    cities=cities("""
        Lisboa|Lisboa|1100-###,1200-###,1500-###,1700-###
        Porto|Porto|4000-###,4050-###,4100-###,4200-###
        Braga|Braga|4700-###,4710-###
        Coimbra|Coimbra|3000-###,3030-###
        Setúbal|Setúbal|2900-###
        Faro|Faro|8000-###
        Évora|Évora|7000-###
        Vila Nova de Gaia|Porto|4400-###
    """),
    phones=("+351 91# ### ###", "9########", "+351 21# ### ###"),
    flats=words("3.º Esq., 1.º Dto, r/c, 2.º Frente, Bloco B, Lote 14, Cave"),
    companies=lines("Padaria São João, Lda.\nConceição & Irmãos, S.A."),
    po_box="Apartado {number}",
    vat_number="PT#########",
    instructions=("Tocar à campainha do 2.º Esq.",),
    gift_messages=("Parabéns, João! Um beijinho da avó",),
)

NETHERLANDS = Country(
    code="NL",
    first_names=words("Sanne, Daan, Joris, Fleur, Renée, Coen, Mariëlle, Sjoerd, Anouk, Willem-Jan, Noë, Femke, Zoë"),
    surnames=words(
        "de Vries, van den Berg, Jansen, van 't Hof, IJsbrand, Çelik, Bakker, de Groot, Visser, Mulder, van der Meer"
    ),
    streets=words(
        "Prinsengracht, Dorpsstraat, Kerkstraat, 's-Gravenzandseweg, Burg. Röellstraat, Molenpad, IJsselkade"
    ),
    street_line="{street} {number}",
    number_suffixes=("-II", "A", " hs", "-3"),
    cities=cities("""
        Amsterdam|Noord-Holland|1012 @@,1016 @@,1053 @@,1071 @@,1093 @@
        Rotterdam|Zuid-Holland|3011 @@,3023 @@,3062 @@
        's-Gravenhage|Zuid-Holland|2511 @@,2563 @@,2595 @@
        Utrecht|Utrecht|3511 @@,3532 @@,3581 @@
        Eindhoven|Noord-Brabant|5611 @@,5622 @@
        Groningen|Groningen|9711 @@,9725 @@
        's-Hertogenbosch|Noord-Brabant|5211 @@
        IJsselstein|Utrecht|3401 @@
    """),
    phones=("+31 6 ########", "06########", "020#######"),
    flats=words("3 hoog, Bus 4, Toren B, Winkel, 1e etage"),
    companies=lines("Bakkerij De Gouden Aar B.V.\nvan den Berg & Zn. V.O.F."),
    po_box="Postbus {number}",
    vat_number="NL#########B01",
    instructions=("Graag bij de buren op nr. 12 afgeven",),
    gift_messages=("Gefeliciteerd met je verjaardag, Zoë!",),
)

BELGIUM = Country(
    code="BE",
    first_names=words("Lotte, Émilie, Wout, Benoît, Griet, François, Joke, Amélie, Koen, Loïc, Hélène, Stijn"),
    surnames=words(
        "Peeters, Janssens, Dubois, Van Damme, Lambert, D'Hondt, Vanden Brande, Leclercq, Maes, Hoşgör, Collès"
    ),
    streets=words(
        "Rue Haute, Chaussée de Liège, Kerkstraat, Nieuwstraat, Rue de l'Église, Lange Leemstraat, Place Saint-Géry"
    ),
    street_line="{street} {number}",
    number_suffixes=(" bte 4", " bus 12", "A"),
    cities=cities("""
        Bruxelles|Bruxelles-Capitale|1000,1020,1030,1050,1060
        Antwerpen|Antwerpen|2000,2018,2020,2060
        Gent|Oost-Vlaanderen|9000,9030,9040
        Liège|Liège|4000,4020,4030
        Brugge|West-Vlaanderen|8000,8200
        Namur|Namur|5000,5100
        Louvain-la-Neuve|Brabant wallon|1348
        Leuven|Vlaams-Brabant|3000,3001
    """),
    phones=("+32 47# ## ## ##", "04########", "02 ### ## ##"),
    flats=words("bte 3, bus 201, 2e étage, 1ste verdieping, Résidence Le Hêtre"),
    companies=lines("Brasserie du Hêtre SRL\nDrukkerij D'Hondt BV"),
    po_box="Boîte postale {number}",
    vat_number="BE0#########",
    instructions=("Sonnez chez Maes, svp",),
    gift_messages=("Bon anniversaire Hélène !",),
)

AUSTRIA = Country(
    code="AT",
    first_names=words(
        "Johanna, Lukas, Käthe, Jörg, Magdalena, Wolfgang, Sophie, Florian, Gerlinde, Süleyman, Theresia"
    ),
    surnames=words("Gruber, Huber, Wögerbauer, Pichler, Höller, Steiner, Mößlacher, Öhlinger, Wallner, Strauß, Egger"),
    streets=words(
        "Mariahilfer Straße, Landstraßer Hauptstraße, Kirchengasse, Am Heumarkt, Mühlgasse, Dr.-Karl-Renner-Ring"
    ),
    street_line="{street} {number}",
    number_suffixes=("/2/14", "/3", "a", "/Stiege 4/Top 12"),
    cities=cities("""
        Wien|Wien|1010,1020,1030,1050,1070,1100,1160,1220
        Graz|Steiermark|8010,8020,8042
        Linz|Oberösterreich|4020,4030,4040
        Salzburg|Salzburg|5020
        Innsbruck|Tirol|6020
        Klagenfurt am Wörthersee|Kärnten|9020
        St. Pölten|Niederösterreich|3100
        Bregenz|Vorarlberg|6900
    """),
    phones=("+43 660 #######", "0676 #######", "+43 1 #######"),
    flats=words("Top 7, Stiege 2, Tür 14, 3. Stock, Hinterhof"),
    companies=lines("Tischlerei Öhlinger GmbH\nKonditorei Mößlacher OG"),
    po_box="Postfach {number}",
    vat_number="ATU########",
    instructions=("Bitte bei der Hausbesorgerin abgeben",),
    gift_messages=("Alles Liebe zum Geburtstag, Theresia!",),
)

IRELAND = Country(
    code="IE",
    first_names=words("Aoife, Seán, Niamh, Ciarán, Róisín, Pádraig, Órla, Eoin, Siobhán, Fionn, Gráinne, Declan"),
    surnames=words("Murphy, Ó Súilleabháin, O'Brien, Ní Bhriain, Byrne, Mac Giolla, McCarthy, Doyle, Kavanagh, O'Dowd"),
    streets=words(
        "Main Street, O'Connell Street, Sráid na Trá, Church Road, Grattan Terrace, The Quay, St. Brigid's Park"
    ),
    street_line="{number} {street}",
    number_suffixes=("A",),
    cities=cities("""
        Dublin|Co. Dublin|D01 @#@#,D04 @##@,D08 @#@#,D6W @##@
        Cork|Co. Cork|T12 @#@#,T23 @##@
        Galway|Co. Galway|H91 @#@#
        Limerick|Co. Limerick|V94 @#@#
        Waterford|Co. Waterford|X91 @#@#
        Dún Laoghaire|Co. Dublin|A96 @#@#
        Sligo|Co. Sligo|F91 @##@
        Kilkenny|Co. Kilkenny|R95 @#@#
    """),
    phones=("020 91# ####", "+353 20 91# ####"),
    flats=words("Apt 4, Flat 2, Unit 9 The Mill, Ballinabrackey, Block C"),
    companies=lines("Kavanagh Joinery Ltd\nRóisín's Tea Rooms DAC"),
    po_box="PO Box {number}",
    vat_number="IE#######@A",
    instructions=("Leave in the shed at the side",),
    gift_messages=("Lá breithe shona, a Niamh!",),
)

POLAND = Country(
    code="PL",
    first_names=words(
        "Łukasz, Małgorzata, Paweł, Agnieszka, Zofia, Michał, Grażyna, Wojciech, Bożena, Stanisław, Żaneta"
    ),
    surnames=words(
        "Kowalski, Wiśniewska, Wójcik, Kamiński, Zieliński, Woźniak, Gołąb, Jabłońska, Krzyżanowski, Śliwa, Łuczak"
    ),
    streets=words(
        "ul. Długa, ul. Świętokrzyska, al. Jana Pawła II, ul. Mickiewicza, os. Złotego Wieku, pl. Wolności, ul. Żwirki"
    ),
    street_line="{street} {number}",
    number_suffixes=("/4", " m. 12", "A/7"),
    cities=cities("""
        Warszawa|mazowieckie|00-0##,01-2##,02-5##,03-1##
        Kraków|małopolskie|30-0##,31-1##
        Łódź|łódzkie|90-0##,91-4##
        Wrocław|dolnośląskie|50-0##,53-3##
        Poznań|wielkopolskie|60-1##,61-7##
        Gdańsk|pomorskie|80-2##,80-8##
        Białystok|podlaskie|15-0##,15-2##
        Toruń|kujawsko-pomorskie|87-1##
    """),
    phones=("+48 5## ### ###", "6########"),
    flats=words("m. 5, klatka B, lokal 3, II piętro, parter"),
    companies=lines("Piekarnia Złoty Kłos Sp. z o.o.\nZakład Stolarski Gołąb"),
    po_box="skr. poczt. {number}",
    vat_number="PL##########",
    instructions=("Proszę dzwonić domofonem, kod 1207",),
    gift_messages=("Wszystkiego najlepszego, Zofio!",),
)

SWEDEN = Country(
    code="SE",
    first_names=words("Åsa, Björn, Maja, Örjan, Göran, Linnéa, Märta, Sören, Elsa, Håkan, Jöns, Øystein, Søren"),
    surnames=words(
        "Andersson, Öberg, Sjöström, Lindström, Åkesson, Bergqvist, Hägg, Björklund, Wåhlin, Sørensen, Bjørnstad"
    ),
    streets=words(
        "Storgatan, Kungsgatan, Östra Vägen, Ågatan, Skolvägen, Drottninggatan, Sankt Eriksgatan, Björkvägen"
    ),
    street_line="{street} {number}",
    number_suffixes=(" lgh 1203", "A", " B"),
    cities=cities("""
        Stockholm|Stockholms län|111 2#,113 3#,116 4#,118 2#
        Göteborg|Västra Götalands län|411 0#,413 2#,416 5#
        Malmö|Skåne län|211 1#,214 3#
        Uppsala|Uppsala län|753 1#,754 2#
        Örebro|Örebro län|702 1#,703 6#
        Umeå|Västerbottens län|903 2#
        Linköping|Östergötlands län|582 2#
        Jönköping|Jönköpings län|553 1#
    """),
    phones=("070-174 06 5#", "+46 70 174 06 7#", "08-465 004 ##"),
    flats=words("lgh 1102, 2 tr, Uppgång C, nb"),
    companies=lines("Björklunds Snickeri AB\nÅkessons Bageri HB"),
    po_box="Box {number}",
    vat_number="SE##########01",
    instructions=("Ring på hos grannen, Öberg",),
    gift_messages=("Grattis på födelsedagen, Åsa!",),
)
