"""France: invented people at plausible addresses, with telephone numbers the ARCEP keeps for fiction."""

from __future__ import annotations

from mwslink.sandbox.seed.places import Country, cities, lines, words

_FIRST_NAMES = """
Camille, Chloé, Léa, Zoé, Inès, Anaïs, Maëlys, Éloïse, Françoise, Hélène, Bénédicte, Cécile, Agnès, Noémie, Clémence
Margaux, Océane, Aurélie, Stéphanie, Geneviève, Jean-Pierre, François, Loïc, Gaël, Benoît, Jérôme, Rémi, Théo, Noël
Mickaël, Étienne, Frédéric, Sébastien, Clément, Yannick, Hervé, André, Jean-Baptiste, Raphaël, Mathis, Léo, Gaëtan
"""
_SURNAMES = """
Martin, Bernard, Dubois, Thomas, Robert, Richard, Petit, Durand, Leroy, Moreau, Simon, Laurent, Lefèbvre, Michel, García
David, Bertrand, Roux, Vincent, Fournier, Morel, Girard, André, Lefèvre, Mercier, Dupont, Lambert, Bonnet, François
Martinez, Legrand, Garnier, Faure, Rousseau, Blanc, Guérin, Müller, Henry, Roussel, Nicolas, Perrin, Morin, Mathieu
Clément, Gauthier, Dumont, Lopez, Fontaine, Chevalier, Robin, Masson, Noël, Le Goff, L'Hostis, Saint-Léger, Crécy
De La Tour, D'Haussy, Cœurdacier, Benoît, Hervé, Pécresse-Noir, Boissière, Trémont
"""
_STREETS = """
rue de la Paix, avenue de la République, rue Victor Hugo, boulevard Saint-Michel, place de l'Église, rue du Moulin
chemin des Vignes, impasse des Lilas, rue des Écoles, allée des Tilleuls, rue de l'Hôtel de Ville, quai de la Fosse
rue Jean Jaurès, avenue du Général Leclerc, rue Émile Zola, route de Genève, rue du Château, cours Lafayette
rue Saint-Honoré, rue Pasteur, rue de Bretagne, square des Peupliers, rue du Faubourg Saint-Antoine, passage du Cœur
rue d'Alsace, avenue Foch, rue Louis Blériot, lieu-dit Le Bois Brûlé, rue de la Forêt, montée de la Grande Côte
"""
_CITIES = """
Paris|Île-de-France|75001..75020
Marseille|Provence-Alpes-Côte d'Azur|13001..13016
Lyon|Auvergne-Rhône-Alpes|69001..69009
Toulouse|Occitanie|31000,31100,31200,31300,31400,31500
Nice|Provence-Alpes-Côte d'Azur|06000,06100,06200,06300
Nantes|Pays de la Loire|44000,44100,44200,44300
Montpellier|Occitanie|34000,34070,34080,34090
Strasbourg|Grand Est|67000,67100,67200
Bordeaux|Nouvelle-Aquitaine|33000,33100,33200,33300,33800
Lille|Hauts-de-France|59000,59160,59260,59777,59800
Rennes|Bretagne|35000,35200,35700
Reims|Grand Est|51100
Le Havre|Normandie|76600,76610,76620
Saint-Étienne|Auvergne-Rhône-Alpes|42000,42100,42230
Toulon|Provence-Alpes-Côte d'Azur|83000,83100,83200
Grenoble|Auvergne-Rhône-Alpes|38000,38100
Dijon|Bourgogne-Franche-Comté|21000
Angers|Pays de la Loire|49000,49100
Nîmes|Occitanie|30000,30900
Villeurbanne|Auvergne-Rhône-Alpes|69100
Clermont-Ferrand|Auvergne-Rhône-Alpes|63000,63100
Le Mans|Pays de la Loire|72000,72100
Aix-en-Provence|Provence-Alpes-Côte d'Azur|13080,13090,13100,13290,13540
Brest|Bretagne|29200
Tours|Centre-Val de Loire|37000,37100,37200
Amiens|Hauts-de-France|80000,80080,80090
Limoges|Nouvelle-Aquitaine|87000,87100,87280
Annecy|Auvergne-Rhône-Alpes|74000
Perpignan|Occitanie|66000,66100
Besançon|Bourgogne-Franche-Comté|25000
Orléans|Centre-Val de Loire|45000,45100
Metz|Grand Est|57000,57050,57070
Rouen|Normandie|76000,76100
Ajaccio|Corse|20000,20090,20167
Saint-Denis|Île-de-France|93200,93210
Sète|Occitanie|34200
"""
_COMPANIES = """
Boulangerie Au Blé d'Or SARL
Menuiserie Trémont & Fils
Cabinet Médical des Tilleuls
Électricité Générale Boissière EURL
Hôtel de la Forêt SAS
École Saint-Léger
Garage du Château SARL
Imprimerie L'Encre Bleue SA
"""
_FLATS = [f"Bât. {block}, Apt {door}" for block in ("A", "B", "C", "D2") for door in (3, 12, 24, 101, 207)]
_OTHERS = ["2ème étage", "3e étage gauche", "Résidence Les Érables", "Appt 14", "Escalier B, 5e droite", "RDC", "Lot 7"]

FRANCE = Country(
    code="FR",
    first_names=words(_FIRST_NAMES),
    surnames=words(_SURNAMES),
    streets=words(_STREETS),
    street_line="{number} {street}",
    number_suffixes=(" bis", " ter", "B"),
    cities=cities(_CITIES),
    phones=("01 99 00 ## ##", "+33 6 39 98 ## ##", "063998####", "+33 2 61 91 ## ##", "04 65 71 ## ##"),
    flats=tuple(_FLATS + _OTHERS),
    companies=lines(_COMPANIES),
    po_box="BP {number}",
    care_of="chez {name}",
    vat_number="FR###########",
    instructions=(
        "Code porte 45B12, puis interphone « Trémont »",
        "Laisser chez le gardien s'il n'y a personne",
        "Ne pas déposer dans la boîte aux lettres",
        "Appeler à l'arrivée, merci",
    ),
    gift_messages=(
        "Joyeux anniversaire Zoé, gros bisous de Mamie !",
        "Bonne fête, à très bientôt à Besançon",
        "Félicitations aux jeunes mariés\nLa famille Lefèbvre",
        "Joyeux Noël 🎄 de la part d'Éloïse",
    ),
)
