"""Stored orders as a table, one order in detail, and both as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mwslink import clock
from mwslink.marketplaces import BY_ID
from mwslink.messages import _
from mwslink.orders.model import Address, Order, OrderStatus, PersonalData, Window
from mwslink.orders.records import OrderRow, RowWeight, order_record
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, render_day, render_grams, render_moment, render_money
from mwslink.present.tables import one_line
from mwslink.present.weights import render_origin


def orders_answer(rows: Sequence[OrderRow], *, personal: bool, warnings: Sequence[str] = ()) -> Answer:
    """The orders as a table; personal data has columns of its own, which exist only if asked for."""
    records = [order_record(row, personal=personal) for row in rows]
    columns = [
        Column(_("Order")),
        Column(_("Connection"), flexible=True),
        Column(_("Status"), flexible=True),
        Column(_("Placed")),
        Column(_("Ship by")),
        Column(_("Items"), right=True, optional=True),
        Column(_("Total"), right=True),
        Column(_("Country"), optional=True),
    ]
    if personal:
        columns += [Column(_("Recipient"), flexible=True), Column(_("Place"), flexible=True)]
    cells = [[*_cells(row), *(_personal_cells(row.order) if personal else ())] for row in rows]
    return Answer({"orders": records}, (Table(columns, cells),), warnings)


def order_answer(row: OrderRow, *, personal: bool, warnings: Sequence[str] = ()) -> Answer:
    """One order with its items and packages."""
    order = row.order
    lines = list(_facts(row))
    if personal and order.personal:
        lines += _personal_facts(order.personal)
    width = max(len(label) for label, _value in lines)
    text: list[str | Table] = [order.id, *(f"  {label:{width}}  {one_line(value)}" for label, value in lines)]
    if order.items:
        text += ["", _items(order, personal=personal)]
    if order.packages:
        text += ["", _packages(order, personal=personal)]
    return Answer({"orders": [order_record(row, personal=personal)]}, text, warnings)


def render_status(status: str) -> str:
    """Amazon's status in words; one we do not know yet as it is."""
    words: dict[str, str] = {
        OrderStatus.PENDING_AVAILABILITY: _("Pre-order"),
        OrderStatus.PENDING: _("Pending"),
        OrderStatus.UNSHIPPED: _("Unshipped"),
        OrderStatus.PARTIALLY_SHIPPED: _("Partly shipped"),
        OrderStatus.SHIPPED: _("Shipped"),
        OrderStatus.CANCELLED: _("Cancelled"),
        OrderStatus.UNFULFILLABLE: _("Cannot be fulfilled"),
    }
    return words.get(status, status)


def _cells(row: OrderRow) -> list[str | Cell]:
    order = row.order
    return [
        order.id,
        row.connection or Cell(NOTHING, "quiet"),
        _status_cell(row),
        render_day(order.created_at),
        Cell(render_day(order.ship_by.latest), "bad" if _is_late(order) else ""),
        str(sum(item.quantity for item in order.items)),
        render_money(order.total),
        row.destination_country or order.country or NOTHING,
    ]


def _status_cell(row: OrderRow) -> Cell:
    """An open order that cannot be weighed says so: it will not be shipped."""
    status = render_status(row.order.status)
    if row.order.is_open and row.weight.missing:
        return Cell(_("{status}, weight missing").format(status=status), "bad")
    return Cell(status, "warn" if row.order.is_open else "")


def _is_late(order: Order) -> bool:
    return order.is_open and order.ship_by.latest is not None and order.ship_by.latest < clock.now()


def _personal_cells(order: Order) -> list[str | Cell]:
    if not order.personal:
        return [Cell(NOTHING, "quiet"), Cell(NOTHING, "quiet")]
    recipient = order.personal.recipient
    return [recipient.name, f"{recipient.postal_code} {recipient.city}".strip()]


