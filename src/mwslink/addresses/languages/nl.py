"""Dutch, of the Netherlands and Belgium."""

from mwslink.addresses.languages.language import Language

DUTCH = Language(
    streets="laan_van plein grote_markt oude nieuwe",
    endings="""
        straat laan weg plein gracht kade dijk singel pad hof steeg dreef plantsoen park markt wal burgwal baan
        lei vest boulevard erf steenweg straatweg brink haven str ln stwg""",
    units="bus bte verdieping etage appartement app apt kamer unit toren gebouw blok woning entree postbus_nr box b",
    floors=r"begane_grond gelijkvloers \d{1,2}_?hoog \d{1,2}e_(?:verdieping|etage) links rechts beneden boven",
    sides="links rechts",
    plots="km",
    areas="""
        bedrijventerrein bedrijvenpark industrieterrein industriepark residentie camping vakantiepark
        recreatiepark ziekenhuis""",
    months="januari februari maart april mei juni juli augustus september oktober november december",
    markers=r"nr nummer nr\. no\. huisnr huisnummer n[°º]",
    no_number=r"z/n z\.n zonder_nummer",
    care_of=r"c/o p/a t\.?a\.?v ter_attentie_van per_adres",
    boxes="postbus|pb",
    pickups="""
        postnl_(?:punt|locatie|pakketautomaat) pakketautomaat dhl_(?:servicepoint|locker) bpack parcel_locker
        postpunt ophaalpunt""",
    companies=r"b\.?\s?v\.?(?:\s?b\.?\s?a\.?)? n\.?\s?v\.? v\.?\s?o\.?\s?f\.? vzw bvba",
    additions=r"\s?[-/]?\s?(?:hs|huis|bis|rood|rd|zw|bov|ben|boven|beneden|[a-h]?[ivx]{1,4}|[a-z]{1,2}\d{0,3})",
)
