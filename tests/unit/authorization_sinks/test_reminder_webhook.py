"""A reminder by webhook, against a real HTTP server on this computer: the shape each service takes, and its moods."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mwslink.authorization.reminders import Notice
from mwslink.clock import use_clock
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, NetworkError, RejectedError
from mwslink.gateways.http import Network
from mwslink.sinks.webhook import Webhook
from unit.authorization_sinks.post_office import SkippingClock

NOTICE = Notice("mwslink: acme: expired", "acme: expired\n→ España", is_urgent=True)


class Service(ThreadingHTTPServer):
    """Remembers what was posted; answers with the next of `statuses`, else 200."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posted: list[tuple[str, Any]] = []
        self.statuses: list[int] = []
        self.url = f"http://127.0.0.1:{self.server_port}/hook/canary-path"


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        assert self.headers["content-type"] == "application/json"
        self.server.posted.append((self.path, json.loads(body)))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        with use_clock(SkippingClock()):  # pauses between attempts take no time
            yield running
        running.shutdown()
        thread.join()


def send(service: Service, kind: str = "text") -> None:
    with Network(timeout=5) as network:
        Webhook(network, lambda: Secret(service.url), kind).send(NOTICE)


def test_a_text_for_slack_and_its_like(service: Service) -> None:
    send(service)

    assert service.posted == [("/hook/canary-path", {"text": f"{NOTICE.subject}\n\n{NOTICE.text}"})]


def test_a_card_for_teams(service: Service) -> None:
    """Subject and text, in what its workflows take."""
    send(service, "teams")
    ((_path, payload),) = service.posted
    card = payload["attachments"][0]

    assert (payload["type"], card["contentType"]) == ("message", "application/vnd.microsoft.card.adaptive")
    assert [block["text"] for block in card["content"]["body"]] == [NOTICE.subject, "acme: expired\n\n→ España"]


def test_a_message_for_ntfy(service: Service) -> None:
    """JSON goes to the root, the topic into it."""
    send(service, "ntfy")

    assert service.posted == [
        ("/hook/", {"topic": "canary-path", "title": NOTICE.subject, "message": NOTICE.text, "priority": 4})
    ]


def test_a_failure_for_healthchecks_and_a_sign_of_life(service: Service) -> None:
    """Due: the check goes down; nothing due: it is alive."""
    send(service, "healthchecks")
    with Network() as network:
        Webhook(network, lambda: Secret(service.url), "healthchecks").tell_all_well()
        Webhook(network, lambda: Secret(service.url), "text").tell_all_well()

    assert [path for path, _payload in service.posted] == ["/hook/canary-path/fail", "/hook/canary-path"]


@pytest.mark.parametrize(
    ("address", "failed", "well"),
    [
        ("?create=1", "/hook/canary-path/fail?create=1", "/hook/canary-path?create=1"),
        ("/?create=1#here", "/hook/canary-path/fail?create=1", "/hook/canary-path/?create=1"),
        ("#here", "/hook/canary-path/fail", "/hook/canary-path"),
    ],
)
def test_a_failure_for_healthchecks_keeps_the_query(service: Service, address: str, failed: str, well: str) -> None:
    """The path alone gets the word; behind a fragment it would never leave, and the check would look well."""
    service.url += address
    send(service, "healthchecks")
    with Network() as network:
        Webhook(network, lambda: Secret(service.url), "healthchecks").tell_all_well()

    assert [path for path, _payload in service.posted] == [failed, well]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_tried_again(service: Service, status: int) -> None:
    service.statuses = [status, status]
    send(service)

    assert len(service.posted) == 3


def test_a_service_that_stays_busy_is_a_temporary_failure(service: Service) -> None:
    service.statuses = [503] * 9
    with pytest.raises(NetworkError, match="503"):
        send(service)


@pytest.mark.parametrize("status", [302, 400, 404, 410])
def test_a_refusal_is_said_without_the_address(service: Service, status: int) -> None:
    """Whoever knows the address can post."""
    service.statuses = [status]
    with pytest.raises(RejectedError, match=str(status)) as caught:
        send(service)

    assert "canary" not in f"{caught.value}{caught.value.__context__}"
    assert len(service.posted) == 1


def test_a_dead_service_is_a_temporary_failure_without_the_address(service: Service) -> None:
    with pytest.raises(NetworkError) as caught, Network(timeout=2) as network:
        Webhook(network, lambda: Secret("http://127.0.0.1:9/canary"), "text").send(NOTICE)

    assert "canary" not in f"{caught.value}{caught.value.__context__}"


@pytest.mark.parametrize("url", ["http://example.com/canary", "canary", "ftp://127.0.0.1/canary", "http://[canary/"])
def test_an_address_that_anybody_could_overhear_is_refused(url: str) -> None:
    """Plain http only on this computer."""
    with pytest.raises(ConfigError) as caught, Network() as network:
        Webhook(network, lambda: Secret(url), "text").send(NOTICE)

    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("path", ["", "/", "//", "/topic?up=1", "/topic#here"])
def test_ntfy_without_a_topic_is_refused(path: str) -> None:
    with pytest.raises(ConfigError, match="topic"), Network() as network:
        Webhook(network, lambda: Secret(f"https://ntfy.sh{path}"), "ntfy").send(NOTICE)
