"""A shop whose orders the law wants kept: its store, a drive for the archive, and the private key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pyrage

from contract.store.samples import order, order_id, stream
from mwslink import clock
from mwslink.connections import Seller
from mwslink.credentials import resolve
from mwslink.orders.model import OrderStatus
from mwslink.store import Store, open_store

ACME = Seller("A2ACME12345678", "eu")
DAY = timedelta(days=1)
KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@dataclass
class Shop:
    store: Store
    drive: Path
    key_file: Path
    config: Path

    def save(self, number: int, *, days_ago: float, **changes: object) -> None:
        """An order that was promised for so many days ago."""
        at = clock.now() - days_ago * DAY
        status = changes.pop("status", OrderStatus.SHIPPED)
        one = replace(order(number), created_at=at, updated_at=at, status=status, **changes)
        self.store.orders.save_page(stream(seller=ACME), [one])

    def has_personal(self, number: int) -> bool:
        found = self.store.orders.get(ACME, order_id(number))
        assert found
        return found.has_personal

    @property
    def bundles(self) -> list[Path]:
        return sorted(self.drive.glob("*.age"))


def new_key(path: Path) -> str:
    """A private key into this file; gives its public half."""
    pair = pyrage.x25519.Identity.generate()
    path.write_text(f"# public key: {pair.to_public()}\n{pair}\n")
    return str(pair.to_public())


@contextmanager
def open_shop(config_file: Path, home: Path, tmp_path: Path) -> Iterator[Shop]:
    """A private key that the configuration does not know, and a store without orders."""
    drive, key_file = tmp_path / "drive", tmp_path / "key.txt"
    drive.mkdir()
    archive = f'\n[archive]\nreason = "Código de Comercio"\nyears = 6\nrecipients = ["{new_key(key_file)}"]\n'
    config_file.write_text(f'{config_file.read_text()}{archive}folder = "{drive}"\n')
    secrets = config_file.with_name("secrets.toml")
    secrets.write_text(f'{secrets.read_text()}\n[store]\nkey = "{KEY}"\n')
    secrets.chmod(0o600)
    url = f"sqlite:{home}/.local/share/mwslink/store.db"
    with open_store(url, key=lambda: resolve("secrets:store.key", secrets_file=secrets)) as opened:
        yield Shop(opened, drive, key_file, config_file)