def _facts(row: OrderRow) -> Iterator[tuple[str, str]]:
    order = row.order
    marketplace = BY_ID.get(order.marketplace_id)
    shop = marketplace.domain if marketplace else order.marketplace_id
    yield _("Connection"), f"{row.connection or NOTHING} ({shop}, {row.seller.seller_id})"
    yield _("Status"), render_status(order.status)
    yield _("Placed"), render_moment(order.created_at)
    yield _("Changed at"), render_moment(order.updated_at)
    yield _("Ship"), _render_window(order.ship_by)
    yield _("Deliver"), _render_window(order.deliver_by)
    yield _("Service"), order.service_level or NOTHING
    if order.programs:
        yield _("Programs"), ", ".join(order.programs)
    if order.replaces:
        yield _("Replaces"), order.replaces
    yield _("Total"), render_money(order.total)
    yield _("Country"), row.destination_country or order.country or NOTHING
    yield from _weight_facts(row.weight)


def _weight_facts(weight: RowWeight) -> Iterator[tuple[str, str]]:
    if weight.missing:
        yield _("Weight"), _("missing: {skus}").format(skus=", ".join(weight.missing))
    elif weight.grams is not None:
        yield _("Weight"), f"{render_grams(weight.grams)} ({render_origin(weight.origin)})"


def _render_window(window: Window) -> str:
    if window.earliest is None and window.latest is None:
        return NOTHING
    if window.earliest is None:
        return _("until {moment}").format(moment=render_moment(window.latest))
    return f"{render_moment(window.earliest)} … {render_moment(window.latest)}"


def _personal_facts(personal: PersonalData) -> Iterator[tuple[str, str]]:
    buyer, recipient = personal.buyer, personal.recipient
    facts = (
        (_("Recipient"), " · ".join(part for part in (recipient.name, recipient.company) if part)),
        (_("Address"), _render_address(recipient)),
        (_("Telephone"), recipient.phone),
        (_("Instructions"), personal.delivery_instructions),
        (_("Buyer"), " · ".join(part for part in (buyer.name, buyer.company, buyer.email) if part)),
        (_("Purchase order"), buyer.purchase_order_number),
    )
    yield from ((label, value) for label, value in facts if value)


def _render_address(address: Address) -> str:
    place = f"{address.postal_code} {address.city}".strip()
    parts = (*address.lines, address.district, address.municipality, place, address.state, address.country)
    return ", ".join(part for part in parts if part)


def _items(order: Order, *, personal: bool) -> Table:
    columns = [
        Column(_("SKU")),
        Column(_("ASIN")),
        Column(_("Title"), flexible=True),
        Column(_("Quantity"), right=True),
        Column(_("Shipped"), right=True),
        Column(_("Price"), right=True),
    ]
    gifts = order.personal.gift_messages if personal and order.personal else {}
    if gifts:
        columns.append(Column(_("Gift message"), flexible=True))
    rows = []
    for item in order.items:
        shipped, price = str(item.quantity_shipped), render_money(item.price)
        row = [item.sku, item.asin, item.title, str(item.quantity), shipped, price]
        rows.append([*row, gifts.get(item.id, "")] if gifts else row)
    return Table(columns, rows)


def _packages(order: Order, *, personal: bool) -> Table:
    columns = [
        Column(_("Package")),
        Column(_("Carrier"), flexible=True),
        Column(_("Service"), flexible=True),
        Column(_("Shipped at")),
        Column(_("Status")),
    ]
    numbers = order.personal.tracking_numbers if personal and order.personal else {}
    if numbers:
        columns.append(Column(_("Tracking number")))
    rows = []
    for package in order.packages:
        shipped_at, status = render_moment(package.shipped_at), package.detailed_status or package.status
        row = [package.reference, package.carrier, package.service, shipped_at, status]
        rows.append([*row, numbers.get(package.reference, "")] if numbers else row)
    return Table(columns, rows)
