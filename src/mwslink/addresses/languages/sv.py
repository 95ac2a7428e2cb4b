"""Swedish, and the endings of its neighbours' streets."""

from mwslink.addresses.languages.language import Language

SWEDISH = Language(
    streets="stora lilla norra sodra ostra vastra",
    endings="""
        gatan gata vagen vag grand granden torget torg plan allen alle stigen backen garden gard platsen leden
        kajen strand liden gangen svangen slingan ringen kroken hojden esplanaden parken brinken hamnen dalen
        vallen trappan kullen vej gade gate veien vei katu tie""",
    units="lgh lagenhet uppg uppgang vaning van port portkod kod hus rum plan dorr ingang",
    floors=r"bv nb \d{1,2}_?(?:tr|trappor|trappa|tr\.) ovanvaning bottenvaning gardshus ovre nedre vanster hoger",
    sides="vanster hoger",
    plots="km",
    areas="industriomrade kopcentrum centrum gard camping sjukhus",
    months="januari februari mars april maj juni juli augusti september oktober november december",
    markers="nr nummer",
    no_number="",
    care_of="c/o co att att: hos",
    boxes="box|postbox|pl",
    pickups="postnord_ombud ombud instabox budbee_box paketbox schenker_ombud postombud poste_restante",
    companies="ab hb kb ekonomisk_forening",
)
