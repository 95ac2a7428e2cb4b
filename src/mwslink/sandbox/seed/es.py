"""Spain: invented people at plausible addresses. No numbers are reserved for fiction there."""

from __future__ import annotations

from mwslink.sandbox.seed.places import Country, cities, lines, words

_FIRST_NAMES = """
María, Carmen, Lucía, Begoña, Nuria, Inés, Rocío, Aitana, Ángela, Montserrat, Pilar, Mª José, Sofía, Ainhoa, Itziar
Raquel, Irene, Noelia, Belén, Araceli, Antonio, José Luis, Javier, Álvaro, Íñigo, Jesús, Joaquín, Andrés, Óscar, Rubén
Adrián, Martín, Iñaki, Jordi, Xavier, Gonzalo, Víctor, Sebastián, Fermín, Juan Carlos, Miguel Ángel, Núria
"""
_SURNAMES = """
García, Fernández, Muñoz, Ibáñez, Núñez, Peña, Rodríguez, Gutiérrez, Sánchez, Martínez, López, Pérez, Gómez, Díaz
Álvarez, Hernández, Jiménez, Vázquez, Domínguez, Ordóñez, Cañizares, Zúñiga, Yáñez, Etxeberria, Goikoetxea, Puig
Farré, Llull, Castaño, Quiñones, Briceño, Acuña, Márquez, Iglesias, Santamaría, De la Fuente, Del Río, Cortés, Giménez
Vidal, Soler, Ferrer, Serrano, Blanco, Molina, Morales, Ortega, Delgado, Castro, Ortiz, Rubio, Marín, Sanz, Medina
Garrido, Calvo, Prieto, Campos, Vega, Cano, Méndez, Cruz, Reyes, Bermúdez, Lozano
"""
_STREETS = """
Calle Mayor, Calle de Alcalá, Gran Vía, Avenida de la Constitución, Plaza de España, Calle San Juan, Paseo de Gracia
Calle Real, Camino Viejo de la Ermita, Avda. Diagonal, C/ Peñuelas, C/ Ramón y Cajal, Ronda de Atocha, Calle del Pozo
Travesía de la Fuente, Calle Doctor Fleming, Carrer de Balmes, Avenida de Andalucía, Calle Cervantes, Calle Goya
Paseo Marítimo, Calle Miguel de Unamuno, Plaza Mayor, Calle Nueva, Calle Caño, Rúa do Hórreo, Calle Begoña
Calle de los Niños, Pasaje de la Viña, Avenida Portugal, Glorieta de Bilbao, Urb. Las Acacias
"""
_CITIES = """
Madrid|Madrid|28001..28055
Barcelona|Barcelona|08001..08042
Valencia|Valencia|46001..46026
Sevilla|Sevilla|41001..41020
Zaragoza|Zaragoza|50001..50018
Málaga|Málaga|29001..29018
Murcia|Murcia|30001..30012
Palma|Illes Balears|07001..07015
Las Palmas de Gran Canaria|Las Palmas|35001..35020
Santa Cruz de Tenerife|Santa Cruz de Tenerife|38001..38010
Bilbao|Bizkaia|48001..48015
Alicante/Alacant|Alicante|03001..03016
Córdoba|Córdoba|14001..14014
Valladolid|Valladolid|47001..47014
Vigo|Pontevedra|36201..36216
Gijón|Asturias|33201..33213
L'Hospitalet de Llobregat|Barcelona|08901..08908
A Coruña|A Coruña|15001..15011
Vitoria-Gasteiz|Álava|01001..01015
Granada|Granada|18001..18016
Elche/Elx|Alicante|03201..03208
Oviedo|Asturias|33001..33013
Cartagena|Murcia|30201..30205
Sabadell|Barcelona|08201..08208
Pamplona/Iruña|Navarra|31001..31016
Donostia-San Sebastián|Gipuzkoa|20001..20018
Santander|Cantabria|39001..39012
Burgos|Burgos|09001..09007
Salamanca|Salamanca|37001..37008
Logroño|La Rioja|26001..26009
León|León|24001..24010
Cádiz|Cádiz|11001..11012
Cáceres|Cáceres|10001..10005
Peñíscola|Castellón|12598
Ceuta|Ceuta|51001..51005
Melilla|Melilla|52001..52006
"""
_COMPANIES = """
Suministros Peñalba, S.L.
Talleres Hermanos Ibáñez, S.A.
Clínica Dental Los Álamos, S.L.P.
Gestoría Núñez & Asociados, S.L.
Panadería La Espiga Dorada, S.C.
Ferretería El Tornillo Azul, S.L.U.
Colegio Santa Begoña
Instalaciones Eléctricas Ordóñez, S.L.
"""
_FLOORS = [f"{floor}º {door}" for floor in range(1, 9) for door in ("A", "B", "C", "izda", "dcha", "2ª", "Centro Izq.")]
_STAIRS = [f"Esc. {stair}, {floor}" for stair in (1, 2, 3, "B") for floor in ("4º izda", "1º dcha", "6º D", "Bajo C")]
_OTHERS = [
    "Bajo",
    "Bajo 2",
    "Ático",
    "Ático B",
    "Entlo. 1ª",
    "Bloque 3, 2º C",
    "Portal 5, 1º A",
    "Local 2",
    "Chalet 14",
]

SPAIN = Country(
    code="ES",
    first_names=words(_FIRST_NAMES),
    surnames=words(_SURNAMES),
    two_surnames=True,
    streets=words(_STREETS),
    street_line="{street}, {number}",
    number_suffixes=(" bis", " B"),
    cities=cities(_CITIES),
    phones=("+34 6## ### ###", "6########", "+347########", "9## ## ## ##", "0034 6## ## ## ##"),
    flats=tuple(_FLOORS + _STAIRS + _OTHERS),
    companies=lines(_COMPANIES),
    po_box="Apartado de correos {number}",
    care_of="A/A {name}",
    vat_number="ESB########",
    instructions=(
        "Dejar en la portería si no hay nadie",
        "Llamar antes de entregar, por favor",
        "Horario de mañana: de 9 a 14 h",
        "El timbre no funciona; 2ª puerta a la izquierda",
    ),
    gift_messages=(
        "¡Feliz cumpleaños! Un abrazo muy fuerte de los primos.",
        "Enhorabuena por la casa nueva. Con cariño, tía Begoña",
        "Para la mejor abuela del mundo\n¡Te queremos!",
        "Felices Reyes, pequeño. Que lo disfrutes mucho 🎁",
    ),
)
