"""Orders v3: taken whole or not at all, saved a moment later, found again."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from sendcloud_client import INTEGRATION, Sendcloud, errors, make_order

A = "/data/attributes"
ITEM = f"{A}/[0]/order_details/order_items/0"


def test_an_order_is_accepted_first_and_there_a_moment_later(sendcloud: Sendcloud) -> None:
    """201 says only that it will be."""
    answer = sendcloud.post(make_order())
    (reference,) = answer.json()["data"]

    assert answer.status_code == 201
    assert (reference["order_id"], reference["order_number"]) == ("555413", "N-555413")
    assert errors(sendcloud.get(f"/orders/{reference['id']}"), 404) == [
        ("", "The order could not be found with the search criteria given")
    ]
    sendcloud.pass_time(seconds=1)
    assert sendcloud.get(f"/orders/{reference['id']}").json()["data"]["order_id"] == "555413"


def test_what_was_sent_comes_back(sendcloud: Sendcloud) -> None:
    """With a text as id and two dates."""
    order = make_order()
    (number,) = sendcloud.put(order)
    shown = sendcloud.get(f"/orders/{number}").json()["data"]

    assert {name: shown[name] for name in order} == order
    assert shown["id"] == str(number)
    assert shown["created_at"] < shown["modified_at"]


def test_the_same_order_again_is_an_update(sendcloud: Sendcloud) -> None:
    """Known by order_id and integration."""
    first = sendcloud.put(make_order())
    second = sendcloud.put(make_order(shipping_address__city="Breda"))

    assert first == second
    (order,) = sendcloud.listed()
    assert order["shipping_address"]["city"] == "Breda"
    (known,) = sendcloud.witness()
    assert known["accepted"] == 2


def test_another_integration_makes_another_order(sendcloud: Sendcloud) -> None:
    """The same order_id is two orders then; integrations may be mixed."""
    numbers = sendcloud.put(make_order(), make_order(order_details__integration__id=1002))

    assert len(set(numbers)) == 2


def test_the_same_order_in_two_requests_at_once(sendcloud: Sendcloud) -> None:
    """The second batch is refused whole until the first is saved."""
    sendcloud.post(make_order("A"))
    answer = sendcloud.post(make_order("B"), make_order("A"))

    assert errors(answer) == [("/data", "We are still processing a previous request. Please try again in a moment.")]
    assert sendcloud.witness("B") == []
    sendcloud.pass_time(seconds=1)
    assert sendcloud.post(make_order("B"), make_order("A")).status_code == 201


def test_one_bad_order_refuses_the_batch(sendcloud: Sendcloud) -> None:
    """And the pointer counts from 0."""
    answer = sendcloud.post(make_order("A"), make_order("B", order_details__integration=None), make_order("C"))

    assert errors(answer) == [(f"{A}/[1]/order_details/integration", "Field required")]
    assert sendcloud.control("GET", "/sendcloud/orders") == {"orders": []}


def test_all_that_is_wrong_is_said_at_once(sendcloud: Sendcloud) -> None:
    """Over all orders of the batch."""
    bad = make_order("A", order_details__order_items__0__quantity=0, shipping_address__email="nobody")
    answer = sendcloud.post(bad, make_order("B", payment_details=None))

    assert [place for place, _ in errors(answer)] == [
        f"{ITEM}/quantity",
        f"{A}/[0]/shipping_address/email",
        f"{A}/[1]/payment_details",
    ]


WEIGHT = f"{A}/[0]/shipping_details/measurement/weight"


@pytest.mark.parametrize(
    ("changes", "place", "detail"),
    [
        ({"order_id": 5}, f"{A}/[0]/order_id", "Input should be a valid string"),
        ({"order_id": ""}, f"{A}/[0]/order_id", "String should have at least 1 character"),
        ({"order_number": None}, f"{A}/[0]/order_number", "Field required"),
        ({"id": 669}, f"{A}/[0]/id", "Input should be a valid string"),
        ({"id": "669"}, f"{A}/[0]/id", "Order with id 669 does not exist"),
        (
            {"order_details__integration__id": 99999},
            f"{A}/[0]/order_details/integration/id",
            "Integration with id 99999 does not exist",
        ),
        (
            {"order_details__integration__id": 2001},
            f"{A}/[0]/order_details/integration/id",
            "Integration with id 2001 does not exist",
        ),
        (
            {"order_details__status__code": ""},
            f"{A}/[0]/order_details/status/code",
            "String should have at least 1 character",
        ),
        (
            {"order_details__order_created_at": "yesterday"},
            f"{A}/[0]/order_details/order_created_at",
            "Input should be a valid datetime",
        ),
        ({"order_details__order_items__0__quantity": 0}, f"{ITEM}/quantity", "Input should be greater than 0"),
        ({"order_details__order_items__0__quantity": 1.5}, f"{ITEM}/quantity", "Input should be a valid integer"),
        ({"order_details__order_items__0__total_price": None}, f"{ITEM}/total_price", "Field required"),
        (
            {"order_details__order_items__0__total_price__currency": "SEK"},
            f"{ITEM}/total_price/currency",
            "Input should be 'EUR', 'GBP' or 'USD'",
        ),
        (
            {"order_details__order_items__0__total_price__value": "3.50"},
            f"{ITEM}/total_price/value",
            "Input should be a valid number",
        ),
        (
            {"order_details__order_items__0__image_url": "https://shop.example/1.jpg"},
            f"{ITEM}/product_id",
            "product_id is required with image_url",
        ),
        ({"order_details__order_items__0__gift_text": "Hello"}, f"{ITEM}/gift_text", "Unknown field gift_text"),
        (
            {"payment_details__total_price__currency": "PLN"},
            f"{A}/[0]/payment_details/total_price/currency",
            "Input should be 'EUR', 'GBP' or 'USD'",
        ),
        ({"shipping_address__name": ""}, f"{A}/[0]/shipping_address/name", "String should have at least 1 character"),
        ({"shipping_address__city": None}, f"{A}/[0]/shipping_address/city", "Field required"),
        (
            {"shipping_address__country_code": "Spain"},
            f"{A}/[0]/shipping_address/country_code",
            "Input should be an ISO 3166-1 alpha-2 country code",
        ),
        (
            {"shipping_address__email": "nobody"},
            f"{A}/[0]/shipping_address/email",
            "value is not a valid email address",
        ),
        ({"shipping_details__measurement__weight__value": 0}, f"{WEIGHT}/value", "Input should be greater than 0"),
        (
            {"shipping_details__measurement__weight__unit": "lb"},
            f"{WEIGHT}/unit",
            "Input should be 'kg', 'g', 'lbs' or 'oz'",
        ),
        (
            {"customs_details": {"shipment_type": "present"}},
            f"{A}/[0]/customs_details/shipment_type",
            "Input should be 'gift', 'commercial_goods', 'commercial_sample' or 'returned_goods'",
        ),
        ({"service_point_details": {"type": "packstation"}}, f"{A}/[0]/service_point_details/id", "Field required"),
    ],
)
def test_what_an_order_may_not_be(sendcloud: Sendcloud, changes: dict[str, Any], place: str, detail: str) -> None:
    """Each fault has its place and Sendcloud's sentence."""
    assert errors(sendcloud.post(make_order(**changes))) == [(place, detail)]


