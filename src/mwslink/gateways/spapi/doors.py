"""Which parts of SP-API open: one call for each, the smallest there is, whose answer is thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from mwslink import clock
from mwslink.authorization.parts import Part
from mwslink.errors import RejectedError
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.http import Request
from mwslink.gateways.spapi import definitions, listings_search, orders, orders_v0
from mwslink.gateways.spapi.protocol import Origin, Query, render_moment
from mwslink.gateways.spapi.restricted import RestrictedAuth

_LATELY = timedelta(minutes=10)
_ANY_TYPE = "PRODUCT"


@dataclass(frozen=True)
class Doors:
    """The parts of one seller."""

    caller: Caller
    signer: Signer
    origin: Origin
    seller_id: str
    restricted: RestrictedAuth

    def open(self, part: Part, marketplace_ids: Sequence[str]) -> None:
        """Ask for it. Raises AuthorizationError when it does not open."""
        if part is Part.BUYERS:
            self.restricted.try_fetch()
            return
        try:
            self.caller.call(self._request(part, marketplace_ids), lambda _response: None, signer=self.signer)
        except RejectedError:
            if part is not Part.PRODUCT_TYPES:  # whether there is such a type does not matter
                raise

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
