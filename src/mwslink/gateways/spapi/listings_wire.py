"""Listings, and what becomes of changes to them, as they come over the wire (`listingsItems_2021-08-01.json`).

Of an item's attributes only the three weights are declared, the rest is skipped while reading. Numbers become decimals
digit by digit: no float in between.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec

Text = str | None


class WireWeight(msgspec.Struct):
    value: Decimal | None = None
    unit: Text = ""
    marketplace_id: Text = ""


class WireAttributes(msgspec.Struct):
    website_shipping_weight: list[WireWeight] | None = None
    item_package_weight: list[WireWeight] | None = None
    item_weight: list[WireWeight] | None = None


class WireSummary(msgspec.Struct, rename="camel"):
    marketplace_id: str
    asin: Text = ""
    product_type: Text = ""
    status: list[str] | None = None
    item_name: Text = ""
    created_date: datetime | None = None
    last_updated_date: datetime | None = None


class WireAvailability(msgspec.Struct, rename="camel"):
    fulfillment_channel_code: Text = ""


class WireIssue(msgspec.Struct, rename="camel"):
    code: Text = ""
    message: Text = ""
    severity: Text = ""
    attribute_names: list[str] | None = None


class WireItem(msgspec.Struct, rename="camel"):
    """The answer of getListingsItem, and one item of the others."""

    sku: str
    summaries: list[WireSummary] | None = None
    attributes: WireAttributes | None = None
    fulfillment_availability: list[WireAvailability] | None = None
    issues: list[WireIssue] | None = None


class WirePagination(msgspec.Struct, rename="camel"):
    next_token: Text = ""


class WireSearch(msgspec.Struct, rename="camel"):
    """The answer of searchListingsItems."""

    number_of_results: int
    items: list[WireItem]
    pagination: WirePagination | None = None


class WireSubmission(msgspec.Struct, rename="camel"):
    """The answer of patchListingsItem."""

    sku: str
    status: str
    submission_id: Text = ""
    issues: list[WireIssue] | None = None
