"""What Reports and Feeds 2021-06-30 read alike: bodies, filters of lists, next tokens."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from mwslink.sandbox.accounts import Account
from mwslink.sandbox.desks.continuations import BadTokenError, Page
from mwslink.sandbox.desks.reports import KEPT
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.gate import SellerCall, bad_input
from mwslink.sandbox.parameters import Parameters

STAGES = ("IN_QUEUE", "IN_PROGRESS", "DONE", "CANCELLED", "FATAL")
LISTS = frozenset({"reportTypes", "feedTypes", "processingStatuses", "marketplaceIds"})
_MOST_MARKETPLACES, _MOST_FILTERS = 25, 10
_CLOCKS_DIFFER = timedelta(minutes=2)
_Body = TypeVar("_Body")
_Entry = TypeVar("_Entry")


def read_body(body: bytes, kind: type[_Body]) -> _Body:
    """The JSON body of a request; raises 400."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise bad_input(details=str(error)) from error


def check_marketplaces(account: Account, marketplace_ids: list[str]) -> None:
    """1 to 25 marketplaces in which the seller sells; raises 400."""
    if not 1 <= len(marketplace_ids) <= _MOST_MARKETPLACES:
        raise bad_input(details="marketplaceIds must have 1 to 25 members.")
    for marketplace_id in marketplace_ids:
        if marketplace_id not in [one.id for one in account.marketplaces]:
            raise bad_input(details=f"marketplaceIds: the seller does not sell in {marketplace_id}.")


def page_of(
    request: SellerCall, given: Parameters, resume: Callable[[str], Page[_Entry]], start: Callable[[int], Page[_Entry]]
) -> Page[_Entry]:
    """The page a token stands for, alone in its request, or the first of a new list of pages of that size."""
    token = given.text("nextToken")
    if not token:
        return start(given.number("pageSize", default=10, most=100))
    if given.without({"nextToken"}):
        raise bad_input(details="nextToken must be the only parameter.")
    try:
        if request.call.suffers("stale-page-token"):
            raise BadTokenError
        return resume(token)
    except BadTokenError as error:
        raise bad_input(details="nextToken is invalid or too old.") from error


def read_types(given: Parameters, name: str) -> list[str]:
    """The types that are wanted, 1 to 10 of them."""
    types = given.items(name)
    if not 1 <= len(types) <= _MOST_FILTERS:
        raise bad_input(details=f"Either {name} (1 to 10) or nextToken is required.")
    return types


def read_marketplaces(given: Parameters) -> set[str]:
    """The marketplaces that are wanted, at most 10; none means all."""
    marketplaces = given.items("marketplaceIds")
    if len(marketplaces) > _MOST_FILTERS:
        raise bad_input(details="At most 10 marketplaceIds.")
    return set(marketplaces)


def read_stages(given: Parameters) -> Collection[str]:
    """The processing statuses that are wanted; none given means all."""
    return given.choices("processingStatuses", STAGES) or STAGES


def read_window(given: Parameters, *, now: datetime) -> tuple[datetime, datetime]:
    """createdSince, at most 90 days ago, and createdUntil."""
    earliest = now - KEPT
    since = given.moment("createdSince") or earliest
    if since < earliest - _CLOCKS_DIFFER:
        raise bad_input(details="createdSince must not be more than 90 days ago.")
    return since, given.moment("createdUntil") or now


def with_token(answer: Json, page: Page[_Entry]) -> Json:
    """The answer, with the next token where there is a next page."""
    return {**answer, "nextToken": page.next_token} if page.next_token else answer


def asked_encoding(request: SellerCall) -> str:
    """`gzip` where enableContentEncodingUrlHeader asks for a download that HTTP clients unpack by themselves."""
    given = Parameters(request.call.query, lists=())
    given.refuse_unknown({"enableContentEncodingUrlHeader"})
    wanted = given.text("enableContentEncodingUrlHeader")
    if wanted not in ("", "true", "false"):
        raise bad_input(details="enableContentEncodingUrlHeader must be true or false.")
    return "gzip" if wanted == "true" else ""
