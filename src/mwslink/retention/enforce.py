"""Erase what is due: order by order judged by the policy, a thousand at a time, so that a run may end anywhere.

    judge → ask the archive → erase and write down, in one transaction → no trace in the files → certificate

Killed at any point, the next run goes on: what is erased and in no certificate yet is cleared from the files again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from mwslink import clock
from mwslink.errors import ConfigError, TemporaryError
from mwslink.retention.certificates import writer
from mwslink.retention.custody import Custody, OrderKey
from mwslink.retention.intake import facts_of
from mwslink.retention.policy import (
    MONTHS_OF_OTHER_DATA,
    MOST_DAYS,
    Due,
    Facts,
    Reason,
    earlier,
    months_later,
    order_due,
    personal_due,
)
from mwslink.store.erasing import ORDER, PERSONAL, Erasure

if TYPE_CHECKING:
    from mwslink.config.model import Privacy
    from mwslink.connections import Seller
    from mwslink.store import Store
    from mwslink.store.certificates import SignedText
    from mwslink.store.retained import RetainedOrder

# Orders younger than this are not too old for sure: eighteen months have at least 546 days.
_YOUNG = timedelta(days=540)


class Judged(Struct, frozen=True, gc=False):
    """An order, what of it goes next and when; `is_awaited`: the archive has no verified copy of what is due.

    `is_damaged`: nor can it ever have one, since nobody can open what is due; only `Purge.going` finds that out.
    """

    order: RetainedOrder
    what: str
    due: Due
    is_due: bool
    is_awaited: bool = False
    is_damaged: bool = False

    @property
    def key(self) -> OrderKey:
        return OrderKey(self.order.seller, self.order.order_id)

    @property
    def goes(self) -> bool:
        return self.is_due and not self.is_awaited


@dataclass
class Purged:
    """What a purge did: orders by kind and reason, those left for the archive, those of which a copy stays there.

    `damaged`: those that went without the copy that the law asks for, since nobody could open them.
    """

    erased: Counter[tuple[str, str]] = field(default_factory=Counter)
    awaited: list[OrderKey] = field(default_factory=list)
    copies: list[OrderKey] = field(default_factory=list)
    damaged: list[OrderKey] = field(default_factory=list)
    sellers: list[str] = field(default_factory=list)
    certificate: SignedText | None = None

    @property
    def orders(self) -> int:
        return sum(count for (_what, reason), count in self.erased.items() if reason != Reason.DAMAGED)


@dataclass(frozen=True)
class Purge:
    """One purge of a store."""

    store: Store
    privacy: Privacy
    custody: Custody
    only_requested: bool = False

    def judged(self) -> Iterator[Sequence[Judged]]:
        """What holds personal data or is due otherwise, judged now."""
        now = clock.now()
        for orders in self.store.retained.orders(older_than=now - _YOUNG):
            found = [judge(one, self.privacy, now) for one in orders if one.requested_at or not self.only_requested]
            yield self._with_archive([one for one in found if one])

    def _with_archive(self, judged: Sequence[Judged]) -> Sequence[Judged]:
        asked = [one.key for one in judged if one.is_due and one.order.holds_personal]
        awaited = set(self.custody.not_sealed_away(asked)) if asked else set()
        if not awaited:
            return judged
        return [structs.replace(one, is_awaited=True) if one.key in awaited else one for one in judged]

    def going(self) -> Iterator[Sequence[Judged]]:
        """As `judged`, but an order that nobody can open is not awaited beyond the last day it may stay."""
        now = clock.now()
        for judged in self.judged():
            damaged = self._damaged([one for one in judged if one.is_awaited and self._is_at_its_end(one, now)])
            yield [
                structs.replace(one, is_awaited=False, is_damaged=True) if one.key in damaged else one for one in judged
            ]

    def _is_at_its_end(self, one: Judged, now: datetime) -> bool:
        """Whether it may not stay, however short a time the settings give it."""
        latest = judge(one.order, replace(self.privacy, retain_days=MOST_DAYS), now)
        return latest is not None and latest.is_due

    def _damaged(self, judged: Sequence[Judged]) -> set[OrderKey]:
        """Which of them nobody can open; none as long as that cannot be told for want of the store key."""
        with suppress(ConfigError, TemporaryError):
            return {one.key for one in judged if self.store.coverage.is_damaged(one.order.seller, one.order.order_id)}
        return set()

    def erase(self) -> Purged:
        """Erase what is due from the tables."""
        purged = Purged()
        for judged in self.going():
            purged.awaited += [one.key for one in judged if one.is_awaited]
            purged.damaged += [one.key for one in judged if one.is_damaged]
            going = [one for one in judged if one.goes]
            if going:
                purged.copies += self.custody.copies([one.key for one in going if one.due.reason is Reason.REQUEST])
                purged.erased += self.store.erasing.erase([row for one in going for row in _erasures(one)])
        self._erase_sellers(purged)
        self.store.demands.fulfilled(too_old=months_later(clock.now(), -MONTHS_OF_OTHER_DATA))
        return purged

    def _erase_sellers(self, purged: Purged) -> None:
        """What is left of sellers that have gone, once none of their orders is, or of whom everything was asked for.

        The latter goes at once: their orders may wait for the archive, and what comes meanwhile was not asked for.
        """
        now = clock.now()
        staying = set(self.store.demands.sellers_with_orders())
        for seller, due in self._sellers_due():
            if due.is_due(now) and (due.reason is Reason.REQUEST or seller not in staying):
                self.store.erasing.erase_seller(seller, reason=due.reason, due_at=due.at)
                purged.sellers.append(str(seller))

    def _sellers_due(self) -> Iterator[tuple[Seller, Due]]:
        for seller, asked_at in self.store.demands.sellers_asked():
            yield seller, Due(asked_at, Reason.REQUEST)
        for ending in () if self.only_requested else self.store.demands.endings():
            yield ending.seller, Due(ending.ended_at + timedelta(days=MOST_DAYS), Reason.AUTHORIZATION_ENDED)

    def finish(self, secret: Callable[[], bytes]) -> SignedText | None:
        """Leave no trace of what was erased in the files, then certify it; None where nothing was erased.

        `secret` gives the signing key. Raises BusyError while another run keeps the files from being cleared, and what
        `secret` raises: the next purge goes on from there.
        """
        certificates = self.store.certificates
        issued = None
        is_pending = certificates.is_pending()
        if is_pending or self.store.erasing.has_traces():
            self.store.erasing.leave_no_trace()
        if is_pending:
            issued = certificates.issue(writer(secret()))
        self.store.accesses.forget_old()
        certificates.forget_lists(older_than=months_later(clock.now(), -MONTHS_OF_OTHER_DATA))
        return issued


def judge(order: RetainedOrder, privacy: Privacy, now: datetime) -> Judged | None:
    """What of the order goes next; None where nothing personal is held and the rest may stay."""
    facts = facts_of(order, order.milestones, requested_at=order.requested_at, ended_at=order.ended_at)
    whole = _whole_due(order, facts, now)
    if whole and whole.is_due(now):
        return Judged(order, ORDER, whole, is_due=True)
    if not (order.holds_personal or (order.requested_at and not order.is_answered)):
        return None
    due = personal_due(facts, privacy)
    return Judged(order, PERSONAL, due, is_due=due.is_due(now))


def _whole_due(order: RetainedOrder, facts: Facts, now: datetime) -> Due | None:
    """When all of the order goes; None where that is far away."""
    if order.is_whole and order.requested_at:
        return earlier(order_due(facts), Due(order.requested_at, Reason.REQUEST))
    return order_due(facts) if order.ended_at or order.created_at < now - _YOUNG else None


def _erasures(one: Judged) -> Iterator[Erasure]:
    """The evidence of it: why it went, and also why there is no copy where the law asks for one."""
    if one.is_damaged:
        yield _erasure(one, PERSONAL, Reason.DAMAGED)
    yield _erasure(one, one.what, one.due.reason)


def _erasure(one: Judged, what: str, reason: Reason) -> Erasure:
    order = one.order
    return Erasure(order.seller, order.order_id, order.version, what, str(reason), one.due.at, order.data_key)
