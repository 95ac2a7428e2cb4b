"""A small Amazon of listings for these tests: scans, look-ups, patches that take effect later, feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from mwslink.clock import SystemClock
from mwslink.connections import Seller
from mwslink.listings.model import Attribute, Listing, Weights
from mwslink.listings.pull import ListingPage, Repair, Scan, Submission
from mwslink.listings.weights import Weight
from mwslink.orders.pull import PositionLostError

SELLER = Seller("A2EXAMPLE12345", "eu")
ES, IT, FR = "A1RKKUPIHCS9HS", "APJ6JRA9NG5V4", "A13V1IB3VIYZZH"
START = datetime(2026, 3, 1, tzinfo=UTC)
PAGE = 3


class Killed(BaseException):
    """The process ends here."""


@dataclass
class StillClock(SystemClock):
    """A clock that moves only when it is told to, or when somebody sleeps."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - START).total_seconds()

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Countdown:
    """Raises at its nth call."""

    left: int
    failure: BaseException = field(default_factory=Killed)

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise self.failure


def nothing() -> None:
    """Nothing happens."""


def kg(value: str) -> Weight:
    return Weight(Decimal(value), "kilograms")


def listing(number: int | str, marketplace_id: str = ES, package: str | None = None, **changes: object) -> Listing:
    """A listing with or without a package weight in kilograms."""
    sku = number if isinstance(number, str) else f"SKU-{number:03}"
    weights = Weights(package=kg(package)) if package else Weights()
    made = Listing(sku, marketplace_id, f"B{sku}", f"Product {sku}", "LUGGAGE", ("BUYABLE",), weights=weights)
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class Amazon:
    """Knows listings; `step` is called before and after everything that somebody does to it."""

    clock: StillClock
    listings: dict[tuple[str, str], Listing] = field(default_factory=dict)
    changed_at: dict[tuple[str, str], datetime] = field(default_factory=dict)
    step: Callable[[], None] = nothing
    delay: timedelta = timedelta(0)
    calls: list[str] = field(default_factory=list)
    patches: list[Repair] = field(default_factory=list)
    offer_only: set[str] = field(default_factory=set)
    invalid: set[str] = field(default_factory=set)
    lost: bool = False
    attributes: frozenset[Attribute] = frozenset({Attribute.PACKAGE, Attribute.ITEM})
    feeds: dict[str, tuple[datetime, tuple[Repair, ...]]] = field(default_factory=dict)
    feed_takes: timedelta = timedelta(seconds=45)
    feeds_show: bool = False
    born: int = 0
    _due: list[tuple[datetime, Repair]] = field(default_factory=list)

    def put(self, *listings: Listing) -> None:
        for one in listings:
            self.listings[one.sku, one.marketplace_id] = one
            self.changed_at[one.sku, one.marketplace_id] = self.clock.now()

    def drop(self, one: Listing) -> None:
        del self.listings[one.sku, one.marketplace_id]

    def told(self) -> list[Listing]:
        """All listings as they are now."""
        for at, repair in list(self._due):
            if at <= self.clock.now():
                self._due.remove((at, repair))
                self._apply(repair)
        return [self.listings[key] for key in sorted(self.listings)]

    def _apply(self, repair: Repair) -> None:
        names = {Attribute.PACKAGE: "package", Attribute.SHIPPING: "shipping"}
        for id_ in repair.marketplace_ids:
            one = self.listings[repair.sku, id_]
            self.put(replace(one, weights=replace(one.weights, **{names[repair.attribute]: repair.weight})))

    # -- ListingSource

    def find_listings(self, marketplace_ids: Sequence[str], skus: Sequence[str]) -> Iterator[Sequence[Listing]]:
        for start in range(0, len(skus), PAGE):
            self.step()
            self.calls.append("find")
            some = set(skus[start : start + PAGE])
            yield [one for one in self.told() if one.sku in some and one.marketplace_id in marketplace_ids]

    def listing_pages(self, scan: Scan) -> Iterator[ListingPage]:
        position, until = scan.position, self.clock.now()
        while True:
            self.step()
            self.calls.append("page")
            after = ("", "")
            if position is not None:
                born, bound, *key = position.split("|")
                after, until = (key[0], key[1]), datetime.fromisoformat(bound)
                if int(born) != self.born:
                    raise PositionLostError("the page token has expired")
            found = [one for one in self.told() if self._is_told(scan, one) and (one.sku, one.marketplace_id) > after]
            last = found[PAGE - 1] if len(found) > PAGE else None
            position = f"{self.born}|{until.isoformat()}|{last.sku}|{last.marketplace_id}" if last else None
            # Something comes twice now and then; the bound told with a later page is later than what holds.
            yield ListingPage([*found[:PAGE], *found[:1]], self.clock.now(), position, len(found))
            if position is None:
                return

    def _is_told(self, scan: Scan, one: Listing) -> bool:
        is_new = scan.since is None or self.changed_at[one.sku, one.marketplace_id] >= scan.since
        return one.marketplace_id in scan.marketplace_ids and is_new

    def catalogue_listings(self, marketplace_id: str, asins: Sequence[str]) -> Iterator[Sequence[Listing]]:
        self.calls.append("catalogue")
        self.step()
        weights = Weights(catalogue_package=Weight(Decimal("0.8818490487"), "pounds"))
        yield [Listing("", marketplace_id, asin, weights=weights) for asin in asins if not asin.endswith("0")]

    # -- ListingEditor

    def weight_attributes(self, product_type: str, marketplace_id: str) -> frozenset[Attribute]:
        self.calls.append("definition")
        return self.attributes

    def preview(self, repair: Repair) -> Submission:
        self.step()
        self.calls.append("preview")
        self.step()
        return Submission(repair.sku, "INVALID" if repair.sku in self.invalid else "VALID")

    def write(self, repair: Repair) -> Submission:
        self.step()
        self.calls.append("write")
        answer = self._take(repair)
        self.step()
        return answer

    def _take(self, repair: Repair) -> Submission:
        if repair.sku in self.invalid:
            return Submission(repair.sku, "INVALID")
        self.patches.append(repair)
        if repair.sku not in self.offer_only:
            self._due.append((self.clock.now() + self.delay, repair))
        return Submission(repair.sku, "ACCEPTED", f"submission of {repair.sku}")

    def submit_feed(self, repairs: Sequence[Repair]) -> str:
        self.step()
        self.calls.append("feed")
        feed_id = f"feed-{len(self.feeds) + 1}"
        self.feeds[feed_id] = (self.clock.now(), tuple(repairs))
        for repair in repairs:
            self._take(repair)
        self.step()
        return feed_id

    def recent_feeds(self, since: datetime) -> Sequence[tuple[str, datetime]]:
        self.calls.append("feeds")
        self.step()
        return [(id_, at) for id_, (at, _repairs) in reversed(self.feeds.items()) if at >= since]

    def feed_result(self, feed_id: str) -> Sequence[Submission] | None:
        self.calls.append("feed result")
        self.step()
        at, repairs = self.feeds[feed_id]
        if self.clock.now() - at < self.feed_takes:
            return None
        told = {(one.sku, one.marketplace_id): one for one in self.told()}
        return [self._fed(number, one, told) for number, one in enumerate(repairs, start=1)]

    def _fed(self, number: int, repair: Repair, told: dict[tuple[str, str], Listing]) -> Submission:
        """Of what it refused it may tell the number of the message alone."""
        if repair.sku in self.invalid:
            return Submission("", "INVALID", str(number))
        keys = [(repair.sku, id_) for id_ in repair.marketplace_ids] if self.feeds_show else []
        listings = [Listing(key[0], key[1], weights=told[key].weights) for key in keys if key in told]
        return Submission(repair.sku, "ACCEPTED", str(number), listings=tuple(listings))
