"""Catalog Items 2022-04-01: the weights Amazon itself reckons with, whoever stated them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.failures import AnswerError
from mwslink.gateways.spapi.listings_reading import read_weight
from mwslink.gateways.spapi.listings_search import PER_PAGE, batches
from mwslink.gateways.spapi.protocol import Origin
from mwslink.listings.model import Listing, Weights
from mwslink.listings.weights import Weight
from mwslink.messages import _

OPERATION = "searchCatalogItems"
ROUTE = "/catalog/2022-04-01/items"
INCLUDED_DATA = ("dimensions", "summaries")  # the summaries for the title
Text = str | None


class _Dimension(msgspec.Struct):
    value: Decimal | None = None
    unit: Text = ""


class _Dimensions(msgspec.Struct):
    weight: _Dimension | None = None


class _InMarketplace(msgspec.Struct, rename="camel"):
    marketplace_id: Text = ""
    item: _Dimensions | None = None
    package: _Dimensions | None = None
    item_name: Text = ""


class _Item(msgspec.Struct):
    asin: str
    dimensions: list[_InMarketplace] | None = None
    summaries: list[_InMarketplace] | None = None


class _Pagination(msgspec.Struct, rename="camel"):
    next_token: Text = ""


class _Search(msgspec.Struct):
    items: list[_Item]
    pagination: _Pagination | None = None


_search = msgspec.json.Decoder(_Search)


@dataclass(frozen=True)
class Catalogue:
    """Amazon's catalogue, as a seller may see it."""

    caller: Caller
    signer: Signer
    origin: Origin

    def listings(self, marketplace_id: str, asins: Sequence[str]) -> Iterator[Sequence[Listing]]:
        """The ASINs' titles and weights, a batch per call; ASINs that Amazon does not know are left out."""
        todo = batches(list(dict.fromkeys(asin for asin in asins if asin)))
        for done, batch in enumerate(todo):
            for items in self._named(marketplace_id, batch, len(todo) - done):
                yield [_read(item, marketplace_id) for item in items]

    def _named(self, marketplace_id: str, asins: Sequence[str], calls_left: int) -> Iterator[Sequence[_Item]]:
        query: dict[str, str | int | Sequence[str]] = {
            "identifiersType": "ASIN",
            "identifiers": asins,
            "marketplaceIds": marketplace_id,
            "includedData": INCLUDED_DATA,
            "pageSize": PER_PAGE,
        }
        token = ""
        while True:
            request = self.origin.get(OPERATION, ROUTE, query | ({"pageToken": token} if token else {}))
            found = self.caller.call(
                request, lambda response: parse_json(response, _search), signer=self.signer, calls_left=calls_left
            )
            yield found.items
            next_token = found.pagination.next_token if found.pagination else None
            if not next_token:
                return
            if next_token == token:
                raise AnswerError(_("Amazon sends the same page of the catalogue again and again."))
            token = next_token


def _read(item: _Item, marketplace_id: str) -> Listing:
    size = _of(item.dimensions, marketplace_id)
    summary = _of(item.summaries, marketplace_id)
    return Listing(
        sku="",
        marketplace_id=marketplace_id,
        asin=item.asin,
        title=summary.item_name or "",
        weights=Weights(catalogue_package=_weight(size.package), catalogue_item=_weight(size.item)),
    )


def _of(entries: Sequence[_InMarketplace] | None, marketplace_id: str) -> _InMarketplace:
    return next((one for one in entries or () if one.marketplace_id == marketplace_id), _InMarketplace())


def _weight(dimensions: _Dimensions | None) -> Weight | None:
    if dimensions is None or dimensions.weight is None:
        return None
    return read_weight(dimensions.weight.value, dimensions.weight.unit)
