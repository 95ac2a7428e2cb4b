"""Which units of an order are in which of its parcels, as far as Amazon can be told.

Amazon wants each unit in at most one package, and no package without one. Sendcloud says what is in a parcel where the
seller said so there; parcels that say nothing share what is left, as evenly as whole units allow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mwslink.orders.model import Order
from mwslink.shipping.model import Parcel, ParcelItem

Units = tuple[tuple[str, int], ...]  # order item id, quantity


def units_left(order: Order, taken: Iterable[Units]) -> Counter[str]:
    """How many units of each order item are in none of these packages."""
    left = Counter({item.id: item.quantity for item in order.items})
    for units in taken:
        left.subtract(dict(units))
    return +left


def stated_units(order: Order, items: Sequence[ParcelItem]) -> Counter[str]:
    """What a parcel says it holds, by order item; things that are not of the order are left out.

    An item that names none of the order's by id is found by its SKU, the units going to the items in their order.
    """
    found: Counter[str] = Counter()
    for item in items:
        if any(one.id == item.item_id for one in order.items):
            found[item.item_id] += item.quantity
        else:
            _add_by_sku(found, order, item)
    return +found


def _add_by_sku(found: Counter[str], order: Order, item: ParcelItem) -> None:
    missing = item.quantity
    for one in order.items:
        if item.sku and one.sku == item.sku:
            fits = max(0, min(missing, one.quantity - found[one.id]))
            found[one.id] += fits
            missing -= fits


def pack(order: Order, parcels: Sequence[Parcel], left: Counter[str]) -> Mapping[str, Units]:
    """The units of each parcel, by parcel id, out of those that are left; empty where none is left for it.

    Parcels that say what they hold come first. Pass all the order's parcels that Amazon was not told of, those that are
    not under way yet too: what is theirs must not go to another one.
    """
    rest = Counter(left)
    packed: dict[str, Units] = {}
    silent: list[Parcel] = []
    for parcel in sorted(parcels, key=_number):
        stated = stated_units(order, parcel.items)
        if not stated:
            silent.append(parcel)
            continue
        fits = stated & rest
        rest -= fits
        packed[parcel.id] = _units(order, fits)
    for parcel, share in zip(silent, _shares(order, rest, len(silent)), strict=True):
        packed[parcel.id] = _units(order, share)
    return packed


def _number(parcel: Parcel) -> tuple[int, str]:
    return len(parcel.id), parcel.id


def _shares(order: Order, left: Counter[str], parts: int) -> list[Counter[str]]:
    units = [item.id for item in order.items for _ in range(left[item.id])]
    shares = []
    for index in range(parts):
        begin, end = (len(units) * index + parts - 1) // parts, (len(units) * (index + 1) + parts - 1) // parts
        shares.append(Counter(units[begin:end]))
    return shares


def _units(order: Order, counted: Counter[str]) -> Units:
    return tuple((item.id, counted[item.id]) for item in order.items if counted[item.id] > 0)
