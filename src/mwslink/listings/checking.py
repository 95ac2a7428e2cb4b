"""The report of check-weights: listings without a usable weight, or with one that looks wrong, row by row.

Rows come one by one and nothing is kept but the SKUs that open orders wait for: a million listings cost no more memory
than a thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Protocol
from urllib.parse import urlencode

from mwslink.connections import Seller
from mwslink.listings.model import MERCHANT, Listing, UnitWeight, Weights
from mwslink.listings.suggest import ParcelWeights, Source, Suggestion, suggestions
from mwslink.listings.usable import (
    UNLIKELY,
    Context,
    Finding,
    Severity,
    elsewhere,
    examine,
    is_unlikely,
    unit_weight,
    worst,
)
from mwslink.listings.weights import Weight
from mwslink.marketplaces import BY_ID
from mwslink.messages import _

_AT_ONCE = 200
_RANKED = tuple(Source)


class _Listings(Protocol):
    def by_sku(self, seller: Seller) -> Iterator[list[Listing]]: ...
    def find(self, seller: Seller, skus: Collection[str]) -> Iterator[list[Listing]]: ...
    def catalogue(self, marketplace_id: str, asins: Collection[str]) -> Mapping[str, Weights]: ...


class _OrderWeights(Protocol):
    def waiting(self, seller: Seller, marketplace_id: str) -> Mapping[str, int]: ...


class _Overrides(Protocol):
    def weights(self, seller: Seller) -> Mapping[tuple[str, str], Weight]: ...


class CheckStore(Protocol):
    """The parts of a store that the check reads."""

    @property
    def listings(self) -> _Listings: ...
    @property
    def order_weights(self) -> _OrderWeights: ...
    @property
    def overrides(self) -> _Overrides: ...
    @property
    def parcel_weights(self) -> ParcelWeights: ...


@dataclass(frozen=True)
class CheckRequest:
    """Which listings; `with_warnings`: also those whose weight looks wrong or is an estimate."""

    seller: Seller
    marketplace_ids: tuple[str, ...]
    with_warnings: bool = True


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One listing with its findings; `waiting`: how many open orders wait for its weight; `weight`: what counts now.

    A SKU that open orders need and Amazon does not know has a listing with nothing but SKU and marketplace.
    """

    listing: Listing
    findings: tuple[Finding, ...]
    waiting: int = 0
    weight: UnitWeight | None = None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def severity(self) -> Severity:
        """ERROR: it lacks a weight."""
        return worst(self.findings) or Severity.WARNING

    @property
    def address(self) -> str:
        """The page of Seller Central where the weight is entered."""
        return edit_address(self.listing)


def edit_address(listing: Listing) -> str:
    """The page of Seller Central where a listing is edited; empty for a marketplace we do not know."""
    marketplace = BY_ID.get(listing.marketplace_id)
    if marketplace is None:
        return ""
    asked = {"marketplaceID": listing.marketplace_id, "sku": listing.sku, "asin": listing.asin}
    asked["productType"] = listing.product_type
    return f"{marketplace.seller_central}/abis/listing/edit?" + urlencode({k: v for k, v in asked.items() if v})


def check_weights(store: CheckStore, request: CheckRequest) -> Iterator[CheckRow]:
    """The rows: first what open orders wait for, the most awaited first; then the others by SKU. Raises StoreError."""
    waiting = {
        (sku, id_): count
        for id_ in request.marketplace_ids
        for sku, count in store.order_weights.waiting(request.seller, id_).items()
    }
    check = _Check(store, request, store.overrides.weights(request.seller))
    yield from check.with_proposals(_awaited(check, waiting))
    others = (row for same in store.listings.by_sku(request.seller) for row in check.rows(same))
    yield from check.with_proposals(row for row in others if _key(row) not in waiting)


