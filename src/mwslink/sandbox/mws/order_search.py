"""What ListOrders may be asked, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.model import Order
from mwslink.sandbox.mws.answers import MwsRefusalError, bad_value, front_refusal, missing
from mwslink.sandbox.mws.sections import MwsCall
from mwslink.sandbox.mws.tokens import unwrap, wrap
from mwslink.sandbox.order_book import VISIBILITY_DELAY
from mwslink.sandbox.paging import Search, StalePageTokenError
from mwslink.sandbox.render_v0 import STATUSES
from mwslink.sandbox.sellers import PHANTOM_ID
from mwslink.sandbox.state import State

MOST_ON_A_PAGE = 100
_MOST_MARKETPLACES = 50
_CHANNELS = {"MERCHANT": "MFN", "AMAZON": "AFN"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)
_DATES = ("CreatedAfter", "CreatedBefore", "LastUpdatedAfter", "LastUpdatedBefore")


@dataclass(frozen=True)
class OrderPage:
    """A page of a list, and what it is complete up to: by creation or by last update."""

    orders: list[Order]
    until: datetime
    next_token: str
    by_creation: bool


def list_first(state: State, call: MwsCall) -> OrderPage:
    """The first page of ListOrders. Raises MwsRefusalError."""
    size = _size(call)
    now = state.clock.now()
    after, before, by_creation = _window(call, now)
    wanted = _filter(call, _marketplaces(call))
    book = state.book(call.account)
    between = book.created_between if by_creation else book.updated_between
    sells_in = {one.id for one in call.account.marketplaces}
    found = [one for one in between(after, before) if one.marketplace_id in sells_in and wanted(one)]
    asked = {"mws": call.account.seller_id, "by": "creation" if by_creation else "update", "size": str(size)}
    return _cut(state, Search(asked, found, until=before, made_at=now), 0)


def list_next(state: State, call: MwsCall) -> OrderPage:
    """The page a token leads to. Raises MwsRefusalError."""
    search, position = resume(state, call)
    return _cut(state, search, position)


def resume(state: State, call: MwsCall) -> tuple[Search, int]:
    """What a NextToken stands for. Raises MwsRefusalError."""
    token = call.text("NextToken")
    if not token:
        raise missing("NextToken")
    try:
        if call.suffers("stale-page-token"):
            raise StalePageTokenError
        search, position = state.snapshots.resume(unwrap(token), now=state.clock.now())
        if search.asked.get("mws") != call.account.seller_id:
            raise StalePageTokenError
    except StalePageTokenError as error:
        raise MwsRefusalError(400, "NextTokenCorrupted", "The NextToken is invalid or has expired.") from error
    return search, position


def _cut(state: State, search: Search, position: int) -> OrderPage:
    end = position + min(int(search.asked["size"]), state.settings.page_size)
    token = wrap(state.snapshots.token(search, end)) if end < len(search.orders) else ""
    return OrderPage(list(search.orders[position:end]), search.until, token, search.asked["by"] == "creation")


def _size(call: MwsCall) -> int:
    text = call.text("MaxResultsPerPage") or str(MOST_ON_A_PAGE)
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_ON_A_PAGE:
        raise bad_value("MaxResultsPerPage must be between 1 and 100.")
    return int(text)


def _window(call: MwsCall, now: datetime) -> tuple[datetime, datetime, bool]:
    """After, before (both inclusive), and whether they are moments of creation."""
    given = {name: _moment(name, call.text(name)) for name in _DATES if call.text(name)}
    if ("CreatedAfter" in given) == ("LastUpdatedAfter" in given):
        raise bad_value("Either CreatedAfter or LastUpdatedAfter must be specified, and not both.")
    by_creation = "CreatedAfter" in given
    kind, other = ("Created", "LastUpdated") if by_creation else ("LastUpdated", "Created")
    if f"{other}Before" in given:
        raise bad_value(f"{other}Before cannot be specified with {kind}After.")
    if not by_creation and (call.text("BuyerEmail") or call.text("SellerOrderId")):
        raise bad_value("LastUpdatedAfter cannot be specified with BuyerEmail or SellerOrderId.")
    after, latest = given[f"{kind}After"], _to_millisecond(now - VISIBILITY_DELAY)
    if after > latest:
        raise bad_value(f"{kind}After must be no later than two minutes before the time of the request.")
    before = given.get(f"{kind}Before")
    if before is not None and before <= after:
        raise bad_value(f"{kind}Before must be later than {kind}After.")
    return after, min(before or latest, latest), by_creation


def _to_millisecond(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _moment(name: str, text: str) -> datetime:
    try:
        if not _MOMENT.fullmatch(text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text.upper())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise bad_value(f"Timestamp for {name} is not in ISO 8601 format.") from None


def _marketplaces(call: MwsCall) -> set[str]:
    ids = call.items("MarketplaceId.Id")
    if not ids:
        raise missing("MarketplaceId.Id.1")
    if len(ids) > _MOST_MARKETPLACES:
        raise bad_value("At most 50 marketplaces can be specified.")
    allowed = {one.marketplace.id for one in call.account.participations if one.participating} | {PHANTOM_ID}
    for one in ids:
        if one not in BY_ID and one != PHANTOM_ID:
            raise bad_value(f"Invalid marketplace id: {one}")
        if one not in allowed:
            text = f"Seller [{call.account.seller_id}] does not have access to the given marketplace [{one}]"
            raise front_refusal(401, "AccessDenied", text)
    return set(ids)


def _choices(call: MwsCall, prefix: str, known: Collection[str]) -> set[str]:
    chosen = set(call.items(prefix))
    if strange := chosen - set(known):
        raise bad_value(f"Invalid value for {prefix}: {min(strange)}")
    return chosen


def _filter(call: MwsCall, marketplaces: set[str]) -> Callable[[Order], bool]:
    statuses = _choices(call, "OrderStatus.Status", STATUSES.values())
    if len(statuses & {"Unshipped", "PartiallyShipped"}) == 1:
        raise bad_value("Unshipped and PartiallyShipped must be used together.")
    channels = _choices(call, "FulfillmentChannel.Channel", _CHANNELS.values())
    payments = _choices(call, "PaymentMethod.Method", ("COD", "CVS", "Other"))
    email, seller_order_id = call.text("BuyerEmail"), call.text("SellerOrderId")
    if (email or seller_order_id) and (statuses or channels or payments or (email and seller_order_id)):
        raise bad_value("BuyerEmail and SellerOrderId exclude each other and all filters.")

    def wanted(order: Order) -> bool:
        return (
            order.marketplace_id in marketplaces
            and (not statuses or STATUSES[order.status] in statuses)
            and (not channels or _CHANNELS[order.fulfilled_by] in channels)
            and (not payments or "Other" in payments)
            and email in ("", order.buyer.email)
            and seller_order_id in ("", order.seller_order_id)
        )

    return wanted
