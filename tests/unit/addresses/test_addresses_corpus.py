"""Realistic addresses of twelve countries come out as somebody who lives there would fill in Sendcloud's form."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mwslink.addresses.fit import fit_address
from mwslink.addresses.model import FittedAddress
from mwslink.orders.model import Address

CORPUS = Path(__file__).parent / "corpus"
COUNTRIES = {"ES", "PT", "FR", "IT", "DE", "AT", "BE", "NL", "GB", "IE", "PL", "SE"}
NAME = "Alex Doe"


@dataclass
class Case:
    """One block of a corpus file."""

    country: str
    lines: tuple[str, ...]
    place: list[str]
    street: list[str]
    given: dict[str, str] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> Address:
        return Address(
            name=self.given.get("name", NAME),
            company=self.given.get("company", ""),
            lines=self.lines,
            city=self.place[1],
            district=self.given.get("district", ""),
            municipality=self.given.get("municipality", ""),
            state=self.place[2],
            postal_code=self.place[0],
            country=self.country,
            phone=self.given.get("phone", ""),
            kind=self.given.get("kind", ""),
        )

    @property
    def wanted(self) -> dict[str, str]:
        """What should come out, field by field."""
        line_1, number, line_2 = self.street
        said = {
            "name": self.given.get("name", NAME),
            "company": self.given.get("company", ""),
            "postal": self.place[0],
            "city": self.place[1],
            "country": self.country,
            "box": "",
            "left_over": "",
            "phone": self.given.get("phone", ""),
            "doubts": "",
        } | self.expected
        said["doubts"] = " ".join(sorted(said["doubts"].split()))
        return {"line_1": line_1, "number": number, "line_2": line_2, "province": self.place[3]} | said


def fields(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


def cases(path: Path) -> list[Case]:
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    return [case(path.stem.upper(), block) for block in blocks if ">" in block]


def case(country: str, block: str) -> Case:
    rows = [row for row in block.splitlines() if not row.startswith("#")]
    at = next(index for index, row in enumerate(rows) if row.startswith("="))
    given = dict(row.split(":", 1) for row in rows[2:at])
    expected = dict(row.split(":", 1) for row in rows[at + 1 :])
    return Case(
        country,
        tuple(part.strip() for part in rows[0][1:].split("//")),
        fields(rows[1].removeprefix("@")),
        fields(rows[at].removeprefix("=")),
        {key: value.strip() for key, value in given.items()},
        {key: value.strip() for key, value in expected.items()},
    )


def shown(fitted: FittedAddress) -> dict[str, str]:
    return {
        "line_1": fitted.address_line_1,
        "number": fitted.house_number,
        "line_2": fitted.address_line_2,
        "province": fitted.state_province_code,
        "name": fitted.name,
        "company": fitted.company_name,
        "postal": fitted.postal_code,
        "city": fitted.city,
        "country": fitted.country_code,
        "box": fitted.po_box,
        "left_over": fitted.left_over,
        "phone": fitted.phone_number,
        "doubts": " ".join(sorted(doubt.code.value for doubt in fitted.doubts)),
    }


ALL = [one for path in sorted(CORPUS.glob("??.txt")) for one in cases(path)]


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.country}: {' // '.join(one.lines)} @ {one.place[0]}")
def test_the_address_comes_out_right(one):
    """Field by field, doubts included."""
    assert shown(fit_address(one.address)) == one.wanted


def test_the_corpus_is_large_enough_to_mean_something():
    """At least 300 addresses, at least 25 of each country."""
    counted = Counter(one.country for one in ALL)

    assert sum(counted.values()) >= 300
    assert set(counted) >= COUNTRIES
    assert min(counted.values()) >= 25
