"""Carriers get the names Amazon knows, or those the user gives; nobody is named what Amazon would drop."""

from __future__ import annotations

import pytest
from parcel_samples import a_parcel

from mwslink.shipping.carriers import BUILT_IN, NAMES, find_carrier, method_of
from mwslink.shipping.model import AmazonCarrier

EVRI = a_parcel(carrier_code="evri", carrier_name="Evri", service="evri:parcelshop")


def test_a_known_carrier_has_amazons_name():
    assert find_carrier(a_parcel(carrier_code="seur", service="seur:24"), {}, country="PL") == AmazonCarrier("Seur")


@pytest.mark.parametrize("country", ["ES", "DE", "FR", "GB", "NL"])
def test_where_the_drop_down_wants_a_service_it_is_told(country):
    """What the seller bought at Sendcloud, in plain words."""
    found = find_carrier(a_parcel(), {}, country=country)

    assert found == AmazonCarrier("Correos", method="Premium")


def test_the_users_table_goes_before_the_built_in_one():
    table = {
        "correos": AmazonCarrier("Correos", method="Paq 48"),
        "correos-FR": AmazonCarrier("Other", "Correos de España", "Paq"),
    }

    assert find_carrier(a_parcel(), table, country="ES") == AmazonCarrier("Correos", method="Paq 48")
    assert find_carrier(a_parcel(), table, country="FR") == AmazonCarrier("Other", "Correos de España", "Paq")


def test_a_carrier_nobody_knows_is_other_by_its_name():
    assert find_carrier(EVRI, {}, country="IT") == AmazonCarrier("Other", "Evri")


def test_a_carrier_without_a_name_is_called_by_its_code():
    parcel = a_parcel(carrier_code="van_straaten", carrier_name="")

    assert find_carrier(parcel, {}, country="IT") == AmazonCarrier("Other", "Van Straaten")


def test_where_amazon_takes_no_other_there_is_no_name():
    """Orders with an IOSS number, and India; nor for a parcel without any carrier."""
    assert find_carrier(EVRI, {}, country="IT", is_ioss=True) is None
    assert find_carrier(EVRI, {}, country="IN") is None
    assert find_carrier(a_parcel(carrier_code="", carrier_name=""), {}, country="IT") is None


def test_names_keep_within_what_amazon_takes():
    found = find_carrier(a_parcel(carrier_code="x", carrier_name="L" * 80), {}, country="IT")

    assert found
    assert len(found.name) == 50


@pytest.mark.parametrize(
    ("service", "method"),
    [
        ("postnl:standard", "Standard"),
        ("dhl_express:worldwide/incoterm=dap", "Worldwide"),
        ("correos:paq_premium,size=l", "Paq premium"),
        ("seur", ""),
        ("", ""),
    ],
)
def test_the_service_is_read_out_of_sendclouds_code(service, method):
    assert method_of(service) == method


def test_the_table_has_no_code_twice_and_only_codes():
    assert len(BUILT_IN) == sum(len(codes.split()) for codes in NAMES.values())
    assert all(code == code.lower() and " " not in code for code in BUILT_IN)
