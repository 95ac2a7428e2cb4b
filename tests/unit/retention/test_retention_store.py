"""What the policy says is what the store does: never early, never late, and what went does not come back."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.store.samples import CITY_ONLY, SELLER, order_id, personal, stream
from mwslink.cli.purging import carry_out
from mwslink.clock import use_clock
from mwslink.config.model import Privacy
from mwslink.errors import BusyError, MwslinkError, RetentionError, StoreError
from mwslink.listings.weights import Weight
from mwslink.orders.model import Order, OrderStatus, Package, Window
from mwslink.retention.certificates import SECRET
from mwslink.retention.custody import ArchiveState, NoArchive, OrderKey
from mwslink.retention.enforce import Purge, Purged
from mwslink.retention.intake import Intake
from mwslink.retention.standing import standing_of
from mwslink.shipping.outbox import Entry, State
from mwslink.store import Store, new_store_key, open_store
from mwslink.store.milestones import Seen
from mwslink.store.overrides import Override
from mwslink.store.queries import OrderQuery
from unit.retention.test_policy import START

KEY = new_store_key()
DAY = timedelta(days=1)
SHIPMENT, DELIVERY = Privacy(), Privacy(count_from="delivery")
ID = order_id(1)


@dataclass
class Day:
    """A clock that stands on a day."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Shop:
    """A store with its clock; imports and purges on the day."""

    store: Store
    day: Day
    privacy: Privacy = SHIPMENT

    def on(self, day: float) -> Shop:
        self.day.moment = START + day * DAY
        return self

    def import_(self, *orders: Order) -> None:
        Intake(self.store.orders, self.store.milestones, self.privacy).save_page(stream(), orders)

    def purge(self) -> Purged:
        purge = Purge(self.store, self.privacy, NoArchive())
        purged = purge.erase()
        purged.certificate = purge.finish(lambda: self.store.secrets.get(SECRET))
        return purged

    @property
    def holds(self) -> bool:
        """Whether the order's personal data is there, and can be opened."""
        found = self.store.orders.get(SELLER, ID, with_personal=True)
        return found is not None and found.order.personal is not None

    @property
    def is_there(self) -> bool:
        return self.store.orders.get(SELLER, ID) is not None


@contextmanager
def opened(privacy: Privacy = SHIPMENT) -> Iterator[Shop]:
    day = Day()
    with (
        tempfile.TemporaryDirectory() as folder,
        use_clock(day),
        open_store(f"sqlite:{folder}/s.db", key=lambda: KEY, timeout=0.2) as store,
    ):
        yield Shop(store, day, privacy)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with opened() as shop:
        yield shop


@pytest.fixture
def patient_shop() -> Iterator[Shop]:
    """One that counts from the delivery."""
    with opened(DELIVERY) as shop:
        yield shop


def version(
    day: float, status: str = OrderStatus.UNSHIPPED, *parcels: tuple[float, str], carries: bool = True
) -> Order:
    """The order as Amazon tells it on a day; each parcel left on a day and has a status."""
    return Order(
        ID,
        "A1RKKUPIHCS9HS",
        START,
        START + day * DAY,
        status,
        fulfilled_by="MERCHANT",
        ship_by=Window(latest=START + 2 * DAY),
        deliver_by=Window(latest=START + 6 * DAY),
        packages=tuple(
            Package(str(number), how, shipped_at=START + left * DAY) for number, (left, how) in enumerate(parcels)
        ),
        personal=personal() if carries else None,
    )


SHIPPED, CANCELLED = OrderStatus.SHIPPED, OrderStatus.CANCELLED


