"""The table of marketplaces is Amazon's, and people find their country in it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from mwslink.errors import ConfigError
from mwslink.marketplaces import BY_COUNTRY, BY_ID, MARKETPLACES, SP_API_ENDPOINTS, find_marketplace


def test_every_marketplace_is_there_once():
    """23 countries, each with an id of its own."""
    assert len(MARKETPLACES) == len(BY_COUNTRY) == len(BY_ID) == 23


@pytest.mark.parametrize("marketplace", MARKETPLACES, ids=lambda marketplace: marketplace.country)
def test_a_row_is_complete_and_well_formed(marketplace):
    """A slip in the table would send a seller's calls to the wrong place."""
    assert re.fullmatch("[A-Z]{2}", marketplace.country)
    assert re.fullmatch("A[0-9A-Z]{11,13}", marketplace.id)
    assert re.fullmatch("[A-Z]{3}", marketplace.currency)
    assert re.fullmatch("[a-z]{2}_[A-Z]{2}", marketplace.language)
    assert marketplace.endpoint == SP_API_ENDPOINTS[marketplace.region]
    assert urlsplit(marketplace.seller_central).hostname.startswith("sellercentral")
    assert marketplace.mws_endpoint.startswith("https://mws") or marketplace.country == "ZA"


@pytest.mark.parametrize(
    ("typed", "country"), [("ES", "ES"), ("es", "ES"), (" it ", "IT"), ("UK", "GB"), ("uk", "GB"), ("germany", "DE")]
)
def test_a_country_is_found_as_people_write_it(typed, country):
    """Code in any case, the customary UK, or the English name."""
    assert find_marketplace(typed).country == country


@pytest.mark.parametrize(("typed", "near"), [("Spian", "ES (Spain)"), ("Germny", "DE (Germany)"), ("??", "AE")])
def test_an_unknown_country_is_refused_with_the_nearest(typed, near):
    """Exit code 3, and what was probably meant; all countries when nothing is near."""
    with pytest.raises(ConfigError) as caught:
        find_marketplace(typed)

    assert caught.value.exit_code == 3
    assert typed in caught.value.message
    assert near in caught.value.hint
