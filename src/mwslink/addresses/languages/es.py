"""Spanish, and what Catalan, Galician and Basque add."""

from mwslink.addresses.languages.language import Language

SPANISH = Language(
    streets=r"""
        calle c cl cll avenida avinguda avda avd av paseo passeig pso pg p[ºo]\. plaza placa pza plza pl
        plazuela praza ronda rda camino camin cami cno cmno carretera ctra crta carrera carrer travesia trav
        trva travessera travessia via gran_via rambla rbla glorieta gta pasaje psje pje passatge ptge costanilla
        cuesta callejon cjon alameda bulevar blvd rua autovia autopista vereda sendero senda calzada corredera
        corredoira estrada lugar barrio aldea caserio partida pda paraje diseminado puerta_del_sol cami_vell
        torrent baixada pujada riera moll muelle malecon""",
    endings="kalea kale etorbidea hiribidea plaza bidea auzoa pasealekua",
    units="""
        piso planta plta puerta pta pt escalera escala esc bloque bloq blq bl portal ptal local lc oficina ofic
        of despacho dpto depto departamento apartamento apto apart apt modulo mod fase torre interior int letra
        buzon habitacion hab vivienda viv manzana mza sector bungalow bung duplex adosado porta pis""",
    floors=r"""
        bajo bajos baixos bj bjo baja atico atic sobreatico entresuelo entlo entl principal pral semisotano
        sotano izquierda izqda izda izq iz derecha dcha dch der dreta esquerra centro exterior ext interior int
        duplex porteria loft primero primera segundo segunda tercero tercera cuarto quinto sexto septimo octavo
        noveno decimo \d{1,2}(?:er|ro|do|to|mo)""",
    sides="""
        izquierda izqda izda izq iz derecha dcha dch der centro baja bajo primero primera segundo segunda
        tercero tercera cuarto""",
    plots=r"km kilometro p\.?k nave naves parcela parc casa chalet chale finca lote",
    areas=r"""
        urbanizacion urb urbanitzacio poligono poligon polig pol p\.\s?i\. residencial resid res edificio
        edifici edif ed conjunto complejo centro_comercial c\.\s?c\. parque barriada bda colonia col hotel
        cortijo hacienda masia mas camping hospital colegio universidad mercado apartamentos""",
    months="""
        enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre maig
        gener""",
    markers=r"n[º°o]\.? n\.[º°o] n\. n num numero #",
    no_number=r"s\s?/\s?n s\.\s?n sn sin_numero sin_n[º°o]? sense_numero s\s?/\s?n[º°o]",
    care_of=r"c/o a/a a\.a att attn at\. a_la_atencion_de atencion a_la_att",
    boxes=r"(?:apartado|apdo|aptdo|apartat)\.?(?:\s+(?:de\s+)?(?:correos|correus|postal|postales))?",
    pickups=r"""
        puntos?_(?:de_)?(?:recogida|entrega|conveniencia) punto_(?:pack|pick_?up|packlink) oficina_de_correos
        lista_de_correos citypaq estafeta amazon_(?:hub_)?locker seur_pick_?up inpost_(?:locker|punto)
        (?:celeritas|seur|inpost|correos(?:_express)?|gls|ups|mrw|nacex|tipsa|dhl|ctt|paack|kiala|envialia)_point
        punto_(?:celeritas|seur|inpost|correos(?:_express)?|gls|ups|mrw|nacex|tipsa|dhl|ctt|paack|kiala|envialia)
        ups_access_point gls_parcel_?shop dhl_service_?point mondial_relay nacex\.?shop""",
    companies=r"s\.?\s?l\.?\s?u?\.?(?:\s?p\.?)? s\.?\s?a\.?\s?u?\.? s\.\s?coop c\.\s?b\.?",
)
