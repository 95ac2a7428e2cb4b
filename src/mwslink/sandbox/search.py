"""What searching for orders means, in both versions of the Orders API: dates, marketplaces, pages."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.clock import whole_second
from mwslink.sandbox.gate import HOST_REGION, SellerCall, bad_input, denied
from mwslink.sandbox.model import Order
from mwslink.sandbox.order_book import VISIBILITY_DELAY
from mwslink.sandbox.paging import Search, StalePageTokenError
from mwslink.sandbox.parameters import Parameters
from mwslink.sandbox.state import State

WRONG_MARKETPLACE = "The marketplaces you provided are not valid for region."


@dataclass(frozen=True)
class Words:
    """How one version spells the dates of a search."""

    created_after: str
    created_before: str
    updated_after: str
    updated_before: str


@dataclass(frozen=True)
class Window:
    """The period asked for: by creation or by last update, both bounds inclusive."""

    by_creation: bool
    after: datetime
    before: datetime


@dataclass(frozen=True)
class Page:
    orders: list[Order]
    until: datetime
    next_token: str


def read_window(given: Parameters, words: Words, *, now: datetime) -> Window:
    """The period; raises 400 unless exactly one family of dates is used, and rightly."""
    latest = whole_second(now - VISIBILITY_DELAY)
    by_creation, by_update = bool(given.text(words.created_after)), bool(given.text(words.updated_after))
    if by_creation == by_update:
        both = f"{words.created_after} and {words.updated_after}"
        raise bad_input(details=f"Exactly one of {both} is required.")
    names = (words.created_after, words.created_before), (words.updated_after, words.updated_before)
    (after_name, before_name), (_, stray) = names if by_creation else names[::-1]
    if given.text(stray):
        raise bad_input(details=f"{stray} cannot be used with {after_name}.")
    after, before = given.moment(after_name), given.moment(before_name)
    assert after is not None  # noqa: S101  (its text is not empty)
    if before is not None and (before < after or before > now - VISIBILITY_DELAY):
        rule = f"must not be before {after_name} and must be at least two minutes before now"
        raise bad_input(details=f"{before_name} {rule}.")
    return Window(by_creation, after, latest if before is None else before)


def check_marketplaces(ids: Collection[str], *, tolerated: Collection[str] = ()) -> None:
    """Raises 400 for more than 50, 403 for one that is not a shop of this region."""
    if len(ids) > 50:
        raise bad_input(details="At most 50 marketplaces can be given.")
    for one in ids:
        if one not in tolerated and (one not in BY_ID or BY_ID[one].region != HOST_REGION):
            raise denied(WRONG_MARKETPLACE)


def find(state: State, request: SellerCall, window: Window, wanted: Callable[[Order], bool]) -> list[Order]:
    """The seller's orders of the period that are wanted, oldest first."""
    book = state.book(request.account)
    between = book.created_between if window.by_creation else book.updated_between
    sells_in = {one.id for one in request.account.marketplaces}
    orders = between(window.after, window.before)
    return [order for order in orders if order.marketplace_id in sells_in and wanted(order)]


def cut_page(state: State, search: Search, *, position: int, size: int) -> Page:
    """The page that starts at `position`."""
    end = position + min(size, state.settings.page_size)
    more = end < len(search.orders)
    token = state.snapshots.token(search, end) if more else ""
    return Page(list(search.orders[position:end]), search.until, token)


def resume(state: State, request: SellerCall, token: str, asked: dict[str, str]) -> tuple[Search, int]:
    """Where a page token leads; raises 400 when it is stale or another parameter changed."""
    if request.call.suffers("stale-page-token"):
        raise bad_input()
    try:
        search, position = state.snapshots.resume(token, now=state.clock.now())
    except StalePageTokenError as error:
        raise bad_input() from error
    if search.asked != asked:
        raise bad_input()
    return search, position
