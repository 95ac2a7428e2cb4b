"""The looks of MWS's answers, next to answers that were recorded, and to Amazon's list of elements."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from mws_requests import ALL_SHOPS, ask, code, tree

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "mws"
SINCE = "2026-10-01T00:00:00Z"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def _sample(path: str) -> bytes:
    if not SAMPLES.is_dir():
        pytest.skip("answers are not compared with recorded ones: the folder `shared` is not beside the checkout")
    return (SAMPLES / path).read_bytes()


def _without_id(body: bytes) -> bytes:
    return re.sub(UUID.encode(), b"", body).strip()


def _without_quotas(amazon, **state):
    amazon.control("POST", "/state", {"orders": 120, "quotas": False, "page_size": 100, **state})


@pytest.mark.parametrize(
    ("recorded", "request_"),
    [
        (
            "recorded-peddler/GetOrder-eu-errors009.xml",
            ("Orders", "GetOrder", {"AWSAccessKeyId": "AKIA0000000000000000"}),
        ),
        ("recorded-mws-rb/SubmitFeed-eu-invalid_request-0.xml", ("Documents", "SubmitFeed", {"verb": "POST"})),
        (
            "recorded-scaleleap/CancelReportRequests-ca-reports-2.xml",
            ("Documents", "CancelReportRequests", {"more": {"ReportRequestIdList.Id.1": "1"}}),
        ),
        (
            "recorded-scaleleap/GetFeedSubmissionListByNextToken-ca-feeds-1.xml",
            ("Documents", "GetFeedSubmissionListByNextToken", {}),
        ),
        (
            "recorded-peddler/GetOrder-eu-orders029.xml",
            ("Orders", "GetOrder", {"more": {"AmazonOrderId.Id.1": "404-0000000-0000000"}}),
        ),
    ],
    ids=lambda one: "" if isinstance(one, str) else one[1],
)
def test_an_answer_is_byte_for_byte_as_recorded(amazon, recorded, request_):
    """But for the request's id: three looks of errors, and an empty list; with status, type and odd headers."""
    section, action, changed = request_
    expected, headers = _sample(recorded), json.loads(_sample(f"{recorded}.headers.json"))
    answer = ask(amazon, section, action, **changed)
    named = {name.lower(): value for name, value in headers["headers"].items()}

    assert _without_id(answer.content) == _without_id(expected)
    assert answer.status_code == headers["status"]
    assert answer.headers["content-type"] == named["content-type"]
    assert ("nncoection" in answer.headers) == ("nncoection" in named)
    assert ("x-mws-quota-max" in answer.headers) == ("x-mws-quota-max" in named)


