"""A store of every earlier version is brought up to date, once, whoever opens it first."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from contract.store.samples import ES, OTHER_SELLER, SELLER, at, full_order, order, order_id, stream
from mwslink.authorization.clocks import Clock, Reading, State
from mwslink.authorization.reminders import Reminder
from mwslink.credentials import Secret
from mwslink.errors import StoreError
from mwslink.listings.model import Listing, Origin, Weights
from mwslink.listings.pull import ListingMark, Scan
from mwslink.listings.weighing import OrderWeight, WeighingRule, weigh_orders
from mwslink.listings.weights import Weight
from mwslink.orders.pull import Source
from mwslink.retention.certificates import SECRET, check_chain, public_key_of, writer
from mwslink.shipping.journal import Move, Sent
from mwslink.shipping.journal import State as ParcelState
from mwslink.shipping.measuring import Measured
from mwslink.shipping.model import AmazonCarrier, Confirmation, Parcel, ParcelItem
from mwslink.shipping.outbox import Entry
from mwslink.shipping.outbox import State as OutboxState
from mwslink.shipping.parcel_poll import WEBHOOK, Hint
from mwslink.store import Store, migrations, open_store
from mwslink.store.archives import ArchiveRecord
from mwslink.store.erasing import PERSONAL, Erasure
from mwslink.store.milestones import Seen
from mwslink.store.overrides import Override

VERSIONS = Path(__file__).parent / "versions"
KEY = Secret("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")  # of the stores in `versions` only
REMINDER = Reminder(
    Reading(Clock("authorization", "acme", "authorization A@eu/sp-api"), State.VALID, 1), "2026-03-02", date(2026, 3, 1)
)
ARCHIVE = ArchiveRecord("A-2025-1", SELLER, 2025, "folder:/archive", at(1), date(2032, 1, 1), 1, 2, "a", "b", "c")
ENTRY = Entry(
    order_id(1), SELLER, ES, OutboxState.VERIFIED, 4711, "f" * 64, 700001, at(1), at(2), attempts=1, weighed_at=at(1)
)
PARCEL = Parcel(
    "380000001", order_id(1), "READY_TO_SEND", "correos", "Correos", "correos:premium", "PQ1", at(1), at(2),
    (ParcelItem("item-1", "SKU-1", 1),),
)  # fmt: skip
MEASURED = Measured(PARCEL.id, order_id(2), "SKU-1", Decimal("900.5"), 2, at(1))
CONFIRMATION = Confirmation(order_id(1), ES, PARCEL.id, AmazonCarrier("Correos"), "PQ1", at(1), (("item-1", 1),))
SOURCE = Source("orders-2026-01-01", "searchOrders", "7f1c3a52-0000-4000-8000-000000000001")
LISTING = Listing("SKU-1", ES, "B000000001", "Taza azul", weights=Weights(package=Weight(Decimal("0.45"), "kilograms")))


def opened(path: Path) -> Store:
    return open_store(f"sqlite:{path}", key=lambda: KEY)


def fill(path: Path) -> None:
    """What the stores in `versions` hold. A new version: `.dump` of this, kept for good."""
    with opened(path) as store:
        store.orders.save_page(stream(None, until=50), [order(1), full_order()], [SOURCE])
        store.orders.save_page(stream("page 2", since=50), [order(2, personal=None)])
        store.orders.save_page(stream("page 2", since=50), [order(3)])
        store.tokens.save("scope", Secret("Atza|token"), at(1))
        store.fallbacks.set(SELLER, "api", at(1))
        run_id = store.runs.start("import", ["acme"])
        store.runs.note(run_id, "acme", "warning", "text")
        store.runs.finish(run_id, "success", 0, {"new": 1})
        store.listings.save_page(Scan(SELLER, (ES,), until=at(50), started_at=at(49)), [LISTING])
        store.listings.save_page(Scan(SELLER, (ES,), at(50), "page 2", at(51), at(52)), [])
        store.listings.save_catalogue(ES, ["B000000001"], [])
        store.overrides.set(SELLER, [Override("SKU-2", Weight(Decimal("0.45"), "kilograms"), ES)])
        store.order_weights.save_asked(SELLER, [ES], ["SKU-3"])
        weigh_orders(store.order_weights, [WeighingRule(SELLER, ES)])
        store.answers.note_refused("authorization A@eu/sp-api", "invalid_grant")
        store.reminders.confirm(store.reminders.claim("mail", [REMINDER], REMINDER.day))
        store.archives.add(ARCHIVE, [(order_id(1), "9999", True)])
        store.archives.confirm(ARCHIVE.id, ARCHIVE.place)
        store.archives.note_rehearsal(ARCHIVE.id, 1)
        store.outbox.save([ENTRY])
        store.consents.ask("state", subject="renew acme", redirect_uri="https://example.com/")
        store.secret_requests.asking("amzn1.client")
        store.milestones.note(SELLER, [Seen(order_id(1), shipped_by=at(3))])
        store.demands.ask([(SELLER, order_id(2))], is_whole=False)
        store.demands.end(OTHER_SELLER, "removed", at(9))
        held = store.retained.get(SELLER, order_id(3))
        assert held
        store.erasing.erase([Erasure(SELLER, order_id(3), held.version, PERSONAL, "request", at(5), held.data_key)])
        store.certificates.issue(writer(store.secrets.get(SECRET)))
        store.parcels.save(SELLER, [PARCEL])
        ((record,),) = store.parcels.open(SELLER, [ES])
        feed = store.parcels.open_feed(SELLER, [ES], [(record, CONFIRMATION)])
        store.parcels.name_feed(feed, "F1")
        store.parcels.move([Move(record, ParcelState.ACCEPTED)])
        store.parcel_hints.note([Hint("2", WEBHOOK, "1")])
        store.parcel_hints.move_mark("sendcloud", at(1))
        store.parcel_weights.save(SELLER, [MEASURED])


def check_listings(store: Store) -> None:
    """What version 2 brought."""
    assert store.listings.get(SELLER, ES, "SKU-1") == LISTING
    assert store.listings.marks(SELLER) == {ES: ListingMark(at(50), at(49))}
    assert store.listings.scans(SELLER) == [Scan(SELLER, (ES,), at(50), "page 2", at(51), at(52))]
    assert [one.sku for one in store.overrides.all(SELLER)] == ["SKU-2"]
    assert store.order_weights.get(SELLER, order_id(1)) == OrderWeight(Decimal("900.00"), Origin.LISTING)


def check_reminders(store: Store) -> None:
    """What version 3 brought."""
    assert store.answers.all()["authorization A@eu/sp-api"].code == "invalid_grant"
    assert store.reminders.claim("mail", [REMINDER], REMINDER.day).reminders == ()


def check_archive(store: Store) -> None:
    """What version 4 brought."""
    found = store.archives.get(ARCHIVE.id)
    assert found
    assert replace(found, state=ARCHIVE.state, verified_at=None) == ARCHIVE
    assert store.coverage.uncovered(SELLER, [order_id(1), full_order().id]) == {full_order().id}
    assert store.archives.last_rehearsal()


def check_outbox(store: Store) -> None:
    """What version 5 brought."""
    found = store.outbox.load(SELLER, [order_id(1)])[order_id(1)]
    assert replace(found, changed_at=None, verified_at=None) == ENTRY


def check_consents(store: Store) -> None:
    """What version 6 brought."""
    asked = store.consents.find("state")
    assert asked
    assert (asked.subject, asked.redirect_uri) == ("renew acme", "https://example.com/")
    request = store.secret_requests.find("amzn1.client")
    assert request
    assert request.accepted_at is None


def check_privacy(store: Store) -> None:
    """What version 7 brought."""
    held = {one.order_id: one for page in store.retained.orders(older_than=at(0)) for one in page}
    assert held[order_id(1)].milestones.shipped_by == at(3)
    assert held[order_id(2)].requested_at is not None
    assert [one.seller for one in store.demands.endings()] == [OTHER_SELLER]
    key = public_key_of(store.secrets.get(SECRET))
    (certificate,) = check_chain(store.certificates.all(), store.certificates.tallies, public_key=key)
    assert (certificate.faults, certificate.has_lists) == ((), True)


def check_parcels(store: Store) -> None:
    """What version 8 brought."""
    ((record,),) = store.parcels.open(SELLER, [ES])
    assert (record.parcel, record.state) == (PARCEL, ParcelState.ACCEPTED)
    assert record.sending == Sent.of(CONFIRMATION)
    assert [feed.feed_id for feed in store.parcels.open_feeds(SELLER)] == ["F1"]
    assert [hint.parcel_id for hint in store.parcel_hints.pending()] == ["2"]
    assert store.parcel_hints.mark("sendcloud") == at(1)


def check_sightings(store: Store) -> None:
    """What version 9 brought."""
    (seen,) = store.sightings.of(SELLER, order_id(1))
    assert (seen.source, seen.updated_at) == (SOURCE, order(1).updated_at)


def check_parcel_weights(store: Store) -> None:
    """What version 10 brought."""
    assert store.parcel_weights.shipped(SELLER, ["SKU-1"]) == {"SKU-1": [Fraction("450.25")]}


def check_evidence(store: Store) -> None:
    """What version 11 brought."""
    assert [one.certificate for one in store.erasing.of_order(order_id(3))] == [1]
    assert not store.certificates.is_pending()


def check_marks(store: Store) -> None:
    """What version 12 brought."""
    marked = replace(ENTRY, address_mark="a" * 64, weight_mark="b" * 64)
    store.outbox.save([marked])
    assert replace(store.outbox.load(SELLER, [order_id(1)])[order_id(1)], changed_at=None) == marked


def check_read_back(store: Store) -> None:
    """What version 13 brought."""
    known = replace(ENTRY, verified_at=at(3), address_there="a" * 64, weight_there="b" * 64)
    store.outbox.save([known])
    assert replace(store.outbox.load(SELLER, [order_id(1)])[order_id(1)], changed_at=None) == known


# By version, from the second on.
BROUGHT = (
    check_listings,
    check_reminders,
    check_archive,
    check_outbox,
    check_consents,
    check_privacy,
    check_parcels,
    check_sightings,
    check_parcel_weights,
    check_evidence,
    check_marks,
    check_read_back,
)


def check(store: Store) -> None:
    assert store.orders.get(SELLER, full_order().id, with_personal=True).order == full_order()  # type: ignore[union-attr]
    assert store.orders.get(SELLER, order_id(1), with_personal=True).order == order(1)  # type: ignore[union-attr]
    assert store.orders.get(SELLER, order_id(3)).personal_erased_at is not None  # type: ignore[union-attr]
    assert store.orders.marks(SELLER) == {ES: at(50)}
    assert store.orders.positions(SELLER) == [stream("page 2", since=50)]
    assert store.tokens.load("scope") == (Secret("Atza|token"), at(1))
    assert store.fallbacks.until(SELLER, "api") == at(1)
    assert store.runs.recent()[0].events[0].text == "text"


def test_every_version_has_its_store() -> None:
    """A released version is kept here as a dump, so that upgrading from it stays tested."""
    assert {path.stem for path in VERSIONS.glob("*.sql")} == {
        str(number) for number in range(1, len(migrations.MIGRATIONS) + 1)
    }


@pytest.mark.parametrize("version", range(1, len(migrations.MIGRATIONS) + 1))
def test_a_store_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    raw = sqlite3.connect(tmp_path / "store.db")
    raw.executescript((VERSIONS / f"{version}.sql").read_text(encoding="utf-8"))
    raw.close()
    with opened(tmp_path / "store.db") as store:
        check(store)
    with opened(tmp_path / "store.db") as store:
        check(store)
        for check_part in BROUGHT[: version - 1]:
            check_part(store)
        assert store.rotation.state().since
        recorded = store._database.rows("SELECT number FROM migrations ORDER BY number")

    assert recorded == [(number,) for number in range(1, len(migrations.MIGRATIONS) + 1)]


def test_a_new_store_has_the_tables_of_the_latest_version(tmp_path: Path) -> None:
    """What the dump of the latest version says and what the steps make is the same."""
    fill(tmp_path / "new.db")
    old = sqlite3.connect(tmp_path / "old.db")
    old.executescript((VERSIONS / f"{len(migrations.MIGRATIONS)}.sql").read_text(encoding="utf-8"))
    new = sqlite3.connect(tmp_path / "new.db")
    schema = "SELECT name, sql FROM sqlite_master ORDER BY name"

    assert new.execute(schema).fetchall() == old.execute(schema).fetchall()
    new.close()
    old.close()


def test_what_was_erased_and_not_certified_is_in_the_next_certificate(tmp_path: Path) -> None:
    """Before version 11 such a row had no number."""
    raw = sqlite3.connect(tmp_path / "store.db")
    raw.executescript((VERSIONS / "10.sql").read_text(encoding="utf-8"))
    columns = "order_id, seller, what, reason, due_at, erased_at, created_at"
    raw.execute(f"INSERT INTO erasures ({columns}) SELECT 'another', {columns[10:]} FROM erasures")
    raw.commit()
    raw.close()
    with opened(tmp_path / "store.db") as store:
        (pending,) = store.erasing.of_order("another")
        assert (pending.certificate, store.certificates.is_pending()) == (None, True)
        assert store.erasing.pending_since() == at(5)
        issued = store.certificates.issue(writer(store.secrets.get(SECRET)))
        key = public_key_of(store.secrets.get(SECRET))
        checked = check_chain(store.certificates.all(), store.certificates.tallies, public_key=key)

        assert issued
        assert [(one.number, one.faults, one.has_lists) for one in checked] == [(1, (), True), (2, (), True)]
        assert [one.certificate for one in store.erasing.of_order("another")] == [2]
        assert not store.certificates.is_pending()


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path / "store.db").close()

    step = ("CREATE TABLE later (x TEXT)", "INSERT INTO nowhere VALUES (1)")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
        with pytest.raises(StoreError):
            opened(tmp_path / "store.db")
    with opened(tmp_path / "store.db") as store:
        assert store._database.rows("SELECT 1 FROM sqlite_master WHERE name = 'later'") == []


def test_many_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            with opened(tmp_path / "store.db") as store:
                store.orders.save_page(stream(f"{number}"), [order(number)])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with opened(tmp_path / "store.db") as store:
        assert failures == []
        assert all(store.orders.get(SELLER, order_id(number)) for number in range(8))


def test_what_was_read_back_before_version_13_is_known_to_be_there(tmp_path: Path) -> None:
    """With its marks; of an order that was on its way nothing is taken for granted."""
    raw = sqlite3.connect(tmp_path / "store.db")
    raw.executescript((VERSIONS / "12.sql").read_text(encoding="utf-8"))
    raw.execute("UPDATE outbox SET address_mark = 'a', weight_mark = 'b'")
    columns = (
        "order_id, seller, marketplace_id, state, integration_id, fingerprint, changed_at, attempts, reason, detail"
    )
    on_its_way = columns.replace("order_id", f"'{order_id(2)}'").replace("state", "'sent'")
    raw.execute(f"INSERT INTO outbox ({columns}) SELECT {on_its_way} FROM outbox")
    raw.commit()
    raw.close()
    with opened(tmp_path / "store.db") as store:
        found = store.outbox.load(SELLER, [order_id(1), order_id(2)])

    there, sent = found[order_id(1)], found[order_id(2)]
    assert (there.verified_at, there.address_there, there.weight_there) == (there.changed_at, "a", "b")
    assert (sent.was_read_back, sent.address_there, sent.weight_there) == (False, "", "")
