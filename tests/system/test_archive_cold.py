"""The whole way as a person goes it: archive into cold S3, purge, ask for it, come back, restore; by the program."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import boto3
import pyrage
import pytest

from contract.store.samples import SELLER, order, order_id, stream
from local_aws import AWS, serving_aws
from mwslink import clock
from mwslink.credentials import Secret
from mwslink.orders.model import OrderStatus
from mwslink.store import new_store_key, open_store
from system.shop import Amazon, Ran, Shop, files_below

CANARIES = ("Lucía Prueba", "Calle de la Prueba", "x1@marketplace.amazon.es")
Call = Callable[..., Ran]


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with serving_aws() as endpoint:
        yield endpoint


@pytest.fixture
def seller(tmp_path: Path, s3: str, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A home whose archive is a bucket's DEEP_ARCHIVE, with two orders that are due; key.txt is elsewhere."""
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    boto3.session.Session().client("s3", endpoint_url=s3).create_bucket(Bucket="cold")
    pair, key = pyrage.x25519.Identity.generate(), new_store_key()
    (tmp_path / "key.txt").write_text(str(pair))
    shop = Shop(tmp_path / "home", Amazon(""))
    shop.config.parent.mkdir(parents=True)
    shop.config.write_text(
        f'version = 1\n[archive]\nreason = "law"\nyears = 6\nrecipients = ["{pair.to_public()}"]\n'
        f'[archive.s3]\nbucket = "cold"\nprefix = "shop"\nendpoint = "{s3}"\n'
    )
    shop.secrets.write_text(f'[store]\nkey = "{key.reveal()}"\n')
    shop.secrets.chmod(0o600)
    at = clock.now() - timedelta(days=40)
    with open_store(f"sqlite:{shop.database}", key=lambda: Secret(key.reveal())) as store:
        for number in (1, 2):
            one = replace(order(number), created_at=at, updated_at=at, status=OrderStatus.SHIPPED)
            store.orders.save_page(stream(seller=SELLER), [one])
    return shop


def test_into_the_cold_and_back(seller: Shop, s3: str, tmp_path: Path) -> None:
    """Restoring begins with a question to cold storage, says when to come back, and goes on by the same words."""
    log = ("--log-file", str(seller.home / "log"), "--log-level", "debug")
    early = seller.run_here("privacy", "purge", "--json")
    archived = seller.run_here(*log, "privacy", "archive", "--json")
    verified = seller.run_here(*log, "privacy", "archive", "--verify")
    purged = seller.run_here(*log, "privacy", "purge", "--json")

    assert (early.code, early.document["data"]["orders"]) == (9, 0), early.told
    assert (archived.code, archived.document["data"]["orders"]) == (0, 2), archived.told
    assert verified.code == 0, verified.told
    assert (purged.code, purged.document["data"]["orders"]) == (0, 2), purged.told
    for path in files_below(seller.home):
        content = path.read_bytes()
        assert not [word for word in (*CANARIES, "canary-aws-secret") if word.encode() in content], path

    out = tmp_path / "orders.jsonl"
    elsewhere = Shop(tmp_path / "elsewhere", Amazon(""))
    elsewhere.home.mkdir()
    restore = ("privacy", "restore", "--identity", str(tmp_path / "key.txt"), "--output", str(out), "--json")
    words = (*restore, "--from", "s3://cold/shop")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", s3)
        first, second = elsewhere.run_here(*words), elsewhere.run_here(*words)

    assert first.code == 5, first.told
    assert "Run the same command again after" in first.document["errors"][0]["hint"]
    assert (second.code, second.document["data"]["orders"]) == (0, 2), second.told
    found = {one["order_id"]: one for one in map(json.loads, out.read_text().splitlines())}
    assert found.keys() == {order_id(1), order_id(2)}
    assert all(one["personal"]["recipient"]["name"] == CANARIES[0] for one in found.values())


def test_while_s3_is_away_nothing_goes(seller: Shop, s3: str) -> None:
    """No bucket: archive says so, purge leaves every order."""
    urllib.request.urlopen(urllib.request.Request(f"{s3}/moto-api/reset", method="POST"), timeout=10).close()
    archived, purged = seller.run_here("privacy", "archive"), seller.run_here("privacy", "purge", "--json")

    assert archived.code == 3, archived.told
    assert "There is no bucket cold" in archived.err
    assert (purged.code, len(purged.document["data"]["awaiting_archive"])) == (9, 2)
