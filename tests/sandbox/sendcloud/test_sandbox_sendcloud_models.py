"""Answers have the form Sendcloud's published files give them, and the requests these show are taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from openapi import OpenApi
from sendcloud_client import INTEGRATION, Sendcloud, make_order

Files = Callable[[str], OpenApi]


@pytest.fixture(scope="module")
def files(models: Path) -> Files:
    opened: dict[str, OpenApi] = {}

    def of(name: str) -> OpenApi:
        return opened.setdefault(name, OpenApi(models / "sendcloud" / name))

    return of


@pytest.fixture
def orders_file(files: Files) -> OpenApi:
    return files("sendcloud-v3-orders-openapi.yml")


def test_a_field_the_files_do_not_name_is_noticed(orders_file: OpenApi) -> None:
    """The check itself can fail."""
    for data in ([{"id": 1, "colour": "red"}], [{"id": "1"}]):
        with pytest.raises(fastjsonschema.JsonSchemaException):
            orders_file.check_answer("create_orders", 201, {"data": data})


def test_orders_shown_in_the_files_are_taken_and_shown_again(sendcloud: Sendcloud, orders_file: OpenApi) -> None:
    """Every example of a body, with an integration that exists here."""
    for name, example in orders_file.request_examples("create_orders").items():
        for order in example:
            order.pop("id", None)
            order["order_details"]["integration"]["id"] = INTEGRATION
        answer = sendcloud.post(*example)
        sendcloud.pass_time(seconds=2)

        assert answer.status_code == 201, (name, answer.text)
        orders_file.check_answer("create_orders", 201, answer.json())
        shown = sendcloud.get(f"/orders/{answer.json()['data'][0]['id']}").json()
        orders_file.check_answer("retrieve_order", 200, shown)
        assert {key: shown["data"][key] for key in example[0]} == example[0]
    orders_file.check_answer("list_orders", 200, sendcloud.get("/orders").json())


def test_changes_of_an_order(sendcloud: Sendcloud, orders_file: OpenApi) -> None:
    """PATCH's answer, and its examples but for names of items that are not in the order."""
    (number,) = sendcloud.put(make_order())
    for example in orders_file.request_examples("partial_update_order").values():
        example = {**example, "id": str(number)}
        answer = sendcloud.send("PATCH", f"/orders/{number}", example)

        assert answer.status_code == 200, answer.text
        orders_file.check_answer("partial_update_order", 200, answer.json())


def test_refusals(sendcloud: Sendcloud, orders_file: OpenApi) -> None:
    """Have the common form of errors."""
    for body in ([], {}, [make_order("A", order_details=None)], [{}]):
        answer = sendcloud.send("POST", "/orders", body)
        orders_file.check_answer("create_orders", 400, answer.json())
    orders_file.check_answer("list_orders", 404, sendcloud.get("/orders", cursor="?").json())
    orders_file.check_answer("list_orders", 400, sendcloud.get("/orders", integration=9).json())
    orders_file.check_answer("retrieve_order", 404, sendcloud.get("/orders/1").json())


def test_integrations(sendcloud: Sendcloud, files: Files) -> None:
    """Read, changed by every example, and their log."""
    file, path = files("sendcloud-v3-integrations-openapi.yml"), f"/integrations/{INTEGRATION}"
    for example in file.request_examples("update_integration").values():
        assert sendcloud.send("PATCH", path, example).status_code == 204
        shown = sendcloud.get(path).json()
        file.check_answer("retrieve_integration", 200, shown)
        assert {name: shown["data"][name] for name in example} == example
    (entry,) = file.request_examples("create_integration_logs").values()
    answer = sendcloud.send("POST", f"{path}/logs", entry)
    file.check_answer("create_integration_logs", 201, answer.json())
    file.check_answer("list_integrations", 200, sendcloud.get("/integrations").json())
    for place, operation in ((f"{path}/logs", "retrieve_integration_logs"), ("/integrations/logs", "s_logs")):
        file.check_answer(operation, 200, sendcloud.get(place).json())
        assert sendcloud.get(place).json()["data"] == [answer.json()["data"]]


def test_tokens_and_metadata(sendcloud: Sendcloud, files: Files) -> None:
    """The two calls that only the merged file has."""
    merged = files("sendcloud-v3-merged-2026-01-28.json")
    merged.check_answer("user_auth_metadata", 200, sendcloud.get("/user/auth/metadata").json())
    answer = sendcloud.http.post("/oauth2/token", data={"grant_type": "client_credentials"})

    merged.check_answer("OAuth2TokenExchange", 200, answer.json())


def refused(answer: Any) -> list[Any]:
    return [one["detail"] for one in answer.json()["errors"]]


def test_an_integration_is_refused_in_the_files_words(sendcloud: Sendcloud, files: Files) -> None:
    """A webhook needs an address; an integration that is not there is not found."""
    file, path = files("sendcloud-v3-integrations-openapi.yml"), f"/integrations/{INTEGRATION}"
    answer = sendcloud.send("PATCH", path, {"webhook_active": True})

    file.check_answer("update_integration", 400, answer.json())
    assert refused(answer) == ["Webhook URL required when enable webhook is set to true"]
    assert refused(sendcloud.get("/integrations/2001")) == [
        "The Integration could not be found with the search criteria given"
    ]