def test_nothing_but_a_list_of_one_to_a_hundred_orders(sendcloud: Sendcloud) -> None:
    """101 are one too many."""
    many = [make_order(str(number)) for number in range(101)]

    assert errors(sendcloud.send("POST", "/orders", make_order())) == [
        ("", "Wrong request format, expected list of objects")
    ]
    assert errors(sendcloud.post()) == [(f"{A}/", "Orders list should have at least 1 item, not 0")]
    assert errors(sendcloud.post(*many)) == [(f"{A}/", "Orders list should have at most 100 items, not 101")]
    assert sendcloud.post(*many[:100]).status_code == 201


def test_an_order_named_by_its_id_keeps_its_order_id(sendcloud: Sendcloud) -> None:
    """The shop's id cannot change."""
    (number,) = sendcloud.put(make_order("abc-123"))
    answer = sendcloud.post(make_order("other", id=str(number)))

    assert errors(answer) == [(f"{A}/[0]/order_id", "Order id abc-123 cannot be changed")]
    assert sendcloud.put(make_order("abc-123", id=str(number))) == [number]


def test_the_body_must_be_json(sendcloud: Sendcloud) -> None:
    """400, not 500."""
    assert errors(sendcloud.http.post("/api/v3/orders", content=b"[{"))


def test_pages_lead_over_all_orders(sendcloud: Sendcloud) -> None:
    """By the addresses in the Link header, newest first."""
    numbers = sendcloud.put(*(make_order(str(number)) for number in range(25)))
    first = sendcloud.get("/orders", page_size=10)
    second = sendcloud.http.get(first.links["next"]["url"])

    assert [int(order["id"]) for order in sendcloud.listed(page_size=10)] == sorted(numbers, reverse=True)
    assert "prev" not in first.links
    assert sendcloud.http.get(second.links["prev"]["url"]).json() == first.json()


def test_a_wrong_cursor_or_page_size(sendcloud: Sendcloud) -> None:
    """404 for the one, 400 for the other."""
    assert errors(sendcloud.get("/orders", cursor="nonsense"), 404) == [("", "Invalid cursor")]
    for cursor in (b"o=x", b"o=-1", b"", b"\xff"):
        encoded = base64.b64encode(cursor).decode() or "="
        assert errors(sendcloud.get("/orders", cursor=encoded), 404)
    assert errors(sendcloud.get("/orders", page_size=201))


