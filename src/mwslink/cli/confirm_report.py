"""What a run of confirming came to, as the data of `--json`, and as failures; no tracking number is in either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mwslink.connections import Account, Connection
from mwslink.errors import AttentionError, MwslinkError, RejectedError
from mwslink.messages import ngettext
from mwslink.shipping.confirm import DUE, NEVER, NOTICES, OPEN_PROBLEMS, UNSEEN, Reason
from mwslink.shipping.confirm_run import ConfirmOutcome, ParcelOutcome
from mwslink.shipping.journal import UNVERIFIED, ParcelRecord, State
from mwslink.shipping.late import LateOrder
from mwslink.shipping.outbox import Entry
from mwslink.shipping.parcel_poll import NO_ORDER, Hint, Polled
from mwslink.shipping.push_model import Reason as HoldReason

_TOLD = (State.SUBMITTED, State.ACCEPTED, State.EFFECTIVE)
_WAITING = (Reason.NOT_ANNOUNCED, Reason.NOT_PROCESSED, Reason.UNKNOWN_STATUS, Reason.ORDER_NOT_OPEN)
_BY_AMAZON = (Reason.REFUSED, Reason.DROPPED)
NO_LABEL, DUE_NOW, CANCEL_REQUESTED, HELD_BACK = "no-label", "due", "cancel-requested", "held-back"

_HOLDS = frozenset(HoldReason) - {HoldReason.LABELLED}  # that one has a label


@dataclass(frozen=True)
class Unconfirmed:
    """An order near its ship-by time of which Amazon does not know all: its parcels, and how far `push` got with it."""

    late: LateOrder
    records: Sequence[ParcelRecord]
    entry: Entry | None = None


@dataclass
class ConfirmedAccount:
    """An account whose parcels Amazon is told of: what came of it, and what went wrong."""

    account: Account
    connections: Sequence[Connection]
    outcome: ConfirmOutcome = field(default_factory=lambda: ConfirmOutcome(()))
    error: MwslinkError | None = None

    @property
    def told(self) -> list[Connection]:
        """The connections whose orders Amazon is told of at all."""
        return [one for one in self.connections if one.update_status != NEVER]

    @property
    def label(self) -> str:
        return ", ".join(connection.id for connection in self.told)


def confirm_data(
    accounts: Sequence[ConfirmedAccount],
    late: Iterable[Unconfirmed],
    polled: Polled,
    hints: Iterable[Hint],
) -> dict[str, Any]:
    """The data of the answer, orders near their ship-by time first."""
    names = {(one.account.seller, by.marketplace.id): by.id for one in accounts for by in one.connections}
    new = {hint.parcel_id for hint in polled.unmatched}
    return {
        "late": [_late(one, names[one.late.seller, one.late.order.marketplace_id]) for one in late],
        "connections": [_described(one, by) for one in accounts for by in one.connections],
        "parcels": {"seen": polled.parcels, "changed": polled.changed, "foreign": polled.foreign},
        "unmatched": [
            {"parcel_id": hint.parcel_id, "order_id": hint.order_number, "is_new": hint.parcel_id in new}
            for hint in hints
            if hint.cause == NO_ORDER
        ],
    }


def _late(one: Unconfirmed, connection: str) -> dict[str, Any]:
    late, reason = one.late, _why_late(one)
    held = one.entry if reason == HELD_BACK else None
    return {
        "order_id": late.order.id,
        "connection": connection,
        "ship_by": late.ship_by,
        "seconds_left": int(late.left.total_seconds()),
        "reason": reason,
        "held": {"reason": held.reason, "detail": held.detail} if held else None,
    }


def _why_late(one: Unconfirmed) -> str:
    """Why Amazon is not told; of an order without a label what is known to keep it from one."""
    reasons = [
        record.note.reason or DUE_NOW for record in one.records if not record.said or record.note.reason in UNSEEN
    ]
    if reasons:
        return reasons[0]
    if one.late.order.is_cancel_requested:
        return CANCEL_REQUESTED
    return HELD_BACK if one.entry and one.entry.reason in _HOLDS else NO_LABEL


def _described(one: ConfirmedAccount, connection: Connection) -> dict[str, Any]:
    parcels = [found for found in one.outcome.parcels if found.order.marketplace_id == connection.marketplace.id]
    orders = {found.order.id for found in parcels}
    told = [found for found in parcels if found.reason in DUE and found.state in _TOLD]
    return {
        "connection": connection.id,
        "update_status": connection.update_status,
        "confirmed": sum(found.reason is Reason.CONFIRM for found in told),
        "corrected": sum(found.reason is Reason.CORRECT for found in told),
        "verified": sum(found.is_new and found.state is State.EFFECTIVE for found in parcels),
        "unverified": sum(found.state in UNVERIFIED for found in parcels),
        "waiting": sum(found.reason in _WAITING for found in parcels),
        "due": [_due(found) for found in parcels if found.reason in DUE and found.state not in _TOLD],
        "problems": [_problem(found) for found in parcels if found.reason in OPEN_PROBLEMS | NOTICES],
        "warnings": [{"order_id": id_, "text": text} for id_, text in one.outcome.warnings if id_ in orders],
        "error": one.error.message if one.error else None,
    }


def _due(found: ParcelOutcome) -> dict[str, Any]:
    """What Amazon would be told, without the label."""
    assert found.confirmation  # noqa: S101  (for mypy: what is due has one)
    told = found.confirmation
    return {
        "order_id": told.order_id,
        "parcel_id": found.record.parcel.id,
        "action": found.reason,
        "reference": told.reference,
        "carrier": {"code": told.carrier.code, "name": told.carrier.name, "method": told.carrier.method},
        "shipped_at": told.shipped_at,
        "items": [{"item_id": item_id, "quantity": quantity} for item_id, quantity in told.items],
    }


def _problem(found: ParcelOutcome) -> dict[str, Any]:
    parcel = found.record.parcel
    return {
        "order_id": found.order.id,
        "parcel_id": parcel.id,
        "reason": found.reason,
        "text": found.text,
        "status": parcel.status,
        "carrier": parcel.carrier_code,
        "is_new": found.is_new,
    }


def failures_of(accounts: Sequence[ConfirmedAccount], data: Mapping[str, Any]) -> list[MwslinkError]:
    """What ended early, what Amazon did not take, and what only the user can put right: once, or while an order is late
    for it."""
    failures = [one.error for one in accounts if one.error]
    late = {one["order_id"] for one in data["late"]}
    for connection in data["connections"]:
        failures += _failures(connection, late)
    return failures


def _failures(connection: Mapping[str, Any], late: set[str]) -> Iterator[MwslinkError]:
    name = connection["connection"]
    problems = [one for one in connection["problems"] if one["is_new"] or one["order_id"] in late]
    if refused := [one for one in problems if one["reason"] in _BY_AMAZON and one["is_new"]]:
        text = ngettext(
            "Amazon did not take the confirmation of {count} parcel.",
            "Amazon did not take the confirmations of {count} parcels.",
            len(refused),
        )
        yield RejectedError(text.format(count=len(refused)), connection=name)
    if others := [one for one in problems if one not in refused]:
        text = ngettext(
            "{count} parcel needs you: see the warning.", "{count} parcels need you: see the warnings.", len(others)
        )
        yield AttentionError(text.format(count=len(others)), connection=name)
