"""One run of confirming: what Sendcloud knows of parcels, told to Amazon seller by seller, and what came of it all."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.cli.access import Shared, configured_keys, open_account
from mwslink.cli.confirm_report import ConfirmedAccount, Unconfirmed, confirm_data, failures_of
from mwslink.cli.importing import accounts_of
from mwslink.cli.measuring import note_weights
from mwslink.cli.metering import Meter
from mwslink.cli.progress import Progress
from mwslink.cli.sendcloud_access import configured_sendcloud, open_sendcloud, sendcloud_keys
from mwslink.cli.side_by_side import side_by_side
from mwslink.cli.steps import Done, Step, do_step, show_done
from mwslink.connections import Connection, Seller
from mwslink.errors import MwslinkError
from mwslink.orders.model import OPEN_STATUSES, Order
from mwslink.present.confirmations import confirm_answer
from mwslink.retention.arrivals import note_arrivals
from mwslink.shipping.confirm import Rules, untold_units
from mwslink.shipping.confirm_job import ConfirmRun
from mwslink.shipping.confirm_reading import was_unread
from mwslink.shipping.confirm_run import plan_confirmations, run_confirmations
from mwslink.shipping.journal import Move
from mwslink.shipping.late import late_orders
from mwslink.shipping.model import AmazonCarrier, Parcel
from mwslink.shipping.parcel_poll import Book, Polled, poll_parcels
from mwslink.store.queries import OrderQuery

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store

_logger = logging.getLogger("mwslink.confirm")


@dataclass(frozen=True)
class ConfirmWishes:
    """What the command line asks for; `near`: how long before its ship-by time an order is shown first."""

    names: tuple[str, ...] = ()
    since: datetime | None = None
    wait: float = 0
    max_wait: float = 900
    near: timedelta = timedelta(hours=24)
    jobs: int = 8
    retry: bool = False
    dry_run: bool = False


@dataclass
class _Run:
    session: Session
    store: Store
    wishes: ConfirmWishes
    progress: Progress
    meter: Meter
    polled: Polled = field(default_factory=Polled)

    def poll(self, shared: Shared) -> None:
        """Learn from Sendcloud which parcels changed."""
        sendcloud = configured_sendcloud(self.session)
        source = "sendcloud/" + sendcloud_keys(self.session, sendcloud).scope
        book = Book(self.store.parcel_hints, self._seller_of, self._save, source, sendcloud.integration_id)

        def on_page(polled: Polled) -> None:
            self.progress.count_orders("sendcloud", polled.parcels)

        self.polled = poll_parcels(open_sendcloud(self.session, shared), book, since=self.wishes.since, on_page=on_page)

    def _save(self, seller: Seller, parcels: Sequence[Parcel]) -> int:
        changed = self.store.parcels.save(seller, parcels)
        note_arrivals(self.store, seller, parcels)
        note_weights(self.store, seller, parcels, list(self.session.config.connections.values()))
        return changed

    def _seller_of(self, order_id: str) -> Seller | None:
        found = next(self.store.orders.find(OrderQuery(order_id=order_id, limit=1)), None)
        return found.seller if found else None

    def confirm_in_turn(self, accounts: Sequence[ConfirmedAccount], shared: Shared) -> None:
        """Tell Amazon of the parcels of one seller's accounts; failures are kept, not raised."""
        for one in accounts:
            try:
                self._confirm(one, shared)
            except MwslinkError as error:
                one.error = error
            if one.error:
                one.error.connection = one.error.connection or one.label
                _logger.warning("%s", one.error)

    def _confirm(self, one: ConfirmedAccount, shared: Shared) -> None:
        seller = one.account.seller
        run = ConfirmRun(
            seller,
            {connection.marketplace.id: self._rules(connection) for connection in one.told},
            wait_seconds=self.wishes.wait,
            retries=self.wishes.retry,
        )

        def find_order(order_id: str) -> Order | None:
            found = self.store.orders.get(seller, order_id, with_personal=True)
            return found.order if found else None

        if self.wishes.dry_run:
            one.outcome = plan_confirmations(self.store.parcels, run, find_order)
            return
        gateway = open_account(one.account, configured_keys(self.session, one.account), shared)
        one.outcome = run_confirmations(gateway, self.store.parcels, run, find_order, on_move=_log)
        one.error = one.outcome.error

    def _rules(self, connection: Connection) -> Rules:
        table = self.session.config.carriers
        carriers = {code: AmazonCarrier(entry.code, entry.name, entry.method) for code, entry in table.items()}
        return Rules(connection.update_status, carriers)

    def late(self, accounts: Sequence[ConfirmedAccount]) -> Iterator[Unconfirmed]:
        """Orders near or past their ship-by time of which Amazon does not know all."""
        now = clock.now()
        for one in accounts:
            places = tuple((one.account.seller, connection.marketplace.id) for connection in one.told)
            if not places:
                continue
            found = self.store.orders.find(OrderQuery(marketplaces=places, statuses=OPEN_STATUSES))
            orders = ((stored.seller, stored.order) for stored in found)
            for order in late_orders(orders, now=now, near=self.wishes.near):
                records = self.store.parcels.of_order(order.seller, order.order.id)
                if untold_units(order.order, records) or was_unread(records):
                    entries = self.store.outbox.load(order.seller, [order.order.id])
                    yield Unconfirmed(order, records, entries.get(order.order.id))


