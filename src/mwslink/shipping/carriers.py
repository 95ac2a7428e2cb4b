"""Which carrier of Sendcloud is which of Amazon: a built-in table, over which the user's own goes.

Amazon has no call that lists the names it accepts; they stand in Seller Central's drop-down, and differ by marketplace.
What is written here is what Amazon's schema had; `[carriers]` of the configuration puts right what is wrong in a shop.
"""

from __future__ import annotations

from collections.abc import Mapping

from mwslink.shipping.model import AmazonCarrier, Parcel

OTHER = "Other"
# Where the drop-down wants a service beside the carrier.
NEEDS_METHOD = frozenset({"DE", "FR", "GB", "ES", "NL"})
_NO_OTHER = frozenset({"IN"})  # marketplaces whose drop-down has no "Other"
NAMES = {
    "Amazon Shipping": "amazon",
    "AT POST": "postat",
    "Asendia": "asendia",
    "BPOST": "bpost",
    "BRT": "brt",
    "Chronopost": "chronopost",
    "Colis Prive": "colisprive",
    "Colissimo": "colissimo colissimo_ec2c",
    "Correos": "correos",
    "Correos Express": "correos_express",
    "CTT EXPRESS": "ctt_express",
    "DACHSER": "dachser",
    "DB Schenker": "dbschenker",
    "Delivengo": "delivengo",
    "Der Kurier": "der_kurier",
    "Deutsche Post": "dp",
    "DHL": "dhl dhl_de dhl_gb dhl_parcel_iberia",
    "DHL eCommerce": "dhl_ecommerce",
    "DHL Express": "dhl_express",
    "DHL Freight": "dhl_freight",
    "DHL Parcel UK": "dhl_parcel_gb",
    "DPD": "dpd dpd_at dpd_fr dpd_gb",
    "DPD Local": "dpd_local",
    "FedEx": "fedex fedexcrossborder",
    "geodis": "geodis",
    "GLS": "gls_de gls_es gls_eu gls_it gls_nl",
    "Hermes Logistik Gruppe": "hermes_de",
    "Hermes UK": "hermes_gb hermes_c2c_gb evri_international",
    "InPost": "inpost_es inpost_gb inpost_it inpost_pl",
    "La Poste": "lettresuivie",
    "Landmark": "landmark",
    "MHI": "mhi",
    "Mondial Relay": "mondial_relay",
    "MRW": "mrw",
    "NACEX": "nacex",
    "ONTIME": "ontime",
    "Parcelforce": "parcelforce",
    "Poste Italiane": "poste_italiane poste_it_delivery",
    "PostNL": "postnl postnl_fulfilment postnl_large",
    "PostNord": "postnord",
    "Royal Mail": "royal_mail royal_mailv2",
    "Seur": "seur",
    "Spring GDS": "spring",
    "TIPSA": "tipsa",
    "TNTIT": "tnt_it",
    "UPS": "ups",
    "Yodel": "yodel",
}
BUILT_IN: Mapping[str, str] = {code: name for name, codes in NAMES.items() for code in codes.split()}


def find_carrier(
    parcel: Parcel, table: Mapping[str, AmazonCarrier], *, country: str, is_ioss: bool = False
) -> AmazonCarrier | None:
    """How Amazon's marketplace in `country` calls the parcel's carrier; None where no name would be accepted.

    The user's entry for this country (`dhl-DE`) goes before the one for all (`dhl`), and that before the built-in one.
    A carrier nobody knows is "Other" with its plain name, where Amazon takes that: not for orders with an IOSS number.
    """
    known = table.get(f"{parcel.carrier_code}-{country}") or table.get(parcel.carrier_code)
    carrier = known or _built_in(parcel, country, is_ioss=is_ioss)
    if carrier is None or carrier.method or country not in NEEDS_METHOD:
        return carrier
    return AmazonCarrier(carrier.code, carrier.name, method_of(parcel.service))


def _built_in(parcel: Parcel, country: str, *, is_ioss: bool) -> AmazonCarrier | None:
    if code := BUILT_IN.get(parcel.carrier_code):
        return AmazonCarrier(code)
    name = (parcel.carrier_name or parcel.carrier_code.replace("_", " ").title()).strip()[:50]
    if not name or is_ioss or country in _NO_OTHER:
        return None
    return AmazonCarrier(OTHER, name)


def method_of(service: str) -> str:
    """The plain name of what was bought, out of Sendcloud's code: `postnl:standard/signature` is Standard."""
    _carrier, _colon, product = service.partition(":")
    word = product.partition("/")[0].partition(",")[0].replace("_", " ").replace("-", " ").strip()
    return word[:1].upper() + word[1:50]
