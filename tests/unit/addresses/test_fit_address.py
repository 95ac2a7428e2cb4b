"""An address of Amazon stands in Sendcloud's fields, and what is doubtful is said."""

from __future__ import annotations

import pytest

from mwslink.addresses.fit import fit_address
from mwslink.addresses.model import Code, Doubt
from mwslink.orders.model import Address


def test_street_and_number_part():
    fitted = fit_address(
        Address("Ana Pérez", lines=("Calle Mayor 12",), city="Madrid", postal_code="28013", country="ES")
    )

    assert (fitted.address_line_1, fitted.house_number) == ("Calle Mayor", "12")


def test_what_sendcloud_requires_is_named_when_missing():
    fitted = fit_address(Address("Ana Pérez", lines=("Calle Mayor 12",), country="ES"))

    assert fitted.missing == ("postal_code", "city")
    assert Doubt(Code.MISSING, "city") in fitted.doubts


def test_no_buyer_shows_in_a_repr():
    assert "Ana" not in repr(fit_address(Address("Ana Pérez", lines=("Calle Mayor 12",), country="ES")))


@pytest.mark.parametrize(
    ("country", "street"),
    [("IT", "Via Roma"), ("ES", "Calle Mayor"), ("PT", "Rua Nova"), ("DE", "Hauptstr."), ("GB", "High Street")],
)
def test_a_care_of_behind_the_number_is_no_street(country, street):
    """Via Roma, 3 c/o Rossi: a carrier would look for a street called c/o Rossi."""
    fitted = fit_address(Address("Ana Pérez", lines=(f"{street}, 3 c/o Rossi",), city="Pisa", country=country))

    assert (fitted.address_line_1, fitted.house_number, fitted.address_line_2) == (street, "3", "c/o Rossi")
