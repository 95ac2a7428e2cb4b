"""Control paths for orders: new ones arrive, others change, are cancelled or paid."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import fields

from starlette.requests import Request

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.accounts import ROLES, Account
from mwslink.sandbox.clock import whole_second
from mwslink.sandbox.control_accounts import find_account
from mwslink.sandbox.control_body import Body
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.model import Order, OrderStatus, PackageStatus
from mwslink.sandbox.order_book import OrderBook, editable_copy
from mwslink.sandbox.render_2026 import DATA_SETS, render_order
from mwslink.sandbox.seed import new_order
from mwslink.sandbox.settings import SandboxError
from mwslink.sandbox.state import State
from mwslink.sandbox.visibility import Reader

HELP = (
    'orders: POST {"account": 1, "country": "ES", "count": 1, "pending": false} makes new ones',
    "orders/ID: GET; in searches a change shows two minutes later",
    'orders/ID/change: POST {"address": {"city": …}, "buyer": {"name": …}, "package_status": "DELIVERED"} or {}',
    'orders/ID/cancel: POST {"reason": …}; orders/ID/request-cancel: POST {"reason": …}',
    "orders/ID/advance: POST, a pending one is paid",
    'confirmations: POST {"dropped_carriers": ["Correos"]}: confirmations with these are taken, and nothing happens',
)
_MOST_AT_ONCE = 10_000


def count_by_status(book: OrderBook) -> dict[str, int]:
    """How many orders a seller has, by status."""
    return dict(sorted(Counter(order.status.value for order in book).items()))


def _create(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("account", "country", "count", "pending")
    account = find_account(state, int(body.number("account", 1)))
    marketplace = _marketplace(account, body.text("country"))
    count = int(body.number("count", 1))
    if not 1 <= count <= _MOST_AT_ONCE:
        raise SandboxError(f"count must be between 1 and {_MOST_AT_ONCE}")
    book, now = state.book(account), whole_second(state.clock.now())
    made = []
    for _number in range(count):
        rng = random.Random(f"{state.settings.seed} new {state.next_serial()}")
        order = new_order(rng, seller_id=account.seller_id, marketplace=marketplace, at=now, seed=state.settings.seed)
        if body.flag("pending", default=False):
            order.status = OrderStatus.PENDING
        made.append(book.save(order, now=now).id)
    return {"orders": made}


def _marketplace(account: Account, country: str) -> Marketplace:
    known = {one.marketplace.country: one.marketplace for one in account.participations}
    if country and country not in known:
        raise SandboxError(f"the account does not sell in {country}; it sells in {', '.join(known)}")
    return known[country] if country else next(iter(known.values()))


def _find(state: State, request: Request) -> tuple[Account, Order]:
    order_id = request.path_params["order_id"]
    for number, book in state.opened_books().items():
        if order := book.get(order_id):
            return state.accounts[number], order
    raise LookupError(f"no order {order_id} was shown to anybody yet")


def _show(state: State, request: Request, _: Body) -> object:
    _account, order = _find(state, request)
    return _as_json(state, order)


def _as_json(state: State, order: Order) -> Json:
    reader = Reader(frozenset(DATA_SETS), frozenset(ROLES), state.clock.now())
    return {"seller_id": order.seller_id, **render_order(order, reader)}


def _act(change: Callable[[Order, Body], None]) -> Callable[[State, Request, Body], object]:
    def answer(state: State, request: Request, body: Body) -> object:
        account, order = _find(state, request)
        changed = editable_copy(order)
        change(changed, body)
        state.book(account).save(changed, now=state.clock.now())
        return _as_json(state, changed)

    return answer


def _change(order: Order, body: Body) -> None:
    body.refuse_unknown("address", "buyer", "package_status")
    for name, target in (("address", order.address), ("buyer", order.buyer)):
        part = body.part(name)
        part.refuse_unknown(*(field.name for field in fields(target)))
        for field_name in part.names():
            setattr(target, field_name, part.text(field_name))
    if body.has("package_status"):
        for package in order.packages:
            package.status = _package_status(body.text("package_status"))


def _package_status(text: str) -> PackageStatus:
    if text not in PackageStatus.__members__:
        raise SandboxError(f"package_status must be one of {', '.join(PackageStatus)}, not {text!r}")
    return PackageStatus[text]


def _cancel(order: Order, body: Body) -> None:
    if order.status in (OrderStatus.SHIPPED, OrderStatus.PARTIALLY_SHIPPED, OrderStatus.CANCELLED):
        raise SandboxError(f"the order is {order.status.value} and cannot be cancelled")
    order.status = OrderStatus.CANCELLED
    for item in order.items:
        item.cancel_reason = body.text("reason", "NoInventory")


def _request_cancel(order: Order, body: Body) -> None:
    for item in order.items:
        item.cancel_requested = True
        item.cancel_reason = body.text("reason", "The buyer changed their mind")


def _advance(order: Order, _: Body) -> None:
    if order.status not in (OrderStatus.PENDING, OrderStatus.PENDING_AVAILABILITY):
        raise SandboxError(f"the order is {order.status.value}, not pending")
    order.status, order.leaves_pending_at = OrderStatus.UNSHIPPED, None


def _confirmations(state: State, _: Request, body: Body) -> object:
    body.refuse_unknown("dropped_carriers")
    state.dropped_carriers = frozenset(body.texts("dropped_carriers"))
    return {"dropped_carriers": sorted(state.dropped_carriers)}


ROUTES = (
    ("/confirmations", "POST", _confirmations),
    ("/orders", "POST", _create),
    ("/orders/{order_id}", "GET", _show),
    ("/orders/{order_id}/change", "POST", _act(_change)),
    ("/orders/{order_id}/cancel", "POST", _act(_cancel)),
    ("/orders/{order_id}/request-cancel", "POST", _act(_request_cancel)),
    ("/orders/{order_id}/advance", "POST", _act(_advance)),
)
