"""English, of the United Kingdom and Ireland."""

from mwslink.addresses.languages.language import Language

ENGLISH = Language(
    streets="the_street upper_street strand the_strand the_green the_avenue the_square the_mall the_parade",
    endings="""
        street st road rd lane ln avenue ave av close cl drive dr way court ct crescent cres place pl square sq
        terrace ter terr gardens gdns grove gr hill park row walk mews green view rise parade pde quay
        embankment broadway gate wharf yard heath common mount vale bank fields meadow meadows croft path
        highway boulevard esplanade circus approach link chase dene drove ridge strand boreen heights lawn lawns
        wood woods orchard side end mall""",
    units="""
        flat flt fl apartment apartments apt appt unit units suite ste room rm floor block blk studio office
        plot building bldg bay level lvl shop maisonette annex annexe penthouse stair""",
    floors=r"""
        (?:lower_ground|ground|first|second|third|fourth|fifth|sixth|top|basement|garden|upper|\d{1,2}(?:st|nd|rd|th))
        (?:lower_ground|ground|first|second|third|fourth|fifth|sixth|top|basement|garden|upper|\d{1,2}(?:st|nd|rd|th))_(?:floor|flat|level)(?:_flat)?
        basement penthouse gff fff tff rear front left right""",
    sides="left right front rear a b c",
    areas="""
        house cottage lodge barn mill hall manor farm farmhouse rectory vicarage villa bungalow estate
        business_park retail_park industrial_estate trading_estate centre center hospital school university
        hotel parc works""",
    months="january february march april may june july august september october november december",
    markers=r"no number no\. nr",
    no_number="no_number",
    care_of=r"c/o c/- care_of attn attention fao f\.a\.o",
    boxes=r"p\.?\s?o\.?\s?box|post_office_box|pob|bfpo",
    pickups=r"""
        collect\s?\+ inpost parcel_?shop parcel_motel addresspal post_restante poste_restante
        amazon_(?:hub_)?locker collection_point""",
    companies=r"ltd\.? limited llp plc inc\.? llc dac c\.?i\.?c\.? teo",
)
