"""Which orders are to be handed over now: those that are new, have changed, or did not arrive."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from mwslink.connections import Seller
from mwslink.listings.model import UnitWeight
from mwslink.listings.usable import Finding
from mwslink.messages import _
from mwslink.orders.model import Order
from mwslink.shipping.outbox import Entry, Outbox, State
from mwslink.shipping.push_desk import SavedOrder
from mwslink.shipping.push_model import Handover, HandoverSettings, Hold, Kept, PushRule, Reason
from mwslink.shipping.push_preparing import CANCEL_REQUESTED, KnownWeights, prepare
from mwslink.shipping.push_report import Action, OddWeight, Outcome
from mwslink.shipping.push_withdrawing import Cause, Needless, is_settled

MOST_ATTEMPTS = 3  # of a content that is taken every time and never saved


class OrderShelf(Protocol):
    """Where orders are. Methods raise StoreError."""

    def open_orders(self, rule: PushRule) -> Iterator[Sequence[Order]]:
        """The orders the seller has to ship, with personal data, some hundred at a time."""
        ...

    def unit_weights(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> Mapping[str, UnitWeight]:
        """What one piece of each SKU weighs there; SKUs without a usable weight are left out."""
        ...

    def odd_weights(
        self, seller: Seller, marketplace_id: str, units: Mapping[str, UnitWeight]
    ) -> Mapping[str, Finding]:
        """By SKU, of those given: why its weight is hardly meant."""
        ...

    def under_way(self, seller: Seller, order_ids: Collection[str]) -> Collection[str]:
        """Those of the orders of which Amazon has, or may have, a parcel of Sendcloud's: they are left to it."""
        ...


@dataclass(frozen=True)
class Choice:
    """An order to be handed over: what for, and its entry as it will be once it is on its way; `before`: as it was;
    `is_asked_for`: somebody wants it handed over whatever is there."""

    rule: PushRule
    handover: Handover
    action: Action
    entry: Entry
    before: Entry
    odd_weights: tuple[OddWeight, ...] = ()
    is_asked_for: bool = False

    @property
    def is_change(self) -> bool:
        """Whether a version of it was read back in Sendcloud before, though later ones may not have arrived."""
        return self.before.was_read_back and not self.is_asked_for

    def keeping(self, saved: SavedOrder) -> Choice:
        """The same, with what Sendcloud has where Amazon has nothing new to say: somebody may have edited it there."""
        kept = Kept(
            saved.kept.address if self.entry.address_mark == self.before.address_there else b"",
            saved.kept.measurement if self.entry.weight_mark == self.before.weight_there else b"",
        )
        return replace(self, handover=replace(self.handover, kept=kept))

    @property
    def is_unwanted(self) -> bool:
        """Whether its buyer wants it cancelled."""
        return CANCEL_REQUESTED in self.handover.tags


@dataclass(frozen=True)
class Passed:
    """An order that is not handed over now; `entry` is to be kept, where it changed."""

    rule: PushRule
    outcome: Outcome
    entry: Entry | None = None


