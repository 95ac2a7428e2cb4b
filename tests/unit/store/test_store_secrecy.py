"""No personal data and no token is in the files in clear; once erased, not even its sealed form."""

from __future__ import annotations

import dataclasses
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from contract.store.erasures import erase_personal
from contract.store.samples import at, order, order_id, stream
from mwslink.credentials import Secret
from mwslink.orders.model import Address, Buyer, OrderStatus, PersonalData
from mwslink.store import Store, new_store_key, open_store

KEY = new_store_key()


def canary_personal(mark: str) -> PersonalData:
    """Personal data with an unmistakable text in every field, fields added later included."""

    def filled(kind: type, prefix: str, **known: object) -> object:
        fields = {field.name: f"Canary{mark}{prefix}{field.name}" for field in dataclasses.fields(kind)}
        return kind(**{**fields, **known})

    texts = {
        field.name: {f"1{mark}": f"Canary{mark}{field.name}"}
        for field in dataclasses.fields(PersonalData)
        if field.default_factory is dict
    }
    known = {
        "buyer": filled(Buyer, "buyer"),
        "recipient": filled(Address, "to", lines=(f"Canary{mark}line1", f"Canary{mark}line2"), country="ES"),
    }
    made = filled(PersonalData, "", **texts, **known)
    assert isinstance(made, PersonalData)
    return made


def content(folder: Path) -> bytes:
    """Every byte of every file there is."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


def assert_no_canary(folder: Path) -> None:
    everything = content(folder).lower()
    for form in ("canary", "canary".encode("utf-16-le").decode("latin-1")):
        assert form.encode("latin-1") not in everything


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    return made


@pytest.fixture
def store(folder: Path) -> Store:
    return open_store(f"sqlite:{folder}/store.db", key=lambda: KEY)


def test_canaries_are_in_no_file_whatever_happens_to_the_order(store: Store, folder: Path) -> None:
    """Database, write-ahead log and its index, after saving, changing, cancelling, erasing and closing."""
    save = store.orders.save_page
    save(stream("Atza|position"), [order(number, personal=canary_personal("A")) for number in range(1, 151)])
    assert_no_canary(folder)
    save(stream(), [order(number, version=1, personal=canary_personal("B")) for number in range(1, 101)])
    assert_no_canary(folder)
    save(stream(), [order(number, 2, personal=None, status=OrderStatus.CANCELLED) for number in range(1, 51)])
    store.tokens.save("scope", Secret("CanaryToken"), at(1))
    list(store.orders.find(store_query(), with_personal=True))
    assert_no_canary(folder)
    erase_personal(store._database, *range(60, 91))
    assert_no_canary(folder)
    store.close()
    assert_no_canary(folder)
    assert b"UNSHIPPED" in content(folder)  # the files scanned are those of the store


def store_query() -> object:
    from mwslink.store.queries import OrderQuery

    return OrderQuery()


def sealed_parts(folder: Path, *numbers: int) -> list[bytes]:
    """The wrapped data keys and sealed texts of orders, without what is the same for all."""
    raw = sqlite3.connect(folder / "store.db")
    marks = ",".join("?" * len(numbers))
    ids = [order_id(number) for number in numbers]
    rows = raw.execute(f"SELECT data_key, sealed FROM personal WHERE order_id IN ({marks})", ids).fetchall()
    raw.close()
    return [part[1:] for row in rows for part in row]


def test_what_is_erased_leaves_no_key_and_no_ciphertext(store: Store, folder: Path) -> None:
    """A copy of the disk made later, with the store key, opens nothing: keys of replaced versions are gone too."""
    store.orders.save_page(stream(), [order(number, personal=canary_personal("A")) for number in range(1, 301)])
    parts = sealed_parts(folder, *range(1, 301, 3))
    store.orders.save_page(stream(), [order(number, 1, personal=canary_personal("B")) for number in range(1, 301)])
    parts += sealed_parts(folder, *range(1, 301, 3))
    kept = sealed_parts(folder, *range(2, 301, 3))
    assert len(parts) == 400

    erase_personal(store._database, *range(1, 301, 3))

    everything = content(folder)
    assert [part for part in parts if part[:24] in everything or part[-24:] in everything] == []
    assert len(everything) > 0
    assert all(part in everything for part in kept if len(part) < 100)


def test_a_cancelled_order_leaves_no_key_once_the_store_is_closed(store: Store, folder: Path) -> None:
    store.orders.save_page(stream(), [order(number) for number in range(1, 4)])
    parts = sealed_parts(folder, 2)
    store.orders.save_page(stream(), [replace(order(2, 1), status=OrderStatus.CANCELLED, personal=None)])
    store.close()

    assert parts
    assert not any(part[:24] in content(folder) for part in parts)


def test_the_store_key_and_tokens_are_in_no_file(store: Store, folder: Path) -> None:
    import base64

    store.orders.save_page(stream(), [order()])
    store.tokens.save("host/application/seller", Secret("Atza|verysecret"), at(1))

    everything = content(folder)
    assert KEY.reveal().encode() not in everything
    assert base64.b64decode(KEY.reveal()) not in everything
    assert b"verysecret" not in everything