@pytest.mark.parametrize(
    ("privacy", "versions", "last_day"),
    [
        (SHIPMENT, [version(1, SHIPPED, (1, "IN_TRANSIT"))], 31),
        (SHIPMENT, [version(1, SHIPPED, (1, "IN_TRANSIT")), version(4, SHIPPED, (1, "DELIVERED"))], 31),
        (DELIVERY, [version(1, SHIPPED, (1, "IN_TRANSIT")), version(4, SHIPPED, (1, "DELIVERED"))], 34),
        (DELIVERY, [version(4, SHIPPED, (1, "DELIVERED")), version(9, SHIPPED, (1, "DELIVERED"))], 34),
        (DELIVERY, [version(1, SHIPPED, (1, "IN_TRANSIT"))], 31),
        (SHIPMENT, [version(1, SHIPPED)], 31),  # v0 and MWS tell of no parcels: when it was first called shipped
        (SHIPMENT, [version(1, SHIPPED), version(8, SHIPPED)], 31),
        (SHIPMENT, [version(20, SHIPPED)], 36),  # seen late: the promise lies before
        (SHIPMENT, [version(0)], 36),
        (SHIPMENT, [version(1, OrderStatus.PARTIALLY_SHIPPED, (1, "IN_TRANSIT"))], 36),
        (SHIPMENT, [version(9, SHIPPED, (1, "DELIVERED"), (9, "IN_TRANSIT"))], 39),
        (DELIVERY, [version(9, SHIPPED, (1, "DELIVERED"), (9, "IN_TRANSIT"))], 39),
        (SHIPMENT, [version(5, SHIPPED, (1, "UNDELIVERABLE"))], 31),  # a return changes nothing
    ],
)
def test_it_goes_on_its_day_and_not_before(privacy: Privacy, versions: list[Order], last_day: int) -> None:
    with opened(privacy) as shop:
        for one in versions:
            shop.on((one.updated_at - START).days).import_(one)
        shop.on(last_day - 0.001).purge()
        assert shop.holds
        shop.on(last_day).purge()

        assert not shop.holds
        assert shop.is_there


@pytest.mark.parametrize("status", [SHIPPED, OrderStatus.UNSHIPPED])
def test_a_promise_for_the_end_of_time_keeps_nothing_from_going(shop: Shop, status: str) -> None:
    """Nor does it keep anybody else's from it."""
    never = Window(latest=datetime.max.replace(tzinfo=START.tzinfo))
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.import_(replace(version(1, status), id=order_id(2), ship_by=never, deliver_by=never))
    shop.on(31).purge()
    assert not shop.holds
    standing = standing_of(Purge(shop.store, SHIPMENT, NoArchive()))
    assert standing.orders == (status != SHIPPED)

    shop.on(549).purge()
    assert not shop.store.holds_sealed_data()


@pytest.mark.parametrize("left", [30, 365, 2_900_000])
def test_a_shipment_that_lies_ahead_is_not_believed(shop: Shop, left: int) -> None:
    """It was told of on day 1, so it had left by then."""
    shop.on(1).import_(version(1, SHIPPED, (left, "IN_TRANSIT")))
    shop.on(20).import_(version(20, SHIPPED, (left, "IN_TRANSIT")))
    shop.on(31).purge()

    assert not shop.holds


def test_a_version_from_the_future_tells_of_today(shop: Shop) -> None:
    shop.on(1).import_(replace(version(4000, SHIPPED), deliver_by=Window(), ship_by=Window(latest=START + 5000 * DAY)))
    shop.on(31).purge()

    assert not shop.holds


def test_a_cancelled_order_loses_it_with_the_next_purge_whatever_it_carries(shop: Shop) -> None:
    shop.on(0).import_(version(0))
    shop.on(3).import_(version(3, CANCELLED, (1, "IN_TRANSIT")))

    assert not shop.holds  # it was not even let in


def test_the_import_of_a_cancellation_is_certified_by_the_next_purge(shop: Shop) -> None:
    """And nothing of what it destroyed is left in the files then."""
    shop.on(0).import_(version(0))
    (part,) = shop.store._database.rows("SELECT data_key FROM personal")[0]
    shop.on(3).import_(version(3, CANCELLED, carries=False))
    (erased,) = shop.store.erasing.of_order(ID)
    assert (erased.reason, erased.certificate) == ("cancelled", None)
    purged = shop.purge()

    assert purged.certificate is not None
    assert part[-24:] not in content(shop)
    shop.import_(version(4))
    assert not shop.holds


