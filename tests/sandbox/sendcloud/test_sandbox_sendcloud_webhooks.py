"""Webhooks: sent for every new status, signed, tried again while nobody answers."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from sendcloud_client import INTEGRATION, Sendcloud, make_order

from mwslink.sandbox.sendcloud.webhooks import sign


@dataclass
class Shop:
    """A web server that keeps what it is told."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)  # what it answers, 200 afterwards
    messages: queue.Queue[tuple[str, bytes]] = field(default_factory=queue.Queue)

    def next(self) -> dict[str, Any]:
        """The next message, its signature checked."""
        signature, body = self.messages.get(timeout=10)
        assert hmac.compare_digest(signature, hmac.new(b"sandbox-secret", body, hashlib.sha256).hexdigest())
        return json.loads(body)


@pytest.fixture
def shop() -> Iterator[Shop]:
    kept = Shop()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.messages.put((self.headers["Sendcloud-Signature"], body))
            self.send_response(kept.statuses.pop(0) if kept.statuses else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.url = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield kept
        server.shutdown()
        thread.join()


@pytest.fixture
def told(sendcloud: Sendcloud, shop: Shop) -> Shop:
    """A shop that asked to be told, with an order to ship."""
    change = {"webhook_url": shop.url, "webhook_active": True}
    assert sendcloud.send("PATCH", f"/integrations/{INTEGRATION}", change).status_code == 204
    sendcloud.put(make_order(shipping_address__email="john@doe.com"))
    assert shop.next()["action"] == "integration_updated"
    return shop


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.02)


def attempts(sendcloud: Sendcloud) -> list[Any]:
    """The outcomes of the newest message."""
    return [one["outcome"] for one in sendcloud.control("GET", "/sendcloud/webhooks")["webhooks"][-1]["attempts"]]


def test_the_signature_is_the_published_one() -> None:
    """Sendcloud's own example."""
    assert sign(b'{"key": "value"}', "secretkey") == "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a"


def test_every_new_status_is_told(sendcloud: Sendcloud, told: Shop) -> None:
    """In API v2's form, with the order's number and no carrier."""
    sendcloud.control("POST", "/sendcloud/ship", {"order_id": "555413"})
    messages = [told.next() for _ in range(2)]
    sendcloud.control("POST", "/sendcloud/orders/move", {"order_id": "555413", "to": "process"})
    scanned = told.next()

    assert [one["parcel"]["status"]["id"] for one in messages] == [1001, 1000]
    assert {one["action"] for one in messages} == {"parcel_status_changed"}
    assert messages[1]["parcel"]["order_number"] == "N-555413"
    assert messages[1]["parcel"]["tracking_number"]
    assert messages[1]["carrier_status_change_timestamp"] is None
    assert scanned["carrier_status_change_timestamp"] == scanned["timestamp"]
    assert "carrier" not in scanned["parcel"]


def test_a_message_is_tried_again_until_it_is_taken(sendcloud: Sendcloud, told: Shop) -> None:
    """After five minutes, then after ten."""
    told.statuses = [500, 503]
    sendcloud.control("POST", "/sendcloud/ship", {"order_id": "555413", "announce": False})
    parcel = sendcloud.control("GET", "/sendcloud/shipments")["shipments"][0]["parcels"][0]["id"]
    sendcloud.control("POST", f"/sendcloud/parcels/{parcel}/move", {"to": "process"})
    first = told.next()
    until(lambda: attempts(sendcloud) == [500])
    sendcloud.pass_time(minutes=5, seconds=1)
    second = told.next()
    until(lambda: attempts(sendcloud) == [500, 503])
    sendcloud.pass_time(minutes=9)
    assert told.messages.empty()
    sendcloud.pass_time(minutes=1, seconds=1)
    third = told.next()

    assert first == second == third
    until(lambda: attempts(sendcloud) == [500, 503, 200])


def test_after_ten_retries_it_is_given_up(sendcloud: Sendcloud, told: Shop) -> None:
    """And no attempt is made any more."""
    told.statuses = [500] * 20
    sendcloud.control("POST", "/sendcloud/ship", {"order_id": "555413", "announce": False})
    parcel = sendcloud.control("GET", "/sendcloud/shipments")["shipments"][0]["parcels"][0]["id"]
    sendcloud.control("POST", f"/sendcloud/parcels/{parcel}/move", {"to": "deliver"})
    for count in range(1, 12):
        until(lambda count=count: len(attempts(sendcloud)) == count)
        sendcloud.pass_time(hours=1, seconds=1)
    message = sendcloud.control("GET", "/sendcloud/webhooks")["webhooks"][-1]

    assert (len(message["attempts"]), message["next_at"]) == (11, None)


def test_the_same_message_can_come_twice(sendcloud: Sendcloud, told: Shop) -> None:
    """Nothing protects against a repetition but the receiver."""
    sendcloud.control("POST", "/sendcloud/ship", {"order_id": "555413"})
    (_, last) = (told.next(), told.next())
    sendcloud.control("POST", "/sendcloud/webhooks", {})

    assert told.next() == last


def test_a_shop_that_did_not_ask_is_not_told(sendcloud: Sendcloud) -> None:
    """Nothing is kept for it either."""
    sendcloud.put(make_order())
    sendcloud.control("POST", "/sendcloud/ship", {"order_id": "555413"})

    assert sendcloud.control("GET", "/sendcloud/webhooks") == {"webhooks": []}


@pytest.mark.parametrize(
    ("url", "outcome"),
    [("http://127.0.0.1:9/", "ConnectError"), ("https://shop.example/hook", "not on this computer")],
)
def test_nobody_there(sendcloud: Sendcloud, url: str, outcome: str) -> None:
    """The attempt says why it failed; nothing leaves this computer."""
    sendcloud.send("PATCH", f"/integrations/{INTEGRATION}", {"webhook_url": url, "webhook_active": True})

    until(lambda: attempts(sendcloud) == [outcome])
