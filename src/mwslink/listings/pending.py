"""What earlier plans have on its way: asked for again it is not written twice, another wish overtakes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from mwslink.connections import Seller
from mwslink.listings.journal import UNFINISHED, PlannedRepair, RepairPlan, RepairStore, State, Step
from mwslink.listings.model import Attribute
from mwslink.listings.pull import Repair
from mwslink.listings.weights import Weight, is_same

_Place = tuple[str, str, Attribute]  # SKU, marketplace and attribute
Pending = Mapping[_Place, Weight]


def pending_weights(store: RepairStore, seller: Seller) -> Pending:
    """What unfinished plans of the seller have written or will write. Raises StoreError.

    Only the latest counts: who changed his mind twice gets what he wants now.
    """
    found: dict[_Place, Weight] = {}
    for plan in store.unfinished(seller):
        for step in store.steps(plan.id, *UNFINISHED):
            found.update(dict.fromkeys(_places(step.repair), step.repair.weight))
    return found


def without_pending(plan: RepairPlan, pending: Pending) -> RepairPlan:
    """The plan without the repairs that unfinished plans will complete."""
    left = []
    for planned in plan.repairs:
        weight = planned.repair.weight
        done = {place for place in _places(planned.repair) if is_same(pending.get(place), weight)}
        if narrowed := _without(planned, done):
            left.append(narrowed)
    return replace(plan, repairs=tuple(left))


def overtaken_steps(steps: Iterable[Step], plan: RepairPlan) -> Iterator[Step]:
    """The unfinished steps that a new plan overtakes, as they are from then on: overtaken, or left for the other
    marketplaces alone. Whatever happens to them later, they do not write again where the plan writes."""
    taken = {place for planned in plan.repairs for place in _places(planned.repair)}
    for step in steps:
        if taken.isdisjoint(_places(step.repair)):
            continue
        left = _without(step.planned, taken)
        yield replace(step, planned=left) if left else replace(step, state=State.OVERTAKEN)


def _places(repair: Repair) -> list[_Place]:
    return [(repair.sku, id_, repair.attribute) for id_ in repair.marketplace_ids]


def _without(planned: PlannedRepair, places: Collection[_Place]) -> PlannedRepair | None:
    """The repair for the other marketplaces; None where there are none."""
    ids = tuple(
        id_
        for place, id_ in zip(_places(planned.repair), planned.repair.marketplace_ids, strict=True)
        if place not in places
    )
    before = tuple((id_, weight) for id_, weight in planned.before if id_ in ids)
    return PlannedRepair(replace(planned.repair, marketplace_ids=ids), before) if ids else None
