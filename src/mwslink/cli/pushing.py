"""One push: the orders of some connections to Sendcloud, and what came of it all."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from mwslink.cli.access import Shared
from mwslink.cli.metering import Meter
from mwslink.cli.progress import Progress
from mwslink.cli.push_shelf import StoredShelf, handover_settings, push_rules
from mwslink.cli.sendcloud_access import configured_sendcloud, open_sendcloud
from mwslink.cli.steps import Done, Step, do_step, show_done
from mwslink.connections import Connection
from mwslink.errors import AttentionError, MwslinkError, RejectedError
from mwslink.gateways.sendcloud.orders_wire import render_batch, render_order
from mwslink.messages import _, ngettext
from mwslink.present.pushes import push_answer
from mwslink.shipping.push import Push
from mwslink.shipping.push_choosing import Chooser
from mwslink.shipping.push_model import Reason
from mwslink.shipping.push_report import SENDING, Action, Outcome, Pushed, Tally
from mwslink.shipping.push_withdrawing import Cause

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store

_NAMED = 5
_logger = logging.getLogger("mwslink.push")


@dataclass(frozen=True)
class PushWishes:
    """What the command line asks for; `again`: orders to be handed over whatever is remembered of them."""

    names: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    max_wait: float = 900
    wait: float = 15
    dry_run: bool = False
    personal: bool = False


@dataclass
class _Run:
    session: Session
    store: Store
    wishes: PushWishes
    progress: Progress
    meter: Meter
    integration_id: int = 0
    pushed: Pushed = field(default_factory=Pushed)

    def push(self, connections: Sequence[Connection]) -> None:
        """Hand over, or plan to. Raises MwslinkError; what was done by then stays in `pushed`."""
        sendcloud = configured_sendcloud(self.session)
        settings = handover_settings(self.session.config, sendcloud)
        with self.session.open_network(self.meter.on_call) as network:
            gateway = open_sendcloud(
                self.session, Shared(network, self.store, self.wishes.max_wait, self.meter.on_wait)
            )
            self.integration_id = sendcloud.integration_id or gateway.integration().id
            outbox = self.store.outbox
            again = frozenset(self.wishes.again)
            chooser = Chooser(StoredShelf(self.store), outbox, settings, self.integration_id, again)
            push = Push(
                gateway.orders(self.integration_id),
                outbox,
                chooser,
                push_rules(connections),
                wait=self.wishes.wait,
                on_progress=lambda pushed: self.progress.count_orders("sendcloud", pushed.handed_over),
                pushed=self.pushed,
            )
            if self.wishes.dry_run:
                push.plan()
                return
            with self.store.lock("push"):
                push.run()


def run_push(session: Session, wishes: PushWishes) -> None:
    """Push and show what came of it. Raises what went wrong, after everything else was done."""
    connections = session.config.connections_named(wishes.names)
    with session.open_store() as store:
        step = push_step(session, store, wishes, connections)
        show_done(session, step.work() if wishes.dry_run else do_step(store, step))


def push_step(session: Session, store: Store, wishes: PushWishes, connections: Sequence[Connection]) -> Step:
    """The handing over of these connections' orders as a step."""
    return Step("push", [one.id for one in connections], lambda: _push(session, store, wishes, connections))


def _push(session: Session, store: Store, wishes: PushWishes, connections: Sequence[Connection]) -> Done:
    failures: list[MwslinkError] = []
    with Progress(is_shown=session.is_talkative) as progress:
        run = _Run(session, store, wishes, progress, Meter(progress, _logger))
        try:
            if connections:
                run.push(connections)
        except MwslinkError as error:
            _logger.warning("%s", error)
            failures.append(error)
    failures += _unknown(run) if not failures else []
    failures += [error for one in connections for error in _told(one.id, run.pushed.of(one.id))]
    data = {
        "is_dry_run": wishes.dry_run,
        "integration_id": run.integration_id or None,
        "connections": [_described(run, one) for one in connections],
        **run.meter.data,
    }
    reasons = {str(reason): reason.text for reason in Reason}
    return Done(push_answer(data, reasons), failures, of=run.pushed.handed_over + len(failures))


def _unknown(run: _Run) -> Iterator[MwslinkError]:
    """Orders that somebody wants handed over again and that are not open."""
    seen = {one.order_id for tally in run.pushed.tallies.values() for one in tally.outcomes}
    for order_id in run.wishes.again:
        if order_id not in seen:
            text = _("There is no open order {order} in these connections that could be handed over.")
            hint = _("Look for it: mwslink orders --order {order}")
            yield RejectedError(text.format(order=order_id), hint=hint.format(order=order_id))


