"""What becomes of an order, and when: status, moments, and what happened to its parcel.

Shares of orders the merchant fulfils: UNSHIPPED 34 % (almost all of the last three days), PARTIALLY_SHIPPED 4 %,
SHIPPED 51 % (older; two thirds of their packages delivered), CANCELLED 6 %, PENDING 4 %, PENDING_AVAILABILITY 1 %.
Of those Amazon fulfils: SHIPPED 79 %, UNSHIPPED 5 %, PENDING 5 %, CANCELLED 4 %, UNFULFILLABLE 7 %.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mwslink.sandbox.model import OrderStatus, PackageStatus
from mwslink.sandbox.seed.places import Draw

HOUR = 3600.0
DAY = 24 * HOUR
_LONGEST = 30 * DAY - HOUR  # a first import reaches 30 days back: everything is within its reach


@dataclass(frozen=True, slots=True)
class History:
    """The life of one order up to now."""

    status: OrderStatus
    created_at: datetime
    updated_at: datetime
    shipped_at: datetime | None = None
    parcel: PackageStatus = PackageStatus.SHIPPED
    leaves_pending_at: datetime | None = None


def merchant_history(now: datetime, draw: Draw) -> History:
    """The history of an order its seller ships."""
    chance = draw()
    for limit, made_by in _MERCHANT:
        if chance < limit:
            return made_by(now, draw)
    return _awaiting_stock(now, draw)


def amazon_history(now: datetime, draw: Draw) -> History:
    """The history of an order that leaves from Amazon's own warehouse."""
    chance = draw()
    for limit, made_by in _AMAZON:
        if chance < limit:
            return made_by(now, draw)
    return _unfulfillable(now, draw)


def _unshipped(now: datetime, draw: Draw) -> History:
    late = draw() < 0.06
    age = DAY * (3 + 4 * draw()) if late else 900 + 3 * DAY * draw() ** 1.5
    created_at = _ago(now, age)
    return History(OrderStatus.UNSHIPPED, created_at, _after(created_at, 60 + HOUR * draw(), now))


def _partially_shipped(now: datetime, draw: Draw) -> History:
    created_at = _ago(now, DAY * (0.5 + 5 * draw()))
    shipped_at = _after(created_at, HOUR * (4 + 8 * draw()), now)
    updated_at = _after(shipped_at, 60 + HOUR * draw(), now)
    return History(OrderStatus.PARTIALLY_SHIPPED, created_at, updated_at, shipped_at, PackageStatus.IN_TRANSIT)


def _shipped(now: datetime, draw: Draw) -> History:
    created_at = _ago(now, DAY + (_LONGEST - DAY) * draw() ** 1.2)
    shipped_at = _after(created_at, HOUR * (5 + 40 * draw()), now)
    confirmed_at = _after(shipped_at, 60 + HOUR * draw(), now)
    arrived_at = shipped_at + timedelta(seconds=int(DAY * (0.8 + 6 * draw())))
    parcel = _fate(draw())
    if arrived_at > now or parcel not in (PackageStatus.DELIVERED, PackageStatus.UNDELIVERABLE):
        on_its_way = PackageStatus.IN_TRANSIT if draw() < 0.6 else PackageStatus.SHIPPED
        return History(OrderStatus.SHIPPED, created_at, confirmed_at, shipped_at, on_its_way)
    return History(OrderStatus.SHIPPED, created_at, max(arrived_at, confirmed_at), shipped_at, parcel)


def _fate(chance: float) -> PackageStatus:
    """Carriers do not report everything: some parcels stay on their way for ever."""
    if chance < 0.85:
        return PackageStatus.DELIVERED
    return PackageStatus.UNDELIVERABLE if chance < 0.87 else PackageStatus.SHIPPED


def _cancelled(now: datetime, draw: Draw) -> History:
    created_at = _ago(now, 2 * HOUR + (_LONGEST - 2 * HOUR) * draw())
    return History(OrderStatus.CANCELLED, created_at, _after(created_at, 300 + 2 * DAY * draw() ** 2, now))


def _pending(now: datetime, draw: Draw) -> History:
    """Payment is being checked: up to a day. The sandbox starts up to an hour after `now`, with all of them pending."""
    created_at = _ago(now, 60 + 20 * HOUR * draw() ** 2)
    until = now + timedelta(seconds=int(1.1 * HOUR + 5 * HOUR * draw()))
    return History(OrderStatus.PENDING, created_at, created_at, leaves_pending_at=until)


def _awaiting_stock(now: datetime, draw: Draw) -> History:
    created_at = _ago(now, DAY * (1 + 14 * draw()))
    return History(OrderStatus.PENDING_AVAILABILITY, created_at, created_at)


def _unfulfillable(now: datetime, draw: Draw) -> History:
    created_at = _ago(now, DAY * (2 + 20 * draw()))
    return History(OrderStatus.UNFULFILLABLE, created_at, _after(created_at, DAY * draw(), now))


_Maker = Callable[[datetime, Draw], History]
_MERCHANT: tuple[tuple[float, _Maker], ...] = (
    (0.51, _shipped),
    (0.85, _unshipped),
    (0.91, _cancelled),
    (0.95, _pending),
    (0.99, _partially_shipped),
)
_AMAZON: tuple[tuple[float, _Maker], ...] = (
    (0.79, _shipped),
    (0.84, _unshipped),
    (0.89, _pending),
    (0.93, _cancelled),
)


def _ago(now: datetime, seconds: float) -> datetime:
    return now - timedelta(seconds=int(seconds))


def _after(moment: datetime, seconds: float, now: datetime) -> datetime:
    return min(now, moment + timedelta(seconds=int(seconds)))
