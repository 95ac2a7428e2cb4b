"""The front gate of MWS: signatures, time, seller and token, quotas, and the two shapes of errors."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from mws_requests import ALL_SHOPS, SELLER, ask, code, tree

from mwslink.sandbox.mws.signature import fits

SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
COMMON = {
    "AWSAccessKeyId": "AKIAIOSFODNN7EXAMPLE",
    "MWSAuthToken": "amzn.mws.01234567-89ab-cdef-0123-456789abcdef",
    "SignatureMethod": "HmacSHA256",
    "SignatureVersion": "2",
    "Timestamp": "2021-05-06T07:08:09",
}
PARTICIPATIONS = {
    **COMMON, "Action": "ListMarketplaceParticipations", "SellerId": "A1EXAMPLESELLR", "Version": "2011-07-01"
}  # fmt: skip
PRODUCT = {
    **COMMON, "Action": "GetMatchingProductForId", "SellerId": "A1EXAMPLESELLR", "Version": "2011-10-01",
    "MarketplaceId": "A1RKKUPIHCS9HS", "IdType": "SellerSKU", "IdList.Id.1": "SKU 1/ñ",
}  # fmt: skip
FEED = {
    **COMMON, "Action": "SubmitFeed", "Merchant": "A1EXAMPLESELLR", "Version": "2009-01-01", "PurgeAndReplace": "false",
    "FeedType": "_POST_ORDER_FULFILLMENT_DATA_", "MarketplaceIdList.Id.1": "A1RKKUPIHCS9HS",
}  # fmt: skip
LOCAL, SPAIN = "127.0.0.1:8000", "mws-eu.amazonservices.com"
VECTORS = [
    ("GET", "/Sellers/2011-07-01", PARTICIPATIONS, LOCAL, "C3v6qPkAThZsqQf6sNywXB0zpYPr+iGYbz5tHKQSgEE="),
    ("GET", "/Sellers/2011-07-01", PARTICIPATIONS, SPAIN, "YiDyKOAvBFWnQ8WLo+gZnntVlnFntlZGct29suw862A="),
    ("GET", "/Products/2011-10-01", PRODUCT, LOCAL, "piVaTlx2l6hikXzeFjYP/fU30tjgb1rbZzk1AgbfC84="),
    ("GET", "/Products/2011-10-01", PRODUCT, SPAIN, "Tnt94qebc0X9wGeaR+hreOh7aJA4p/5vd5SPTvNjkHs="),
    ("POST", "/", FEED, LOCAL, "xxYAAG/ZRWPJTe0S7hhd9uKjFZp6tHm9+ZKgL4q5W90="),
    ("POST", "/", FEED, SPAIN, "GxtwZJdXQuyy/yzX1dFVjRPwpE+YH24XeruAmAzSge0="),
]


@pytest.mark.parametrize(("verb", "path", "given", "host", "expected"), VECTORS)
def test_the_published_signatures_fit(verb, path, given, host, expected):
    """Over plain http the package `mws` signs the scheme too; over https the host alone."""
    signed = {**given, "Signature": expected}

    assert fits(signed, verb=verb, host=host, path=path, secret=SECRET)
    assert not fits(signed, verb=verb, host=host, path=path, secret=SECRET[:-1])
    assert not fits({**signed, "Version": "2011-07-02"}, verb=verb, host=host, path=path, secret=SECRET)


@pytest.mark.parametrize("host", ["", "127.0.0.1", "http"])
@pytest.mark.parametrize("method", ["HmacSHA256", "HmacSHA1"])
def test_every_host_a_client_may_have_signed_is_right(amazon, host, method):
    where = f"http://{amazon.url.removeprefix('http://')}" if host == "http" else host

    assert ask(amazon, "Sellers", "GetServiceStatus", host=where, SignatureMethod=method).status_code == 200


@pytest.mark.parametrize(("verb", "form"), [("GET", False), ("POST", False), ("POST", True)])
def test_parameters_may_be_in_the_address_or_in_a_form(amazon, verb, form):
    answer = ask(amazon, "Sellers", "ListMarketplaceParticipations", verb=verb, form=form)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/xml"
    assert tree(answer).findtext("ResponseMetadata/RequestId") == answer.headers["x-mws-request-id"]


def test_a_ping_needs_nothing(amazon):
    answer = amazon.http.get("/")

    assert re.fullmatch(r'<PingResponse><Timestamp timestamp="[\d-]+T[\d:.]+Z"/></PingResponse>', answer.text)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"Signature": "AAAA"}, (403, "SignatureDoesNotMatch")),
        ({"AWSAccessKeyId": "AKIA0000000000000000"}, (403, "InvalidAccessKeyId")),
        ({"Timestamp": None}, (400, "MissingParameter")),
        ({"SellerId": None}, (400, "MissingParameter")),
        ({"SignatureVersion": "1"}, (400, "InvalidParameterValue")),
        ({"Timestamp": "yesterday"}, (400, "InvalidParameterValue")),
        ({"Version": "2010-01-01"}, (404, "InvalidAddress")),
        ({"Action": "ListEverything"}, (404, "InvalidAddress")),
        ({"SellerId": "x"}, (400, "InvalidParameterValue")),
        ({"SellerId": None, "Merchant": SELLER}, (200, "")),
        ({"MWSAuthToken": None}, (401, "AccessDenied")),
        ({"AWSAccessKeyId": "AKIASANDBOX000000001", "secret": "other-secret-key"}, (401, "AccessDenied")),
    ],
)
def test_what_is_wrong_is_said_in_amazon_s_words(amazon, changed, expected):
    assert code(ask(amazon, "Sellers", "ListMarketplaceParticipations", **changed)) == expected


def test_a_repeated_parameter_is_refused(amazon):
    assert code(amazon.http.get("/Sellers/2011-07-01?Action=A&Action=B")) == (400, "InvalidParameterValue")


@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.250+00:00"])
@pytest.mark.parametrize(("minutes", "expected"), [(-14, 200), (14, 200), (-16, 400), (16, 400)])
def test_a_quarter_of_an_hour_is_tolerated(amazon, form, minutes, expected):
    stamp = (amazon.now() + timedelta(minutes=minutes)).strftime(form)
    answer = ask(amazon, "Sellers", "ListMarketplaceParticipations", Timestamp=stamp)

    assert answer.status_code == expected
    assert expected == 200 or code(answer) == (400, "RequestExpired")


def test_both_shapes_of_errors(amazon):
    """RequestID from the gateway, on one line; RequestId from the service behind it."""
    front = ask(amazon, "Orders", "ListOrders", Signature="AAAA")
    behind = ask(amazon, "Orders", "ListOrders", more=ALL_SHOPS)

    assert tree(front).findtext("RequestID") == front.headers["x-mws-request-id"]
    assert b'xmlns="https://mws.amazonservices.com/Orders/2013-09-01"' in front.content
    assert code(behind) == (400, "InvalidParameterValue")
    assert tree(behind).findtext("RequestId")
    assert behind.headers["nncoection"] == "close"


def test_the_bucket_is_emptied_and_fills_again(amazon):
    """Six lists at once, then one a minute; the twin draws on the same bucket; no Retry-After, no quota headers."""
    more = {**ALL_SHOPS, "LastUpdatedAfter": "2026-11-01T00:00:00Z"}
    first = [ask(amazon, "Orders", "ListOrders", more=more).status_code for _ in range(6)]
    refused = ask(amazon, "Orders", "ListOrders", more=more)

    assert first == [200] * 6
    assert code(refused) == (503, "RequestThrottled")
    assert code(ask(amazon, "Orders", "ListOrdersByNextToken", NextToken="x")) == (503, "RequestThrottled")
    assert not [name for name in refused.headers if name.startswith("x-mws-quota") or name == "retry-after"]
    amazon.pass_time(seconds=60)
    assert ask(amazon, "Orders", "ListOrders", more=more).status_code == 200


def test_an_authorization_lapses_and_comes_back_with_the_same_token(amazon):
    ask_again = lambda: code(ask(amazon, "Sellers", "ListMarketplaceParticipations"))  # noqa: E731
    amazon.pass_time(days=340)

    assert ask_again() == (401, "AccessDenied")
    amazon.control("POST", "/accounts/1/mws-renew")
    assert ask_again() == (200, "")
    amazon.control("POST", "/accounts/1/mws-revoke")
    assert ask_again() == (401, "AccessDenied")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("429", (503, "RequestThrottled")),
        ("500", (500, "InternalError")),
        ("503", (503, "ServiceUnavailable")),
        ("quota", (503, "QuotaExceeded")),
        ("expired-token", (401, "AccessDenied")),
        ("error200", (200, "InternalError")),
    ],
)
def test_it_fails_on_request(amazon, kind, expected):
    amazon.control("POST", "/faults", {"faults": f"ListMarketplaceParticipations:1:{kind}"})

    assert code(ask(amazon, "Sellers", "ListMarketplaceParticipations")) == expected
    assert amazon.statuses("ListMarketplaceParticipations") == [expected[0]]


def test_bombs_and_pages_come_on_request(amazon):
    amazon.control("POST", "/faults", {"faults": "ListOrders:1:doctype,ListOrders:2:html200"})
    more = {**ALL_SHOPS, "LastUpdatedAfter": "2026-11-01T00:00:00Z"}

    assert b"<!ENTITY" in ask(amazon, "Orders", "ListOrders", more=more).content
    assert ask(amazon, "Orders", "ListOrders", more=more).headers["content-type"] == "text/html"
