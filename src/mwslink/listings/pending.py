"""What earlier plans have on its way already, so that asking for it again does not write it twice."""

from __future__ import annotations

from dataclasses import replace

from mwslink.connections import Seller
from mwslink.listings.journal import UNFINISHED, PlannedRepair, RepairPlan, RepairStore
from mwslink.listings.model import Attribute
from mwslink.listings.planning import is_same
from mwslink.listings.weights import Weight

_Pending = dict[tuple[str, str, Attribute], Weight]  # by SKU, marketplace and attribute


def without_pending(plan: RepairPlan, store: RepairStore) -> RepairPlan:
    """The plan without the repairs that unfinished plans of the seller will complete. Raises StoreError.

    Only the latest counts: who changed his mind twice gets what he wants now.
    """
    pending = _pending(store, plan.seller)
    left = [one for planned in plan.repairs if (one := _left(planned, pending))]
    return replace(plan, repairs=tuple(left))


def _pending(store: RepairStore, seller: Seller) -> _Pending:
    found: _Pending = {}
    for plan in store.unfinished(seller):
        for step in store.steps(plan.id, *UNFINISHED):
            repair = step.repair
            found.update({(repair.sku, id_, repair.attribute): repair.weight for id_ in repair.marketplace_ids})
    return found


def _left(planned: PlannedRepair, pending: _Pending) -> PlannedRepair | None:
    repair = planned.repair
    ids = tuple(
        id_
        for id_ in repair.marketplace_ids
        if not is_same(pending.get((repair.sku, id_, repair.attribute)), repair.weight)
    )
    before = tuple((id_, weight) for id_, weight in planned.before if id_ in ids)
    return PlannedRepair(replace(repair, marketplace_ids=ids), before) if ids else None