@dataclass(frozen=True)
class Chooser:
    """Decides by what is remembered of each order; `again`: orders that somebody wants handed over whatever that is."""

    shelf: OrderShelf
    outbox: Outbox
    settings: HandoverSettings
    integration_id: int
    again: frozenset[str] = frozenset()

    def pages(self, rule: PushRule, *, now: datetime) -> Iterator[list[Choice | Passed | Needless]]:
        """A connection's open orders, judged, some hundred at a time."""
        for page in self.shelf.open_orders(rule):
            under_way = {*self.shelf.under_way(rule.seller, [order.id for order in page])} - self.again
            orders = [order for order in page if order.id not in under_way]
            entries = self.outbox.load(rule.seller, [order.id for order in orders])
            skus = {item.sku for order in orders for item in order.items}
            units = self.shelf.unit_weights(rule.seller, rule.marketplace_id, skus)
            known = KnownWeights(units, self.shelf.odd_weights(rule.seller, rule.marketplace_id, units))
            judged = [self._judged(rule, order, known, entries.get(order.id), now) for order in orders]
            yield [_with_request(one, order) for one, order in zip(judged, orders, strict=True)]

    def _judged(
        self, rule: PushRule, order: Order, known: KnownWeights, entry: Entry | None, now: datetime
    ) -> Choice | Passed | Needless:
        entry = entry or Entry(order.id, rule.seller, rule.marketplace_id, State.HELD)
        prepared = prepare(order, rule, self.settings, known)
        if isinstance(prepared, Hold):
            leftover = self._leftover(rule, entry, order, now) if prepared.reason is Reason.NOTHING_LEFT else None
            return leftover or _held_back(rule, entry, prepared)
        mark = self.outbox.fingerprint(prepared.content)
        if order.id not in self.again and (passed := self._passed(rule, prepared, entry, mark)):
            return passed
        sent = replace(
            self._marked(prepared, entry),
            state=State.SENT,
            integration_id=self.integration_id,
            fingerprint=mark,
            sendcloud_id=entry.sendcloud_id if entry.integration_id == self.integration_id else None,
            sent_at=now,
            version_at=order.updated_at,
            attempts=entry.attempts + 1 if entry.fingerprint == mark and entry.state is State.LOST else 1,
            reason="",
            detail="",
            weighed_at=entry.weighed_at or (now if prepared.has_weight else None),
        )
        odd = [one for line in prepared.lines if (one := known.odd_weight(line))]
        is_asked_for = order.id in self.again
        return Choice(rule, prepared, self._action(entry), sent, entry, tuple(odd), is_asked_for)

    def _marked(self, prepared: Handover, entry: Entry) -> Entry:
        """The entry with what is sent now, and with what Sendcloud then surely has of before, whatever comes of it."""
        is_elsewhere = entry.state is State.DELETED or entry.integration_id != self.integration_id
        known = entry.forgotten() if is_elsewhere else entry
        address = self.outbox.fingerprint(prepared.address_content)
        weight = self.outbox.fingerprint(prepared.weight_content)
        is_kept = entry.order_id not in self.again
        return replace(
            known,
            address_mark=address,
            weight_mark=weight,
            address_there=address if is_kept and address == known.address_there else "",
            weight_there=weight if is_kept and weight == known.weight_there else "",
        )

    def _leftover(self, rule: PushRule, entry: Entry, order: Order, now: datetime) -> Needless | None:
        """An open order of which everything was cancelled or shipped, though Sendcloud may have an earlier version."""
        is_shipped = any(item.quantity_shipped for item in order.items)
        if not entry.may_be_there or is_settled(entry, now=now) or (is_shipped and not rule.tells_amazon):
            return None
        if entry.integration_id == self.integration_id:
            entry = replace(entry, reason=Reason.NOTHING_LEFT, detail="")
        return Needless(rule, entry, Cause.SHIPPED if is_shipped else Cause.CANCELLED)

    def _action(self, entry: Entry) -> Action:
        if entry.order_id in self.again or entry.state in (State.SENT, State.LOST):
            return Action.AGAIN
        return Action.CHANGED if entry.sendcloud_id and entry.state is not State.WITHDRAWN else Action.NEW

    def _passed(self, rule: PushRule, handover: Handover, entry: Entry, mark: str) -> Passed | None:
        """Why nothing is to be done; None where the order is to be handed over."""
        is_same = entry.fingerprint == mark
        if entry.state is State.DELETED:
            return held(rule, entry, Hold(Reason.DELETED_THERE))
        if entry.may_be_there and entry.integration_id != self.integration_id:
            return other_integration(rule, entry)
        if entry.state is State.REFUSED and is_same:
            return Passed(rule, _refusal(entry, is_new=False))
        if entry.state is State.LOST and is_same and entry.attempts >= MOST_ATTEMPTS:
            detail = _("it was sent {count} times and never saved").format(count=entry.attempts)
            refused = replace(entry, state=State.REFUSED, reason=Reason.REFUSED, detail=detail)
            return Passed(rule, _refusal(refused, is_new=True), refused)
        if entry.state in (State.ACCEPTED, State.VERIFIED) and is_same:
            outcome = Outcome(entry.order_id, Action.UNCHANGED, is_new=False, doubts=handover.address.doubts)
            return Passed(rule, outcome, replace(entry, reason="", detail="") if entry.reason else None)
        return None


def _with_request(one: Choice | Passed | Needless, order: Order) -> Choice | Passed | Needless:
    """An order that is not handed over, with its buyer's wish; one that is has a tag for it."""
    if isinstance(one, Passed) and order.is_cancel_requested:
        return replace(one, outcome=replace(one.outcome, is_unwanted=True))
    return one


def other_integration(rule: PushRule, entry: Entry) -> Passed:
    """An order that these keys do not reach."""
    return held(rule, entry, Hold(Reason.OTHER_INTEGRATION, str(entry.integration_id)))


def stranded(rule: PushRule, entry: Entry) -> Passed:
    """A cancelled order that these keys do not reach."""
    passed = held(rule, entry, Hold(Reason.CANCELLED_ELSEWHERE, str(entry.integration_id)))
    return replace(passed, outcome=replace(passed.outcome, action=Action.STRANDED, reason=Cause.CANCELLED))


def _held_back(rule: PushRule, entry: Entry, hold: Hold) -> Passed:
    """An order that cannot go as it is now; told with it: whether an earlier version waits in Sendcloud."""
    is_done = hold.reason is Reason.NOTHING_LEFT or entry.state in (State.ANNOUNCED, State.SHIPPED)
    passed = held(rule, entry, hold)
    return replace(passed, outcome=replace(passed.outcome, is_there=entry.may_be_there and not is_done))


def held(rule: PushRule, entry: Entry, hold: Hold) -> Passed:
    """An order that waits for somebody; one that Sendcloud has an earlier version of keeps its state."""
    is_new = (entry.reason, entry.detail) != (hold.reason, hold.detail)
    outcome = Outcome(entry.order_id, Action.HELD, hold.reason, hold.detail, is_new)
    return Passed(rule, outcome, replace(entry, reason=hold.reason, detail=hold.detail) if is_new else None)


def _refusal(entry: Entry, *, is_new: bool) -> Outcome:
    return Outcome(entry.order_id, Action.REFUSED, Reason.REFUSED, entry.detail, is_new)
