"""A seller's days with canaries among the buyers, in which every command there is runs once at least."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import re
from collections.abc import Iterator

import pyrage

from mwslink.store.queries import OrderQuery
from system.canary import TRACKING, Canary, Step
from system.shop import Amazon, until
from system.test_secrecy import CANARY

SKU = "CANARY-CAGE"
ARCHIVE = """
[archive]
reason = "Canary law"
years = 6
recipients = ["{recipient}"]
folder = "{folder}"
"""
# Not run here, each with the reason.
NOT_RUN = {
    "demo": "has a home and a sandbox of its own, and runs these commands there; test_demo.py sees that nothing is left"
}


def hatch(amazon: Amazon) -> list[str]:
    """Orders of canaries: three by SP-API, one by MWS; the ids of the former."""
    ids = amazon.call("/orders", {"account": 1, "country": "ES", "count": 3})["orders"]
    by_mws = amazon.call("/orders", {"account": 1, "country": "DE", "count": 1})["orders"]
    for id_ in (*ids, *by_mws):
        amazon.call(f"/orders/{id_}/change", CANARY)
    amazon.call("/listings", {"sku": SKU, "title": "A cage", "countries": ["ES", "IT"]})
    amazon.call("/clock", {"advance": 180})
    return [str(id_) for id_ in ids]


def live(canary: Canary, ids: list[str]) -> None:
    """One step after the other; what happens outside happens between them."""
    for part in (_connecting, _importing, _weighing, _shipping, _archiving, _moving, _asking, _erasing):
        for step in part(canary, ids):
            canary.do(step)
    _serve_a_sandbox(canary)
    _lose_the_key(canary)


def _connecting(canary: Canary, _ids: list[str]) -> Iterator[Step]:
    sandbox = f"--sandbox {canary.amazon.url} --no-input --no-import-weight"
    yield Step(f"connect --country ES {sandbox}")
    yield Step(f"connect --country IT {sandbox}")
    yield Step(f"connect --country DE {sandbox} --api mws")
    yield Step(f"connect-sendcloud --sandbox {canary.amazon.url} --no-input")
    yield Step("settings amazon-it --update-status processed")
    yield Step("settings amazon-es --json")
    yield Step("connections --json")


def _importing(canary: Canary, ids: list[str]) -> Iterator[Step]:
    yield Step("import --since 30d")
    canary.learn()
    canary.assert_nothing_in_clear()
    canary.remember()
    yield Step("import --json")
    yield Step("import no-such-connection", codes=(3,))
    yield Step("orders")
    yield Step("orders --json")
    yield Step("orders --format csv", is_apart=True)
    yield Step("orders --format jsonl", is_apart=True)
    yield Step(f"orders --personal --order {ids[0]}")
    exported = canary.shop.home / "exported.csv"
    yield Step(f"orders --personal --format csv --output {exported}", clear=exported)


def _weighing(_canary: Canary, _ids: list[str]) -> Iterator[Step]:
    yield Step("check-weights amazon-es --json", codes=(10,))
    yield Step(f"set-weight {SKU} 450g --yes --connection amazon-es")
    yield Step("check-weights --offline", codes=(0, 10))


def _shipping(canary: Canary, ids: list[str]) -> Iterator[Step]:
    yield Step("push --dry-run --json")
    yield Step("push --json --wait 5s", codes=(0, 7))
    label = {"order_number": ids[0], "carrier": "correos", "tracking_numbers": [TRACKING]}
    parcel = canary.amazon.call("/sendcloud/stray", label)["parcels"][0]["id"]
    message = json.dumps({"action": "parcel_status_changed", "timestamp": 1, "parcel": {"id": int(parcel), **_HERS}})
    signature = hmac.new(b"sandbox-secret", message.encode(), hashlib.sha256).hexdigest()
    yield Step(f"webhook --stdin --signature {signature}", stdin=message)
    yield Step("confirm --dry-run --json")
    yield Step("confirm --json")
    canary.remember()
    yield Step("sync", codes=(0, 9, 10))
    yield Step(f"why {ids[0]}")
    yield Step(f"why {ids[0]} --json")


_HERS = {"name": CANARY["address"]["name"], "address": CANARY["address"]["line1"], "tracking_number": TRACKING}


def _archiving(canary: Canary, _ids: list[str]) -> Iterator[Step]:
    home, pair = canary.shop.home, pyrage.x25519.Identity.generate()
    canary.identity.write_text(f"{pair}\n")
    drive = home / "drive"
    drive.mkdir()
    with canary.shop.config.open("a") as file:
        file.write(ARCHIVE.format(recipient=pair.to_public(), folder=drive))
    yield Step("privacy archive --all --dry-run")
    yield Step("privacy archive --all")
    yield Step("privacy archive --verify --json")
    yield Step("privacy archive --expire")
    yield Step(f"privacy rehearse --identity {canary.identity}")
    restored = home / "restored.jsonl"
    yield Step(f"privacy restore --identity {canary.identity} --output {restored}", clear=restored)
    yield Step("privacy rotate-key")
    canary.remember()
    yield Step("import")


def _moving(canary: Canary, _ids: list[str]) -> Iterator[Step]:
    yield Step(f"migrate amazon-de --sandbox {canary.amazon.url} --days 30 --no-input")
    yield Step("migrate amazon-de --confirm")
    yield Step("renew amazon-es --keep-token --no-input")
    secret = canary.amazon.call("/application/rotate", {})["client_secret"]
    yield Step("rotate-secret --client-secret-file - --no-input", stdin=secret)
    yield Step("import --json")
    yield Step("disconnect amazon-it --yes")


def _asking(_canary: Canary, _ids: list[str]) -> Iterator[Step]:
    yield Step("auth-status", codes=(0, 10))
    yield Step("doctor --json")
    yield Step("quota --json")
    yield Step("runs --json")
    yield Step("privacy status", codes=(0, 9))
    yield Step("privacy status --audit --json", codes=(0, 9))


def _erasing(canary: Canary, ids: list[str]) -> Iterator[Step]:
    yield Step("privacy purge --dry-run --json")
    yield Step("privacy purge", codes=(0, 9))
    yield Step(f"privacy erase {ids[2]} --dry-run")
    yield Step(f"privacy erase {ids[2]} --yes --json")
    yield Step("privacy erase 404-0000000-0000000 --yes")
    yield Step(f"privacy certificates --order {ids[2]}")
    yield Step("privacy certificates --verify")
    yield Step("privacy certificates --json")
    yield Step("privacy access-log")
    yield Step("privacy access-log --json")


def _serve_a_sandbox(canary: Canary) -> None:
    """It holds its buyers in memory; ended as cron or a person would."""
    ready = canary.shop.home / "ready"
    server = canary.shop.start("sandbox", "--port", "0", "--ready-file", str(ready), "--orders", "10")
    try:
        until(ready.exists)
    finally:
        server.terminate()
        with contextlib.suppress(OSError):
            server.communicate(timeout=30)
    canary.commands.add("sandbox")
    canary.assert_nothing_in_clear()


def _lose_the_key(canary: Canary) -> None:
    """In a copy: its orders stay, without a buyer."""
    copy = Canary(canary.shop.copy(canary.shop.home.with_name("lost"), with_store=True), canary.identity)
    copy.pieces = canary.pieces
    secrets = copy.shop.secrets
    secrets.write_text(re.sub(r'(?m)^key = ".*"\n', "", secrets.read_text()))
    ran = copy.do(Step("privacy forget-key --yes"))
    canary.commands |= copy.commands
    with copy.shop.opened() as store:
        assert store.orders.count(OrderQuery()) > 0, ran.told
        assert not any(one.has_personal for one in store.orders.find(OrderQuery()))