def test_filters(sendcloud: Sendcloud) -> None:
    """By integration, number, id, status (whatever the case), and the shop's dates."""
    sendcloud.put(
        make_order("Aa", order_details__status__code="Unshipped"),
        make_order("B", order_details__integration__id=1002),
        make_order("C", order_details__order_created_at="2026-11-20T23:59:00Z"),
    )

    def found(**query: Any) -> set[str]:
        return {order["order_id"] for order in sendcloud.listed(**query)}

    assert found(integration=INTEGRATION) == {"Aa", "C"}
    assert found(integration="1001,1002") == {"Aa", "B", "C"}
    assert found(order_id="aA") == {"Aa"}
    assert found(order_number="n-b") == {"B"}
    assert found(status="UNSHIPPED") == {"Aa"}
    assert found(order_created_at="2026-11-20") == {"C"}
    assert found(order_created_at_max="2026-11-19") == {"Aa", "B"}
    assert found(order_updated_at_min="2026-11-19") == {"C"}
    assert errors(sendcloud.get("/orders", integration=128)) == [
        ("integration", "Select a valid choice. 128 is not one of the available choices.")
    ]
    assert errors(sendcloud.get("/orders", order_created_at="soon")) == [("order_created_at", "Enter a valid date.")]


def test_sorting(sendcloud: Sendcloud) -> None:
    """By several keys; what is unknown does not count."""
    sendcloud.put(make_order("A"), make_order("B", order_details__integration__id=1002), make_order("C"))

    def sorted_by(sort: str) -> str:
        return "".join(order["order_id"] for order in sendcloud.listed(sort=sort))

    assert sorted_by("integration,-order_number") == "CAB"
    assert sorted_by("order_number") == "ABC"
    assert sorted_by("colour") == "CBA"
    assert sorted_by("pk,-pk") == "ABC"


def test_a_deleted_order_is_gone_and_comes_back_as_another(sendcloud: Sendcloud) -> None:
    """The witness remembers both."""
    (number,) = sendcloud.put(make_order())

    assert sendcloud.send("DELETE", f"/orders/{number}").status_code == 204
    assert errors(sendcloud.send("DELETE", f"/orders/{number}"), 404)
    assert sendcloud.listed() == []
    assert sendcloud.put(make_order()) != [number]
    assert [known["deleted"] for known in sendcloud.witness()] == [True, False]


def test_an_order_of_others_is_not_found(sendcloud: Sendcloud) -> None:
    """Keys open their user's orders only."""
    (number,) = sendcloud.put(make_order())
    sendcloud.http.auth = ("sandbox-public-2001", "sandbox-secret-2001")

    assert sendcloud.get(f"/orders/{number}").status_code == 404
    assert sendcloud.listed() == []


def test_a_patch_changes_what_it_names(sendcloud: Sendcloud) -> None:
    """Items are told apart by their name."""
    (number,) = sendcloud.put(make_order())
    candle = {"name": "Squared candle", "measurement": {"weight": {"value": 1, "unit": "kg"}}}
    change = {"order_details": {"order_items": [candle], "tags": ["late"]}, "shipping_address": {"city": "Breda"}}
    answer = sendcloud.send("PATCH", f"/orders/{number}", change)
    shown = sendcloud.get(f"/orders/{number}").json()["data"]

    assert answer.json()["data"] == {"id": number, "order_id": "555413", "order_number": "N-555413"}
    assert shown["shipping_address"]["city"] == "Breda"
    assert shown["shipping_address"]["name"] == "Jane Doe"
    assert shown["order_details"]["tags"] == ["late"]
    first, second = shown["order_details"]["order_items"]
    assert "measurement" not in first
    assert (second["quantity"], second["measurement"]["weight"]["value"]) == (2, 1)


def test_a_patch_cannot_add_items_or_change_the_order_id(sendcloud: Sendcloud) -> None:
    """For that, the order is sent whole."""
    (number,) = sendcloud.put(make_order())
    strange = {"order_details": {"order_items": [{"name": "Lamp", "quantity": 1}]}}

    assert errors(sendcloud.send("PATCH", f"/orders/{number}", strange)) == [
        ("order/order_details/order_items", "Could not find specified item.")
    ]
    assert errors(sendcloud.send("PATCH", f"/orders/{number}", {"order_id": "other"}))
    assert errors(sendcloud.send("PATCH", "/orders/1", {}), 404)


def test_an_order_can_get_lost_after_its_acceptance(sendcloud: Sendcloud) -> None:
    """The reason for reading back what was accepted."""
    sendcloud.control("POST", "/faults", {"rules": ["create_orders:1:lost"]})
    (number,) = sendcloud.put(make_order())

    assert sendcloud.get(f"/orders/{number}").status_code == 404
    assert sendcloud.put(make_order()) != [number]
    assert len(sendcloud.listed()) == 1


def test_somebody_deletes_an_order_in_the_panel(sendcloud: Sendcloud) -> None:
    """By the control path; a second time there is nothing."""
    sendcloud.put(make_order())
    sendcloud.control("POST", "/sendcloud/orders/delete", {"order_id": "555413"})

    assert sendcloud.listed() == []
    sendcloud.control("POST", "/sendcloud/orders/delete", {"order_id": "555413"}, status=404)
