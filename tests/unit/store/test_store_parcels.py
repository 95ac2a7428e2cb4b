"""Parcels in the store: what leads to the buyer is sealed, what was erased stays erased, and no state is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from contract.store.erasures import erase_personal
from contract.store.samples import ES, SELLER, at, order, order_id, stream
from mwslink.clock import SystemClock, now, use_clock
from mwslink.errors import StoreError
from mwslink.shipping.journal import Move, Note, ParcelRecord, Sent, State
from mwslink.shipping.model import AmazonCarrier, Confirmation, Parcel, ParcelItem
from mwslink.shipping.parcel_poll import NO_ORDER, WEBHOOK, Hint
from mwslink.store import Store, new_store_key, open_store
from mwslink.store.erasing import REQUEST

PARCEL = Parcel(
    "380000001",
    order_id(1),
    "READY_TO_SEND",
    "correos",
    "Correos",
    "correos:premium",
    "CANARY-TRACK",
    at(1),
    at(2),
    (ParcelItem("item-1", "CANARY-SKU", 1),),
)
CONFIRMATION = Confirmation(
    order_id(1), ES, PARCEL.id, AmazonCarrier("Correos"), PARCEL.tracking_number, at(1), (("item-1", 1),)
)


class LateClock(SystemClock):
    """Two hours ahead."""

    def now(self) -> datetime:
        return super().now() + timedelta(hours=2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    key = new_store_key()
    with open_store(f"sqlite:{tmp_path}/store.db", key=lambda: key) as opened:
        opened.orders.save_page(stream(None, until=50), [order(1), order(2)])
        yield opened


def held(store: Store) -> ParcelRecord:
    (record,) = store.parcels.of_order(SELLER, order_id(1))
    return record


def test_a_parcel_comes_back_as_it_was(store: Store) -> None:
    assert store.parcels.save(SELLER, [PARCEL]) == 1
    assert (held(store).parcel, held(store).state, held(store).said) == (PARCEL, State.SEEN, None)
    assert store.parcels.open(SELLER, [ES]) == [[held(store)]]


def test_seeing_it_again_is_no_news(store: Store) -> None:
    store.parcels.save(SELLER, [PARCEL])

    assert store.parcels.save(SELLER, [PARCEL]) == 0


def test_what_changed_is_to_be_looked_at_again(store: Store) -> None:
    store.parcels.save(SELLER, [PARCEL])
    store.parcels.move([Move(held(store), State.SEEN, settles=True)])
    settled = store.parcels.open(SELLER, [ES])
    store.parcels.save(SELLER, [replace(PARCEL, tracking_number="NEW")])

    assert settled == []
    assert [one.parcel.tracking_number for (one,) in store.parcels.open(SELLER, [ES])] == ["NEW"]


def test_that_the_carrier_had_it_stays_known(store: Store) -> None:
    store.parcels.save(SELLER, [PARCEL])
    store.parcels.save(SELLER, [replace(PARCEL, status="DELIVERED", updated_at=at(3))])
    store.parcels.save(SELLER, [replace(PARCEL, status="EXCEPTION", updated_at=at(4))])

    assert held(store).processed_at == at(3)


def test_what_was_told_is_kept_apart_from_what_amazon_shows(store: Store) -> None:
    """A correction that never arrives leaves what was there before."""
    store.parcels.save(SELLER, [PARCEL])
    store.parcels.submit([(held(store), CONFIRMATION)])
    assert (held(store).state, held(store).said, held(store).sent) == (State.SUBMITTED, Sent.of(CONFIRMATION), None)
    store.parcels.move([Move(held(store), State.ACCEPTED)])
    store.parcels.move([Move(held(store), State.EFFECTIVE, is_shown=True)])
    assert (held(store).sent, held(store).sending) == (Sent.of(CONFIRMATION), None)
    store.parcels.submit([(held(store), replace(CONFIRMATION, tracking_number="NEW"))])
    store.parcels.move([Move(held(store), held(store).unsent)])

    assert (held(store).state, held(store).said) == (State.EFFECTIVE, Sent.of(CONFIRMATION))


def test_an_erased_label_does_not_come_back(store: Store) -> None:
    """Whatever Sendcloud tells of the parcel later."""
    store.parcels.save(SELLER, [PARCEL])
    with store._database.writing() as sql:
        sql.execute("DELETE FROM parcel_labels")

    assert store.parcels.save(SELLER, [replace(PARCEL, status="DELIVERED")]) == 0
    assert store.parcels.of_order(SELLER, order_id(1)) == []
    assert store.parcels.open(SELLER, [ES]) == []


def test_a_parcel_that_was_not_told_is_asked_for_again_when_the_store_key_is_lost(store: Store) -> None:
    """Its label went with the key and not by an erasure: Amazon is still to be told. What it was told is not, twice."""
    told = replace(PARCEL, id="2", order_number=order_id(2))
    store.parcels.save(SELLER, [PARCEL, told])
    (record,) = store.parcels.of_order(SELLER, order_id(2))
    store.parcels.submit([(record, CONFIRMATION)])
    store.rotation.declare_lost()

    assert [(hint.parcel_id, hint.cause) for hint in store.parcel_hints.pending()] == [(PARCEL.id, WEBHOOK)]
    assert (store.parcels.save(SELLER, [PARCEL, told]), held(store).parcel) == (1, PARCEL)


def test_a_parcel_of_an_erased_order_is_not_taken(store: Store) -> None:
    erase_personal(store._database, 1)

    assert store.parcels.save(SELLER, [PARCEL]) == 0


def test_of_a_cancelled_order_only_that_there_is_a_label_is_kept(store: Store) -> None:
    """Enough to warn; nothing that leads to the buyer."""
    store.orders.save_page(stream(None, until=60), [replace(order(1), status="CANCELLED", updated_at=at(55))])
    erase_personal(store._database, 1)

    assert store.parcels.save(SELLER, [PARCEL]) == 1
    assert held(store).parcel == replace(PARCEL, tracking_number="", items=())


def test_parcels_go_with_their_order(store: Store) -> None:
    store.parcels.save(SELLER, [PARCEL])
    with store._database.writing() as sql:
        sql.execute("DELETE FROM orders")

    assert store._database.rows("SELECT 1 FROM parcels UNION SELECT 1 FROM parcel_labels") == []


def test_no_label_can_be_read_in_the_file(store: Store, tmp_path: Path) -> None:
    store.parcels.save(SELLER, [PARCEL])
    store.parcels.submit([(held(store), CONFIRMATION)])
    store._database.row("PRAGMA wal_checkpoint(TRUNCATE)")
    content = b"".join(path.read_bytes() for path in tmp_path.glob("store.db*"))

    assert b"CANARY" not in content


def test_a_label_opens_in_its_own_place_only(store: Store) -> None:
    """Moved to another order it is refused."""
    store.parcels.save(SELLER, [PARCEL, replace(PARCEL, id="2", order_number=order_id(2))])
    with store._database.writing() as sql:
        sql.execute("UPDATE parcels SET order_id = ? WHERE parcel_id = '380000001'", (order_id(2),))

    with pytest.raises(StoreError):
        store.parcels.of_order(SELLER, order_id(2))


def test_a_key_rotation_keeps_labels_readable(tmp_path: Path) -> None:
    old = new_store_key()
    with open_store(f"sqlite:{tmp_path}/store.db", key=lambda: old) as store:
        store.orders.save_page(stream(None, until=50), [order(1)])
        store.parcels.save(SELLER, [PARCEL])
        new = store.rotation.begin()
    with open_store(f"sqlite:{tmp_path}/store.db", key=lambda: new) as store:
        store.rotation.renew()

        assert held(store).parcel == PARCEL


def test_a_feed_keeps_the_order_of_its_parcels(store: Store) -> None:
    parcels = [replace(PARCEL, id=f"38000000{number}") for number in (3, 1, 2)]
    store.parcels.save(SELLER, parcels)
    by_id = {one.parcel.id: one for one in store.parcels.of_order(SELLER, order_id(1))}
    feed = store.parcels.open_feed(SELLER, [ES], [(by_id[one.id], CONFIRMATION) for one in parcels])
    listed = [one.parcel.id for one in store.parcels.in_feed(feed)]
    store.parcels.close_feed(feed, [Move(one, State.ACCEPTED) for one in store.parcels.in_feed(feed)])

    assert listed == ["380000003", "380000001", "380000002"]
    assert store.parcels.open_feeds(SELLER) == []
    assert store.parcels.in_feed(feed) == []


def test_a_note_says_why(store: Store) -> None:
    store.parcels.save(SELLER, [PARCEL])
    store.parcels.move([Move(held(store), State.REFUSED, Note("refused", "Amazon's words"))])

    assert held(store).note == Note("refused", "Amazon's words")


def test_of_two_messages_the_later_one_counts(store: Store) -> None:
    hints = store.parcel_hints

    assert [hints.note([Hint("1", WEBHOOK, version)]) for version in ("2", "1", "2", "3")] == [1, 0, 0, 1]
    assert [hint.version for hint in hints.pending()] == ["3"]


def test_a_hint_renewed_meanwhile_is_not_dropped(store: Store) -> None:
    hints = store.parcel_hints
    hints.note([Hint("1", WEBHOOK, "1")])
    followed = hints.pending()
    hints.note([Hint("1", WEBHOOK, "2"), Hint("2", NO_ORDER, order_number="x")])
    hints.drop(followed)

    assert [hint.parcel_id for hint in hints.pending()] == ["1", "2"]


def test_a_mark_never_goes_back(store: Store) -> None:
    hints = store.parcel_hints
    assert hints.mark("sendcloud") is None
    hints.move_mark("sendcloud", at(5))
    hints.move_mark("sendcloud", at(3))

    assert hints.mark("sendcloud") == at(5)


def test_a_parcel_whose_feed_goes_with_its_seller_is_read_back_and_in_no_other_feed(store: Store) -> None:
    """Its order waits for the archive; the number of the feed is used again."""
    store.parcels.save(SELLER, [PARCEL])
    store.parcels.open_feed(SELLER, [ES], [(held(store), CONFIRMATION)])
    store.erasing.erase_seller(SELLER, reason=REQUEST, due_at=at(1))

    assert (held(store).state, held(store).feed) == (State.SUBMITTED, None)
    assert store.parcels.open_feeds(SELLER) == []


def test_what_a_clock_ahead_asked_to_erase_is_asked_of_sendcloud_all_the_same(store: Store) -> None:
    with use_clock(LateClock()):
        store.demands.ask([(SELLER, order_id(1))], is_whole=False)

    assert store.demands.not_at_sendcloud() == [(SELLER, order_id(1))]
    assert store.demands.not_at_sendcloud(asked_by=now()) == []
