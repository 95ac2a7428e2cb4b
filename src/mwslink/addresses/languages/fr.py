"""French, of France and Belgium."""

from mwslink.addresses.languages.language import Language

FRENCH = Language(
    streets=r"""
        rue r avenue av ave boulevard bd bld blvd boul place pl chemin che ch allee allees all impasse imp route
        rte quai cours square sq passage pass cite voie sentier sente ruelle esplanade promenade faubourg fg fbg
        montee cote rond-point rond_point hameau lieu-dit lieu_dit lieudit ld lotissement clos quartier parvis
        venelle mail traverse rocade chaussee dreve villa grand[e']?[\s-]?rue descente galerie levee pont port
        digue""",
    units="""
        appartement appt apt app batiment bat bt escalier esc etage et porte entree bloc studio chambre local
        bureau boite bte bal digicode code interphone tour cage hall""",
    floors=r"""
        rdc rez[\s-]de[\s-]chaussee entresol gauche droite face sous-sol
        \d{1,2}\s?(?:er|ere|e|eme|ieme)(?:_etage)? \d{1,2}(?:er|eme|e)?_et""",
    sides="gauche droite face",
    plots="km lot",
    areas=r"""
        residence resid res immeuble imm za zi zac z\.a\.? z\.i\.? zone parc centre domaine chateau ferme espace
        camping hopital""",
    months="janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    markers=r"n[°ºo]\.? num numero",
    no_number="sans_numero",
    care_of=r"chez c/o c\.o aux_bons_soins_de a_l'attention_de att attn",
    boxes=r"b\.?\s?p\.?|boite_postale|c\.?\s?s\.?|t\.?s\.?a\.?|case_postale",
    pickups="""
        point_(?:de_)?(?:relais|retrait) relais_(?:colis|pickup) mondial_relay pickup_(?:station|store|relais)
        relay_point chronopost_(?:pickup|relais) consigne_pickup bureau_de_poste poste_restante
        amazon_(?:hub_)?locker point_poste""",
    companies=r"sarl s\.a\.r\.l\.? sas s\.a\.s\.? sasu eurl sprl srl asbl s\.?a\.? snc sci",
)
