"""Fit an address as Amazon gives it to Sendcloud's fields."""

from __future__ import annotations

import re
from dataclasses import replace

from mwslink.addresses.model import Code, Doubt, FittedAddress
from mwslink.orders.model import Address

_NUMBER_LAST = re.compile(r"(?P<street>.*[^\W\d].*?)[ ,]+(?P<number>\d+ ?[a-z]?)", re.IGNORECASE)


def fit_address(address: Address) -> FittedAddress:
    """The address in Sendcloud's fields, with what should be looked at."""
    first, *others = [line for line in address.lines if line.strip()] or [""]
    found = _NUMBER_LAST.fullmatch(first.strip())
    fitted = FittedAddress(
        name=address.name or address.company,
        company_name=address.company,
        address_line_1=found["street"] if found else first,
        house_number=found["number"] if found else "",
        address_line_2=", ".join(others),
        postal_code=address.postal_code,
        city=address.city,
        country_code=address.country,
        phone_number=address.phone,
    )
    return _with_doubts(fitted)


def _with_doubts(fitted: FittedAddress) -> FittedAddress:
    doubts = [Doubt(Code.MISSING, name) for name in fitted.missing]
    if not fitted.house_number:
        doubts.append(Doubt(Code.NO_HOUSE_NUMBER, "house_number"))
    return replace(fitted, doubts=tuple(doubts))
