"""A plain HTTP client of the sandbox's Sendcloud, with the shop's keys."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import httpx2

KEYS = ("sandbox-public", "sandbox-secret")
INTEGRATION = 1001
API = "/api/v3"
_ORDER: dict[str, Any] = {
    "order_id": "555413",
    "order_number": "OXSDFGHTD-12",
    "order_details": {
        "integration": {"id": INTEGRATION},
        "status": {"code": "fulfilled", "message": "Fulfilled"},
        "order_created_at": "2026-11-18T10:00:00.556Z",
        "order_items": [
            {"name": "Cylinder candle", "quantity": 1, "total_price": {"value": 3.5, "currency": "EUR"}},
            {"name": "Squared candle", "quantity": 2, "total_price": {"value": 4, "currency": "EUR"}, "item_id": "7"},
        ],
    },
    "payment_details": {"total_price": {"value": 7.5, "currency": "EUR"}, "status": {"code": "paid"}},
    "shipping_address": {
        "name": "Jane Doe",
        "address_line_1": "Lansdown Glade",
        "house_number": "15",
        "postal_code": "5341XT",
        "city": "Oss",
        "country_code": "NL",
    },
    "shipping_details": {"measurement": {"weight": {"value": 3, "unit": "kg"}}},
}


def make_order(order_id: str = "555413", **changes: Any) -> dict[str, Any]:
    """An order as it may be sent; dotted names change what is inside, None takes it out."""
    order = copy.deepcopy(_ORDER) | {"order_id": order_id, "order_number": f"N-{order_id}"}
    for path, value in changes.items():
        *way, last = path.split("__")
        place: Any = order
        for step in way:
            place = place[int(step)] if step.isdigit() else place.setdefault(step, {})
        if value is None:
            del place[last]
        else:
            place[last] = value
    return order


class Sendcloud:
    """Requests as a shop makes them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx2.Client(base_url=url, verify=False, timeout=10, auth=KEYS)

    def __enter__(self) -> Sendcloud:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, path: str, **query: Any) -> httpx2.Response:
        return self.http.get(API + path, params=query)

    def send(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        return self.http.request(method, API + path, json=body)

    def post(self, *orders: dict[str, Any]) -> httpx2.Response:
        return self.send("POST", "/orders", list(orders))

    def put(self, *orders: dict[str, Any]) -> list[int]:
        """Bring orders, wait until they are there; Sendcloud's ids."""
        answer = self.post(*orders)
        assert answer.status_code == 201, answer.text
        self.pass_time(seconds=5)
        return [one["id"] for one in answer.json()["data"]]

    def listed(self, path: str = "/orders", **query: Any) -> list[Any]:
        """Everything a list has, over all its pages."""
        answer = self.get(path, **query)
        found = answer.json()["data"]
        while "next" in answer.links:
            answer = self.http.get(answer.links["next"]["url"])
            found += answer.json()["data"]
        return found

    def control(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        answer = self.http.request(method, f"/_sandbox{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def witness(self, order_id: str = "555413") -> list[dict[str, Any]]:
        """What the sandbox knows of an order."""
        return self.control("GET", f"/sendcloud/orders?order_id={order_id}")["orders"]

    def pass_time(self, **delta: float) -> None:
        self.control("POST", "/clock", {"advance": timedelta(**delta).total_seconds()})

    def requests(self, operation: str = "") -> list[tuple[str, int]]:
        """Operation and status of what was asked of Sendcloud."""
        seen = self.control("GET", "/requests")["requests"]
        return [
            (one["operation"], one["status"])
            for one in seen
            if one["service"] == "sendcloud" and operation in ("", one["operation"])
        ]


def errors(answer: httpx2.Response, status: int = 400) -> list[tuple[str, str]]:
    """Place and sentence of each error of a refusal."""
    assert answer.status_code == status, answer.text
    found = answer.json()["errors"]
    assert all(one["status"] == str(status) and one["code"] for one in found)
    return [(next(iter(one.get("source", {"": ""}).values())), one["detail"]) for one in found]