def _told(connection: str, tally: Tally) -> Iterator[MwslinkError]:
    """What came up and needs somebody."""
    if refused := [one for one in tally.of(Action.REFUSED) if one.is_new]:
        listed = "; ".join(f"{one.order_id} ({one.detail})" for one in refused[:_NAMED])
        text = ngettext(
            "Sendcloud refused {count} order: {orders}", "Sendcloud refused {count} orders: {orders}", len(refused)
        ).format(count=len(refused), orders=listed)
        hint = _("Each is tried again when it changes, or with: mwslink push --again ORDER")
        yield RejectedError(text, hint=hint, connection=connection)
    for stuck in tally.stuck:
        text = (
            _("{order} is CANCELLED at Amazon, and could not be taken back: {reason}")
            if stuck.reason == Cause.CANCELLED
            else _("{order} is shipped at Amazon already, and could not be taken back: {reason}")
        )
        hint = _("Delete it in Sendcloud, so that nobody ships it; every push tries it again.")
        yield RejectedError(text.format(order=stuck.order_id, reason=stuck.detail), hint=hint, connection=connection)
    if announced := [one.order_id for one in tally.of(Action.ANNOUNCED) if one.is_new]:
        text = _("CANCELLED at Amazon, but a label is out already: {orders}").format(orders=", ".join(announced))
        hint = _("Stop the parcel: cancel its label in Sendcloud; the next push then takes the order back.")
        yield AttentionError(text, hint=hint, connection=connection)
    yield from _stranded(connection, [one for one in tally.of(Action.STRANDED) if one.is_new])


def _stranded(connection: str, stranded: Sequence[Outcome]) -> Iterator[MwslinkError]:
    """What only a person can delete in Sendcloud; `detail` is the number of another integration that has it."""
    for number in sorted({one.detail for one in stranded}):
        orders = ", ".join(one.order_id for one in stranded if one.detail == number)
        text = (
            _("CANCELLED at Amazon, but in integration {number} of Sendcloud, which these keys do not open: {orders}")
            if number
            else _("SHIPPED at Amazon, but the rest of it still waits in Sendcloud beside a label: {orders}")
        )
        hint = _("Delete it there yourself, so that nobody packs it.")
        yield AttentionError(text.format(number=number, orders=orders), hint=hint, connection=connection)


def _described(run: _Run, connection: Connection) -> dict[str, object]:
    tally = run.pushed.of(connection.id)
    told = {action: [_order(one) for one in tally.of(action)] for action in Action}
    described: dict[str, object] = {
        "connection": connection.id,
        **{str(action): tally.counts[action] for action in (*SENDING, Action.UNCHANGED, Action.WITHDRAWN)},
        "taken_back": [{"order_id": one.order_id, "reason": one.reason} for one in tally.of(Action.WITHDRAWN)],
        "verified": tally.verified,
        "waiting": tally.waiting,
        "held": [{**_order(one), "is_in_sendcloud": one.is_there} for one in tally.of(Action.HELD)],
        "refused": told[Action.REFUSED],
        "announced": told[Action.ANNOUNCED],
        "stranded": told[Action.STRANDED],
        "doubtful": [_doubtful(one) for one in tally.of(*SENDING) if one.doubts],
        "cancel_requested": [
            {"order_id": one.order_id, "is_new": one.is_new} for one in tally.outcomes if one.is_unwanted
        ],
        "odd_weights": [odd for one in tally.of(*SENDING) for odd in _odd_weights(one)],
    }
    if run.wishes.dry_run:
        described["orders"] = [_planned(run, one) for one in tally.of(*SENDING)]
    return described


def _order(one: Outcome) -> dict[str, object]:
    return {"order_id": one.order_id, "reason": one.reason, "detail": one.detail, "is_new": one.is_new}


def _doubtful(one: Outcome) -> dict[str, object]:
    doubts = [{"code": str(doubt.code), "field": doubt.field, "text": str(doubt)} for doubt in one.doubts]
    return {"order_id": one.order_id, "doubts": doubts}


def _odd_weights(one: Outcome) -> Iterator[dict[str, object]]:
    for odd in one.odd_weights:
        yield {"order_id": one.order_id, "sku": odd.sku, "grams": odd.grams, "code": odd.code, "text": odd.text}


def _planned(run: _Run, one: Outcome) -> dict[str, object]:
    """Exactly what would go, without the buyer unless that is asked for."""
    assert one.handover  # noqa: S101  (for mypy: a plan has them)
    handover = one.handover if run.wishes.personal else one.handover.masked()
    (payload,) = msgspec.json.decode(render_batch([render_order(handover, run.integration_id)]))
    return {"order_id": one.order_id, "action": str(one.action), "payload": payload}
