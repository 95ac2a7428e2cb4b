"""Which units of an order are in which of its parcels, as far as Amazon can be told.

Amazon wants each unit in at most one package, and no package without one. Sendcloud says what is in a parcel where the
seller said so there; parcels that say nothing share what is left, as evenly as whole units allow. A parcel that never
got its label gives its units up to the one that was made in its place: else these would never be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from mwslink.orders.model import Order
from mwslink.shipping.model import Parcel, ParcelItem
from mwslink.shipping.statuses import Phase, has_no_label

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
    """The units of each parcel, by parcel id, out of those that are left; empty or absent where none is left for it.

    Parcels that say what they hold come first, and of these the ones with a label. Pass all the order's parcels that
    Amazon was not told of, those that are not under way yet too: what is theirs must not go to another one, unless that
    one came in their place.
    """
    stated = {parcel.id: stated_units(order, parcel.items) for parcel in parcels}
    rest = Counter(left)
    packed: dict[str, Units] = {}
    given_up = _given_up(parcels, stated)
    claiming = [parcel for parcel in sorted(parcels, key=by_number) if parcel.id not in given_up]
    for parcel in sorted(claiming, key=lambda one: not one.is_announced):
        fits = stated[parcel.id] & rest
        rest -= fits
        packed[parcel.id] = _units(order, fits)
    silent = [parcel for parcel in claiming if not stated[parcel.id]]
    for parcel, share in zip(silent, _shares(order, rest, len(silent)), strict=True):
        packed[parcel.id] = _units(order, share)
    return packed


def _given_up(parcels: Sequence[Parcel], stated: Mapping[str, Counter[str]]) -> set[str]:
    """The ids of parcels without a label in whose place a later parcel came; a later one takes one place only."""
    in_turn = sorted(parcels, key=by_number)
    places: dict[str, str] = {}  # by the later parcel's id the one whose place it takes
    for index, parcel in enumerate(in_turn):
        if has_no_label(parcel.status):
            later = (one for one in in_turn[index + 1 :] if one.id not in places and _may_follow(one, parcel, stated))
            places |= {one.id: parcel.id for one in islice(later, 1)}
    return set(places.values())


def _may_follow(later: Parcel, parcel: Parcel, stated: Mapping[str, Counter[str]]) -> bool:
    """After a refused label any other attempt may; a parcel that merely waits for its label needs one that has one."""
    if parcel.phase is not Phase.FAILED and not later.is_announced:
        return False
    one, other = stated[later.id], stated[parcel.id]
    return not one or not other or bool(one & other)


def by_number(parcel: Parcel) -> tuple[int, str]:
    """What sorts parcels in the order they were made in."""
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
