"""One import: the accounts side by side, one going wrong not stopping the others, and what came of it all."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.authorization.roster import authorization_key
from mwslink.cli.access import Shared, configured_keys, open_account
from mwslink.cli.answering import is_whole_refusal, note_client_secret, note_refused
from mwslink.cli.custody import wanted_by_law
from mwslink.cli.metering import Meter
from mwslink.cli.progress import Progress
from mwslink.cli.side_by_side import side_by_side
from mwslink.cli.steps import Done, Step, do_step, show_done
from mwslink.cli.weighing import WeighedConnections, weigh_account
from mwslink.connections import Account, Connection, Seller
from mwslink.errors import AuthorizationError, MwslinkError, PartialError
from mwslink.listings.weighing import MISSING_WEIGHT, HeldOrder, Weighed
from mwslink.messages import _, ngettext
from mwslink.orders.pull import Pulled, PullRequest, pull_orders
from mwslink.present.imports import import_answer
from mwslink.retention.intake import Intake
from mwslink.store.queries import OrderQuery

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.gateways import Gateway
    from mwslink.store import Store

_logger = logging.getLogger("mwslink.import")
_NAMED = 10  # orders in a message


@dataclass(frozen=True)
class ImportWishes:
    """What the command line asks for."""

    names: tuple[str, ...]
    since: datetime | None
    max_wait: float
    jobs: int


@dataclass
class AccountImport:
    """The import of one account's connections: what came, and what went wrong."""

    account: Account
    connections: list[Connection]
    pulled: Pulled = field(default_factory=Pulled)
    weighed: WeighedConnections = field(default_factory=dict)
    error: MwslinkError | None = None
    unread: PartialError | None = None  # orders that came and cannot be read; all others are here
    weight_error: MwslinkError | None = None  # the orders came, what they weigh did not

    @property
    def label(self) -> str:
        return ", ".join(connection.id for connection in self.connections)


@dataclass
class _Run:
    session: Session
    store: Store
    wishes: ImportWishes
    progress: Progress
    meter: Meter

    @property
    def intake(self) -> Intake:
        """The store of orders, for what may be kept."""
        config = self.session.config
        return Intake(self.store.orders, self.store.milestones, config.privacy, wanted_by_law(config.archive))

    def pull_in_turn(self, accounts: Sequence[AccountImport], shared: Shared) -> None:
        """Bring the accounts of one seller up to date."""
        for one in accounts:
            self.pull(one, shared)

    def pull(self, one: AccountImport, shared: Shared) -> None:
        """Bring one account up to date; its failure is kept, not raised."""

        def on_page(pulled: Pulled) -> None:
            one.pulled = pulled
            self.progress.count_orders(one.account.name, pulled.orders)

        marketplaces = tuple(connection.marketplace.id for connection in one.connections)
        request = PullRequest(one.account.seller, marketplaces, self.wishes.since)
        try:
            keys = configured_keys(self.session, one.account)
            with self.store.lock(f"import-{one.account.seller}"):
                gateway = open_account(one.account, keys, shared)
                pulled = pull_orders(gateway, self.intake, request, on_page=on_page)
                self.store.answers.note_accepted(authorization_key(self.session.config, one.account))
                note_client_secret(self.store, self.session.config, one.account, None)
                self.weigh(one, gateway)
            if pulled.unread:
                one.unread = _unread(pulled.unread)
                one.unread.connection = one.label
                _logger.warning("%s", one.unread)
        except MwslinkError as error:
            self.remember(one.account, error, shared)
            error.connection = error.connection or one.label
            one.error = error
            _logger.warning("%s", error)

    def remember(self, account: Account, error: MwslinkError, shared: Shared) -> None:
        """Keep whom Amazon refuses, the seller or the application, so that auth-status tells."""
        note_client_secret(self.store, self.session.config, account, error)
        if not isinstance(error, AuthorizationError):
            return
        gateway = open_account(account, configured_keys(self.session, account), shared)
        if is_whole_refusal(error, gateway):
            note_refused(
                self.store,
                authorization_key(self.session.config, account),
                error.code,
                renewed_on=account.authorized_on,
            )

    def weigh(self, one: AccountImport, gateway: Gateway) -> None:
        """Weigh the account's open orders; they are imported, whatever goes wrong with their weights."""
        try:
            one.weighed = weigh_account(gateway, self.store, one.connections)
        except MwslinkError as error:
            error.connection = error.connection or one.label
            one.weight_error = error
            _logger.warning("weights: %s", error)


