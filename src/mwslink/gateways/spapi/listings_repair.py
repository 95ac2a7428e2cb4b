"""Listings Items 2021-08-01, writing: one weight of one SKU, for several marketplaces in one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.spapi.listings_reading import read_submission
from mwslink.gateways.spapi.listings_search import ITEM_ROUTE
from mwslink.gateways.spapi.listings_wire import WireSubmission
from mwslink.gateways.spapi.protocol import Origin, Query
from mwslink.listings.pull import Repair, Submission

PATCH = "patchListingsItem"
_submission = msgspec.json.Decoder(WireSubmission)
# Decimals as numbers, digit by digit.
json = msgspec.json.Encoder(decimal_format="number")


@dataclass(frozen=True)
class RepairedListings:
    """The listings of a seller, to be written to.

    `productType` must be the listing's own: the generic PRODUCT serves prices and quantities, not facts of a product.
    """

    caller: Caller
    signer: Signer
    origin: Origin
    seller_id: str

    def preview(self, repair: Repair) -> Submission:
        """Whether Amazon would take it: VALID, or INVALID with the issues."""
        return self._patch(repair, {"mode": "VALIDATION_PREVIEW"})

    def write(self, repair: Repair) -> Submission:
        """ACCEPTED is queued, INVALID refused, both with HTTP 200. Repeated after an unclear answer: the same weight
        a second time changes nothing."""
        return self._patch(repair, {})

    def _patch(self, repair: Repair, mode: Query) -> Submission:
        query: Query = {"marketplaceIds": repair.marketplace_ids, **mode}
        body = json.encode({"productType": repair.product_type, "patches": [render_patch(repair)]})
        request = self.origin.patch(PATCH, ITEM_ROUTE, query, body, sellerId=self.seller_id, sku=repair.sku)
        return self.caller.call(
            request,
            lambda response: read_submission(parse_json(response, _submission), repair.sku),
            signer=self.signer,
            is_repeatable=True,
        )


def render_patch(repair: Repair) -> Mapping[str, object]:
    """The JSON patch: replaces the values of these marketplaces, and leaves those of others."""
    weight = {"value": repair.weight.value, "unit": repair.weight.unit}
    return {
        "op": "replace",
        "path": f"/attributes/{repair.attribute.value}",
        "value": [{**weight, "marketplace_id": id_} for id_ in repair.marketplace_ids],
    }
