"""Which version of an order is kept, and what becomes of its personal data: the rule of every store.

Pages come twice, out of order and from two runs at once, so the outcome depends on the versions alone, not on the
order in which they arrive:

- the newest version is the order;
- the personal data is that of the newest version which names the recipient, else of the newest which carries any:
  Amazon withholds it from later versions, and shows no more than the city while the application lacks the role;
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
    """What is known of an order in the store.

    `personal_at`: the version its personal data came with, if any; `is_whole`: whether that names the recipient.
    """

    updated_at: datetime
    status: str
    country: str = ""
    personal_at: datetime | None = None
    erased_at: datetime | None = None
    is_whole: bool = False


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
    if carries and (_is_better(held, order) if is_newer else _is_wanting(held, order)):
        return Verdict(takes_order=is_newer, personal=Personal.TAKE)
    if is_newer and held.personal_at and order.status == OrderStatus.CANCELLED:
        return Verdict(takes_order=True, personal=Personal.DESTROY)
    return Verdict(takes_order=is_newer, personal=Personal.KEEP)


def _is_wanting(held: Held, order: Order) -> bool:
    """Whether personal data of a version not newer than ours is still of use."""
    is_overtaken = held.status == OrderStatus.CANCELLED and order.updated_at < held.updated_at
    return not (held.erased_at or is_overtaken) and _is_better(held, order)


def _is_better(held: Held, order: Order) -> bool:
    """Whether the version's personal data is to take the place of what is held; a cancellation's always does."""
    if held.personal_at is None or (order.status == OrderStatus.CANCELLED and order.updated_at > held.updated_at):
        return True
    is_whole = bool(order.personal and order.personal.is_whole)
    return (is_whole, order.updated_at) > (held.is_whole, held.personal_at)


def after(held: Held | None, order: Order, verdict: Verdict, now: datetime) -> Held:
    """What is known of the order once the verdict was carried out."""
    personal_at = held.personal_at if held else None
    erased_at = held.erased_at if held else None
    country = held.country if held else ""
    is_whole = held.is_whole if held else False
    if verdict.personal is Personal.TAKE:
        personal_at, erased_at, country = order.updated_at, None, order.country
        is_whole = bool(order.personal and order.personal.is_whole)
    elif verdict.personal is Personal.DESTROY:
        personal_at, erased_at, country = None, now, ""
    newest = order if verdict.takes_order or held is None else held
    return Held(newest.updated_at, str(newest.status), country, personal_at, erased_at, is_whole)


def completes(before: Held | None, now: Held) -> bool:
    """Whether personal data took the place of some that was not older, and lacked the recipient."""
    if before is None or before.personal_at is None or now.personal_at is None:
        return False
    return now.is_whole and not before.is_whole and now.personal_at <= before.personal_at
