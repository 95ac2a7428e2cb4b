"""Which label came in the place of a cancelled one that Amazon was told of: it changes packages and takes none back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mwslink.orders.model import Order
from mwslink.shipping.journal import ParcelRecord, Sent
from mwslink.shipping.packing import Units, by_number, pack, stated_units

Places = Mapping[str, Sent]  # by id of a new parcel what Amazon was told of the label it comes for


@dataclass(frozen=True)
class Shares:
    """What Amazon can be told of an order's new parcels: `packed` are units that it knows nothing of, by parcel id.

    `dead`: the cancelled labels whose number Amazon goes on showing, as no new one came in their place.
    """

    packed: Mapping[str, Units]
    places: Places
    dead: Sequence[ParcelRecord]


def share_out(
    order: Order,
    dead: Sequence[ParcelRecord],
    new: Sequence[ParcelRecord],
    *,
    ready: Sequence[ParcelRecord],
    left: Counter[str],
) -> Shares:
    """Who gets what of the units that are `left`, and of the packages of `dead_labels`.

    `new`: all of the order's parcels that Amazon does not know; `ready`: those of them it could be told of now.
    """
    same = _same_again(order, dead, ready)
    packed = pack(order, [one.parcel for one in new if one.parcel.id not in same], left)
    dead = [one for one in dead if one.said not in same.values()]
    without = [one for one in ready if one.parcel.id not in same and not packed.get(one.parcel.id)]
    divided = _divided_anew(order, dead, without)
    return Shares(packed, {**same, **divided}, [one for one in dead if one.said not in divided.values()])


def explained_references(records: Iterable[ParcelRecord], parcel_id: str) -> Collection[str]:
    """The references under which the order's parcels but this one are at Amazon, or would be."""
    others = [one for one in records if one.parcel.id != parcel_id]
    said = {one.said.reference for one in others if one.said}
    return said | {one.parcel.id for one in others if not one.parcel.is_cancelled}


def dead_labels(records: Sequence[ParcelRecord]) -> list[ParcelRecord]:
    """The cancelled labels whose number Amazon still shows: of each package the last, if no other parcel has it now."""
    live = {one.said.reference for one in records if one.said and not one.parcel.is_cancelled}
    last: dict[str, ParcelRecord] = {}
    for one in sorted(records, key=lambda one: (one.changed_at, *by_number(one.parcel))):
        if one.parcel.is_cancelled and one.said and one.said.reference not in live:
            last[one.said.reference] = one
    return sorted(last.values(), key=lambda one: by_number(one.parcel))


def _same_again(order: Order, dead: Sequence[ParcelRecord], ready: Sequence[ParcelRecord]) -> Places:
    """The places of parcels that hold the same as a cancelled one, or do not say what they hold."""
    left = [one.said for one in dead if one.said]
    found: dict[str, Sent] = {}
    for one in ready:
        stated = stated_units(order, one.parcel.items)
        said = next((said for said in left if not stated or stated == dict(said.items)), None)
        if said:
            found[one.parcel.id] = said
            left.remove(said)
    return found


def _divided_anew(order: Order, dead: Sequence[ParcelRecord], ready: Sequence[ParcelRecord]) -> Places:
    """The places of parcels that hold what was in a cancelled one in another division: it goes to that with most of it.

    `ready`: parcels for which nothing else is left. Amazon shows one number for all that was in the cancelled one; of
    the other parcels it cannot be told.
    """
    left = {one.parcel.id: stated_units(order, one.parcel.items) for one in ready}
    found: dict[str, Sent] = {}
    for said in (one.said for one in dead if one.said):
        shared = {id_: (stated & Counter(dict(said.items))).total() for id_, stated in left.items()}
        most = max(shared, key=lambda id_: shared[id_], default="")
        if shared.get(most):
            found[most] = said
            del left[most]
    return found


def is_in_other_parcels(order: Order, said: Sent, others: Iterable[ParcelRecord]) -> bool:
    """Whether what Amazon was told to be in a package is, by what the order's other parcels hold, in these."""
    held: Counter[str] = Counter()
    for one in others:
        told = Counter(dict(one.said.items)) if one.said else Counter()
        held += stated_units(order, one.parcel.items) or told
    ordered = {item.id: item.quantity for item in order.items}
    return any(held[item_id] + quantity > ordered.get(item_id, 0) for item_id, quantity in said.items)
