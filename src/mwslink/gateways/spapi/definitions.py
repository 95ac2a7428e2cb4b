"""Product Type Definitions 2020-09-01: which weights a listing of a type can have."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.spapi.protocol import Origin
from mwslink.listings.model import Attribute

OPERATION = "getDefinitionsProductType"
ROUTE = "/definitions/2020-09-01/productTypes/{productType}"


class _Group(msgspec.Struct, rename="camel"):
    property_names: list[str] | None = None


class _Definition(msgspec.Struct, rename="camel"):
    # Names enough: the schema itself, a second download, says no more about whether an attribute exists.
    property_groups: dict[str, _Group]


_definition = msgspec.json.Decoder(_Definition)


@dataclass(frozen=True)
class Definitions:
    """The product types, each asked for once in the life of the gateway."""

    caller: Caller
    signer: Signer
    origin: Origin
    seller_id: str
    _known: dict[tuple[str, str], frozenset[Attribute]] = field(default_factory=dict, repr=False)

    def weight_attributes(self, product_type: str, marketplace_id: str) -> frozenset[Attribute]:
        """The weight attributes of the type in the marketplace. Raises RejectedError for an unknown type."""
        key = (product_type, marketplace_id)
        if key not in self._known:
            self._known[key] = self._fetch(product_type, marketplace_id)
        return self._known[key]

    def _fetch(self, product_type: str, marketplace_id: str) -> frozenset[Attribute]:
        query = {"marketplaceIds": marketplace_id, "sellerId": self.seller_id, "requirements": "LISTING"}
        request = self.origin.get(OPERATION, ROUTE, query, productType=product_type)
        definition = self.caller.call(request, lambda response: parse_json(response, _definition), signer=self.signer)
        names = {name for group in definition.property_groups.values() for name in group.property_names or ()}
        return frozenset(attribute for attribute in Attribute if attribute.value in names)
