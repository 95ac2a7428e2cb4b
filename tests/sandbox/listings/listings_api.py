"""The listings of account 1 as a client reads and changes them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx2
from amazon import Amazon

SELLER = "A1SANDBOX00001"
ITEMS = f"/listings/2021-08-01/items/{SELLER}"
SHOPS = {
    "ES": "A1RKKUPIHCS9HS",
    "IT": "APJ6JRA9NG5V4",
    "DE": "A1PA6795UKMFR9",
    "FR": "A13V1IB3VIYZZH",
    "GB": "A1F83G8C2ARO7P",
}
EVERYWHERE = ",".join(SHOPS.values())
SPAIN = SHOPS["ES"]
Item = dict[str, Any]


class Shop:
    """Listings calls on top of a plain client; everywhere unless marketplaces are named."""

    def __init__(self, amazon: Amazon) -> None:
        self.amazon = amazon

    def search(self, **query: Any) -> httpx2.Response:
        return self.amazon.get(ITEMS, **{"marketplaceIds": EVERYWHERE, **query})

    def found(self, **query: Any) -> dict[str, Any]:
        answer = self.search(**query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def all(self, **query: Any) -> list[Item]:
        """The items of all pages of a search."""
        query = {"pageSize": 20, **query}
        answer = self.found(**query)
        items = answer["items"]
        while token := answer.get("pagination", {}).get("nextToken"):
            answer = self.found(**query, pageToken=token)
            items += answer["items"]
        return items

    def skus(self, **query: Any) -> list[str]:
        return [item["sku"] for item in self.all(**query)]

    def get(self, sku: str, **query: Any) -> httpx2.Response:
        return self.amazon.get(f"{ITEMS}/{quote(sku, safe='')}", **{"marketplaceIds": EVERYWHERE, **query})

    def weights(self, sku: str, attribute: str = "item_package_weight") -> dict[str, tuple[float, str]]:
        """What the seller contributed, by marketplace id."""
        attributes = self.get(sku, includedData="attributes").json()["attributes"]
        return {one["marketplace_id"]: (one["value"], one["unit"]) for one in attributes.get(attribute, [])}

    def patch(self, sku: str, body: Any, **query: Any) -> httpx2.Response:
        headers = {"x-amz-access-token": self.amazon.token()}
        query = {"marketplaceIds": SPAIN, **query}
        return self.amazon.http.patch(f"{ITEMS}/{quote(sku, safe='')}", params=query, json=body, headers=headers)

    def set_weight(self, sku: str, *instances: Item, op: str = "replace", **query: Any) -> httpx2.Response:
        """A patch of the package's weight by the listing's own product type."""
        return self.patch(sku, weight_patch(self.product_type(sku), *instances, op=op), **query)

    def product_type(self, sku: str) -> str:
        return self.control("GET", f"?sku={quote(sku, safe='')}")["product_type"]

    def add(self, sku: str, **given: Any) -> Item:
        return self.control("POST", "", {"sku": sku, **given})

    def control(self, method: str, path: str, body: Any = None) -> Any:
        return self.amazon.control(method, f"/listings{path}", body)

    def pass_time(self, seconds: float = 20) -> None:
        self.amazon.pass_time(seconds=seconds)


def weight_patch(product_type: str, *instances: Item, op: str = "replace") -> Item:
    return {
        "productType": product_type,
        "patches": [{"op": op, "path": "/attributes/item_package_weight", "value": list(instances)}],
    }


def weight(value: float, unit: str = "kilograms", marketplace_id: str = SPAIN) -> Item:
    return {"value": value, "unit": unit, "marketplace_id": marketplace_id}
