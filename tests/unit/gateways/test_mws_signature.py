"""Signatures are those of the package and of the reference; keys and tokens travel in the body."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from gateway_fakes import StillClock

from mwslink import clock
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, RejectedError
from mwslink.gateways.mws.sections import FEEDS, PRODUCTS, SELLERS, MwsRequest, numbered
from mwslink.gateways.mws.signature import MwsKeys, MwsSigner, split_origin

KEYS = MwsKeys(
    "A1EXAMPLESELLR",
    lambda: Secret("AKIAIOSFODNN7EXAMPLE"),
    lambda: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    lambda: Secret("amzn.mws.01234567-89ab-cdef-0123-456789abcdef"),
)
LOCAL, SPAIN = "http://127.0.0.1:8000", "https://mws-eu.amazonservices.com"


@pytest.fixture
def then():
    """The moment of the vectors: 2021-05-06 07:08:09 UTC."""
    still = StillClock(datetime(2021, 5, 6, 7, 8, 9, 999, tzinfo=UTC))
    with clock.use_clock(still):
        yield still


def participations(host: str, method: str = "GET") -> MwsRequest:
    return MwsRequest("mws", "ListMarketplaceParticipations", method, host + SELLERS.path, section=SELLERS)


def product(host: str) -> MwsRequest:
    parameters = {"MarketplaceId": "A1RKKUPIHCS9HS", "IdType": "SellerSKU", **numbered("IdList.Id", ["SKU 1/ñ"])}
    url = host + PRODUCTS.path
    return MwsRequest("mws", "GetMatchingProductForId", "GET", url, section=PRODUCTS, parameters=parameters)


def feed(host: str) -> MwsRequest:
    kind = {"FeedType": "_POST_ORDER_FULFILLMENT_DATA_", "PurgeAndReplace": "false"}
    parameters = kind | numbered("MarketplaceIdList.Id", ["A1RKKUPIHCS9HS"])
    url = f"{host}/"
    made = MwsRequest("mws", "SubmitFeed", "POST", url, section=FEEDS, parameters=parameters, is_upload=True)
    return replace(made, body=b"<x/>")


def signature_of(signed: MwsRequest) -> str:
    form = urlsplit(signed.url).query or signed.body.decode()
    return parse_qs(form)["Signature"][0]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (participations(LOCAL), "C3v6qPkAThZsqQf6sNywXB0zpYPr+iGYbz5tHKQSgEE="),
        (participations(SPAIN), "YiDyKOAvBFWnQ8WLo+gZnntVlnFntlZGct29suw862A="),
        (product(LOCAL), "piVaTlx2l6hikXzeFjYP/fU30tjgb1rbZzk1AgbfC84="),
        (product(SPAIN), "Tnt94qebc0X9wGeaR+hreOh7aJA4p/5vd5SPTvNjkHs="),
        (feed(LOCAL), "xxYAAG/ZRWPJTe0S7hhd9uKjFZp6tHm9+ZKgL4q5W90="),
        (feed(SPAIN), "GxtwZJdXQuyy/yzX1dFVjRPwpE+YH24XeruAmAzSge0="),
    ],
)
def test_the_vectors_of_the_reference_hold(then, request_, expected):
    assert signature_of(MwsSigner(KEYS).sign(request_)) == expected


def test_everything_secret_is_in_the_body(then):
    signed = MwsSigner(KEYS).sign(participations(SPAIN, "POST"))

    assert signed.url == f"{SPAIN}/Sellers/2011-07-01"
    assert b"AKIAIOSFODNN7EXAMPLE" in signed.body
    assert b"MWSAuthToken=amzn.mws." in signed.body
    assert signed.headers["content-type"] == "application/x-www-form-urlencoded"


def test_a_feed_keeps_the_body_to_itself(then):
    signed = MwsSigner(KEYS).sign(feed(SPAIN))

    assert signed.body == b"<x/>"
    assert parse_qs(urlsplit(signed.url).query)["Merchant"] == ["A1EXAMPLESELLR"]


def test_a_seller_with_own_keys_needs_no_token(then):
    signed = MwsSigner(replace(KEYS, token=lambda: Secret(""))).sign(participations(SPAIN))

    assert b"MWSAuthToken" not in signed.body


def test_a_correction_counts_from_the_next_signature_on(then):
    signer = MwsSigner(KEYS)

    assert not signer.correct(None)
    assert not signer.correct(timedelta(seconds=5))
    assert signer.correct(timedelta(hours=-1))
    assert not signer.correct(timedelta(hours=-1, seconds=3))
    assert b"Timestamp=2021-05-06T06%3A08%3A09&" in signer.sign(participations(SPAIN)).body


@pytest.mark.parametrize("name", ["access_key_id", "secret_key", "token"])
@pytest.mark.parametrize("value", ["canary\r\nkey", "canary\udcff", " canary"])
def test_an_unusable_key_is_told_without_being_shown(then, name, value):
    signer = MwsSigner(replace(KEYS, **{name: lambda: Secret(value)}))
    with pytest.raises(ConfigError) as caught:
        signer.sign(participations(SPAIN))

    assert "canary" not in f"{caught.value!s}{caught.value!r}{vars(caught.value)}"
    assert caught.value.__context__ is None


def test_a_value_that_is_no_text_is_refused_without_the_others(then):
    request = replace(participations(SPAIN), parameters={"SKU": "canary\udcff"})
    with pytest.raises(RejectedError) as caught:
        MwsSigner(KEYS).sign(request)

    assert caught.value.__context__ is None
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "origin", "path"),
    [
        ("HTTPS://MWS-EU.amazonservices.com:443/", SPAIN, "/"),
        ("https://localhost:8443", "https://localhost:8443", "/"),
        ("http://LocalHost:8000/Orders/2013-09-01", "http://localhost:8000", "/Orders/2013-09-01"),
        ("http://[::1]:80", "http://[::1]", "/"),
    ],
)
def test_the_host_is_signed_as_it_is_sent(url, origin, path):
    assert split_origin(url) == (origin, path)


def test_the_package_is_imported_with_the_first_signature():
    script = (
        "import sys, mwslink.gateways.mws.gateway; before = {'mws', 'requests'} & set(sys.modules); "
        "from mwslink.gateways.mws.signature import load_library; load_library(); print(before, 'mws' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert printed == "set() True\n"
