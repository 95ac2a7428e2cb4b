"""The control paths: credentials, record, clock, state."""

from __future__ import annotations

from typing import Any

import pytest
from amazon import Amazon


def test_all_credentials_are_printed_and_fixed(amazon: Amazon) -> None:
    overview = amazon.control("GET", "/")

    assert overview["url"] == amazon.url
    assert overview["application"] == {
        "id": "amzn1.sp.solution.sandbox",
        "client_id": "amzn1.application-oa2-client.sandbox",
        "client_secret": "amzn1.oa2-cs.v1.sandbox",
    }
    assert overview["developer"] == {
        "id": "3244-7764-4129",
        "access_key_id": "AKIASANDBOX000000000",
        "secret_key": "sandbox-secret-key",
    }
    assert overview["sendcloud"] == {"public_key": "sandbox-public", "secret_key": "sandbox-secret"}
    third = overview["accounts"][2]
    assert (third["seller_id"], third["refresh_token"]) == ("A1SANDBOX00003", "Atzr|sandbox-3")
    assert third["mws_auth_token"] == "amzn.mws.00000000-0000-4000-8000-000000000003"


def test_it_says_what_it_does_not_imitate(amazon: Amazon) -> None:
    assert amazon.control("GET", "/")["not_imitated"]
    assert amazon.control("GET", "") == amazon.control("GET", "/")


def test_the_record_holds_every_request_in_order(amazon: Amazon) -> None:
    amazon.search()
    amazon.search(account=2, maxResultsPerPage=0)
    amazon.http.get("/nowhere")
    seen = amazon.control("GET", "/requests")["requests"]

    assert [(one["service"], one["operation"], one["account"], one["status"]) for one in seen] == [
        ("lwa", "token", 1, 200),
        ("orders-2026-01-01", "searchOrders", 1, 200),
        ("lwa", "token", 2, 200),
        ("orders-2026-01-01", "searchOrders", 2, 400),
        ("unknown", "unknown", None, 403),
    ]
    assert all(one["at"] for one in seen)


def test_the_record_can_be_emptied(amazon: Amazon) -> None:
    amazon.search()
    amazon.control("DELETE", "/requests")

    assert amazon.control("GET", "/requests") == {"requests": []}


def test_the_clock_runs_as_fast_as_told(amazon: Amazon) -> None:
    amazon.control("POST", "/clock", {"speed": 100_000})
    before = amazon.now()

    assert (amazon.now() - before).total_seconds() > 0


def test_the_clock_can_be_set_but_not_back(amazon: Amazon) -> None:
    assert amazon.control("POST", "/clock", {"set": "2027-01-01T00:00:00Z"})["now"] == "2027-01-01T00:00:00Z"
    assert amazon.http.post("/_sandbox/clock", json={"set": "2026-01-01T00:00:00Z"}).status_code == 400
    assert amazon.http.post("/_sandbox/clock", json={"advance": -1}).status_code == 400


def test_answers_carry_the_sandboxs_date(amazon: Amazon) -> None:
    amazon.control("POST", "/clock", {"set": "2027-01-01T00:00:00Z"})

    assert amazon.refresh().headers["date"].startswith("Fri, 01 Jan 2027 00:00:0")


def test_the_state_counts_orders_and_starts_over(amazon: Amazon) -> None:
    amazon.search()
    before = sum(amazon.control("GET", "/state")["orders"]["1"].values())
    amazon.control("POST", "/orders", {"count": 5})
    more = sum(amazon.control("GET", "/state")["orders"]["1"].values())
    over = amazon.control("POST", "/state", {"orders": 60})

    assert more == before + 5
    assert sum(over["orders"]["1"].values()) == before
    assert over["requests"] == 0


def test_new_orders_arrive_in_the_country_asked_for(amazon: Amazon) -> None:
    made = amazon.control("POST", "/orders", {"country": "DE", "count": 3})["orders"]
    amazon.pass_time(minutes=3)
    found = {order["orderId"]: order for order in amazon.orders(lastUpdatedAfter=amazon.ago(minutes=5))}

    assert set(found) == set(made)
    assert {order["salesChannel"]["marketplaceName"] for order in found.values()} == {"Amazon.de"}


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("/orders", {"country": "US"}, 400, "does not sell in US"),
        ("/orders", {"account": 99}, 404, "there is no account 99"),
        ("/orders", {"colour": "red"}, 400, "unknown: colour"),
        ("/orders/111-1111111-1111111/cancel", {}, 404, "no order"),
        ("/accounts/99/revoke", {}, 404, "there is no account 99"),
        ("/accounts/1/roles", {"remove": ["Boss"]}, 400, "unknown role"),
        ("/accounts/1/region", {"region": "moon"}, 400, "eu, na or fe"),
        ("/accounts/1/leave", {"countries": ["US"]}, 400, "does not sell in US"),
        ("/clock", {"advance": "soon"}, 400, "must be a number"),
        ("/clock", {"set": "soon"}, 400, "not an ISO 8601"),
        ("/state", {"orders": -1}, 400, "at least 0"),
        ("/faults", {"rules": [3]}, 400, "texts"),
        ("/nowhere", {}, 404, "no such control path"),
    ],
)
def test_a_wrong_control_request_is_explained(
    amazon: Amazon, path: str, body: dict[str, Any], status: int, words: str
) -> None:
    answer = amazon.http.post(f"/_sandbox{path}", json=body)

    assert answer.status_code == status
    assert words in answer.json()["error"]


def test_a_body_that_is_not_json_is_explained(amazon: Amazon) -> None:
    answer = amazon.http.post("/_sandbox/clock", content=b"{")

    assert answer.status_code == 400
    assert "JSON" in answer.json()["error"]


def test_a_shipped_order_cannot_be_cancelled(amazon: Amazon) -> None:
    order_id = amazon.order("SHIPPED")["orderId"]

    assert amazon.http.post(f"/_sandbox/orders/{order_id}/cancel").status_code == 400
