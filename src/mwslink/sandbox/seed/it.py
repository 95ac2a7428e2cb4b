"""Italy: invented people at plausible addresses. No numbers are reserved for fiction there."""

from __future__ import annotations

from mwslink.sandbox.seed.places import Country, cities, lines, words

_FIRST_NAMES = """
Giulia, Francesca, Chiara, Martina, Alessia, Niccolò, Mattia, Lorenzo, Gianluca, Mariarosa, Anna Maria, Beatrice
Federica, Elena, Noemi, Ilaria, Sofia, Aurora, Ginevra, Viola, Marco, Andrea, Luca, Giuseppe, Antonio, Nicolò, Raffaele
Salvatore, Vincenzo, Davide, Simone, Emanuele, Pietro, Gian Paolo, Michele, Stefano, Roberto, Daniele, Zoë, Renèe
Giosuè, Mosè
"""
_SURNAMES = """
Rossi, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De Luca, Costa, Giordano
Mancini, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, Mariani, Rinaldi, Caruso, Ferrara, Galli, Martini, Leone
Longo, Gentile, Martinelli, Vitale, Lo Russo, Coppola, De Santis, D'Angelo, Marchetti, Parisi, Villa, Conte, Ferraro
Ferri, Fabbri, Bianco, Marini, Grasso, Valentini, Messina, Sala, De Angelis, Gatti, Pellegrini, Palumbo, Sanna, Farina
Dell'Orto, Dalla Libera, Nardò, Cangià, Forlì, Della Rovere
"""
_STREETS = """
Via Roma, Via Garibaldi, Corso Vittorio Emanuele II, Piazza della Libertà, Via Dante Alighieri, Via Mazzini
Viale della Repubblica, Via XX Settembre, Largo Sant'Agata, Vicolo del Forno, Via dell'Università, Via Nazionale
Corso Italia, Via Giacomo Puccini, Strada Provinciale 12, Via della Città Nuova, Contrada San Nicolò, Via Aurelia
Piazza San Marco, Via Montegrappa, Viale Europa, Via Leonardo da Vinci, Salita Santa Lucia, Lungotevere dei Mulini
Via Giovanni Pascoli, Via del Mare, Via Don Luigi Sturzo, Calle Larga, Fondamenta Nove, Traversa Quattro Stagioni
Via Ca' Rossa
"""
_CITIES = """
Roma|RM|00184..00199
Milano|MI|20121..20162
Napoli|NA|80121..80147
Torino|TO|10121..10156
Palermo|PA|90121..90151
Genova|GE|16121..16167
Bologna|BO|40121..40141
Firenze|FI|50121..50145
Bari|BA|70121..70132
Catania|CT|95121..95131
Venezia|VE|30121..30135
Verona|VR|37121..37142
Messina|ME|98121..98128
Padova|PD|35121..35143
Trieste|TS|34121..34139
Brescia|BS|25121..25136
Parma|PR|43121..43126
Prato|PO|59100
Modena|MO|41121..41126
Reggio nell'Emilia|RE|42121..42124
Perugia|PG|06121..06129
Livorno|LI|57121..57128
Ravenna|RA|48121..48125
Cagliari|CA|09121..09134
Rimini|RN|47921..47924
Salerno|SA|84121..84135
Sassari|SS|07100
Monza|MB|20900
Bergamo|BG|24121..24129
Forlì|FC|47121,47122
Trento|TN|38121..38123
Bolzano/Bozen|BZ|39100
L'Aquila|AQ|67100
Cefalù|PA|90015
Nardò|LE|73048
"""
_COMPANIES = """
Officine Meccaniche Bellini S.r.l.
Studio Dentistico Dott.ssa Nicolò
Panificio Tre Spighe S.n.c.
Arredamenti D'Alba S.r.l.
Trasporti Valle Verde S.p.A.
Ottica Città Alta di Ferri M. & C. S.a.s.
Cartoleria Il Calamaio
Edilizia Monte Nuovo S.r.l.s.
"""
_FLATS = [
    f"Scala {stair}, int. {door}" for stair in ("A", "B", "C", "Unica") for door in (1, 2, 3, 5, 7, 8, 11, 14, 22)
]
_OTHERS = [
    "Int. 4",
    "Interno 12/A",
    "Piano 3",
    "2° piano",
    "Citofono Rossi-De Luca",
    "Pal. C, sc. 2, int. 9",
    "Villa 6",
]

ITALY = Country(
    code="IT",
    first_names=words(_FIRST_NAMES),
    surnames=words(_SURNAMES),
    streets=words(_STREETS),
    street_line="{street} {number}",
    number_suffixes=("/A", "/B", " bis", "/R"),
    cities=cities(_CITIES),
    phones=("+39 3## ### ####", "3#########", "+393#########", "0#########"),
    flats=tuple(_FLATS + _OTHERS),
    companies=lines(_COMPANIES),
    po_box="Casella postale {number}",
    care_of="c/o {name}",
    vat_number="IT###########",
    instructions=(
        "Suonare al citofono «De Luca», il cancello è aperto",
        "Consegnare al bar di fronte se assente",
        "Ultimo piano, l'ascensore non c'è",
        "Chiamare prima della consegna",
    ),
    gift_messages=(
        "Tanti auguri di buon compleanno! Con affetto, Giosuè",
        "Così non avrai più freddo 🙂 Un bacio dalla zia",
        "Congratulazioni per la laurea!\nI tuoi cugini",
        "Buon Natale a tutta la famiglia",
    ),
)
