"""A seller's computer with stored orders whose day has come, and the bytes that may not be there afterwards."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from contract.store.samples import order, order_id, stream
from mwslink import clock
from mwslink.connections import Seller
from mwslink.credentials import resolve
from mwslink.orders.model import OrderStatus
from mwslink.store import Store, open_store
from mwslink.store.sealed import SEALED_TABLES
from system.shop import Ran, files_below

ACME = Seller("A2ACME12345678", "eu")
CONFIG = """\
version = 1

[application]
client_id = "amzn1.application-oa2-client.test"
client_secret = "secrets:application.client_secret"

[accounts.acme]
api = "sp-api"
region = "eu"
seller_id = "A2ACME12345678"
token = "secrets:accounts.acme.token"

[connections.amazon-es]
account = "acme"
country = "ES"
"""
SECRETS = """\
[accounts.acme]
token = "Atzr|acme"

[application]
client_secret = "secret"

[store]
key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
"""
# Ends the process at a step of SQLite's: a statement, or some thousand instructions within one. 0: only counts them.
KILLER = """
import os, signal, sqlite3, sys
last, count = int(sys.argv.pop(1)), 0
def step(*_):
    global count
    count += 1
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0
real = sqlite3.connect
def connect(*arguments, **options):
    connection = real(*arguments, **options)
    connection.set_trace_callback(step)
    connection.set_progress_handler(step, 4000)
    return connection
sqlite3.connect = connect
from mwslink.cli import main
try:
    main(sys.argv[1:])
finally:
    if not last:
        sys.stderr.write(f"steps {count}")
"""


@dataclass(frozen=True)
class PrivacyHome:
    """A home folder with configuration, secrets and a store."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / ".local" / "share" / "mwslink" / "store.db"

    @contextmanager
    def opened(self) -> Iterator[Store]:
        secrets = self.path / ".config" / "mwslink" / "secrets.toml"
        with open_store(
            f"sqlite:{self.database}", key=lambda: resolve("secrets:store.key", secrets_file=secrets)
        ) as store:
            yield store

    def copy(self, path: Path) -> PrivacyHome:
        shutil.copytree(self.path, path)
        return PrivacyHome(path)

    def run(self, *arguments: str, killed_at: int | None = None) -> Ran:
        """Run the program as cron does; `killed_at`: kill -9 at that step, 0: count the steps."""
        program = ["-m", "mwslink"] if killed_at is None else ["-c", KILLER, str(killed_at)]
        environment = {"HOME": str(self.path), "PATH": os.defpath, "TMPDIR": str(self.path)}
        done = subprocess.run(
            [sys.executable, *program, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def sealed_parts(self, *numbers: int) -> list[bytes]:
        """Wrapped data keys and sealed texts of these orders, without the byte that is the same in all."""
        raw = sqlite3.connect(self.database)
        ids = [order_id(number) for number in numbers]
        marks = ",".join("?" * len(ids))
        rows = [
            part[1:]
            for table in SEALED_TABLES
            for row in raw.execute(f"SELECT data_key, sealed FROM {table} WHERE order_id IN ({marks})", ids)
            for part in row
        ]
        raw.close()
        return rows

    def found(self, parts: Iterable[bytes]) -> list[bytes]:
        """Which of the parts any file still has, whole or in pieces."""
        everything = b"".join(path.read_bytes() for path in files_below(self.path))
        return [part for part in parts if part[:24] in everything or part[-24:] in everything]


def make_home(path: Path, *, due: int, young: int) -> PrivacyHome:
    """Orders 1 to `due` should have gone nine days ago; the `young` ones after them may stay."""
    config = path / ".config" / "mwslink"
    config.mkdir(parents=True)
    for name, text in (("config.toml", CONFIG), ("secrets.toml", SECRETS)):
        (config / name).write_text(text)
        (config / name).chmod(0o600)
    home = PrivacyHome(path)
    with home.opened() as store:
        for first, last, days in ((1, due, 39), (due + 1, due + young, 3)):
            at = clock.now() - timedelta(days=days)
            page = [
                replace(order(number), created_at=at, updated_at=at, status=OrderStatus.SHIPPED)
                for number in range(first, last + 1)
            ]
            store.orders.save_page(stream(seller=ACME), page)
    return home
