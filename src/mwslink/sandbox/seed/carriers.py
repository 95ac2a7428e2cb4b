"""Who carries parcels in which country, and what their tracking numbers look like (`#` digit, `@` letter)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carrier:
    """`code` is spelled as Amazon wants it; `name` is what the seller writes, also when the code is `Other`."""

    code: str
    name: str
    service: str
    tracking: str


CARRIERS: dict[str, tuple[Carrier, ...]] = {
    "ES": (
        Carrier("Correos", "Correos", "Paq Premium", "PQ4E##############0####@"),
        Carrier("Seur", "Seur", "SEUR 24", "##############"),
        Carrier("GLS", "GLS", "BusinessParcel", "612###########"),
        Carrier("Other", "Zeleris", "Estándar", "ZL#########"),
        Carrier("MRW", "MRW", "Urgente 19", "0##########"),
        Carrier("Nacex", "Nacex", "e-NACEX", "0###/########"),
        Carrier("DHL", "DHL", "Parcel Iberia", "JJD00################"),
    ),
    "IT": (
        Carrier("Poste Italiane", "Poste Italiane", "Pacco Ordinario", "CX#########IT"),
        Carrier("BRT", "BRT", "Express", "###############"),
        Carrier("SDA", "SDA", "Extra Large", "2@#@#########"),
        Carrier("GLS", "GLS", "National Express", "@@##########"),
        Carrier("DHL", "DHL", "Express Domestic", "##########"),
    ),
    "DE": (
        Carrier("DHL", "DHL", "DHL Paket", "00340434############"),
        Carrier("DPD", "DPD", "Classic", "0#############"),
        Carrier("Hermes Logistik Gruppe", "Hermes", "Standard", "H100###############"),
        Carrier("GLS", "GLS", "BusinessParcel", "############"),
        Carrier("Deutsche Post", "Deutsche Post", "Warenpost", "A0#################"),
        Carrier("UPS", "UPS", "UPS Standard", "1Z@##@##########"),
    ),
    "FR": (
        Carrier("La Poste", "Colissimo", "Colissimo Domicile", "6A###########"),
        Carrier("La Poste", "Colissimo", "Colissimo Signature", "8R###########"),
        Carrier("Chronopost", "Chronopost", "Chrono 13", "XY#########FR"),
        Carrier("Mondial Relay", "Mondial Relay", "Point Relais", "########"),
        Carrier("Colis Prive", "Colis Privé", "Domicile", "Q###########"),
        Carrier("GLS", "GLS", "BusinessParcel", "00@@@###"),
    ),
    "GB": (
        Carrier("Royal Mail", "Royal Mail", "Tracked 48", "TT#########GB"),
        Carrier("Royal Mail", "Royal Mail", "Special Delivery 1pm", "SD#########GB"),
        Carrier("Other", "Evri", "Standard", "H00@@@##########"),
        Carrier("DPD", "DPD", "Next Day", "155###########"),
        Carrier("Parcelforce", "Parcelforce", "express48", "@@#######"),
        Carrier("Yodel", "Yodel", "Home 72", "JD0002##############"),
    ),
    "PT": (Carrier("Other", "CTT", "Expresso 24", "DA#########PT"),),
    "NL": (
        Carrier("Post NL", "PostNL", "Standaard", "3S@@@@#########"),
        Carrier("DHL", "DHL", "DFY", "JVGL##############"),
    ),
    "BE": (Carrier("bpost", "bpost", "bpack 24h", "32##################"),),
    "AT": (Carrier("Other", "Österreichische Post", "Paket Österreich", "10####################"),),
    "IE": (Carrier("Other", "An Post", "Standard Parcel", "CE#########IE"),),
    "PL": (Carrier("Other", "InPost", "Kurier Standard", "6800####################"),),
    "SE": (Carrier("PostNord", "PostNord", "MyPack Home", "UR#########SE"),),
}
