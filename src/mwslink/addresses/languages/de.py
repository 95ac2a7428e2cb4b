"""German, of Germany, Austria, South Tyrol and Belgium."""

from mwslink.addresses.languages.language import Language

GERMAN = Language(
    streets="am an auf im in zum zur unter unterm hinter vor bei beim strasse straße an_der an_den in_der in_den",
    endings="""
        strasse straße str weg gasse platz allee ring damm ufer steig pfad chaussee markt wall graben promenade
        kamp twiete zeile siedlung anger brucke kai gurtel lande zeil hof""",
    units="""
        etage stock stiege stg tur tuer top whg wohnung apartment app appartement haus hinterhaus eingang
        aufgang zimmer zi raum block gebaude geb halle buro we nr""",
    floors=r"""
        eg dg ug og \d{1,2}\.?\s?(?:og|stock|etage|obergeschoss|ug|stiege|stg) hinterhaus hh hofgebaude
        vorderhaus vh seitenflugel sf links rechts li re mitte erdgeschoss dachgeschoss obergeschoss parterre
        mezzanin souterrain""",
    sides="links rechts li re mitte",
    plots="km",
    areas="""
        gewerbegebiet industriegebiet gewerbepark industriepark ot ortsteil gut schloss klinikum krankenhaus
        campingplatz einkaufszentrum hochhaus""",
    months="januar februar marz april mai juni juli august september oktober november dezember janner",
    markers="nr hausnr hausnummer nummer hnr",
    no_number=r"o\.?_?nr ohne_nummer o\.?\s?n",
    care_of=r"c/o bei z\.\s?h(?:d|\.) zu_handen zh zhd c\.o\. p\.?\s?a p/a per_adresse",
    boxes="postfach|postf|pf",
    pickups="""
        paketshop hermes_paketshop dpd_paketshop gls_paketshop abholstation post-?_?partner postlagernd paketbox
        amazon_(?:hub_)?locker""",
    companies=r"""
        gmbh(?:\s*&\s*co\.?\s*kg)? ag kg ohg gbr ug(?:\s*\(haftungsbeschrankt\))? e\.\s?k\.? e\.\s?v\.?
        e\.\s?u\.?""",
    additions=r"\s?[-/]?\s?(?:1/2|½)",
)