def run_confirm(session: Session, wishes: ConfirmWishes) -> None:
    """Confirm and show what came of it. Raises what went wrong, after everything else was done."""
    connections = session.config.connections_named(wishes.names)
    with session.open_store() as store:
        step = confirm_step(session, store, wishes, connections)
        show_done(session, step.work() if wishes.dry_run else do_step(store, step))


def confirm_step(session: Session, store: Store, wishes: ConfirmWishes, connections: Sequence[Connection]) -> Step:
    """The confirming of these connections' shipments as a step."""
    return Step("confirm", [one.id for one in connections], lambda: _confirm(session, store, wishes, connections))


def _confirm(session: Session, store: Store, wishes: ConfirmWishes, connections: Sequence[Connection]) -> Done:
    accounts = [ConfirmedAccount(one.account, one.connections) for one in accounts_of(connections)]
    failures: list[MwslinkError] = []
    with Progress(is_shown=session.is_talkative) as progress:
        run = _Run(session, store, wishes, progress, Meter(progress, _logger))
        if accounts:
            configured_sendcloud(session)  # without it there is nothing to tell
            with store.lock("confirm"), session.open_network(run.meter.on_call) as network:
                shared = Shared(network, store, wishes.max_wait, run.meter.on_wait)
                failures += _polled(run, shared)
                _confirm_all(run, accounts, shared)
        late = list(run.late(accounts))
    data = {
        "is_dry_run": wishes.dry_run,
        **confirm_data(accounts, late, run.polled, store.parcel_hints.pending()),
        **run.meter.data,
    }
    failures += [] if wishes.dry_run else failures_of(accounts, data)
    done = sum(one[kind] for one in data["connections"] for kind in ("confirmed", "corrected", "verified"))
    return Done(confirm_answer(data), failures, of=done + len(failures))


def _polled(run: _Run, shared: Shared) -> list[MwslinkError]:
    """Ask Sendcloud; what goes wrong there does not keep what is known already from Amazon."""
    try:
        run.poll(shared)
    except MwslinkError as error:
        _logger.warning("%s", error)
        return [error]
    return []


def _confirm_all(run: _Run, accounts: Sequence[ConfirmedAccount], shared: Shared) -> None:
    by_seller: dict[Seller, list[ConfirmedAccount]] = {}
    for one in accounts:
        if one.told:
            by_seller.setdefault(one.account.seller, []).append(one)
    side_by_side(
        lambda some: run.confirm_in_turn(some, shared),
        list(by_seller.values()),
        jobs=run.wishes.jobs,
        network=shared.network,
    )


def _log(move: Move) -> None:
    _logger.info("parcel %s of %s: %s", move.record.parcel.id, move.record.order_id, move.state)
