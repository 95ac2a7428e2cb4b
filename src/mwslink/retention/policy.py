"""When an order's data must go: a pure function of what is known of the order, the settings and the time.

Amazon's Data Protection Policy: personal data no longer than 30 days after delivery, MWS: after shipment; other
information no longer than 18 months; all of it within 30 days of the end of the authorization. Of two moments that may
count, the earlier one does: `shipment` keeps both texts, `delivery` the newer one, where the delivery is known.
"""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from msgspec import Struct  # a hundred thousand of them are made in a purge: ten times as fast as a frozen dataclass

from mwslink.config.model import Privacy
from mwslink.orders.model import OPEN_STATUSES, OrderStatus

MOST_DAYS = 30
MONTHS_OF_OTHER_DATA = 18
_LATEST = datetime(MAXYEAR - 10, 1, 1, tzinfo=UTC)  # somebody's "never": from here on nothing is counted further
_TO_BE_SHIPPED = (*OPEN_STATUSES, OrderStatus.PENDING, OrderStatus.PENDING_AVAILABILITY)


class Reason(StrEnum):
    """Why data goes when it goes."""

    REQUEST = "request"
    CANCELLED = "cancelled"
    AUTHORIZATION_ENDED = "authorization-ended"
    DELIVERY = "delivery"
    SHIPMENT = "shipment"
    PROMISE = "promise"
    AGE = "age"
    DAMAGED = "damaged"  # beside another reason: it had to be archived, and could not be opened for that
    KEY_LOST = "key-lost"  # nobody can open it any more


class Facts(Struct, frozen=True, gc=False):
    """What is known of an order; all moments are aware. `shipped_at` and `delivered_at` are those of its last parcel.

    `promised_by` is the last moment Amazon promised the delivery for, or the shipment where it promised no delivery;
    `shipped_by`: it had left then at the latest, where nobody tells when it did.
    """

    status: str
    created_at: datetime
    updated_at: datetime
    promised_by: datetime | None = None
    shipped_at: datetime | None = None
    shipped_by: datetime | None = None
    delivered_at: datetime | None = None
    requested_at: datetime | None = None
    authorization_ended_at: datetime | None = None


class Due(Struct, frozen=True, gc=False):
    """The moment from which the data may not be there any more, and why."""

    at: datetime
    reason: Reason

    def is_due(self, now: datetime) -> bool:
        return now >= self.at


def personal_due(facts: Facts, privacy: Privacy) -> Due:
    """When the order's personal data must go; the earliest of all that apply."""
    kept = _days(min(privacy.retain_days, MOST_DAYS))
    due = _fulfilled(facts, privacy, kept)
    if facts.requested_at:
        due = earlier(due, Due(facts.requested_at, Reason.REQUEST))
    if facts.status == OrderStatus.CANCELLED:
        due = earlier(due, Due(facts.updated_at, Reason.CANCELLED))
    if facts.authorization_ended_at:
        due = earlier(due, _ended(facts.authorization_ended_at))
    return due


def order_due(facts: Facts) -> Due:
    """When everything else of the order must go."""
    aged = Due(months_later(facts.created_at, MONTHS_OF_OTHER_DATA), Reason.AGE)
    return earlier(aged, _ended(facts.authorization_ended_at)) if facts.authorization_ended_at else aged


def earlier(one: Due, other: Due) -> Due:
    """The one that comes first."""
    return other if other.at < one.at else one


@cache
def _days(number: int) -> timedelta:
    return timedelta(days=number)


def _after(moment: datetime, kept: timedelta) -> datetime:
    return min(moment, _LATEST) + kept


def _ended(at: datetime) -> Due:
    return Due(_after(at, _days(MOST_DAYS)), Reason.AUTHORIZATION_ENDED)


def _fulfilled(facts: Facts, privacy: Privacy, kept: timedelta) -> Due:
    """So many days after the purpose was fulfilled: what is left to be shipped still needs its address."""
    if facts.status in _TO_BE_SHIPPED:
        promise = _promised(facts, kept)
        shipped = Due(_after(facts.shipped_at, kept), Reason.SHIPMENT) if facts.shipped_at else promise
        return promise if promise.at > shipped.at else shipped
    shipped = _shipped(facts, kept)
    # A delivery that becomes known after that moment comes too late to count: the data is gone.
    if privacy.count_from == "delivery" and facts.delivered_at and facts.delivered_at <= shipped.at:
        return Due(_after(facts.delivered_at, kept), Reason.DELIVERY)
    return shipped


def _promised(facts: Facts, kept: timedelta) -> Due:
    return Due(_after(facts.promised_by or facts.created_at, kept), Reason.PROMISE)


def _shipped(facts: Facts, kept: timedelta) -> Due:
    """So many days after the shipment; where nobody tells when that was, after the earliest moment it lies before."""
    if facts.shipped_at:
        return Due(_after(facts.shipped_at, kept), Reason.SHIPMENT)
    due = _promised(facts, kept)
    if facts.shipped_by:
        due = earlier(due, Due(_after(facts.shipped_by, kept), Reason.SHIPMENT))
    if facts.delivered_at:
        due = earlier(due, Due(_after(facts.delivered_at, kept), Reason.DELIVERY))
    return due


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later; the month's last day where there is no such day."""
    moment = min(moment, _LATEST)
    years, month = divmod(moment.month - 1 + months, 12)
    first = moment.replace(year=moment.year + years, month=month + 1, day=1)
    for day in range(moment.day, 27, -1):
        try:
            return first.replace(day=day)
        except ValueError:
            continue
    return first.replace(day=min(moment.day, 28))
