"""Which parts of SP-API open: one call for each, the smallest there is, whose answer is thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from mwslink import clock
from mwslink.authorization.parts import Part
from mwslink.errors import RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.http import Request, Response
from mwslink.gateways.spapi import definitions, listings_search, orders, orders_v0
from mwslink.gateways.spapi.listings_wire import WireSearch
from mwslink.gateways.spapi.protocol import Origin, Query, render_moment
from mwslink.gateways.spapi.restricted import RestrictedAuth

_LATELY = timedelta(minutes=10)
_ANY_TYPE = "PRODUCT"
_search = msgspec.json.Decoder(WireSearch)


def _read_search(response: Response) -> WireSearch:
    return parse_json(response, _search)


@dataclass(frozen=True)
class Doors:
    """The parts of one seller."""

    caller: Caller
    signer: Signer
    origin: Origin
    seller_id: str
    restricted: RestrictedAuth

    def open(self, part: Part, marketplace_ids: Sequence[str]) -> bool:
        """Ask for it; returns whether there are listings, for that part. Raises AuthorizationError if it is shut."""
        if part is Part.LISTINGS:
            found = self.caller.call(self._request(part, marketplace_ids), _read_search, signer=self.signer)
            return bool(found.items)
        if part is Part.BUYERS:
            self.restricted.try_fetch()
            return True
        try:
            self.caller.call(self._request(part, marketplace_ids), lambda _response: None, signer=self.signer)
        except RejectedError:
            if part is not Part.PRODUCT_TYPES:  # whether there is such a type does not matter
                raise
        return True

    def _request(self, part: Part, marketplace_ids: Sequence[str]) -> Request:
        since = render_moment(clock.now() - _LATELY)
        asked: Query
        if part is Part.ORDERS:
            asked = {"lastUpdatedAfter": since, "marketplaceIds": marketplace_ids, "maxResultsPerPage": 1}
            return self.origin.get(orders.OPERATION, orders.ROUTE, asked)
        if part is Part.ORDERS_V0:
            asked = {"LastUpdatedAfter": since, "MarketplaceIds": marketplace_ids, "MaxResultsPerPage": 1}
            return self.origin.get(orders_v0.LIST_OPERATION, orders_v0.LIST_ROUTE, asked)
        if part is Part.LISTINGS:
            asked = {"marketplaceIds": marketplace_ids, "pageSize": 1}
            return self.origin.get(listings_search.SEARCH, listings_search.SEARCH_ROUTE, asked, sellerId=self.seller_id)
        asked = {"marketplaceIds": marketplace_ids[:1], "requirements": "LISTING"}
        return self.origin.get(definitions.OPERATION, definitions.ROUTE, asked, productType=_ANY_TYPE)