@pytest.fixture
def shipments_file(files: Files) -> OpenApi:
    return files("sendcloud-v3-shipments-openapi.yml")


def shown_of(answer: Any) -> Any:
    """The answer without `customs_information: null`: the file's examples have it, its schema does not allow it."""
    value = answer.json()
    for one in value["data"] if isinstance(value["data"], list) else [value["data"]]:
        if one["customs_information"] is None:
            del one["customs_information"]
    return value


@pytest.mark.parametrize(("operation", "path"), [("create_shipment", ""), ("announce_shipment", "/announce")])
def test_shipments_shown_in_the_file_are_made(
    sendcloud: Sendcloud, shipments_file: OpenApi, operation: str, path: str
) -> None:
    """Every example of a body; the answer, the shipment and the list of them."""
    for name, example in shipments_file.request_examples(operation).items():
        answer = sendcloud.send("POST", f"/shipments{path}", example)
        sendcloud.pass_time(seconds=5)

        assert answer.status_code == 201, (name, answer.text)
        shipments_file.check_answer(operation, 201, shown_of(answer))
        shown = sendcloud.get(f"/shipments/{answer.json()['data']['id']}")
        shipments_file.check_answer("shipment_by_id", 200, shown_of(shown))
    shipments_file.check_answer("all_shipments", 200, shown_of(sendcloud.get("/shipments")))


def test_a_shipment_of_an_order_has_the_form_of_any_other(sendcloud: Sendcloud, shipments_file: OpenApi) -> None:
    """Shipped in the panel, failed, cancelled."""
    heavy = {"measurement": {"weight": {"value": 1, "unit": "kg"}}}
    items = [{**item, **heavy} for item in make_order()["order_details"]["order_items"]]
    sendcloud.put(make_order(order_details__order_items=items))
    sendcloud.control("POST", "/sendcloud/announcements", {"fail": 1})
    for status in (200, 202):
        shipment = sendcloud.control("POST", "/sendcloud/ship", {"order_id": "555413"})
        shown = sendcloud.get(f"/shipments/{shipment['id']}")
        shipments_file.check_answer("shipment_by_id", 200, shown_of(shown))
        answer = sendcloud.send("POST", f"/shipments/{shipment['id']}/cancel")
        assert answer.status_code == status
        shipments_file.check_answer("cancel_shipment", status, answer.json())


def test_labels_of_orders(sendcloud: Sendcloud, files: Files) -> None:
    """Every example of the file, with orders that are here."""
    file = files("sendcloud-v3-ship-an-order-openapi.yml")
    items = [
        {"name": name, "item_id": name, "quantity": 20, "total_price": {"value": 1, "currency": "EUR"}}
        for name in ("5552", "5555", "763")
    ]
    names = ("ORDER-25763", "ORDER-257633", "d59e8b1c-04ca-4b38-90cf-e11083506e22")
    sendcloud.put(*(make_order(name, order_number=name, order_details__order_items=items) for name in names))
    for operation, path, status in (
        ("create_labels_async", "/orders/create-labels-async", 202),
        ("create_labels_sync", "/orders/create-label-sync", 201),
    ):
        for name, example in file.request_examples(operation).items():
            if path.endswith("-sync") and not isinstance(example.get("order"), dict):
                continue  # two examples are not what their own file describes
            answer = sendcloud.send("POST", path, {**example, "integration_id": INTEGRATION})

            assert answer.status_code == status, (name, answer.text)
            assert "errors" not in answer.json(), (name, answer.text)
            file.check_answer(operation, status, answer.json())


def test_tracking_and_statuses(sendcloud: Sendcloud, files: Files) -> None:
    """The parcel by its number, and the list of statuses."""
    sendcloud.put(make_order())
    sendcloud.control("POST", "/sendcloud/ship", {"order_id": "555413", "tracking_numbers": ["T-1"]})
    sendcloud.pass_time(days=3)
    file = files("sendcloud-v3-parcel-tracking-openapi.yml")
    file.check_answer("get_parcel_by_tracking_number", 200, sendcloud.get("/parcels/tracking/T-1").json())
    file.check_answer("get_parcel_by_tracking_number", 404, sendcloud.get("/parcels/tracking/T-2").json())
    merged = files("sendcloud-v3-merged-2026-01-28.json")

    merged.check_answer("all_parcel_statuses", 200, sendcloud.get("/parcels/statuses").json())


def test_webhooks(sendcloud: Sendcloud, files: Files) -> None:
    """What is sent is what the file describes."""
    file = files("sendcloud-v3-webhooks-openapi.yml")
    change = {"webhook_url": "http://127.0.0.1:9/", "webhook_active": True}
    sendcloud.send("PATCH", f"/integrations/{INTEGRATION}", change)
    sendcloud.put(make_order(shipping_address__email="john@doe.com"))
    sendcloud.control("POST", "/sendcloud/ship", {"order_id": "555413"})
    sendcloud.control("POST", "/sendcloud/orders/move", {"order_id": "555413", "to": "process"})
    messages = sendcloud.control("GET", "/sendcloud/webhooks")["webhooks"]

    assert [one["action"] for one in messages] == ["integration_updated", *["parcel_status_changed"] * 3]
    for one in messages:
        operation = one["action"].replace("integration_updated", "integration_modified")
        file.check_request(operation, json.loads(one["body"]))
