"""Listings Items 2021-08-01, reading: twenty SKUs a call, all of the seller's marketplaces in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from mwslink.errors import RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.failures import AnswerError
from mwslink.gateways.spapi.listings_reading import read_listings
from mwslink.gateways.spapi.listings_wire import WireItem, WireSearch
from mwslink.gateways.spapi.protocol import Origin, Query
from mwslink.listings.model import Listing
from mwslink.messages import _

SEARCH = "searchListingsItems"
SEARCH_ROUTE = "/listings/2021-08-01/items/{sellerId}"
GET = "getListingsItem"
ITEM_ROUTE = "/listings/2021-08-01/items/{sellerId}/{sku}"
INCLUDED_DATA = ("summaries", "attributes", "fulfillmentAvailability")
PER_PAGE = 20
_NOT_FOUND = ("NOT_FOUND", "NotFound")
_search = msgspec.json.Decoder(WireSearch)
_item = msgspec.json.Decoder(WireItem)


@dataclass(frozen=True)
class SearchedListings:
    """The listings of a seller at this API."""

    caller: Caller
    signer: Signer
    origin: Origin
    seller_id: str

    def search(
        self, marketplace_ids: Sequence[str], query: Query, *, token: str = "", calls_left: float | None = None
    ) -> WireSearch:
        """One page of the listings that fit the query. Raises BadRequestError when Amazon refuses a token."""
        asked = {
            "marketplaceIds": marketplace_ids,
            "includedData": INCLUDED_DATA,
            "pageSize": PER_PAGE,
            **query,
            **({"pageToken": token} if token else {}),
        }
        request = self.origin.get(SEARCH, SEARCH_ROUTE, asked, sellerId=self.seller_id)
        return self.caller.call(
            request, lambda response: parse_json(response, _search), signer=self.signer, calls_left=calls_left
        )

    def find(self, marketplace_ids: Sequence[str], skus: Sequence[str]) -> Iterator[Sequence[Listing]]:
        """Listings of these SKUs, a batch per call; SKUs that Amazon does not know are left out."""
        known = dict.fromkeys(sku for sku in skus if sku)
        # Amazon takes every comma for the end of a SKU, encoded or not.
        alone = [sku for sku in known if "," in sku]
        together = batches([sku for sku in known if "," not in sku])
        for done, batch in enumerate(together):
            calls_left = len(together) - done
            for items in self._named(marketplace_ids, batch, calls_left):
                yield [listing for item in items for listing in read_listings(item, marketplace_ids)]
        for done, sku in enumerate(alone):
            if item := self.get(marketplace_ids, sku, calls_left=len(alone) - done):
                yield read_listings(item, marketplace_ids)

    def get(self, marketplace_ids: Sequence[str], sku: str, *, calls_left: float | None = None) -> WireItem | None:
        """One item by its SKU, whatever characters that has; None when Amazon knows none."""
        query: Query = {"marketplaceIds": marketplace_ids, "includedData": INCLUDED_DATA}
        request = self.origin.get(GET, ITEM_ROUTE, query, sellerId=self.seller_id, sku=sku)
        try:
            return self.caller.call(
                request, lambda response: parse_json(response, _item), signer=self.signer, calls_left=calls_left
            )
        except RejectedError as error:
            if error.code in _NOT_FOUND:
                return None
            raise

    def _named(
        self, marketplace_ids: Sequence[str], skus: Sequence[str], calls_left: float
    ) -> Iterator[Sequence[WireItem]]:
        query: Query = {"identifiersType": "SKU", "identifiers": skus}
        token = ""
        while True:
            try:
                found = self.search(marketplace_ids, query, token=token, calls_left=calls_left)
            except RejectedError as error:
                if error.code in _NOT_FOUND:
                    return
                raise
            yield found.items
            next_token = next_token_of(found, token)
            if not next_token:
                return
            token = next_token


def batches(values: Sequence[str]) -> list[Sequence[str]]:
    """The values by twenty, as many as one call takes."""
    return [values[start : start + PER_PAGE] for start in range(0, len(values), PER_PAGE)]


def next_token_of(found: WireSearch, token: str) -> str:
    """The token of the next page, empty after the last. Raises AnswerError when pages repeat themselves."""
    next_token = (found.pagination.next_token if found.pagination else "") or ""
    if next_token and next_token == token:
        raise AnswerError(_("Amazon sends the same page of listings again and again."))
    return next_token
