"""The kinds of products the invented sellers sell, with their titles in five languages."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("es", "it", "de", "fr", "en")


@dataclass(frozen=True, slots=True)
class Kind:
    """Weight and price of one piece, the variants ({n} in a title), and the titles by language."""

    grams: int
    cents: int
    variants: tuple[str, ...]
    titles: dict[str, str]

    @property
    def is_book(self) -> bool:
        return "(ISBN)" in self.variants

    def title(self, language: str, *, brand: str, variant: str) -> str:
        """The title in a language such as `es_ES`; English where there is no translation."""
        text = self.titles.get(language[:2], self.titles["en"])
        return text if self.is_book else f"{brand} {text.replace('{n}', variant)}"


_TABLE = """
410|1299|250 ml,350 ml,500 ml|Taza de té de porcelana con tapa, {n}|Tazza da tè in porcellana con coperchio, {n}|Teetasse aus Porzellan mit Deckel, {n}|Tasse à thé en porcelaine avec couvercle, {n}|Porcelain Tea Mug with Lid, {n}
120|895|100 g,250 g,1 kg|Té verde Sencha ecológico, {n}|Tè verde Sencha biologico, {n}|Grüner Tee Sencha, Bio, lose, {n}|Thé vert Sencha bio en vrac, {n}|Organic Sencha Green Loose Leaf Tea, {n}
95|649|20,50,100|Manzanilla con anís, {n} bolsitas|Camomilla e anice, {n} bustine|Kamillentee mit Anis, {n} Beutel|Infusion camomille et anis, {n} sachets|Camomile & Anise Tea, {n} Bags
1350|3490|4,6,12|Juego de {n} toallas de algodón 100 %, 500 g/m²|Set di {n} asciugamani in puro cotone, 500 g/m²|Handtuch-Set, {n} Stück, 100 % Baumwolle, 500 g/m²|Lot de {n} serviettes de toilette, 100 % coton, 500 g/m²|Set of {n} Bath Towels, 100% Cotton, 500 gsm
2150|5499|90 cm,135 cm,150 cm|Funda nórdica con dibujo de cigüeñas, cama de {n}|Copripiumino con cicogne, letto da {n}|Bettwäsche „Störche“, Bettgröße {n}|Housse de couette cigognes, lit de {n}|Stork Print Duvet Cover, {n} Bed
780|2195|20 cm,24 cm,28 cm|Sartén antiadherente apta para inducción, Ø {n}|Padella antiaderente per induzione, Ø {n}|Bratpfanne für Induktion, beschichtet, Ø {n}|Poêle antiadhésive tous feux, Ø {n}|Non-Stick Frying Pan for Induction, Ø {n}
640|1799|3,6,9|Cafetera italiana de aluminio, {n} tazas|Caffettiera moka in alluminio, {n} tazze|Espressokocher aus Aluminium, {n} Tassen|Cafetière italienne en aluminium, {n} tasses|Aluminium Moka Pot, {n} Cups
260|1490|30 lm,60 lm,120 lm|Luz trasera de bicicleta recargable por USB ({n})|Fanale posteriore per bici ricaricabile USB ({n})|Fahrrad-Rücklicht, USB-aufladbar ({n})|Feu arrière de vélo rechargeable USB ({n})|USB Rechargeable Bike Rear Light ({n})
310|2399|9v,10v,11v|Cadena de bicicleta reforzada, {n}, 116 eslabones|Catena per bicicletta rinforzata, {n}, 116 maglie|Fahrradkette, verstärkt, {n}, 116 Glieder|Chaîne de vélo renforcée, {n}, 116 maillons|Reinforced Bicycle Chain, {n}, 116 Links
620|2850|28x1.50,27.5x2.1,700x35C|Cubierta antipinchazos para bicicleta {n}|Copertone antiforatura per bicicletta {n}|Fahrradreifen pannensicher {n}|Pneu de vélo anti-crevaison {n}|Puncture-Resistant Bicycle Tyre {n}
180|999|100,120,160|Pastillas de freno de disco, {n} unidades, caja de taller|Pastiglie freno a disco, {n} pezzi, confezione officina|Scheibenbremsbeläge, {n} Stück, Werkstattpackung|Plaquettes de frein à disque, {n} pièces, boîte d'atelier|Disc Brake Pads, {n} pcs, Workshop Box
290|1650|(ISBN)|El jardín de las hormigas (tapa blanda)|Il giardino delle formiche (copertina flessibile)|Der Garten der Ameisen (Taschenbuch)|Le Jardin des fourmis (broché)|The Garden of Ants (Paperback)
540|2290|(ISBN)|Cocina lenta para días de lluvia (tapa dura)|Cucina lenta per giorni di pioggia (copertina rigida)|Langsam kochen an Regentagen (Gebundene Ausgabe)|Cuisine lente pour jours de pluie (relié)|Slow Cooking for Rainy Days (Hardcover)
410|1890|(ISBN)|Historia mínima de los faros (tapa blanda)|Breve storia dei fari (copertina flessibile)|Kleine Geschichte der Leuchttürme (Taschenbuch)|Petite histoire des phares (broché)|A Short History of Lighthouses (Paperback)
70|590|A5,A6,B5|Cuaderno de puntos {n}, 160 páginas|Quaderno puntinato {n}, 160 pagine|Notizbuch gepunktet {n}, 160 Seiten|Carnet à points {n}, 160 pages|Dotted Notebook {n}, 160 Pages
880|3195|12 W,18 W,24 W|Lámpara de escritorio LED regulable, {n}|Lampada da scrivania LED dimmerabile, {n}|LED-Schreibtischlampe, dimmbar, {n}|Lampe de bureau LED à intensité variable, {n}|Dimmable LED Desk Lamp, {n}
3900|7990|60 l,80 l,120 l|Cubo de reciclaje de acero inoxidable, {n}|Pattumiera differenziata in acciaio inox, {n}|Mülltrennsystem aus Edelstahl, {n}|Poubelle de tri en acier inoxydable, {n}|Stainless Steel Recycling Bin, {n}
5200|11900|3,4,5|Estantería de roble macizo, {n} baldas|Libreria in rovere massello, {n} ripiani|Regal aus massiver Eiche, {n} Böden|Étagère en chêne massif, {n} tablettes|Solid Oak Shelf, {n} Tiers
150|790|S,M,L|Guantes de jardinería de bambú, talla {n}|Guanti da giardinaggio in bambù, taglia {n}|Gartenhandschuhe aus Bambus, Größe {n}|Gants de jardinage en bambou, taille {n}|Bamboo Gardening Gloves, Size {n}
330|1390|3-6 m,6-12 m,12-18 m|Pijama de bebé de algodón orgánico, {n}|Pigiama neonato in cotone biologico, {n}|Babyschlafanzug aus Bio-Baumwolle, {n}|Pyjama bébé en coton biologique, {n}|Organic Cotton Baby Pyjamas, {n}
1100|2690|500,1000,2000|Puzle de madera «Puerto al amanecer», {n} piezas|Puzzle in legno «Porto all'alba», {n} pezzi|Holzpuzzle „Hafen im Morgengrauen“, {n} Teile|Puzzle en bois « Port à l'aube », {n} pièces|Wooden Jigsaw “Harbour at Dawn”, {n} Pieces
1750|4590|2,3,4|Alargador de jardín con {n} tomas|Prolunga da giardino con {n} prese|Garten-Verlängerungskabel, {n} Steckdosen|Rallonge de jardin, {n} prises|Garden Extension Lead, {n} Sockets
220|1150|iP,S,X|Soporte de móvil para manillar, serie {n}|Supporto telefono da manubrio, serie {n}|Handyhalterung für den Lenker, Serie {n}|Support de téléphone pour guidon, série {n}|Handlebar Phone Mount, {n} Series
25|499|10,25,50|Etiquetas para mermelada, {n} unidades|Etichette per marmellata, {n} pezzi|Etiketten für Marmelade, {n} Stück|Étiquettes pour confiture, {n} pièces|Jam Jar Labels, Pack of {n}
"""  # noqa: E501  (one row per kind reads better than five lines of titles)

KINDS = tuple(
    Kind(int(grams), int(cents), tuple(variants.split(",")), dict(zip(LANGUAGES, titles, strict=True)))
    for grams, cents, variants, *titles in (line.split("|") for line in _TABLE.strip().splitlines())
)
BRANDS = (
    "Norvalia",
    "Tessaro",
    "Brüggensen",
    "Lumière & Fils",
    "Ñandú",
    "Hawthorn",
    "Casa Peñalba",
    "Ålvik",
    "OKTO",
    "Mirabò",
)
