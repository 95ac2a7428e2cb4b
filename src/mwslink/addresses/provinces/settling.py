"""The province of one address, from what is written as state, district and postal code."""

from __future__ import annotations

from dataclasses import dataclass

from mwslink.addresses.model import Code, Doubt
from mwslink.addresses.provinces.lookup import is_region, may_lie_in, province_at, province_named
from mwslink.addresses.text import is_same

_NEEDED = {"ES", "IT", "PT", "IE", "US", "CA", "AU"}
_FIELD = "state_province_code"


@dataclass(frozen=True, slots=True)
class Province:
    """The code, what was written and is not told by it, and what is doubtful."""

    code: str = ""
    unsaid: str = ""
    doubts: tuple[Doubt, ...] = ()

    def tells(self, name: str) -> bool:
        """Whether the code says what `name` says."""
        country, _dash, code = self.code.partition("-")
        return bool(code) and province_named(country, name) == code


def settle_province(country: str, written: str, postal_code: str, *others: str) -> Province:
    """The province; `others` (district, city) may name an Irish county where `written` does not."""
    by_name, by_code = province_named(country, written), province_at(country, postal_code)
    if by_name:
        return _agreed(country, written, by_name, by_code)
    if written and is_region(country, written):
        return _of_region(country, written, by_code)
    named = (province_named(country, other) for other in others if country == "IE")
    code = by_code or next(filter(None, named), "")
    unsaid = "" if any(is_same(written, other) for other in others) else written
    missed = country in _NEEDED and not code and bool(written or country == "IT")
    return Province(_full(country, code), unsaid, (Doubt(Code.PROVINCE, _FIELD),) if missed else ())


def _agreed(country: str, written: str, by_name: str, by_code: str) -> Province:
    """The postal code is believed where the two differ: parcels are sorted by it."""
    if by_code in {"", by_name}:
        return Province(_full(country, by_name))
    return Province(_full(country, by_code), written, (Doubt(Code.PROVINCE_DIFFERS, _FIELD),))


def _of_region(country: str, written: str, by_code: str) -> Province:
    if by_code and may_lie_in(country, written, by_code):
        return Province(_full(country, by_code))
    code = Code.PROVINCE_DIFFERS if by_code else Code.PROVINCE
    return Province(_full(country, by_code), written, (Doubt(code, _FIELD),))


def _full(country: str, code: str) -> str:
    return f"{country}-{code}" if code else ""
