"""Portuguese."""

from mwslink.addresses.languages.language import Language

PORTUGUESE = Language(
    streets="""
        rua r avenida av avda travessa tv trav largo lgo lg praca pc pca praceta pct pcta estrada estr est
        caminho calcada calc beco alameda al quinta qta rotunda bairro lugar escadinhas ladeira azinhaga vereda
        via viela patio impasse rampa campo sitio monte""",
    units="""
        andar bloco bl porta loja fraccao fracao sala escritorio esc apartamento apt apto piso
        torre entrada letra garagem armazem pavilhao hab predio""",
    floors=r"""
        r/c rc res[\s-]do[\s-]chao cave sub-?cave cv esquerdo esquerda esq direito direita dto dt dta frente fte
        frt ft traseiras tras sobreloja \d{1,2}[ºª°]?\s?(?:esq|dto|dt|ft|frt|fte|tras)""",
    sides="esquerdo esquerda esq direito direita dto dt frente fte frt ft tras",
    plots="lote lt km vivenda moradia casa armazem",
    areas=r"""
        urbanizacao urb edificio edif ed condominio cond parque zona_industrial z\.?i centro_comercial
        aldeamento conjunto hotel hospital escola herdade""",
    months="janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    markers=r"n\.?[º°o]\.? n\. n num numero no\. #",
    no_number=r"s\s?/\s?n sn sem_numero s\s?/\s?n\.?[º°]",
    care_of=r"c/o a/c a\.c ao_cuidado_de aos_cuidados_de att attn at\.",
    boxes="apartado",
    pickups="ponto_(?:de_)?(?:recolha|entrega) pickme loja_ctt cacifo locky posta_restante",
    companies=r"lda\.? unipessoal(?:\s+lda)?\.? s\.\s?a\.?",
)
