"""Orders API 2026-01-01: searchOrders and getOrder."""

from __future__ import annotations

from mwslink.sandbox.accounts import ROLES
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.exchange import Json, Reply, Service, json_reply
from mwslink.sandbox.gate import (
    DENIED,
    Access,
    RefusalError,
    SellerCall,
    bad_input,
    gated,
    identify_seller,
    not_found,
    render_fault,
)
from mwslink.sandbox.model import Order, OrderStatus
from mwslink.sandbox.paging import Search
from mwslink.sandbox.parameters import ORDER_ID, Parameters
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.render_2026 import DATA_SETS, render_order
from mwslink.sandbox.search import Words, check_marketplaces, cut_page, find, read_window, resume
from mwslink.sandbox.state import State
from mwslink.sandbox.visibility import Reader

_WORDS = Words(
    created_after="createdAfter",
    created_before="createdBefore",
    updated_after="lastUpdatedAfter",
    updated_before="lastUpdatedBefore",
)
_LISTS = frozenset({"fulfillmentStatuses", "marketplaceIds", "fulfilledBy", "includedData"})
_DATES = frozenset({"createdAfter", "createdBefore", "lastUpdatedAfter", "lastUpdatedBefore"})
_FREE = frozenset({"maxResultsPerPage", "includedData", "paginationToken"})  # may differ from page to page
_KNOWN = _LISTS | _DATES | _FREE


def search_orders(state: State, request: SellerCall) -> Reply:
    """GET /orders/2026-01-01/orders."""
    _check_admitted(request)
    given = Parameters(request.call.query, lists=_LISTS)
    given.refuse_unknown(_KNOWN)
    included = given.choices("includedData", DATA_SETS)
    size = given.number("maxResultsPerPage", default=100, most=100)
    search, position = _search(state, request, given)
    page = cut_page(state, search, position=position, size=size)
    orders = [*page.orders, *page.orders[:1]] if request.call.suffers("duplicate") else page.orders
    reader = Reader(included, frozenset(request.account.roles), state.clock.now())
    answer: Json = {"orders": [render_order(order, reader) for order in orders]}
    if page.next_token:
        answer["pagination"] = {"nextToken": page.next_token}
    answer["createdBefore" if given.text("createdAfter") else "lastUpdatedBefore"] = as_text(page.until)
    return json_reply(200, answer)


def _search(state: State, request: SellerCall, given: Parameters) -> tuple[Search, int]:
    window = read_window(given, _WORDS, now=state.clock.now())
    marketplaces = given.items("marketplaceIds")
    check_marketplaces(marketplaces)
    statuses = given.choices("fulfillmentStatuses", [status.value for status in OrderStatus])
    fulfilled_by = given.choices("fulfilledBy", ("MERCHANT", "AMAZON"))
    asked = {**given.without(_FREE), "": f"2026 {request.account.seller_id}"}
    if given.text("paginationToken"):
        return resume(state, request, given.text("paginationToken"), asked)

    def wanted(order: Order) -> bool:
        return (
            (not marketplaces or order.marketplace_id in marketplaces)
            and (not statuses or order.status in statuses)
            and (not fulfilled_by or order.fulfilled_by in fulfilled_by)
        )

    orders = find(state, request, window, wanted)
    return Search(asked, orders, until=window.before, made_at=state.clock.now()), 0


def get_order(state: State, request: SellerCall) -> Reply:
    """GET /orders/2026-01-01/orders/{orderId}."""
    _check_admitted(request)
    given = Parameters(request.call.query, lists=_LISTS)
    given.refuse_unknown({"includedData"})
    included = given.choices("includedData", DATA_SETS)
    if not ORDER_ID.fullmatch(request.value("order_id")):
        raise bad_input()
    order = state.book(request.account).get(request.value("order_id"))
    if order is None:
        raise not_found("The requested order was not found.")
    reader = Reader(included, frozenset(request.account.roles), state.clock.now())
    return json_reply(200, {"order": render_order(order, reader)})


def _check_admitted(request: SellerCall) -> None:
    # some sellers are refused here while Orders v0 serves them (models#5319, #5306)
    if request.account.refuse_orders_2026:
        raise RefusalError(403, "AccessDeniedException", DENIED)


_ANY_ORDER_ROLE = frozenset(ROLES) - {"Account Information Service Provider"}
SERVICE = Service(
    name="orders-2026-01-01",
    operations=(
        gated(
            "searchOrders",
            "GET",
            "/orders/2026-01-01/orders",
            Access(Quota(rate=0.0056, burst=20), _ANY_ORDER_ROLE),
            search_orders,
        ),
        gated(
            "getOrder",
            "GET",
            "/orders/2026-01-01/orders/{order_id}",
            Access(Quota(rate=0.5, burst=30), _ANY_ORDER_ROLE),
            get_order,
        ),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
