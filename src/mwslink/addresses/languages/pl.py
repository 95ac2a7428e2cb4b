"""Polish."""

from mwslink.addresses.languages.language import Language

POLISH = Language(
    streets="ul ulica al aleja aleje pl plac os osiedle rondo skwer bulwar szosa trakt droga zaulek rynek wybrzeze",
    units="""
        m mieszkanie mieszk miesz lok lokal klatka kl pietro p pok pokoj bud budynek hala biuro domofon wejscie
        blok bl""",
    floors=r"parter suterena \d{1,2}_pietro [ivx]+_pietro",
    plots="dz dzialka km",
    areas="centrum galeria park hotel szpital",
    months=(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia "
        "pulku brygady dywizji armii"
    ),
    markers="nr numer",
    no_number="b/n bn bez_numeru",
    care_of=r"c/o u_pana u_pani do_rak d\.r",
    boxes=r"skrytka(?:_pocztowa)?|skr\.?_?poczt|skr",
    pickups="paczkomat inpost punkt_odbioru zabka ruch orlen_paczka poste_restante",
    additions=r"m\d{1,4}",
    companies=r"sp\.?\s?z\.?\s?o\.?\s?o\.? s\.?a\.? sp\.?\s?k\.? sp\.?\s?j\.?",
)
