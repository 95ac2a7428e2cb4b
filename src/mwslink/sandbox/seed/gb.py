"""The United Kingdom: invented people at plausible addresses, with telephone numbers Ofcom keeps for fiction."""

from __future__ import annotations

from mwslink.sandbox.seed.places import Country, cities, lines, words

_FIRST_NAMES = """
Olivia, Amelia, Isla, Siân, Niamh, Zoë, Chloë, Aoife, Bronwen, Margaret, Priya, Fatima, Charlotte, Emily, Grace, Poppy
Rosie, Eilidh, Angharad, Renée, Harry, George, Oliver, Callum, Rhys, Hamish, Alistair, Mohammed, Arjun, Kwame, Piotr
José, Seán, Ewan, Dafydd, Nigel, Graham, Trevor, Jean-Luc, Tomasz, Thomas, William
"""
_SURNAMES = """
Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Patel, Robinson, Wright, Thompson, Evans, Walker, White
Roberts, Green, Hall, Thomas, Clarke, Jackson, Wood, Harris, Edwards, Turner, Martin, Cooper, Hill, Ward, Hughes, Moore
Clark, King, Harrison, Lewis, Baker, Lee, Allen, Morris, Khan, Scott, Watson, Davis, Parker, James, Bennett, Young
Phillips, Richardson, Mitchell, Bailey, Carter, O'Neill, MacDonald, McAllister, Fitz-Gibbon, Bowes-Lytton, St John
Ó Briain, Kowalski, Nwosu, Sørby, Brontë, Ap Rhys
"""
_STREETS = """
High Street, Station Road, Church Lane, Victoria Road, Park Avenue, The Green, London Road, Mill Lane, Queen's Road
King Street, St. Mary's Close, Albert Terrace, Rose Gardens, Kingsway, Manor Drive, Bridge Street, Windsor Crescent
Chapel Walk, Hawthorn Way, Elm Grove, Castle Hill, North Parade, Old Kent Mews, Primrose Court, Springfield Road
Orchard Close, Abbey Road, The Crescent, Heol Fawr, Sauchie Street
"""
_CITIES = """
London|Greater London|E1,E2,E14,N1,N7,NW3,NW10,SE1,SE15,SW4,SW11,SW19,W2,W12,EC1V,WC1X
Birmingham|West Midlands|B1,B5,B13,B29,B30
Manchester|Greater Manchester|M1,M4,M14,M20,M21
Leeds|West Yorkshire|LS1,LS6,LS8,LS12
Glasgow|Lanarkshire|G1,G11,G12,G41,G42
Sheffield|South Yorkshire|S1,S7,S10,S11
Edinburgh|Midlothian|EH1,EH3,EH6,EH9,EH12
Liverpool|Merseyside|L1,L8,L15,L18
Bristol|Bristol|BS1,BS3,BS5,BS6,BS8
Cardiff|South Glamorgan|CF5,CF10,CF11,CF14,CF24
Belfast|County Antrim|BT1,BT5,BT7,BT9,BT15
Leicester|Leicestershire|LE1,LE2,LE3,LE5
Coventry|West Midlands|CV1,CV3,CV5,CV6
Nottingham|Nottinghamshire|NG1,NG3,NG5,NG7
Newcastle upon Tyne|Tyne and Wear|NE1,NE2,NE3,NE6
Brighton|East Sussex|BN1,BN2
Plymouth|Devon|PL1,PL2,PL4
Wolverhampton|West Midlands|WV1,WV3,WV6
Southampton|Hampshire|SO14,SO15,SO16,SO17
Portsmouth|Hampshire|PO1,PO2,PO4
Norwich|Norfolk|NR1,NR2,NR3
Swansea|West Glamorgan|SA1,SA2
Aberdeen|Aberdeenshire|AB10,AB11,AB24,AB25
Dundee|Angus|DD1,DD2,DD3
Oxford|Oxfordshire|OX1,OX2,OX4
Cambridge|Cambridgeshire|CB1,CB2,CB4
York|North Yorkshire|YO1,YO10,YO24,YO31
Bath|Somerset|BA1,BA2
Exeter|Devon|EX1,EX2,EX4
Inverness|Inverness-shire|IV2,IV3
St Albans|Hertfordshire|AL1,AL3,AL4
Stoke-on-Trent|Staffordshire|ST1,ST4,ST6
"""
_COMPANIES = """
Hawthorn & Bowes Ltd
Brontë Books LLP
St Mary's Primary School
McAllister Plumbing Ltd
The Copper Kettle Tea Rooms
Windsor Dental Care Ltd
O'Neill Joinery & Sons
Heol Fawr Garage Ltd
"""
_FLATS = """
Flat 4, Flat 2B, Flat 17, Apartment 12, Apt 305, Unit 7, Ground Floor Flat, Basement Flat, The Old Coach House
Rose Cottage, Top Floor (2/1), Flat 1/2, Room 9, Annexe
"""

UNITED_KINGDOM = Country(
    code="GB",
    first_names=words(_FIRST_NAMES),
    surnames=words(_SURNAMES),
    streets=words(_STREETS),
    street_line="{number} {street}",
    number_suffixes=("A", "B", "-14"),
    cities=cities(_CITIES, postcode_ending=" #@@"),
    phones=("07700 900###", "+44 7700 900###", "020 7946 0###", "0113 496 0###", "+441514960###"),
    flats=words(_FLATS),
    companies=lines(_COMPANIES),
    po_box="PO Box {number}",
    vat_number="GB#########",
    instructions=(
        "Leave with neighbour at no. 14",
        "Behind the blue gate, mind the dog",
        "Buzzer doesn't work: please ring",
        "Safe place: porch",
    ),
    gift_messages=(
        "Happy birthday Chloë! Lots of love, Gran & Grandad x",
        "Congratulations on the new flat – enjoy!",
        "Merry Christmas to you all\nfrom the Fitz-Gibbons",
        "Get well soon ❤️",
    ),
)
