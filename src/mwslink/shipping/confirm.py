"""What is to be told to Amazon of an order's parcels, and why not of the others: rules without any I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from mwslink.marketplaces import BY_ID
from mwslink.orders.model import MERCHANT, OPEN_STATUSES, Order, OrderStatus
from mwslink.shipping.carriers import find_carrier
from mwslink.shipping.confirm_replacing import dead_labels, explained_references, is_in_other_parcels, share_out
from mwslink.shipping.journal import FAILED, UNVERIFIED, ParcelRecord, Sent, State
from mwslink.shipping.model import AmazonCarrier, Confirmation, Parcel
from mwslink.shipping.packing import Units, units_left
from mwslink.shipping.statuses import Phase

ANNOUNCED, PROCESSED, NEVER = "announced", "processed", "never"
_BY_AMAZON = "FBM_SHIP_PLUS"
_CLOCKS_DIFFER = timedelta(minutes=1)  # Amazon refuses a ship date in the future
_A_SECOND = timedelta(seconds=1)


class Reason(StrEnum):
    """What becomes of a parcel in this run, and why."""

    CONFIRM = "confirm"
    CORRECT = "correct"

    NOT_ANNOUNCED = "not-announced"
    NOT_PROCESSED = "not-processed"
    UNKNOWN_STATUS = "unknown-status"
    ORDER_NOT_OPEN = "order-not-open"
    UNVERIFIED = "unverified"
    UNANSWERED = "unanswered"

    CONFIRMED = "confirmed"
    ELSEWHERE = "confirmed-elsewhere"
    LABEL_CANCELLED = "label-cancelled"
    REPLACED = "replaced"
    BY_AMAZON = "confirmed-by-amazon"

    UNKNOWN_CARRIER = "unknown-carrier"
    NO_TRACKING = "no-tracking-number"
    REFUSED = "refused"
    DROPPED = "dropped"
    UNREADABLE = "unreadable"
    DEAD_NUMBER = "dead-number"

    LABEL_FAILED = "label-failed"
    NOTHING_LEFT = "nothing-left"
    CANCELLED_AFTER = "label-cancelled-after"
    DEAD_NUMBER_UNSEEN = "dead-number-unseen"  # where Amazon shows no packages, nobody sees that it was corrected
    ORDER_CANCELLED = "order-cancelled"


DUE = frozenset({Reason.CONFIRM, Reason.CORRECT})
# Amazon is not told, or not rightly, until somebody does something; said in every run.
OPEN_PROBLEMS = frozenset(
    {
        Reason.UNKNOWN_CARRIER,
        Reason.NO_TRACKING,
        Reason.REFUSED,
        Reason.DROPPED,
        Reason.UNREADABLE,
        Reason.DEAD_NUMBER,
    }
)
# Told, and Amazon would not say whether it has it: not yet, or not in hours.
UNSEEN = (Reason.UNANSWERED, Reason.UNREADABLE)
# What somebody should know, said once.
NOTICES = frozenset(
    {
        Reason.LABEL_FAILED,
        Reason.NOTHING_LEFT,
        Reason.CANCELLED_AFTER,
        Reason.DEAD_NUMBER_UNSEEN,
        Reason.ORDER_CANCELLED,
    }
)
SETTLED = NOTICES | {
    Reason.CONFIRMED,
    Reason.ELSEWHERE,
    Reason.LABEL_CANCELLED,
    Reason.REPLACED,
    Reason.BY_AMAZON,
}


@dataclass(frozen=True)
class Rules:
    """How a connection wants it: when Amazon is told, and the user's names of carriers."""

    update_status: str = ANNOUNCED
    carriers: Mapping[str, AmazonCarrier] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a parcel; `confirmation` is there when it is due."""

    record: ParcelRecord
    reason: Reason
    confirmation: Confirmation | None = None


def decide(order: Order, records: Sequence[ParcelRecord], rules: Rules, *, now: datetime) -> list[Verdict]:
    """The verdict on each of the order's parcels; `records` are all of them that are known."""
    decision = _Decision(order, records, rules, now)
    return [decision.verdict(one) for one in records]


def untold_units(order: Order, records: Sequence[ParcelRecord]) -> Counter[str]:
    """The units of the order, by item, that are in no package Amazon knows or was told of."""
    ours = {one.said.reference: one.said.items for one in records if one.said}
    others = [package.items for package in order.packages if package.reference not in ours]
    left = units_left(order, [*ours.values(), *others])
    return left & Counter({item.id: item.quantity - item.quantity_shipped for item in order.items})


