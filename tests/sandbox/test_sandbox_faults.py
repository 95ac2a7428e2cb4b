"""The sandbox misbehaves as told, really, and writes down what it did."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from amazon import LONG_AGO, ORDERS_V0, SPAIN, Amazon, error

from mwslink.sandbox.faults import KINDS, Faults, parse_faults
from mwslink.sandbox.settings import SandboxError


def spoil(amazon: Amazon, *rules: str) -> None:
    amazon.control("POST", "/faults", {"rules": list(rules)})


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("429", 429, "QuotaExceeded"),
        ("500", 500, "InternalFailure"),
        ("503", 503, "ServiceUnavailable"),
        ("expired-token", 403, "Unauthorized"),
    ],
)
def test_only_the_call_of_that_number_fails(amazon: Amazon, kind: str, status: int, code: str) -> None:
    amazon.search()
    spoil(amazon, f"searchOrders:3:{kind}")
    answers = [amazon.search() for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, status, 200]
    assert error(answers[2])["code"] == code
    assert "x-amzn-ratelimit-limit" not in answers[2].headers
    assert amazon.statuses("searchOrders") == [200, 200, 200, status, 200]


def test_only_calls_that_hold_the_word_fail(amazon: Amazon) -> None:
    """One order whose every call fails, among others that are well."""
    bad, good = (one["orderId"] for one in amazon.search(lastUpdatedAfter=LONG_AGO).json()["orders"][:2])
    spoil(amazon, f"getOrder@{bad}:100%:503")
    answers = [amazon.get(f"/orders/2026-01-01/orders/{one}") for one in (bad, good, bad)]

    assert [answer.status_code for answer in answers] == [503, 200, 503]


def test_an_expired_token_says_so(amazon: Amazon) -> None:
    spoil(amazon, "searchOrders:1:expired-token")

    assert error(amazon.search())["details"] == "The access token you provided has expired."


def test_a_proxy_answers_in_html(amazon: Amazon) -> None:
    spoil(amazon, "searchOrders:1:html500")
    answer = amazon.search()

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "text/html"
    assert answer.text.startswith("<html>")


def test_a_reset_connection_gives_no_answer_at_all(amazon: Amazon) -> None:
    amazon.token()
    spoil(amazon, "searchOrders:1:reset")

    with pytest.raises(httpx2.ReadError):
        amazon.search()

    assert amazon.statuses("searchOrders") == [0]
    assert amazon.search().status_code == 200


def test_a_truncated_answer_promises_more_than_it_sends(amazon: Amazon) -> None:
    amazon.token()
    spoil(amazon, "searchOrders:1:truncate")

    with pytest.raises(httpx2.RemoteProtocolError):
        amazon.search()

    assert amazon.statuses("searchOrders") == [200]
    assert amazon.search().status_code == 200


def test_a_truncated_confirmation_was_carried_out_all_the_same(amazon: Amazon) -> None:
    """The client cannot know: the one fault that has an effect."""
    order = amazon.order("UNSHIPPED")
    items = [{"orderItemId": one["orderItemId"], "quantity": one["quantityOrdered"]} for one in order["orderItems"]]
    package = {
        "packageReferenceId": "1", "carrierCode": "Correos", "trackingNumber": "PQ1", "orderItems": items,
        "shipDate": amazon.ago(),
    }  # fmt: skip
    body = {"marketplaceId": order["salesChannel"]["marketplaceId"], "packageDetail": package}
    spoil(amazon, "confirmShipment:1:truncate")

    with pytest.raises(httpx2.RemoteProtocolError):
        amazon.post(f"{ORDERS_V0}/{order['orderId']}/shipmentConfirmation", body)

    shown = amazon.control("GET", f"/orders/{order['orderId']}")
    assert shown["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert amazon.statuses("confirmShipment") == [0]


def test_a_hanging_call_is_answered_by_nobody(amazon: Amazon) -> None:
    headers = {"x-amz-access-token": amazon.token()}
    spoil(amazon, "searchOrders:1:hang")

    with pytest.raises(httpx2.ReadTimeout):
        amazon.http.get("/orders/2026-01-01/orders", headers=headers, timeout=0.2)

    assert amazon.statuses("searchOrders") == [0]
    assert amazon.search().status_code == 200


def test_a_slow_answer_is_right_but_late(amazon: Amazon) -> None:
    amazon.token()
    spoil(amazon, "searchOrders:1:slow:0.3")
    began = time.monotonic()

    assert amazon.search().status_code == 200
    assert time.monotonic() - began >= 0.3


def test_what_was_under_way_when_the_sandbox_started_over_is_dropped(amazon: Amazon) -> None:
    """A late answer of the time before must change nothing in the time after."""
    amazon.token()
    spoil(amazon, "searchOrders:1:slow:0.5")
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(amazon.search)
        while "searchOrders" not in {one["operation"] for one in amazon.control("GET", "/requests")["requests"]}:
            pass
        amazon.control("POST", "/state", {})

        with pytest.raises(httpx2.HTTPError):
            late.result()


@pytest.mark.parametrize("version", ["2026-01-01", "v0"])
def test_an_order_appears_twice_on_a_page(amazon: Amazon, version: str) -> None:
    def ids() -> list[str]:
        if version == "v0":
            answer = amazon.get(ORDERS_V0, MarketplaceIds=SPAIN, LastUpdatedAfter=LONG_AGO).json()
            return [order["AmazonOrderId"] for order in answer["payload"]["Orders"]]
        return [order["orderId"] for order in amazon.search(lastUpdatedAfter=LONG_AGO).json()["orders"]]

    right = ids()
    spoil(amazon, "*:1:duplicate")
    doubled = ids()

    assert len(doubled) == len(right) + 1
    assert set(doubled) == set(right)


def test_a_good_page_token_is_called_stale(amazon: Amazon) -> None:
    token = amazon.search(maxResultsPerPage=10).json()["pagination"]["nextToken"]
    spoil(amazon, "searchOrders:1:stale-page-token")

    assert amazon.search(paginationToken=token).status_code == 400
    assert amazon.search(paginationToken=token).status_code == 200


def test_a_percentage_is_drawn_from_the_seed() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults("*:20%:503", seed=seed)
        return [faults.strike("searchOrders") is not None for _ in range(500)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 60 < sum(struck(1)) < 140


def test_a_star_counts_every_operation() -> None:
    faults = Faults("*:3:503", seed=1)

    assert [faults.strike(name) is not None for name in ("token", "searchOrders", "getOrder", "token")] == [
        False, False, True, False,
    ]  # fmt: skip


def test_rules_are_replaced_and_forgotten(amazon: Amazon) -> None:
    spoil(amazon, "*:100%:503")
    spoil(amazon, "token:1:500")
    assert [amazon.refresh().status_code for _ in range(2)] == [500, 200]

    spoil(amazon, "*:100%:503")
    amazon.control("DELETE", "/faults")
    assert amazon.search().status_code == 200


def test_rules_tell_how_often_they_fired(amazon: Amazon) -> None:
    spoil(amazon, "searchOrders:2:503")
    for _ in range(3):
        amazon.search()

    assert amazon.control("GET", "/faults")["rules"] == [{"rule": "searchOrders:2:503", "seen": 3, "fired": 1}]


def test_every_kind_can_be_named_in_one_line() -> None:
    text = ",".join(f"*:5%:{kind}" + (":1.5" if kind == "slow" else "") for kind in KINDS)

    assert [rule.fault.kind for rule in parse_faults(text)] == list(KINDS)


@pytest.mark.parametrize(
    "text", ["searchOrders", "searchOrders:3", "searchOrders:0:503", "*:101%:503", ":1:503", "*:x:503", "*:1:teapot",
             "*:1:slow", "*:1:slow:x", "*:1:503:2", "*:1:slow:1:2"],
)  # fmt: skip
def test_a_wrong_rule_is_explained(text: str) -> None:
    with pytest.raises(SandboxError) as caught:
        parse_faults(text)

    assert text in str(caught.value)


def test_an_unknown_kind_lists_the_kinds(amazon: Amazon) -> None:
    answer: Any = amazon.http.post("/_sandbox/faults", json={"rules": ["*:1:teapot"]})

    assert answer.status_code == 400
    for kind in ("html500", "stale-page-token", "slow:SECONDS"):
        assert kind in answer.json()["error"]
