"""From an order to the parcels of its shipment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mwslink.sandbox.exchange import Json
from mwslink.sandbox.sendcloud.carriers import DEFAULT_OPTION
from mwslink.sandbox.sendcloud.model import SavedOrder, objects, part
from mwslink.sandbox.sendcloud.shipment import Box, Shipment

_GRAMS = {"kg": 1000.0, "g": 1.0, "lbs": 453.59237, "oz": 28.349523125}
_SAME_NAME = ("item_id", "quantity", "hs_code", "sku", "product_id", "properties", "mid_code", "material_content")
SENDER: Json = {
    "name": "Sandbox Warehouse",
    "company_name": "Sandbox",
    "address_line_1": "Stadhuisplein",
    "house_number": "10",
    "postal_code": "5611 EM",
    "city": "Eindhoven",
    "country_code": "NL",
}


class PackingError(ValueError):
    """The order cannot be shipped like that: a sentence, and what it is about."""


def option_of(order: SavedOrder) -> str:
    """The shipping option an order asks for."""
    properties = part(order.content, "shipping_details", "ship_with", "properties")
    return str(properties.get("shipping_option_code") or DEFAULT_OPTION)


def fields_of(order: SavedOrder) -> Json:
    """What a shipment takes over from its order."""
    content = order.content or {}
    if "shipping_address" not in content:
        raise PackingError("The order has no valid shipping address.")
    total = part(content, "payment_details", "total_price")
    return {
        "order_number": content["order_number"],
        "to_address": content["shipping_address"],
        "from_address": SENDER,
        "total_order_price": {"value": _decimal(total), "currency": total["currency"]},
        "reference": None,
        "external_reference_id": None,
        "customs_information": None,
    }


def _decimal(price: Json) -> str:
    return f"{float(str(price['value'])):.2f}"


def pack(order: SavedOrder, parts: Sequence[Json]) -> list[Box]:
    """One box of everything, or one for each part: an object with the `parcel_items` it holds and its `weight`."""
    if not parts:
        return [Box(_weight(order, _items(order), share=1), [_as_parcel_item(item) for item in _items(order)])]
    return [_box(order, one, share=len(parts)) for one in parts]


def _box(order: SavedOrder, wanted: Json, *, share: int) -> Box:
    picked = [_pick(order, one) for one in objects(wanted.get("parcel_items"))]
    weight = part(wanted, "weight") or _weight(order, picked, share=share)
    others = {"dimensions": wanted["dimensions"]} if "dimensions" in wanted else {}
    return Box(weight, [_as_parcel_item(item) for item in picked], others)


def _pick(order: SavedOrder, wanted: Json) -> Json:
    """The item of the order with this `item_id` (or `sku`), in this quantity."""
    for name in ("item_id", "sku"):
        for item in _items(order):
            if name in wanted and item.get(name) == wanted[name]:
                return {**item, "quantity": wanted.get("quantity", item["quantity"])}
    raise PackingError("The order has no such item.")


def _items(order: SavedOrder) -> list[Json]:
    return objects(part(order.content, "order_details").get("order_items"))


def _as_parcel_item(item: Json) -> Json:
    price = part(item, "unit_price") or part(item, "total_price")
    made: Json = {
        "description": str(item["name"])[:255],
        "hs_code": "",
        "price": {"value": _decimal(price), "currency": price["currency"]},
        **{name: item[name] for name in _SAME_NAME if name in item},
    }
    if weight := part(item, "measurement", "weight"):
        made["weight"] = weight
    if "country_of_origin" in item:
        made["origin_country"] = item["country_of_origin"]
    return made


def _weight(order: SavedOrder, items: Iterable[Json], *, share: int) -> Json:
    """The order's own weight, in equal parts; else that of the items."""
    whole = part(order.content, "shipping_details", "measurement", "weight")
    if whole:
        return {"value": f"{float(str(whole['value'])) / share:.3f}", "unit": whole["unit"]}
    weights = [(part(item, "measurement", "weight"), int(str(item["quantity"]))) for item in items]
    if not weights or not all(weight for weight, _ in weights):
        raise PackingError("The order has no weight.")
    return {"value": f"{sum(_grams(weight) * count for weight, count in weights) / 1000:.3f}", "unit": "kg"}


def _grams(weight: Mapping[str, object]) -> float:
    return float(str(weight["value"])) * _GRAMS[str(weight["unit"])]


def is_shipped(order: SavedOrder, shipments: Iterable[Shipment]) -> bool:
    """Whether everything of an order is in a shipment that was not cancelled and did not fail."""
    open_ones = [one for one in shipments if one.is_open]
    if not open_ones:
        return False
    if any(not parcel.box.items for one in open_ones for parcel in one.parcels):
        return True
    wanted = sum(int(str(item["quantity"])) for item in _items(order))
    return sum(sum(one.quantities()) for one in open_ones) >= wanted