def unlikely_weights(
    store: CheckStore, seller: Seller, marketplace_id: str, units: Mapping[str, UnitWeight]
) -> dict[str, Finding]:
    """By SKU, of those given: why a unit weight that counts is hardly meant. Raises StoreError."""
    suspects = [sku for sku, unit in units.items() if is_unlikely(unit)]
    if not suspects:
        return {}
    check = _Check(store, CheckRequest(seller, (marketplace_id,)), store.overrides.weights(seller))
    rows = (row for same in store.listings.find(seller, suspects) for row in check.rows(same))
    return {row.listing.sku: one for row in rows for one in row.findings[:1] if one.code in UNLIKELY}


def _key(row: CheckRow) -> tuple[str, str]:
    return row.listing.sku, row.listing.marketplace_id


def _awaited(check: _Check, waiting: Mapping[tuple[str, str], int]) -> Iterator[CheckRow]:
    """Rows of SKUs that orders wait for, whatever is wrong with them."""
    for (sku, marketplace_id), count in sorted(waiting.items(), key=lambda one: (-one[1], one[0])):
        same = next(check.store.listings.find(check.request.seller, [sku]), [])
        found = next((one for one in same if one.marketplace_id == marketplace_id), None)
        if found is None:
            unknown = Finding("unknown-sku", _("Amazon knows no listing of this SKU"), Severity.ERROR)
            yield CheckRow(Listing(sku, marketplace_id), (unknown,), count)
            continue
        # An order that was weighed before the weight came still waits, until the next import: nothing is wrong then.
        row = check.row(found, same)
        if row is not None:
            yield replace(row, waiting=count)


@dataclass(frozen=True)
class _Check:
    """What all rows need."""

    store: CheckStore
    request: CheckRequest
    overrides: Mapping[tuple[str, str], Weight]

    def rows(self, same: Sequence[Listing]) -> Iterator[CheckRow]:
        """The rows of one SKU."""
        for listing in same:
            if listing.marketplace_id in self.request.marketplace_ids and listing.fulfilled_by == MERCHANT:
                row = self.row(listing, same)
                if row is not None:
                    yield row

    def row(self, listing: Listing, same: Sequence[Listing]) -> CheckRow | None:
        """The row of a listing; None where all is well."""
        override = self.overrides.get((listing.sku, listing.marketplace_id)) or self.overrides.get((listing.sku, ""))
        others = elsewhere(listing, same) if len(same) > 1 else ()
        findings = examine(listing, Context(others, override=override))
        if not findings or (findings[0].severity is Severity.WARNING and not self.request.with_warnings):
            return None
        found = tuple(suggestions(Context(others))) if findings[0].severity is Severity.ERROR else ()
        return CheckRow(listing, tuple(findings), weight=unit_weight(listing.weights, override), suggestions=found)

    def with_proposals(self, rows: Iterator[CheckRow]) -> Iterator[CheckRow]:
        """The rows with what the catalogue and past parcels propose, looked up for some rows at once."""
        while some := list(islice(rows, _AT_ONCE)):
            wanting = [row for row in some if row.severity is Severity.ERROR]
            catalogue = self._catalogue(wanting)
            shipped = self.store.parcel_weights.shipped(self.request.seller, {row.listing.sku for row in wanting})
            for row in some:
                key = (row.listing.marketplace_id, row.listing.asin)
                parcels = shipped.get(row.listing.sku, ())
                yield _proposed(row, catalogue.get(key), parcels) if row.severity is Severity.ERROR else row

    def _catalogue(self, rows: Iterable[CheckRow]) -> dict[tuple[str, str], Weights]:
        found = {}
        for id_, listings in _by_marketplace(rows).items():
            asins = {one.asin for one in listings if one.asin}
            found.update({(id_, asin): one for asin, one in self.store.listings.catalogue(id_, asins).items()})
        return found


def _by_marketplace(rows: Iterable[CheckRow]) -> dict[str, list[Listing]]:
    found: dict[str, list[Listing]] = {}
    for row in rows:
        found.setdefault(row.listing.marketplace_id, []).append(row.listing)
    return found


def _proposed(row: CheckRow, catalogue: Weights | None, shipped: Sequence[Fraction]) -> CheckRow:
    more = suggestions(Context(catalogue=catalogue or Weights()), shipped)
    order = sorted([*more, *row.suggestions], key=lambda one: _RANKED.index(one.source))
    return replace(row, suggestions=tuple(order))
