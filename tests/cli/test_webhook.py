"""`mwslink webhook`: Sendcloud's messages are taken, checked, noted, and looked at by the next confirm."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from system.parcel_shop import Parcels
from system.shop import until

KEY = b"sandbox-secret"


@pytest.fixture
def shop(scene: Parcels, tmp_path: Path) -> Parcels:
    return scene.copy(tmp_path / "copy")


@contextmanager
def receiver(shop: Parcels, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The program at work, and where it listens."""
    process = shop.shop.start("webhook", "--port", "0", "--json", *options)
    try:
        assert process.stdout
        text = ""
        while not text.rstrip().endswith("\n}"):
            text += process.stdout.readline()
        yield json.loads(text)["data"]["url"], process
    finally:
        process.kill()
        process.communicate()


def message(parcel: str, timestamp: int = 1_763_900_000_000) -> bytes:
    content = {
        "action": "parcel_status_changed",
        "timestamp": timestamp,
        "parcel": {"id": int(parcel), "name": "Canary"},
    }
    return json.dumps(content).encode()


def signature(body: bytes) -> str:
    return hmac.new(KEY, body, hashlib.sha256).hexdigest()


def post(url: str, body: bytes, signed: str | None = None, method: str = "POST", **headers: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    with_signature = {"Sendcloud-Signature": signature(body) if signed is None else signed, **headers}
    connection.request(method, "/sendcloud", body, with_signature)
    status = connection.getresponse().status
    connection.close()
    return status


def hints(shop: Parcels) -> list[str]:
    with shop.shop.opened() as store:
        return [hint.parcel_id for hint in store.parcel_hints.pending()]


def test_a_signed_message_is_noted_and_confirm_looks_at_the_parcel(shop: Parcels) -> None:
    """Even one that the list of changes would not show."""
    order = shop.orders[0]
    parcel = shop.label(order)
    with shop.shop.opened() as store:
        from mwslink import clock

        source = next(iter(_sources(shop)))
        store.parcel_hints.move_mark(source, clock.now().replace(year=2090))
    with receiver(shop) as (url, _process):
        status = post(url, message(parcel))
    noted = hints(shop)
    told = shop.told(shop.confirm())

    assert (status, noted) == (200, [parcel])
    assert (told["confirmed"], hints(shop)) == (1, [])


def _sources(shop: Parcels) -> list[str]:
    """What `confirm` calls the source of its mark."""
    shop.confirm("--dry-run")
    with shop.shop.opened() as store:
        return [name for (name,) in store._database.rows("SELECT source FROM shipment_marks")]


def test_the_sandboxs_own_messages_arrive(shop: Parcels) -> None:
    """Signed as Sendcloud signs them."""
    integration = shop.amazon.call("/sendcloud")["integrations"][0]["id"]
    with receiver(shop) as (url, _process):
        shop.amazon.call(f"/sendcloud/integrations/{integration}", {"webhook_active": True, "webhook_url": url})
        parcel = shop.label(shop.orders[0])
        until(lambda: parcel in hints(shop))


@pytest.mark.parametrize(
    ("status", "change"),
    [
        (401, {"signed": "0" * 64}),
        (401, {"signed": ""}),
        (400, {"body": b"[]"}),
        (413, {"headers": {"Content-Length": str(2**20 + 1)}}),
        (411, {"headers": {"Content-Length": "x"}}),
        (501, {"method": "GET"}),
    ],
)
def test_anything_else_is_refused_and_noted_nowhere(shop: Parcels, status: int, change: dict) -> None:
    with receiver(shop) as (url, _process):
        body = change.get("body", message("383700001"))
        got = post(url, body, change.get("signed"), change.get("method", "POST"), **change.get("headers", {}))

    assert (got, hints(shop)) == (status, [])


def test_a_caller_that_says_nothing_keeps_nobody_waiting(shop: Parcels) -> None:
    with receiver(shop) as (url, _process):
        host, port = urlsplit(url).netloc.split(":")
        with socket.create_connection((host, int(port))) as silent:
            silent.sendall(b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n")
            status = post(url, message("383700001"))

    assert status == 200


def test_messages_repeated_or_out_of_order_leave_one_note(shop: Parcels) -> None:
    with receiver(shop) as (url, _process):
        for timestamp in (2, 1, 2, 2):
            assert post(url, message("383700001", 1_763_900_000_000 + timestamp)) == 200
    with shop.shop.opened() as store:
        (hint,) = store.parcel_hints.pending()

    assert hint.version.endswith("2")


def test_once_takes_one_call_and_ends(shop: Parcels) -> None:
    with receiver(shop, "--once") as (url, process):
        assert post(url, message("383700001")) == 200
        assert process.wait(10) == 0


def test_a_message_comes_by_standard_input_too(shop: Parcels) -> None:
    """For a CGI or a queue."""
    body = message("383700001").decode()
    good = shop.shop.run("webhook", "--stdin", "--signature", signature(body.encode()), "--json", stdin=body)
    again = shop.shop.run("webhook", "--stdin", "--signature", signature(body.encode()), stdin=body)
    bad = shop.shop.run("webhook", "--stdin", "--signature", "0" * 64, stdin=body)

    assert (good.code, good.document["data"]) == (0, {"parcel_id": "383700001", "is_new": True})
    assert again.code == 0
    assert bad.code == 4
    assert "Canary" not in good.out + good.err + again.out + bad.out + bad.err
    assert hints(shop) == ["383700001"]


def test_options_that_do_not_go_together_are_refused(shop: Parcels) -> None:
    assert shop.shop.run_here("webhook", "--signature", "0").code == 2
