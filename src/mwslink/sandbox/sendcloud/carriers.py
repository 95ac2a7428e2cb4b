"""Carriers: names, the numbers they give parcels, and how long a parcel takes with them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

DEFAULT_OPTION = "postnl:standard"
_NAMES = {
    "amazon": "Amazon Shipping",
    "bpost": "bpost",
    "brt": "BRT",
    "chronopost": "Chronopost",
    "colissimo": "Colissimo",
    "correos": "Correos",
    "correos_express": "Correos Express",
    "ctt_express": "CTT Express",
    "dhl": "DHL",
    "dhl_de": "DHL Parcel DE",
    "dhl_express": "DHL Express",
    "dpd": "DPD",
    "dpd_gb": "DPD UK",
    "gls_es": "GLS Spain",
    "gls_it": "GLS Italy",
    "hermes_gb": "Evri",
    "inpost_es": "InPost Spain",
    "mondial_relay": "Mondial Relay",
    "mrw": "MRW",
    "nacex": "NACEX",
    "poste_italiane": "Poste Italiane",
    "postnl": "PostNL",
    "royal_mail": "Royal Mail",
    "sendcloud": "Sendcloud",
    "seur": "SEUR",
    "ups": "UPS",
}
_FORMS = {"postnl": "3SYZXG", "correos": "PQ", "ups": "1Z", "royal_mail": "JD", "dhl": "JVGL", "colissimo": "6A"}


def carrier_of(option: str) -> str:
    """The carrier's code in a shipping option such as `postnl:standard/insured=3000`."""
    return option.partition(":")[0] or "sendcloud"


def carrier_name(code: str) -> str:
    """What people call it."""
    return _NAMES.get(code, code.replace("_", " ").title())


def make_tracking_number(code: str, seed: str) -> str:
    """A number of the carrier's, the same for the same seed."""
    digits = int(hashlib.sha256(seed.encode()).hexdigest()[:12], 16) % 10**11
    return f"{_FORMS.get(code, '')}{digits:011}"


@dataclass(frozen=True)
class Journey:
    """How long after its announcement a parcel is first scanned and delivered; None: not by itself."""

    announce: timedelta = timedelta(seconds=2)
    first_scan: timedelta | None = timedelta(hours=8)
    delivery: timedelta | None = timedelta(hours=32)

    def stages(self) -> list[tuple[timedelta, str]]:
        """What happens after the announcement, and when."""
        if self.first_scan is None:
            return []
        first = [(self.first_scan, "EN_ROUTE_TO_SORTING_CENTER")]
        if self.delivery is None:
            return first
        way = self.delivery - self.first_scan
        return [
            *first,
            (self.first_scan + way / 4, "AT_SORTING_CENTRE"),
            (self.delivery - way / 8, "DRIVER_EN_ROUTE"),
            (self.delivery, "DELIVERED"),
        ]