def test_every_answer_has_the_headers_of_mws_and_none_of_its_successor(amazon):
    answer = ask(amazon, "Sellers", "ListMarketplaceParticipations")

    assert re.fullmatch(UUID, answer.headers["x-mws-request-id"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", answer.headers["x-mws-timestamp"])
    assert {"x-mws-response-context", "date", "server", "vary"} <= set(answer.headers)
    assert not [name for name in answer.headers if name.startswith("x-amzn")]


def _names(root: ET.Element, under: str) -> set[tuple[str, str]]:
    """Parent and child of every element at or below one of that name."""
    return {
        (node.tag.rpartition("}")[2], child.tag.rpartition("}")[2])
        for top in root.iter()
        if top.tag.rpartition("}")[2] == under
        for node in top.iter()
        for child in node
    }


@pytest.mark.parametrize(
    ("folder", "action", "under", "late"),
    [
        ("MarketplaceWebServiceOrders", "ListOrders", "ListOrdersResult", {"isAddressSharingConfidential", "IsISPU"}),
        ("MarketplaceWebServiceOrders", "ListOrderItems", "ListOrderItemsResult", set()),
        ("MarketplaceWebServiceSellers", "ListMarketplaceParticipations", "ListMarketplaceParticipationsResult", set()),
    ],
)
def test_no_element_is_invented(amazon, folder, action, under, late):
    """Every element, in its place, is in Amazon's own example; `late`: added after it, and recorded."""
    _without_quotas(amazon)
    known = _names(ET.fromstring(_sample(f"official-mock/{folder}/{action}Response.xml")), under)
    listed = ask(amazon, "Orders", "ListOrders", more={**ALL_SHOPS, "LastUpdatedAfter": SINCE})
    if action == "ListOrderItems":
        ids = [node.text for node in tree(listed).iter("AmazonOrderId")]
        answers = [ask(amazon, "Orders", action, AmazonOrderId=one) for one in ids]
    else:
        answers = [listed if action == "ListOrders" else ask(amazon, "Sellers", action)]
    shown = set.union(*(_names(tree(answer), under) for answer in answers))

    strange = {child for parent, child in shown if (parent, child) not in known}
    assert strange <= late | LATER


# Elements of the documentation of 2022 that Amazon's example of 2018 does not have yet.
LATER = {
    "BuyerRequestedCancel", "IsBuyerRequestedCancel", "BuyerCancelReason", "IsTransparency", "SerialNumberRequired",
    "IossNumber", "ProductInfo", "NumberOfItems", "TaxCollection", "IsAccessPointOrder", "IsGlobalExpressEnabled",
    "IsSoldByAB",
}  # fmt: skip


def test_next_tokens_need_encoding(amazon):
    """As recorded: base64 of some 400 characters with `+`, `/` and `=`; sent unencoded they are not what was given."""
    _without_quotas(amazon, page_size=10)
    root = tree(ask(amazon, "Orders", "ListOrders", more={**ALL_SHOPS, "LastUpdatedAfter": SINCE}))
    token = root.findtext(".//NextToken")

    assert 384 <= len(token) <= 492
    assert {"+", "/", "="} <= set(token)
    assert base64.b64decode(token, validate=True)
    assert ask(amazon, "Orders", "ListOrdersByNextToken", NextToken=token).status_code == 200
    for spoilt in (token.replace("+", " "), token[:-2], token.swapcase(), "é", "A" * 404):
        assert code(ask(amazon, "Orders", "ListOrdersByNextToken", NextToken=spoilt)) == (400, "NextTokenCorrupted")


def test_a_token_opens_nothing_for_another_seller_or_another_list(amazon):
    _without_quotas(amazon, page_size=10)
    root = tree(ask(amazon, "Orders", "ListOrders", more={**ALL_SHOPS, "LastUpdatedAfter": SINCE}))
    token = root.findtext(".//NextToken")
    other = {"SellerId": "A1SANDBOX00002", "MWSAuthToken": "amzn.mws.00000000-0000-4000-8000-000000000002"}

    for action, more in (("ListOrdersByNextToken", other), ("ListOrderItemsByNextToken", {})):
        assert code(ask(amazon, "Orders", action, NextToken=token, **more)) == (400, "NextTokenCorrupted")


@pytest.mark.parametrize("path", ["/Orders/2011-01-01", "/Subscriptions/2013-07-01", "/Finances/2015-05-01"])
def test_a_section_that_is_not_served_refuses_in_mws_s_words(amazon, monkeypatch, path):
    monkeypatch.setitem(ask.__globals__["SECTIONS"], "Other", (path, path.rpartition("/")[2]))
    answer = ask(amazon, "Other", "DoSomething")

    assert code(answer) == (404, "InvalidAddress")
    assert tree(answer).findtext("Error/Message") == f"Operation DoSomething is not available for section {path[1:]}"


@pytest.mark.parametrize(
    ("agent", "expected"), [("", "UserAgentHeaderMissing"), ("x" * 501, "UserAgentHeaderMaximumLengthExceeded")]
)
def test_a_client_has_to_say_its_name(amazon, agent, expected):
    amazon.http.headers["user-agent"] = agent

    assert code(ask(amazon, "Sellers", "ListMarketplaceParticipations")) == (400, expected)


@pytest.mark.parametrize(
    "query",
    [
        "Action=%FF", "Action=%00&Version=1", "=&=", "a", "Action=ListOrders;drop", "%3C%3E=%ED%A0%80",
        "x=" + "9" * 7000,
    ],
    ids=lambda query: query[:20],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/Orders/2013-09-01", "/Orders/%01%3C", "/Products/2011-10-01"])
@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_rubbish_is_refused_as_xml(amazon, path, verb, query):
    answer = amazon.http.request(verb, f"{path}?{query}", content=b"\xff<rubbish" if verb == "POST" else None)

    assert 400 <= answer.status_code < 405
    assert tree(answer).findtext("RequestID") == answer.headers["x-mws-request-id"]


@pytest.mark.parametrize(
    "more",
    [
        {"Timestamp": "0001-01-01T00:00:00+14:00"},
        {"Timestamp": "2026-13-41T99:99:99Z"},
        {"LastUpdatedAfter": "0001-01-01T00:00:00+14:00"},
        {"LastUpdatedAfter": "9999-12-31T23:59:59-14:00"},
        {"LastUpdatedAfter": SINCE, "MaxResultsPerPage": "٣"},
        {"MarketplaceId.Id.1": "\x01", "LastUpdatedAfter": SINCE},
        {"LastUpdatedAfter": SINCE, "OrderStatus.Status.1": "<&>"},
    ],
)
def test_odd_values_are_refused_as_xml(amazon, more):
    """Well signed, and nothing an operation can use."""
    answer = ask(amazon, "Orders", "ListOrders", more={**ALL_SHOPS, **more})

    assert code(answer) == (400, "InvalidParameterValue")


def test_list_numbers_may_be_as_long_as_they_like(amazon):
    """A number too long to be one is no member of a list."""
    more = {f"MarketplaceId.Id.{'9' * 5000}": "A1RKKUPIHCS9HS", "LastUpdatedAfter": SINCE}

    assert code(ask(amazon, "Orders", "ListOrders", more=more)) == (400, "MissingParameter")
