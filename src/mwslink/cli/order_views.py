"""What `mwslink orders` asks the store for, and in which of its forms it shows the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mwslink.cli.boundary import say
from mwslink.cli.exporting import export_orders
from mwslink.cli.reader import EXPORT
from mwslink.cli.stored import existing_store
from mwslink.credentials import MissingSecretError
from mwslink.errors import RejectedError
from mwslink.marketplaces import find_marketplace
from mwslink.messages import _, ngettext
from mwslink.orders.model import OPEN_STATUSES
from mwslink.orders.records import UNWEIGHED, OrderRow, RowWeight
from mwslink.present.answer import Answer
from mwslink.present.orders import order_answer, orders_answer

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.connections import Connection, Seller
    from mwslink.store import Store
    from mwslink.store.queries import OrderQuery, StoredOrder

TABLE_LIMIT = 100  # more rows than that nobody reads on a screen


@dataclass(frozen=True)
class OrderWishes:
    """What the command line asks for."""

    names: tuple[str, ...]
    statuses: tuple[str, ...]
    is_open: bool
    since: datetime | None
    until: datetime | None
    country: str | None
    order_id: str | None
    limit: int | None
    form: str | None
    output: Path | None
    personal: bool
    as_json: bool

    @property
    def export_form(self) -> str | None:
        """csv or jsonl, from --format or the name of --output; None for a table or a document."""
        if self.output and self.form is None:
            return {".csv": "csv", ".jsonl": "jsonl"}.get(self.output.suffix.lower())
        return None if self.form == "table" else self.form


@dataclass
class _Reading:
    """Orders being read from the store, and what is found missing on the way."""

    store: Store | None
    connections: dict[tuple[Seller, str], str]
    personal: bool
    warnings: list[str] = field(default_factory=list)
    without_personal: int = 0

    def rows(self, query: OrderQuery) -> Iterator[OrderRow]:
        if self.store is None:
            return
        for stored in self.store.orders.find(query, with_personal=self.personal):
            self.without_personal += not stored.has_personal
            name = self.connections.get((stored.seller, stored.order.marketplace_id), "")
            yield OrderRow(stored.order, stored.seller, name, stored.country, self._weight(stored))

    def _weight(self, stored: StoredOrder) -> RowWeight:
        weight = self.store.order_weights.get(stored.seller, stored.order.id) if self.store else None
        if weight is None:
            return UNWEIGHED
        return RowWeight(weight.grams, weight.origin or "", weight.missing)

    def all_warnings(self) -> list[str]:
        """What to tell about personal data that was asked for and is not there."""
        if not (self.personal and self.without_personal):
            return self.warnings
        count = self.without_personal
        told = ngettext(
            "{count} order has no personal data: it was erased, or Amazon gave none.",
            "{count} orders have no personal data: it was erased, or Amazon gave none.",
            count,
        )
        return [*self.warnings, told.format(count=count)]


def show_orders(session: Session, wishes: OrderWishes) -> None:
    """Show or export the orders. Raises click.UsageError, ConfigError, StoreError, RejectedError."""
    _check(wishes)
    query = _query(session, wishes)
    with existing_store(session) as store:
        reading = _reading(session, store, personal=wishes.personal)
        if wishes.export_form and store:
            store.accesses.read_for(EXPORT)
        if wishes.export_form:
            _export(session, wishes, reading, query)
        elif wishes.order_id:
            _show_one(session, wishes, reading, query)
        else:
            _show_many(session, wishes, reading, query)


def _check(wishes: OrderWishes) -> None:
    if wishes.order_id is not None and not wishes.order_id.strip():
        raise click.UsageError(_("--order needs the ID of an order."))
    if wishes.output and not wishes.export_form:
        raise click.UsageError(_("--output needs --format csv or --format jsonl."))
    if wishes.as_json and wishes.export_form and (not wishes.output or str(wishes.output) == "-"):
        raise click.UsageError(_("--json prints a document of its own; leave out --format, or add --output FILE."))
    if wishes.since and wishes.until and wishes.since >= wishes.until:
        raise click.UsageError(_("--since is after --until."))


def _query(session: Session, wishes: OrderWishes) -> OrderQuery:
    from mwslink.store.queries import OrderQuery

    chosen = _chosen(session, wishes) if wishes.names or wishes.country is not None else []
    statuses = dict.fromkeys([*wishes.statuses, *(OPEN_STATUSES if wishes.is_open else ())])
    return OrderQuery(
        marketplaces=tuple((one.account.seller, one.marketplace.id) for one in chosen),
        statuses=tuple(str(status) for status in statuses),
        since=wishes.since,
        until=wishes.until,
        order_id=(wishes.order_id or "").strip(),
        limit=wishes.limit,
    )


def _chosen(session: Session, wishes: OrderWishes) -> list[Connection]:
    """The connections that are named or in the country; without either, orders of removed ones are shown as well."""
    connections = session.config.connections_named(wishes.names)
    if wishes.country is not None:
        marketplace = find_marketplace(wishes.country)
        connections = [one for one in connections if one.country == marketplace.country]
        if not connections:
            raise click.UsageError(_("No connection is in {country}.").format(country=marketplace.country))
    return connections


def _reading(session: Session, store: Store | None, *, personal: bool) -> _Reading:
    names = {(one.account.seller, one.marketplace.id): one.id for one in session.config.connections.values()}
    reading = _Reading(store, names, personal)
    if personal and store is not None and store.holds_sealed_data():
        try:
            session.secret(session.config.store.key)
        except MissingSecretError as error:
            reading.personal = False
            reading.warnings.append(
                _("Personal data cannot be shown: the store key is missing. {why}").format(why=error)
            )
    return reading


def _export(session: Session, wishes: OrderWishes, reading: _Reading, query: OrderQuery) -> None:
    count = export_orders(
        reading.rows(query), form=wishes.export_form or "", output=wishes.output, personal=reading.personal
    )
    if wishes.order_id and not count:
        raise _no_such_order(wishes)
    if wishes.output is None or str(wishes.output) == "-":
        _tell(reading.all_warnings())
        return
    told = ngettext("{count} order written to {file}", "{count} orders written to {file}", count)
    session.show(
        Answer(
            {"output": str(wishes.output), "format": wishes.export_form, "count": count},
            (told.format(count=count, file=wishes.output),),
            reading.all_warnings(),
        )
    )


def _show_one(session: Session, wishes: OrderWishes, reading: _Reading, query: OrderQuery) -> None:
    row = next(iter(reading.rows(query)), None)
    if row is None:
        raise _no_such_order(wishes)
    session.show(order_answer(row, personal=reading.personal, warnings=reading.all_warnings()))


def _no_such_order(wishes: OrderWishes) -> RejectedError:
    return RejectedError(
        _("There is no stored order {id}.").format(id=wishes.order_id),
        hint=_("It may be newer than the last import: mwslink import"),
    )


def _show_many(session: Session, wishes: OrderWishes, reading: _Reading, query: OrderQuery) -> None:
    if not wishes.as_json and query.limit is None:
        query = replace(query, limit=TABLE_LIMIT)
    rows = list(reading.rows(query))
    answer = orders_answer(rows, personal=reading.personal, warnings=reading.all_warnings())
    session.show(answer if rows else replace(answer, text=(_empty_state(reading.store),)))
    if not wishes.as_json:
        _tell(_rest(reading.store, query, wishes, shown=len(rows)))


def _rest(store: Store | None, query: OrderQuery, wishes: OrderWishes, *, shown: int) -> Iterable[str]:
    """How many more there are than the table shows."""
    if store is None or shown < TABLE_LIMIT or wishes.limit is not None:
        return
    total = store.orders.count(replace(query, limit=None))
    if total > shown:
        yield _("The newest {shown} of {total} orders; --limit N shows more, --format csv all.").format(
            shown=shown, total=total
        )


def _empty_state(store: Store | None) -> str:
    from mwslink.store.queries import OrderQuery

    if store is None or not store.orders.count(OrderQuery(limit=1)):
        return _("No orders are stored yet. Bring them: mwslink import")
    return _("No stored order is like that.")


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
