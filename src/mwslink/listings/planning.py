"""Plan repairs: what to write where, with which attribute, and what stood there before; and how to take it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mwslink.connections import Seller
from mwslink.errors import RejectedError
from mwslink.listings.csv import WeightRow
from mwslink.listings.journal import WRITTEN, PlannedRepair, RepairPlan, RepairProblem, RepairStore, State, Step
from mwslink.listings.model import MERCHANT, Attribute, Listing, Weights
from mwslink.listings.pending import Pending, pending_weights
from mwslink.listings.pull import ListingEditor, ListingSource, Repair
from mwslink.listings.units import for_amazon, render_weight
from mwslink.listings.weights import Weight, is_same
from mwslink.marketplaces import BY_ID
from mwslink.messages import _


@dataclass(frozen=True)
class RepairRequest:
    """Which weights to write in which of the seller's marketplaces. A row for one marketplace goes before one for all.

    `reads_back`: whether the API tells the seller's own contribution (SP-API does, MWS does not). `pending`: what
    earlier plans have on its way; where that is to come, a wish for what stands there now is to be written as well.
    """

    seller: Seller
    marketplace_ids: tuple[str, ...]
    rows: tuple[WeightRow, ...]
    reads_back: bool = True
    pending: Pending = field(default_factory=dict)


def stated(weights: Weights, attribute: Attribute) -> Weight | None:
    """The seller's own value of an attribute."""
    values = {
        Attribute.SHIPPING: weights.shipping,
        Attribute.PACKAGE: weights.package,
        Attribute.ITEM: weights.item,
    }
    return values[attribute]


def choose_attribute(known: Collection[Attribute], weights: Weights) -> Attribute | None:
    """The attribute to write: the package weight, which shipping platforms read and nearly every product type has; the
    shipping weight where the seller uses it already, since it would go on counting, or where there is no other.

    None where the product type has neither. The item weight is never written: it means something else.
    """
    if Attribute.SHIPPING in known and weights.shipping is not None:
        return Attribute.SHIPPING
    return next((one for one in (Attribute.PACKAGE, Attribute.SHIPPING) if one in known), None)


def plan_repairs(editor: ListingEditor, source: ListingSource, request: RepairRequest) -> RepairPlan:
    """What would have to be written; nothing is. Costs a call per 20 SKUs and one per product type and marketplace.

    Raises what the editor and the source raise.
    """
    planning = _Planning(editor, request)
    wanted = _wanted(request)
    found = _found(source, request.marketplace_ids, wanted)
    for sku, weights in wanted.items():
        planning.add(sku, weights, found.get(sku, {}))
    return RepairPlan(
        request.seller,
        tuple(planning.repairs),
        tuple(planning.unchanged),
        tuple(planning.problems),
        reads_back=request.reads_back,
    )


@dataclass(frozen=True)
class _Wish:
    weight: Weight
    is_own: bool  # it names this marketplace, so that silence about it would be wrong


def _wanted(request: RepairRequest) -> dict[str, dict[str, _Wish]]:
    wanted: dict[str, dict[str, _Wish]] = {}
    for row in sorted(request.rows, key=lambda row: bool(row.marketplace_id)):
        places = (row.marketplace_id,) if row.marketplace_id else request.marketplace_ids
        wishes = wanted.setdefault(row.sku, {})
        wishes.update({id_: _Wish(row.weight, is_own=bool(row.marketplace_id)) for id_ in places})
    return wanted


def _found(source: ListingSource, marketplace_ids: Sequence[str], skus: Iterable[str]) -> dict[str, dict[str, Listing]]:
    found: dict[str, dict[str, Listing]] = {}
    for batch in source.find_listings(marketplace_ids, list(skus)):
        for listing in batch:
            found.setdefault(listing.sku, {})[listing.marketplace_id] = listing
    return found


_Group = tuple[str, Attribute, Weight]


