"""`mwslink privacy`: what it shows, erases and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from programs import Ran

from contract.store.samples import order, order_id, stream
from mwslink import clock
from mwslink.connections import Seller
from mwslink.credentials import resolve
from mwslink.orders.model import OrderStatus
from mwslink.store import Store, open_store

ACME, STRANGER = Seller("A2ACME12345678", "eu"), Seller("A9GONE12345678", "eu")
DAY = timedelta(days=1)
KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture
def store(config_file: Path, blank_environment: Path) -> Iterator[Store]:
    """The store that the program opens, open here as well."""
    secrets = config_file.with_name("secrets.toml")
    secrets.write_text(f'{secrets.read_text()}\n[store]\nkey = "{KEY}"\n')
    secrets.chmod(0o600)
    url = f"sqlite:{blank_environment}/.local/share/mwslink/store.db"
    with open_store(url, key=lambda: resolve("secrets:store.key", secrets_file=secrets)) as opened:
        yield opened


def save(store: Store, number: int, *, days_ago: float, seller: Seller = ACME, **changes: object) -> None:
    """An order that was promised for so many days ago."""
    at = clock.now() - days_ago * DAY
    one = replace(order(number), created_at=at, updated_at=at, status=OrderStatus.SHIPPED, **changes)
    store.orders.save_page(stream(seller=seller), [one])


def has_personal(store: Store, number: int, seller: Seller = ACME) -> bool:
    found = store.orders.get(seller, order_id(number))
    assert found
    return found.has_personal


Program = Callable[..., Ran]


def test_a_purge_erases_what_is_due_and_nothing_else(store: Store, program: Program) -> None:
    save(store, 1, days_ago=31)
    save(store, 2, days_ago=29)

    ran = program("privacy", "purge")

    assert ran.code == 0, ran
    assert ran.out.startswith(
        "1 order: personal data erased (time after the promised day over).\nCertificate 1, SHA-256 "
    )
    assert (has_personal(store, 1), has_personal(store, 2)) == (False, True)


def test_a_dry_run_shows_what_would_go_and_erases_nothing(store: Store, program: Program) -> None:
    save(store, 1, days_ago=31)
    save(store, 2, days_ago=29)

    shown, document = program("privacy", "purge", "--dry-run"), program("privacy", "purge", "--dry-run", "--json")

    assert order_id(1) in shown.out
    assert order_id(2) not in shown.out
    assert [one["order_id"] for one in document.document["data"]["due"]] == [order_id(1)]
    assert has_personal(store, 1)


def test_the_document_has_the_words_of_the_command(store: Store, program: Program) -> None:
    save(store, 1, days_ago=31)

    document = program("privacy", "purge", "--json").document

    assert (document["command"], document["status"]) == ("privacy purge", "success")
    assert document["data"]["erased"] == [{"what": "personal", "reason": "promise", "orders": 1}]
    assert document["data"]["certificate"]["number"] == 1


def test_without_a_store_nothing_is_due(config_file: Path, program: Program, blank_environment: Path) -> None:
    ran = program("privacy", "purge", "--json")

    assert (ran.code, ran.document["data"]["orders"]) == (0, 0)
    assert not (blank_environment / ".local").exists()


def test_a_seller_without_an_account_goes_after_thirty_days(store: Store, program: Program) -> None:
    """All of it, also what is no order; until then it is said."""
    save(store, 1, days_ago=1, seller=STRANGER)
    first = program("privacy", "purge")
    assert "A9GONE12345678" in first.err
    assert has_personal(store, 1, STRANGER)
    with store._database.writing() as sql:
        sql.execute("UPDATE endings SET ended_at = '2020-01-01T00:00:00.000000+00:00'")

    ran = program("privacy", "purge")

    assert ran.code == 0, ran
    assert store.orders.get(STRANGER, order_id(1)) is None
    assert "All else of seller A9GONE12345678@eu is erased." in ran.out


def test_a_seller_that_comes_back_stays(store: Store, program: Program, config_file: Path) -> None:
    save(store, 1, days_ago=1, seller=STRANGER)
    program("privacy", "purge")
    config_file.write_text(config_file.read_text().replace("A3OTHER1234567", "A9GONE12345678"))

    ran = program("privacy", "purge", "--json")

    assert ran.document["data"]["endings"] == []
