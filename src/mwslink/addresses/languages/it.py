"""Italian."""

from mwslink.addresses.languages.language import Language

ITALIAN = Language(
    streets=r"""
        via viale v\.?\s?le piazza p\.?\s?z?za piazzale p\.?\s?le piazzetta corso c\.?\s?so largo l\.?\s?go
        vicolo vico v\.?\s?lo strada str s\.da contrada c\.?\s?da c/da localita loc frazione fraz salita
        traversa borgo calle campo fondamenta rio lungotevere lungomare lungarno lungadige lungolago lungo
        vialetto circonvallazione rione galleria discesa riviera ronco regione rotonda s\.?s\.? s\.?p\.? statale
        provinciale cannaregio castello dorsoduro san_marco san_polo santa_croce giudecca""",
    units="""
        interno int scala sc piano palazzina pal edificio ed lotto corpo appartamento app appto ufficio uff
        citofono cit cancello blocco torre porta isolato is villino ingresso box negozio sub stanza""",
    floors=r"""
        piano_terra p\.?\s?t terra rialzato primo_piano secondo_piano terzo_piano quarto_piano quinto_piano
        sinistra sx destra dx attico seminterrato ammezzato \d{1,2}\s?[°º^](?:\s?piano)?""",
    sides="sinistra sx destra dx terra rialzato primo secondo terzo quarto quinto",
    plots="km lotto capannone",
    areas=r"""
        residenza residence condominio cond palazzo centro_commerciale zona_industriale z\.?i z\.?a zona parco
        villaggio cascina masseria podere agriturismo hotel ospedale azienda complesso borgata""",
    months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    markers=r"n\.?[°ºo]\.? n\. n nr num numero civico civ",
    no_number=r"s\.?\s?n\.?\s?c s\s?/\s?n s\.n sn senza_numero",
    care_of=r"c/o presso p/o pr\. all'attenzione_di att attn c\.a",
    boxes=r"casella_postale|c\.?\s?p\.?|cas\.?_post",
    pickups="""
        fermo_?posta fermo_?point fermo_deposito punto_(?:poste|di_ritiro|ritiro) inpost locker
        amazon_(?:hub_)?locker""",
    companies=r"""
        s\.?\s?r\.?\s?l\.?\s?s?\.? s\.?\s?p\.?\s?a\.? s\.?\s?n\.?\s?c\.? s\.?\s?a\.?\s?s\.? onlus soc\.?_coop\.?""",
    additions=r"\s?/?\s?(?:rosso|nero|r|n)",
)
