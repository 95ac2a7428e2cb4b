"""The addresses that the sandbox's buyers have are read without a doubt about street and number."""

from __future__ import annotations

import random

import pytest

from mwslink.addresses.fit import fit_address
from mwslink.addresses.model import Code
from mwslink.orders.model import Address
from mwslink.sandbox.seed.addresses import COUNTRIES, address, person

EXPECTED = {Code.PO_BOX, Code.LOCKER, Code.PICKUP_POINT, Code.CUSTOMS}


@pytest.mark.parametrize("country", COUNTRIES.values(), ids=lambda country: country.code)
def test_seeded_addresses_are_read(country):
    """Street and number are found, and the province where it is needed."""
    draw = random.Random(20261127).random
    for _index in range(150):
        home = address(country, person(country, draw), draw)
        lines = tuple(line for line in (home.line1, home.line2, home.line3) if line)
        fitted = fit_address(
            Address(home.name, home.company, lines, home.city, state=home.state, postal_code=home.postal_code,
                    country=home.country, phone=home.phone, kind=home.kind)
        )  # fmt: skip

        assert {doubt.code for doubt in fitted.doubts} <= EXPECTED, lines
        assert fitted.house_number or fitted.po_box, lines
        assert fitted.state_province_code or country.code not in {"ES", "IT"}, lines
