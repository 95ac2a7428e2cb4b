"""Answers have the form Sendcloud's published files give them, and the requests these show are taken."""

from __future__ import annotations

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