def test_the_mark_of_what_was_handed_over_goes_with_a_cancellation_too(shop: Shop) -> None:
    shop.on(0).import_(version(0))
    entry = Entry(ID, SELLER, "A1RKKUPIHCS9HS", State.VERIFIED, 1, shop.store.outbox.fingerprint(b"Calle Mayor 1"), 7)
    shop.store.outbox.save([entry])
    shop.on(3).import_(version(3, CANCELLED, carries=False))
    kept = shop.store.outbox.load(SELLER, [ID])[ID]

    assert (kept.fingerprint, kept.state, kept.sendcloud_id) == ("", State.VERIFIED, 7)


def test_a_delivery_learnt_of_too_late_brings_nothing_back(patient_shop: Shop) -> None:
    """Shipped on day 1; nobody knew of a delivery when day 31 came; on day 33 it is delivered."""
    shop = patient_shop
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.on(31).purge()
    shop.on(33).import_(version(33, SHIPPED, (1, "DELIVERED")))

    assert not shop.holds


@pytest.mark.parametrize("day", [31, 40, 60, 400])
def test_an_order_imported_anew_after_its_day_brings_no_personal_data(shop: Shop, day: int) -> None:
    """Into the same store after a purge, as an older, the same or a newer version; and into a new store."""
    told = version(1, SHIPPED, (1, "DELIVERED"))
    shop.on(1).import_(told)
    shop.on(31).purge()
    shop.on(day).import_(version(0), told, replace(told, updated_at=START + day * DAY))
    assert (shop.is_there, shop.holds) == (True, False)

    with opened() as new:
        new.on(day).import_(told)
        assert (new.is_there, new.holds) == (True, False)


def test_whatever_way_it_comes_the_store_itself_takes_nothing_back(shop: Shop) -> None:
    """Also past the intake, and with a parcel sent later, after which the policy alone would allow it."""
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.on(31).purge()
    shop.on(32).import_(version(32, SHIPPED, (1, "DELIVERED"), (32, "IN_TRANSIT")))
    shop.store.orders.save_page(stream(), [version(33)])

    assert (shop.is_there, shop.holds) == (True, False)


def test_after_eighteen_months_nothing_is_left_and_nothing_comes_back(shop: Shop) -> None:
    told = version(1, SHIPPED, (1, "DELIVERED"))
    shop.on(1).import_(told)
    shop.on(31).purge()
    shop.on(549).purge()
    shop.import_(told)
    shop.purge()

    assert not shop.is_there
    assert shop.store.erasing.of_order(ID) == []  # its id is in no list any more either
    assert shop.store._database.rows("SELECT count(*) FROM milestones") == [(0,)]


def test_a_seller_who_authorizes_again_gets_what_may_still_be_kept(shop: Shop) -> None:
    """The authorization allows it anew; a day that has come, or a demand, stands."""
    orders = [
        replace(version(25), id=order_id(number), deliver_by=Window(latest=START + 40 * DAY)) for number in (1, 2)
    ]
    shipped = replace(version(1, SHIPPED, (1, "IN_TRANSIT")), id=order_id(3))
    shop.on(25).import_(*orders, shipped)
    shop.store.demands.end(SELLER, "removed", shop.day.moment)
    shop.on(55).purge()
    assert not shop.is_there
    shop.store.demands.ask([(SELLER, order_id(2))], is_whole=False)

    shop.on(56).import_(*orders, shipped)
    found = {one.order.id: one.has_personal for one in shop.store.orders.find(OrderQuery())}
    assert found == {order_id(1): True, order_id(2): False, order_id(3): False}
    shop.purge()
    assert shop.holds


def test_a_parcel_that_sendcloud_delivered_counts(patient_shop: Shop) -> None:
    shop = patient_shop
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.store.milestones.note(SELLER, [Seen(ID, delivered_by=START + 3 * DAY)])
    shop.on(32.9).purge()
    assert shop.holds
    shop.on(33).purge()

    assert not shop.holds


