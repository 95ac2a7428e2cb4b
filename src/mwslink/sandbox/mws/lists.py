"""Lists of the Feeds and Reports sections: what filters them, and the flag with the token that pages them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from xml.etree.ElementTree import Element

from mwslink.sandbox.desks.continuations import BadTokenError, Continuations, Page
from mwslink.sandbox.desks.reports import KEPT, Stage
from mwslink.sandbox.mws.answers import MwsRefusalError, bad_value, element
from mwslink.sandbox.mws.sections import MwsCall
from mwslink.sandbox.mws.tokens import unwrap, wrap

T = TypeVar("T")
_MOST = 100
_NOT_GIVEN = (
    "1 validation error detected: Value null at 'nextToken' failed to satisfy constraint: Member must not be null"
)
STATUSES = {
    Stage.IN_QUEUE: "_SUBMITTED_",
    Stage.IN_PROGRESS: "_IN_PROGRESS_",
    Stage.DONE: "_DONE_",
    Stage.NO_DATA: "_DONE_NO_DATA_",
    Stage.CANCELLED: "_CANCELLED_",
    Stage.FATAL: "_CANCELLED_",  # cancelled or failed: MWS had one word for both
}


@dataclass(frozen=True)
class Words:
    """What the parameters of a list are called."""

    ids: str
    types: str
    statuses: str
    since: str
    until: str


@dataclass(frozen=True)
class Filter:
    """What is wanted; with ids everything else is ignored, empty collections mean all."""

    ids: Collection[str]
    types: Collection[str]
    statuses: Collection[str]
    since: datetime
    until: datetime

    def admits(self, *, type_: str, status: str, at: datetime) -> bool:
        """Whether an entry passes everything but the ids."""
        return (
            (not self.types or type_ in self.types)
            and (not self.statuses or status in self.statuses)
            and self.since <= at <= self.until
        )


def read_filter(call: MwsCall, words: Words, *, now: datetime) -> Filter:
    """The filters of a list; the last 90 days unless dates are given."""
    ids = call.items(words.ids)
    if len(ids) > _MOST:
        raise bad_value(f"{words.ids} has more than {_MOST} members.")
    since = read_moment(call, words.since) or now - KEPT
    until = read_moment(call, words.until) or now
    return Filter(ids, call.items(words.types), call.items(words.statuses), since, until)


def read_size(call: MwsCall) -> int:
    """MaxCount, 1 to 100."""
    text = call.text("MaxCount") or "10"
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not 1 <= int(text) <= _MOST:
        raise bad_value(f"MaxCount must be between 1 and {_MOST}.")
    return int(text)


def read_moment(call: MwsCall, name: str) -> datetime | None:
    """A time of ISO 8601, None when not given; without a zone it is UTC."""
    text = call.text(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        raise bad_value(f"{name} is not an ISO 8601 time.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def resume(call: MwsCall, pages: Continuations[T], *, now: datetime) -> Page[T]:
    """The page of a `…ByNextToken` call."""
    token = call.text("NextToken")
    if not token:
        raise MwsRefusalError(400, "ValidationError", _NOT_GIVEN)
    try:
        if call.suffers("stale-page-token"):
            raise BadTokenError
        return pages.resume(unwrap(token), owner=owner(call), now=now)
    except BadTokenError:
        raise MwsRefusalError(400, "NextTokenCorrupted", "The NextToken is invalid.") from None


def owner(call: MwsCall) -> str:
    """Whose list of which operation: an operation and its twin are one."""
    return f"{call.account.seller_id} {call.action.removesuffix('ByNextToken')}"


def page_elements(page: Page[T], render: Callable[[T], Element]) -> list[Element | None]:
    """NextToken where there is more, the flag, and the entries side by side."""
    token = element("NextToken", wrap(page.next_token)) if page.next_token else None
    flag = element("HasNext", "true" if page.next_token else "false")
    return [token, flag, *(render(entry) for entry in page.entries)]


def stamp(moment: datetime) -> str:
    """`2021-05-06T07:08:10+00:00`: Feeds and Reports write no Z."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()


def mws_type(name: str) -> str:
    """The type as MWS writes it."""
    return f"_{name}_"


def plain_type(name: str) -> str:
    """The type as the Selling Partner API writes it; empty for what is no type of MWS."""
    matched = re.fullmatch(r"_([A-Z0-9_]*[A-Z0-9])_", name)
    return matched[1] if matched else ""


def not_in_future(moment: datetime | None, name: str, *, now: datetime) -> datetime | None:
    """The moment; raises InvalidParameterValue when it is still to come."""
    if moment is not None and moment > now + timedelta(minutes=2):
        raise bad_value(f"{name} must not be in the future.")
    return moment
