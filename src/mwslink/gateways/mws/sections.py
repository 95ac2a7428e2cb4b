"""The sections of MWS that we call: where each is, its version, and what it calls the seller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mwslink.gateways.http import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Section:
    """One API section; `seller` is the name of the parameter for the seller's id. `has_hours`: it has hourly quotas,
    and tells them in `x-mws-quota-*`."""

    name: str
    path: str
    version: str
    seller: str = "SellerId"
    has_hours: bool = False


SELLERS = Section("Sellers", "/Sellers/2011-07-01", "2011-07-01")
ORDERS = Section("Orders", "/Orders/2013-09-01", "2013-09-01")
PRODUCTS = Section("Products", "/Products/2011-10-01", "2011-10-01", has_hours=True)
REPORTS = Section("Reports", "/", "2009-01-01", seller="Merchant", has_hours=True)
FEEDS = Section("Feeds", "/", "2009-01-01", seller="Merchant", has_hours=True)


@dataclass(frozen=True)
class MwsRequest(Request):
    """A call before it is signed: its own parameters, without those that all calls have.

    `is_upload`: the body is a feed, so that the parameters have to go into the address.
    """

    section: Section = SELLERS
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_upload: bool = False


def numbered(name: str, values: Iterable[str]) -> dict[str, str]:
    """A list as MWS wants it: `MarketplaceId.Id` becomes `MarketplaceId.Id.1`, `MarketplaceId.Id.2`, …"""
    return {f"{name}.{number}": value for number, value in enumerate(values, 1)}