@dataclass
class Slow(NoArchive):
    """An archive that has no copy yet."""

    is_sealed: bool = False

    def not_sealed_away(self, orders: list[OrderKey]) -> list[OrderKey]:  # type: ignore[override]
        return [] if self.is_sealed else list(orders)

    def state(self) -> ArchiveState:
        return ArchiveState()


def test_what_must_be_archived_first_stays_until_it_is(shop: Shop) -> None:
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.on(31)
    archive = Slow()
    purge = Purge(shop.store, SHIPMENT, archive)
    assert [one.order_id for one in purge.erase().awaited] == [ID]
    assert shop.holds

    archive.is_sealed = True
    assert purge.erase().awaited == []
    assert not shop.holds


def test_a_recipient_that_comes_once_the_archive_was_asked_is_not_erased(shop: Shop) -> None:
    """An import beside the purge completes the same version, of which the archive has the city alone."""
    told = version(1, SHIPPED, (1, "IN_TRANSIT"))
    shop.on(1).import_(replace(told, personal=CITY_ONLY))
    shop.on(31)

    class Meanwhile(NoArchive):
        def not_sealed_away(self, _orders: Collection[OrderKey]) -> Collection[OrderKey]:
            shop.store.orders.save_page(stream(), [told])
            return ()

    assert Purge(shop.store, SHIPMENT, Meanwhile()).erase().orders == 0
    assert shop.holds


def test_all_of_a_seller_goes_though_an_order_waits_for_the_archive(shop: Shop) -> None:
    """What was there when it was asked for; what comes afterwards was not asked for, and the request ends."""
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.store.overrides.set(SELLER, [Override("SKU-1", Weight(Decimal(1), "kilograms"))])
    shop.store.demands.ask_seller(SELLER, is_whole=True)
    shop.store.demands.gone_from_sendcloud([(SELLER, ID)])
    archive = Slow()
    purge = Purge(shop.store, SHIPMENT, archive)
    purged = purge.erase()
    assert (purged.sellers, [one.order_id for one in purged.awaited]) == ([str(SELLER)], [ID])
    assert shop.store.overrides.all(SELLER) == []

    shop.on(3).import_(replace(version(2), id="404-0000009-0000009"))
    shop.store.overrides.set(SELLER, [Override("SKU-2", Weight(Decimal(1), "kilograms"))])
    assert standing_of(purge).awaited == 1
    archive.is_sealed = True
    for day in (3, 600):
        shop.on(day)
        assert Purge(shop.store, SHIPMENT, archive).erase().sellers == []

    assert shop.store._database.rows("SELECT 1 FROM erasure_requests") == []
    assert len(shop.store.overrides.all(SELLER)) == 1


def test_an_order_that_changes_while_it_is_judged_is_judged_again(shop: Shop) -> None:
    """An import beside the purge brings a later parcel: the data must not go on the old facts."""
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.on(31)
    purge = Purge(shop.store, SHIPMENT, NoArchive())
    late = version(30, SHIPPED, (1, "DELIVERED"), (30, "IN_TRANSIT"))

    class Meanwhile(NoArchive):
        def not_sealed_away(self, orders: object) -> tuple[OrderKey, ...]:
            shop.import_(late)
            return ()

    assert replace(purge, custody=Meanwhile()).erase().orders == 0
    assert shop.holds


def test_a_failing_archive_lets_nothing_go(shop: Shop) -> None:
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.on(40)

    class Failing(NoArchive):
        def not_sealed_away(self, orders: object) -> tuple[OrderKey, ...]:
            raise StoreError("no answer")

    with pytest.raises(StoreError):
        Purge(shop.store, SHIPMENT, Failing()).erase()
    assert shop.holds


