"""Which version of an order is kept, and what becomes of its personal data: the rule of every store.

Pages come twice, out of order and from two runs at once, so the outcome depends on the versions alone, not on the
order in which they arrive:

- the newest version is the order;
- the personal data is that of the newest version which carries any: Amazon withholds it from later versions;
- a cancelled order loses it, unless the cancelled version itself carries some;
- once erased or lost so, it does not come back (`erasing.barred`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from mwslink.orders.model import Order, OrderStatus


class Personal(Enum):
    """What to do with the personal data held for an order."""

    KEEP = "keep"
    TAKE = "take"
    DESTROY = "destroy"


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of an order in the store; `personal_at`: the version its personal data came with, if any."""

    updated_at: datetime
    status: str
    country: str = ""
    personal_at: datetime | None = None
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What saving a version does."""

    takes_order: bool
    personal: Personal

    @property
    def changes(self) -> bool:
        return self.takes_order or self.personal is not Personal.KEEP


def judge(held: Held | None, order: Order) -> Verdict:
    """What this version of the order changes in the store."""
    carries = bool(order.personal)
    if held is None:
        return Verdict(takes_order=True, personal=Personal.TAKE if carries else Personal.KEEP)
    is_newer = order.updated_at > held.updated_at
    if carries and (is_newer or _is_wanting(held, order.updated_at)):
        return Verdict(takes_order=is_newer, personal=Personal.TAKE)
    if is_newer and held.personal_at and order.status == OrderStatus.CANCELLED:
        return Verdict(takes_order=True, personal=Personal.DESTROY)
    return Verdict(takes_order=is_newer, personal=Personal.KEEP)


def _is_wanting(held: Held, updated_at: datetime) -> bool:
    """Whether personal data of a version not newer than ours is still of use."""
    is_overtaken = held.status == OrderStatus.CANCELLED and updated_at < held.updated_at
    if held.erased_at or is_overtaken:
        return False
    return held.personal_at is None or updated_at > held.personal_at


def after(held: Held | None, order: Order, verdict: Verdict, now: datetime) -> Held:
    """What is known of the order once the verdict was carried out."""
    personal_at = held.personal_at if held else None
    erased_at = held.erased_at if held else None
    country = held.country if held else ""
    if verdict.personal is Personal.TAKE:
        personal_at, erased_at, country = order.updated_at, None, order.country
    elif verdict.personal is Personal.DESTROY:
        personal_at, erased_at, country = None, now, ""
    newest = order if verdict.takes_order or held is None else held
    return Held(newest.updated_at, str(newest.status), country, personal_at, erased_at)