@dataclass
class _Planning:
    """A plan in the making."""

    editor: ListingEditor
    request: RepairRequest
    repairs: list[PlannedRepair] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[RepairProblem] = field(default_factory=list)
    _attributes: dict[tuple[str, str], frozenset[Attribute]] = field(default_factory=dict)

    def add(self, sku: str, wishes: dict[str, _Wish], listings: dict[str, Listing]) -> None:
        """Plan one SKU: marketplaces in which the same is to be written share a repair."""
        groups: dict[_Group, list[Listing]] = {}
        before = len(self.problems)
        for marketplace_id, wish in wishes.items():
            listing = listings.get(marketplace_id)
            if listing is not None and listing.fulfilled_by == MERCHANT:
                self._group(groups, listing, wish)
            elif wish.is_own:
                self._refuse(sku, marketplace_id, listing)
        self.repairs += [self._planned(group, same) for group, same in groups.items()]
        if not groups and len(self.problems) == before and sku not in self.unchanged:
            self._refuse(sku, "", next(iter(listings.values()), None))

    def _group(self, groups: dict[_Group, list[Listing]], listing: Listing, wish: _Wish) -> None:
        attribute = self._attribute(listing)
        weight = for_amazon(wish.weight)
        if attribute is None:
            text = _("product type {type} has no package weight in {country}; set it here with --local")
            self._problem(listing.sku, text.format(type=listing.product_type, country=_country(listing.marketplace_id)))
        elif self._has(listing, attribute, weight):
            if listing.sku not in self.unchanged:
                self.unchanged.append(listing.sku)
        else:
            groups.setdefault((listing.product_type, attribute, weight), []).append(listing)

    def _has(self, listing: Listing, attribute: Attribute, weight: Weight) -> bool:
        """Whether the listing shows the weight, and nothing else is on its way to it."""
        if not self.request.reads_back or not is_same(stated(listing.weights, attribute), weight):
            return False
        coming = self.request.pending.get((listing.sku, listing.marketplace_id, attribute))
        return coming is None or is_same(coming, weight)

    def _attribute(self, listing: Listing) -> Attribute | None:
        key = (listing.product_type, listing.marketplace_id)
        if key not in self._attributes:
            self._attributes[key] = self.editor.weight_attributes(*key)
        return choose_attribute(self._attributes[key], listing.weights)

    def _planned(self, group: _Group, listings: Sequence[Listing]) -> PlannedRepair:
        product_type, attribute, weight = group
        first = listings[0]
        ids = tuple(one.marketplace_id for one in listings)
        repair = Repair(first.sku, ids, product_type, attribute, weight, first.title)
        before = tuple((one.marketplace_id, stated(one.weights, attribute)) for one in listings)
        return PlannedRepair(repair, before if self.request.reads_back else ())

    def _refuse(self, sku: str, marketplace_id: str, listing: Listing | None) -> None:
        if listing is None:
            self._problem(sku, _("Amazon knows no listing of this SKU"), marketplace_id)
        else:
            self._problem(sku, _("Amazon ships it; it needs no shipping weight"), marketplace_id)

    def _problem(self, sku: str, text: str, marketplace_id: str = "") -> None:
        self.problems.append(RepairProblem(sku, text, marketplace_id))


def _country(marketplace_id: str) -> str:
    marketplace = BY_ID.get(marketplace_id)
    return marketplace.country if marketplace else marketplace_id


def plan_undo(source: ListingSource, store: RepairStore, seller: Seller) -> RepairPlan:
    """The plan that takes the seller's last change back, as far as that goes; what does not is among its problems.

    Raises RejectedError when there is nothing to take back or part of a change is not written yet, and what the source
    and the store raise.
    """
    _require_written(store, seller)
    last = store.last_written(seller)
    if last is None:
        raise RejectedError(_("There is no change of weights to take back."))
    steps = store.steps(last.id, *WRITTEN)
    ids = sorted({id_ for step in steps for id_ in step.repair.marketplace_ids})
    found = _found(source, ids, dict.fromkeys(step.repair.sku for step in steps)) if last.reads_back else {}
    pending = pending_weights(store, seller)
    repairs: list[PlannedRepair] = []
    problems: list[RepairProblem] = []
    unchanged: list[str] = []
    for step in steps:
        listings = found.get(step.repair.sku, {})
        for one in _undone(step, listings, pending):
            if isinstance(one, PlannedRepair):
                repairs.append(one)
            elif isinstance(one, RepairProblem):
                problems.append(one)
            else:
                unchanged.append(one)
    return RepairPlan(seller, tuple(repairs), tuple(unchanged), tuple(problems), last.reads_back, last.id)


def _require_written(store: RepairStore, seller: Seller) -> None:
    """What will still be written cannot be taken back, and would be written after. Raises RejectedError."""
    if any(store.steps(plan.id, State.PLANNED, State.PREVIEWED) for plan in store.unfinished(seller)):
        raise RejectedError(
            _("A change of weights was interrupted, and part of it is not written yet."),
            hint=_("Complete it first: mwslink set-weight --resume"),
        )


def _undone(
    step: Step, listings: dict[str, Listing], pending: Pending
) -> Iterator[PlannedRepair | RepairProblem | str]:
    """What taking one step back means: repairs, problems, and SKUs that are as they were.

    What is on its way counts as there already: it comes whether Amazon shows it yet or not.
    """
    repair = step.repair
    if not step.planned.before:
        yield RepairProblem(repair.sku, _("what it weighed before is not known: MWS does not tell it"))
    groups: dict[Weight, list[str]] = {}
    shown: dict[str, Weight | None] = {}
    for marketplace_id, before in step.planned.before:
        listing = listings.get(marketplace_id)
        shown[marketplace_id] = stated(listing.weights, repair.attribute) if listing else None
        now = pending.get((repair.sku, marketplace_id, repair.attribute), shown[marketplace_id])
        if listing is None:
            yield RepairProblem(repair.sku, _("Amazon knows no listing of this SKU"), marketplace_id)
        elif is_same(now, before):
            yield repair.sku
        elif not is_same(now, repair.weight):
            text = _("it was changed since, to {weight}")
            yield RepairProblem(repair.sku, text.format(weight=_shown(now)), marketplace_id)
        elif before is None:
            text = _("it had no weight before, and that cannot be written: empty the field in Seller Central")
            yield RepairProblem(repair.sku, text, marketplace_id)
        else:
            groups.setdefault(before, []).append(marketplace_id)
    for before, ids in groups.items():
        undone = Repair(repair.sku, tuple(ids), repair.product_type, repair.attribute, before, repair.title)
        yield PlannedRepair(undone, tuple((id_, shown[id_]) for id_ in ids))


def _shown(weight: Weight | None) -> str:
    return render_weight(weight) if weight else _("nothing")