def test_every_table_of_orders_is_erased_with_them(shop: Shop) -> None:
    """Whichever tables there are, now or later: none may keep a row of an order that went whole."""
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.store.demands.ask([(SELLER, ID)], is_whole=True)
    shop.store.demands.gone_from_sendcloud([(SELLER, ID)])
    shop.purge()
    database = shop.store._database
    tables = [name for (name,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    named = [one for one in tables if "order_id" in {row[1] for row in database.rows(f"PRAGMA table_info({one})")}]

    left = [one for one in named if database.rows(f"SELECT 1 FROM {one} WHERE order_id = ?", (ID,))]
    assert left == ["erasures"]


events = st.lists(
    st.one_of(
        st.tuples(
            st.just("version"),
            st.sampled_from([OrderStatus.UNSHIPPED, OrderStatus.PARTIALLY_SHIPPED, SHIPPED, SHIPPED, CANCELLED]),
            st.lists(
                st.tuples(st.integers(0, 40), st.sampled_from(["IN_TRANSIT", "DELIVERED", "CANCELLED"])), max_size=2
            ),
        ),
        st.tuples(st.just("ask"), st.none(), st.none()),
        st.tuples(st.just("old"), st.none(), st.none()),
    ),
    min_size=1,
    max_size=8,
)


@given(events, st.lists(st.integers(0, 15), min_size=8, max_size=8), st.sampled_from([SHIPMENT, DELIVERY]))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_happens_in_whatever_order_once_gone_it_is_gone(
    steps: list[tuple[str, str, list[tuple[int, str]]]], pauses: list[int], privacy: Privacy
) -> None:
    """A purge after every event: never early (something must be due), never late (nothing due is held), never back."""
    with opened(privacy) as shop:
        day, has_gone, told = 0, False, [version(0)]
        shop.on(0).import_(told[0])
        for (kind, status, parcels), pause in zip(steps, pauses, strict=False):
            day += pause
            shop.on(day)
            if kind == "version":
                left = [(min(at, day), how) for at, how in parcels]
                told.append(version(day, status, *left))
                shop.import_(told[-1])
            elif kind == "old":
                shop.import_(*told)
            elif shop.is_there:
                shop.store.demands.ask([(SELLER, ID)], is_whole=False)
                shop.store.demands.gone_from_sendcloud([(SELLER, ID)])
            assert not (has_gone and shop.holds), "it came back"
            held = shop.holds
            due = [one for page in Purge(shop.store, privacy, NoArchive()).judged() for one in page if one.is_due]
            shop.purge()
            assert shop.holds == (held and not due)
            has_gone = has_gone or (held and not shop.holds)
        shop.on(day + 200).purge()
        assert not shop.holds


@contextmanager
def reading(shop: Shop) -> Iterator[None]:
    """Another program that looks at the store and does not let go."""
    other = sqlite3.connect(shop.store._database.path)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM personal").fetchone()
    yield
    other.close()


@pytest.mark.parametrize(("day", "failure"), [(31.5, BusyError), (40, RetentionError)])
def test_a_reader_keeps_the_files_from_being_cleared_for_a_while(
    shop: Shop, day: float, failure: type[MwslinkError]
) -> None:
    """It is erased, but not certified: the next purge clears the files. After a day that is somebody's business."""
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    (part,) = shop.store._database.rows("SELECT sealed FROM personal")[0]
    shop.on(day)
    purge = Purge(shop.store, SHIPMENT, NoArchive())
    with reading(shop):
        purged, failures = carry_out(shop.store, purge)
        assert [type(one) for one in failures] == [failure]
        assert purged.certificate is None
        assert part[-24:] in content(shop)
    purged, failures = carry_out(shop.store, purge)

    assert (failures, purged.certificate is not None) == ([], True)
    assert part[-24:] not in content(shop)
    assert shop.store.erasing.pending_since() is None


def content(shop: Shop) -> bytes:
    folder = shop.store._database.path.parent
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_a_certificate_counts_what_went(shop: Shop) -> None:
    shop.on(1).import_(version(1, SHIPPED, (1, "IN_TRANSIT")))
    shop.on(31)
    purged = shop.purge()

    assert purged.erased == {("personal", "shipment"): 1}
    assert purged.certificate is not None
    assert '"count":1' in purged.certificate.document
    assert shop.purge().certificate is None
    assert shop.store.orders.count(OrderQuery()) == 1