def run_import(session: Session, wishes: ImportWishes) -> None:
    """Import and show what came of it. Raises what went wrong, after everything else was done."""
    connections = session.config.connections_named(wishes.names)
    with session.open_store() as store:
        show_done(session, do_step(store, import_step(session, store, wishes, connections)))


def import_step(session: Session, store: Store, wishes: ImportWishes, connections: Sequence[Connection]) -> Step:
    """The import of these connections as a step."""
    accounts = accounts_of(connections)
    names = [connection.id for one in accounts for connection in one.connections]
    return Step("import", names, lambda: _import(session, store, wishes, accounts))


def _import(session: Session, store: Store, wishes: ImportWishes, accounts: Sequence[AccountImport]) -> Done:
    with Progress(is_shown=session.is_talkative) as progress:
        run = _Run(session, store, wishes, progress, Meter(progress, _logger))
        _pull_all(run, accounts)
    data = {
        "connections": [described for one in accounts for described in _described(store, one)],
        **run.meter.data,
    }
    further = [error for one in accounts for error in (one.unread, one.weight_error) if error]
    failures = [*(one.error for one in accounts if one.error), *further]
    return Done(import_answer(data), failures, of=len(accounts) + len(further))


def accounts_of(connections: Sequence[Connection]) -> list[AccountImport]:
    """The connections by account: what can be imported in one stream."""
    found: dict[str, AccountImport] = {}
    for connection in connections:
        one = found.setdefault(connection.account.name, AccountImport(connection.account, []))
        one.connections.append(connection)
    return list(found.values())


def _by_seller(accounts: Sequence[AccountImport]) -> list[list[AccountImport]]:
    """Accounts that lead to the same seller share its lock and quotas, so they take turns."""
    found: dict[Seller, list[AccountImport]] = {}
    for one in accounts:
        found.setdefault(one.account.seller, []).append(one)
    return list(found.values())


def _pull_all(run: _Run, accounts: Sequence[AccountImport]) -> None:
    with run.session.open_network(run.meter.on_call) as network:
        shared = Shared(network, run.store, run.wishes.max_wait, run.meter.on_wait)
        side_by_side(
            lambda one_seller: run.pull_in_turn(one_seller, shared),
            _by_seller(accounts),
            jobs=run.wishes.jobs,
            network=network,
        )


def _unread(order_ids: Sequence[str]) -> PartialError:
    text = ngettext(
        "{count} order cannot be read: {orders}",
        "{count} orders cannot be read: {orders}",
        len(order_ids),
    )
    named = [*order_ids[:_NAMED], *(["…"] if len(order_ids) > _NAMED else [])]
    return PartialError(
        text.format(count=len(order_ids), orders=", ".join(named)),
        hint=_("The others are here. Each import asks for it again; if that goes on, look for a newer mwslink."),
    )


def _held(order: HeldOrder, *, is_new: bool) -> dict[str, object]:
    return {"order_id": order.order_id, "reason": MISSING_WEIGHT, "skus": list(order.skus), "is_new": is_new}


def _described(store: Store, one: AccountImport) -> Iterator[dict[str, object]]:
    marks = store.orders.marks(one.account.seller)
    for connection in one.connections:
        marketplace_id = connection.marketplace.id
        tally = one.pulled.of(marketplace_id)
        weighed = one.weighed.get(connection.id, Weighed())
        yield {
            "connection": connection.id,
            "new": tally.new,
            "changed": tally.changed,
            "unchanged": tally.unchanged,
            "stored": store.orders.count(OrderQuery(marketplaces=((one.account.seller, marketplace_id),))),
            "complete_until": marks.get(marketplace_id),
            "held": [_held(order, is_new=order in weighed.newly_held) for order in weighed.held],
            "released": list(weighed.released),
            "error": one.error.message if one.error else None,
        }
