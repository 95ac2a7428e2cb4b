"""What getOrders of Orders v0 may be asked, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mwslink.sandbox.clock import whole_second
from mwslink.sandbox.gate import SellerCall, bad_input
from mwslink.sandbox.model import Order
from mwslink.sandbox.order_book import VISIBILITY_DELAY
from mwslink.sandbox.paging import Search, StalePageTokenError
from mwslink.sandbox.parameters import ORDER_ID, Parameters
from mwslink.sandbox.render_v0 import STATUSES
from mwslink.sandbox.search import Page, Words, check_marketplaces, cut_page, find, read_window
from mwslink.sandbox.sellers import PHANTOM_ID
from mwslink.sandbox.state import State

_WORDS = Words(
    created_after="CreatedAfter",
    created_before="CreatedBefore",
    updated_after="LastUpdatedAfter",
    updated_before="LastUpdatedBefore",
)
_LISTS = frozenset({"MarketplaceIds", "OrderStatuses", "FulfillmentChannels", "AmazonOrderIds", "PaymentMethods"})
_CHANNELS = {"MERCHANT": "MFN", "AMAZON": "AFN"}


@dataclass(frozen=True)
class Found:
    page: Page
    by_creation: bool


def search(state: State, request: SellerCall) -> Found:
    """A page of getOrders; raises 400 and 403 as v0 does. Parameters it does not know are ignored."""
    given = Parameters(request.call.query, lists=_LISTS)
    marketplaces = given.items("MarketplaceIds")
    if not marketplaces:
        raise bad_input(details="MarketplaceIds is required.")
    check_marketplaces(marketplaces, tolerated={PHANTOM_ID})
    size = given.number("MaxResultsPerPage", default=100, most=100)
    if given.text("NextToken"):
        kept, position = _resume(state, request, given.text("NextToken"))
    else:
        kept, position = _begin(state, request, given), 0
    page = cut_page(state, kept, position=position, size=size)
    return Found(page, by_creation=kept.asked["by"] == "creation")


def _resume(state: State, request: SellerCall, token: str) -> tuple[Search, int]:
    # v0 lets a caller repeat the token alone: everything else is in it
    try:
        if request.call.suffers("stale-page-token"):
            raise StalePageTokenError
        kept, position = state.snapshots.resume(token, now=state.clock.now())
        if kept.asked.get("v0") != request.account.seller_id:
            raise StalePageTokenError
    except StalePageTokenError as error:
        raise bad_input() from error
    return kept, position


def _begin(state: State, request: SellerCall, given: Parameters) -> Search:
    now = state.clock.now()
    wanted = _filter(given)
    asked = {"v0": request.account.seller_id, "by": "update"}
    ids = given.items("AmazonOrderIds")
    if ids:
        orders = [order for order in _by_ids(state, request, ids) if wanted(order)]
        return Search(asked, orders, until=whole_second(now - VISIBILITY_DELAY), made_at=now)
    window = read_window(given, _WORDS, now=now)
    asked["by"] = "creation" if window.by_creation else "update"
    return Search(asked, find(state, request, window, wanted), until=window.before, made_at=now)


def _by_ids(state: State, request: SellerCall, ids: list[str]) -> list[Order]:
    if len(ids) > 50 or not all(ORDER_ID.fullmatch(one) for one in ids):
        raise bad_input(details="AmazonOrderIds must be at most 50 ids of 3-7-7 digits.")
    book = state.book(request.account)
    return [order for order in map(book.get, ids) if order is not None]


def _filter(given: Parameters) -> Callable[[Order], bool]:
    marketplaces = set(given.items("MarketplaceIds"))
    statuses = given.choices("OrderStatuses", [*STATUSES.values(), "InvoiceUnconfirmed"])
    channels = given.choices("FulfillmentChannels", _CHANNELS.values())
    seller_order_id = given.text("SellerOrderId")
    email = given.text("BuyerEmail")

    def wanted(order: Order) -> bool:
        return (
            order.marketplace_id in marketplaces
            and (not statuses or STATUSES[order.status] in statuses)
            and (not channels or _CHANNELS[order.fulfilled_by] in channels)
            and seller_order_id in ("", order.seller_order_id)
            and email in ("", order.buyer.email)
        )

    return wanted