@dataclass
class _Decision:
    order: Order
    records: Sequence[ParcelRecord]
    rules: Rules
    now: datetime

    def __post_init__(self) -> None:
        untold = [one for one in self.records if not one.said and not one.parcel.is_cancelled]
        shown = {package.reference for package in self.order.packages}
        new = [one for one in untold if one.parcel.id not in shown and not self._is_at_amazon(one.parcel)]
        self._ready = [one for one in new if not self._obstacle(one)]
        self._shares = share_out(
            self.order,
            dead_labels(self.records),
            new,
            ready=self._ready,
            left=untold_units(self.order, self.records),
        )

    def verdict(self, record: ParcelRecord) -> Verdict:
        if self.order.fulfilled_by != MERCHANT or _BY_AMAZON in self.order.programs:
            return Verdict(record, Reason.BY_AMAZON)
        if record.parcel.is_cancelled:
            return Verdict(record, self._cancelled(record))
        if record.said:
            return self._told(record, record.said)
        reason = self._obstacle(record)
        return Verdict(record, reason) if reason else self._new(record)

    def _cancelled(self, record: ParcelRecord) -> Reason:
        if not record.said or self.order.status == OrderStatus.CANCELLED:
            return Reason.LABEL_CANCELLED
        if record not in self._shares.dead or self._is_corrected(record.said):
            return Reason.REPLACED
        told = [one for one in self.records if one.said and one.parcel.is_announced]
        is_elsewhere = is_in_other_parcels(self.order, record.said, [*told, *self._ready])
        if not is_elsewhere:
            return Reason.CANCELLED_AFTER
        may_show = self.order.packages or self.order.status == OrderStatus.UNSHIPPED  # else it is MWS, or Orders v0
        return Reason.DEAD_NUMBER if may_show else Reason.DEAD_NUMBER_UNSEEN

    def _is_corrected(self, said: Sent) -> bool:
        """Whether somebody gave the package the number of a label that is good."""
        numbers = self.order.personal.tracking_numbers if self.order.personal else {}
        good = [one.parcel.tracking_number for one in self.records if one.parcel.is_announced]
        return bool(numbers.get(said.reference)) and numbers[said.reference] in good

    def _told(self, record: ParcelRecord, said: Sent) -> Verdict:
        is_changed = record.parcel.tracking_number not in ("", said.tracking_number)
        if is_changed and record.state is not State.SUBMITTED:
            return self._due(record, Reason.CORRECT, said.reference, said.items)
        if record.state in UNVERIFIED:
            return Verdict(record, next((one for one in UNSEEN if one == record.note.reason), Reason.UNVERIFIED))
        return Verdict(record, Reason.CONFIRMED)

    def _obstacle(self, record: ParcelRecord) -> Reason | None:
        """Why it is too early or too late to tell Amazon of it; None when it is time."""
        parcel = record.parcel
        if self._is_at_amazon(parcel):
            return Reason.ELSEWHERE
        if self.order.status == OrderStatus.CANCELLED and parcel.is_announced:
            return Reason.ORDER_CANCELLED
        if parcel.phase is Phase.FAILED:
            return Reason.LABEL_FAILED
        if not parcel.is_announced:
            return Reason.UNKNOWN_STATUS if parcel.phase is Phase.UNKNOWN else Reason.NOT_ANNOUNCED
        if self.rules.update_status == PROCESSED and record.processed_at is None:
            return Reason.UNKNOWN_STATUS if parcel.phase is Phase.UNKNOWN else Reason.NOT_PROCESSED
        if self.order.status not in (*OPEN_STATUSES, OrderStatus.SHIPPED):
            return Reason.ORDER_NOT_OPEN
        return None

    def _is_at_amazon(self, parcel: Parcel) -> bool:
        """Whether somebody else told Amazon of it, or we did and the journal was lost.

        Parcels of one shipment may have one number: a package of another parcel says nothing about this one.
        """
        numbers = self.order.personal.tracking_numbers if self.order.personal else {}
        explained = explained_references(self.records, parcel.id)
        unexplained = [number for reference, number in numbers.items() if reference not in explained]
        if parcel.tracking_number and parcel.tracking_number in unexplained:
            return True
        shown = {package.reference for package in self.order.packages}
        return parcel.id in shown and not numbers.get(parcel.id)

    def _new(self, record: ParcelRecord) -> Verdict:
        """A parcel that Amazon does not know, or refused."""
        if replaced := self._shares.places.get(record.parcel.id):
            return self._due(record, Reason.CORRECT, replaced.reference, replaced.items)
        known = next((one for one in self.order.packages if one.reference == record.parcel.id), None)
        if known:  # ours, though the journal has lost it; with another tracking number
            return self._due(record, Reason.CORRECT, known.reference, known.items)
        units = self._shares.packed.get(record.parcel.id, ())
        if units:
            return self._due(record, Reason.CONFIRM, record.parcel.id, units)
        by_us = any(self._shares.packed.values()) or any(one.said for one in self.records)
        return Verdict(record, Reason.NOTHING_LEFT if by_us else Reason.ELSEWHERE)

    def _due(self, record: ParcelRecord, reason: Reason, reference: str, units: Units) -> Verdict:
        parcel, order = record.parcel, self.order
        if not parcel.tracking_number:
            return Verdict(record, Reason.NO_TRACKING)
        marketplace = BY_ID.get(order.marketplace_id)
        country = marketplace.country if marketplace else ""
        is_ioss = any(item.ioss_number for item in order.items)
        carrier = find_carrier(parcel, self.rules.carriers, country=country, is_ioss=is_ioss)
        if carrier is None:
            return Verdict(record, Reason.UNKNOWN_CARRIER)
        confirmation = Confirmation(
            order.id,
            order.marketplace_id,
            reference,
            carrier,
            parcel.tracking_number,
            shipped_at=self._shipped_at(record),
            items=units,
        )
        if record.state in FAILED and record.sending and record.sending.is_told_by(confirmation):
            return Verdict(record, Reason.REFUSED if record.state is State.REFUSED else Reason.DROPPED)
        return Verdict(record, reason, confirmation)

    def _shipped_at(self, record: ParcelRecord) -> datetime:
        """When it left, as far as is known: neither before the order nor in the future, which Amazon refuses."""
        parcel = record.parcel
        stated = record.processed_at if self.rules.update_status == PROCESSED else parcel.announced_at
        at = min(stated or parcel.updated_at or self.now, self.now - _CLOCKS_DIFFER)
        return max(at, self.order.created_at + _A_SECOND).replace(microsecond=0)
