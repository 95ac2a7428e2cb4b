"""What happens in the tour's sandbox between its steps, by the sandbox's control paths."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

_WEIGHTS = ("website_shipping_weight", "item_package_weight", "item_weight")
_VISIBLE_AFTER = 150  # seconds until a search shows a new order, and some


class Shop:
    """The sandbox's first seller, in Spain."""

    def __init__(self, url: str) -> None:
        self._url = url

    def order_without_weight(self) -> tuple[str, str]:
        """A new Spanish order for a product whose listing has no weight, old enough to be seen; order id and SKU."""
        order_id, sku = self._simple_order("ES")
        self._take_weights(sku)
        self._italian, _sku = self._simple_order("IT")
        self._post("clock", {"advance": _VISIBLE_AFTER})
        return order_id, sku

    def print_labels(self, order_id: str) -> str:
        """Somebody ships the order and an Italian one in Sendcloud's panel; the id of the latter."""
        for one, carrier in ((order_id, "correos"), (self._italian, "brt")):
            self._post("sendcloud/ship", {"order_id": one, "carrier": carrier})
        return self._italian

    def scan(self, order_id: str) -> None:
        """The carrier has the order's parcel; Amazon shows what changed meanwhile."""
        self._post("sendcloud/orders/move", {"order_id": order_id, "to": "process"})
        self._post("clock", {"advance": _VISIBLE_AFTER})

    def _simple_order(self, country: str) -> tuple[str, str]:
        """A new order of one SKU alone, not for Prime, so that one weight is all it waits for; others are cancelled."""
        while True:
            (order_id,) = self._post("orders", {"account": 1, "country": country})["orders"]
            order = self._get(f"orders/{order_id}")
            skus = {item["product"]["sellerSku"] for item in order["orderItems"]}
            if len(skus) == 1 and "PRIME" not in order.get("programs", []):
                return order_id, skus.pop()
            self._post(f"orders/{order_id}/cancel", {"reason": "NO_INVENTORY"})

    def _take_weights(self, sku: str) -> None:
        self._post("listings/offer-only", {"account": 1, "sku": sku, "on": False})
        for attribute in _WEIGHTS:
            self._post("listings/weight", {"account": 1, "sku": sku, "attribute": attribute})

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self._url}/_sandbox/{path}", timeout=30) as answer:  # noqa: S310  (loopback)
            return json.load(answer)

    def _post(self, path: str, body: object) -> Any:
        request = urllib.request.Request(  # noqa: S310  (loopback)
            f"{self._url}/_sandbox/{path}", json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  (as above)
            return json.load(answer)
