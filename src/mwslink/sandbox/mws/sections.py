"""The sections of MWS: where each is, its version, its namespace, and what its operations are allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.sandbox.exchange import Call, Reply
from mwslink.sandbox.quotas import Quota

if TYPE_CHECKING:
    from mwslink.sandbox.accounts import Account
    from mwslink.sandbox.state import State

MINUTE = 60.0
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Section:
    """One API section. `tells_quota`: its answers carry the x-mws-quota-* headers."""

    name: str
    version: str
    namespace: str
    paths: tuple[str, ...]
    tells_quota: bool = False


SELLERS = Section(
    "Sellers", "2011-07-01", "https://mws.amazonservices.com/Sellers/2011-07-01", ("/Sellers/2011-07-01",)
)
ORDERS = Section("Orders", "2013-09-01", "https://mws.amazonservices.com/Orders/2013-09-01", ("/Orders/2013-09-01",))
PRODUCTS = Section(
    "Products",
    "2011-10-01",
    "http://mws.amazonservices.com/schema/Products/2011-10-01",
    ("/Products/2011-10-01",),
    tells_quota=True,
)
_DOCUMENTS = "http://mws.amazonaws.com/doc/2009-01-01/"
FEEDS = Section("Feeds", "2009-01-01", _DOCUMENTS, ("/", "/Feeds/2009-01-01"), tells_quota=True)
REPORTS = Section("Reports", "2009-01-01", _DOCUMENTS, ("/", "/Reports/2009-01-01"), tells_quota=True)
SECTIONS = (SELLERS, ORDERS, PRODUCTS, FEEDS, REPORTS)


@dataclass(frozen=True)
class Plan:
    """A bucket of `quota`, and calls in a fixed hour; `shared`: the operation whose bucket it is."""

    quota: Quota
    hourly: int | None = None
    shared: str = ""


def plan(burst: int, *, every: float, hourly: int | None = None, shared: str = "") -> Plan:
    """`burst` calls at once, one more every so many seconds."""
    return Plan(Quota(rate=1 / every, burst=burst), hourly, shared)


@dataclass(frozen=True)
class MwsCall:
    """A call that passed the gate: who asks, what, with which parameters; `body` is a feed's."""

    section: Section
    action: str
    parameters: Mapping[str, str]
    account: Account
    call: Call
    request_id: str

    def text(self, name: str) -> str:
        """A parameter; empty when it was not given."""
        return self.parameters.get(name, "")

    def items(self, prefix: str) -> list[str]:
        """The members of a list such as `MarketplaceId.Id`, in the order of their numbers."""
        found = [
            (int(name.removeprefix(f"{prefix}.")), value)
            for name, value in self.parameters.items()
            if name.startswith(f"{prefix}.") and _NUMBER.fullmatch(name.removeprefix(f"{prefix}."))
        ]
        return [value for _number, value in sorted(found)]

    def suffers(self, kind: str) -> bool:
        """Whether the handler itself has to misbehave this way."""
        return self.call.suffers(kind)


Handler = Callable[["State", MwsCall], Reply]


@dataclass(frozen=True)
class MwsOperation:
    """One operation; `cost`: how much of its bucket a call uses up."""

    section: Section
    action: str
    plan: Plan
    handle: Handler
    cost: Callable[[MwsCall], int] = lambda _call: 1


def mws_operation(
    section: Section, action: str, allowed: Plan, handler: Handler, *, cost: Callable[[MwsCall], int] | None = None
) -> MwsOperation:
    """Declare an operation; a `…ByNextToken` twin is one of its own."""
    return MwsOperation(section, action, allowed, handler, cost or (lambda _call: 1))
