"""What a store promises of listings, local weights and the journal of repairs."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from contract.store.samples import ES, IT, OTHER_SELLER, SELLER, at, order, order_id, stream
from mwslink.errors import RejectedError, StoreError
from mwslink.listings.journal import Move, PlannedRepair, RepairPlan, State
from mwslink.listings.model import AMAZON, Attribute, Listing, Weights
from mwslink.listings.pull import Issue, ListingMark, Repair, Scan, Submission
from mwslink.listings.units import WeightError
from mwslink.listings.weighing import WeighingRule, weigh_orders
from mwslink.listings.weights import Weight
from mwslink.store.overrides import Override

KG = Weight(Decimal("0.450"), "kilograms")


def listing(sku: str = "SKU-1", marketplace_id: str = ES, **changes: object) -> Listing:
    return replace(Listing(sku, marketplace_id, "B000000001", "Taza"), **changes)  # type: ignore[arg-type]


def full_listing() -> Listing:
    """A listing in which no field has its default."""
    weights = Weights(
        shipping=KG,
        package=Weight(Decimal("-0.0"), "tons of something"),
        item=Weight(Decimal("1E+3"), "grams"),
        catalogue_package=Weight(Decimal("2.729999997710647882462262"), "pounds"),
        catalogue_item=Weight(Decimal("NaN"), ""),
    )
    title = "Título — “largo”\n\t,"
    return Listing("SKU ñ'\";-- ,", IT, "B1", title, "LUGGAGE", ("BUYABLE", "X"), AMAZON, at(1), at(2), weights)


def scan(position: str | None = "page 2", *, since: float | None = None, **changes: object) -> Scan:
    made = Scan(SELLER, (ES,), None if since is None else at(since), position, at(10), at(11))
    return replace(made, **changes)  # type: ignore[arg-type]


class ListingContract:
    """Listings, scans and marks; `store` is a fixture giving an empty store."""

    def test_a_listing_comes_back_as_it_was_saved(self, store):
        store.listings.save_page(scan(), [full_listing()])
        found = store.listings.get(SELLER, IT, full_listing().sku)

        # NaN is unequal to itself, so it is compared as text.
        for field in fields(Listing):
            assert str(getattr(found, field.name)) == str(getattr(full_listing(), field.name))

    def test_saving_again_replaces_what_was_there(self, store):
        store.listings.save_page(scan(), [listing(weights=Weights(package=KG))])
        store.listings.save_page(scan(), [listing(title="new"), listing(title="newer")])

        assert list(store.listings.by_sku(SELLER)) == [[listing(title="newer")]]

    def test_the_same_sku_of_two_sellers_or_marketplaces_is_two_listings(self, store):
        store.listings.save_page(scan(), [listing(), listing(marketplace_id=IT)])
        store.listings.save_page(scan(seller=OTHER_SELLER), [listing(title="other")])

        assert [len(same) for same in store.listings.by_sku(SELLER)] == [2]
        assert list(store.listings.by_sku(OTHER_SELLER)) == [[listing(title="other")]]
        assert list(store.listings.find(SELLER, ["SKU-1", "NOPE"])) == [[listing(), listing(marketplace_id=IT)]]
        assert (store.listings.count(SELLER, ES), store.listings.count(OTHER_SELLER, IT)) == (1, 0)

    def test_no_listing_is_lost_or_doubled_between_the_pages_of_an_answer(self, store):
        """SKUs are compared as bytes, in all marketplaces."""
        names = [f"{letter}{number}" for number in range(800) for letter in "aBñ"]
        store.listings.save_page(scan(), [listing(name, id_) for name in names for id_ in (ES, IT)])
        found = [one.sku for same in store.listings.by_sku(SELLER) for one in same]

        assert sorted(found) == sorted(names * 2)

    def test_a_seller_without_listings_has_none(self, store):
        assert list(store.listings.by_sku(SELLER)) == []
        assert store.listings.get(SELLER, ES, "SKU-1") is None

    def test_an_interrupted_scan_is_remembered(self, store):
        store.listings.save_page(scan("page 2"), [])
        store.listings.save_page(scan("page 3"), [])
        store.listings.save_page(scan("", since=4, marketplace_ids=(IT, ES)), [])

        assert list(store.listings.scans(SELLER)) == [scan("page 3"), scan("", since=4, marketplace_ids=(ES, IT))]
        assert list(store.listings.scans(OTHER_SELLER)) == []
        assert store.listings.marks(SELLER) == {}

    def test_a_complete_whole_scan_sets_the_marks_and_forgets_what_it_covers(self, store):
        store.listings.save_page(scan("page 2"), [])
        store.listings.save_page(scan("page 2", since=4), [])
        store.listings.save_page(scan("page 2", since=4, marketplace_ids=(IT,)), [])
        store.listings.save_page(scan(None), [])

        assert list(store.listings.scans(SELLER)) == [scan("page 2", since=4, marketplace_ids=(IT,))]
        assert store.listings.marks(SELLER) == {ES: ListingMark(at(11), at(10))}

    def test_complete_changes_move_a_mark_forward_and_never_across_a_gap(self, store):
        store.listings.save_page(scan(None), [])
        for since, until, expected in [(11, 20, 20), (12, 15, 20), (21, 30, 20), (20, 25, 25)]:
            store.listings.save_page(scan(None, since=since, until=at(until)), [])
            assert store.listings.marks(SELLER) == {ES: ListingMark(at(expected), at(10))}

    def test_what_a_whole_scan_did_not_meet_goes(self, store):
        now = at(24 * 365)  # later than the clock of any test
        store.listings.save_page(scan(None), [listing("GONE"), listing("STAYS"), listing("GONE", IT)])
        store.listings.save_page(scan("page 2", started_at=now), [listing("STAYS")])
        assert store.listings.count(SELLER, ES) == 2

        assert store.listings.save_page(scan(None, started_at=now + timedelta(0)), []) == 1
        assert [one.sku for same in store.listings.by_sku(SELLER) for one in same] == ["GONE", "STAYS"]

    def test_starting_over_keeps_the_listings_and_forgets_how_complete_they_are(self, store):
        store.listings.save_page(scan(None), [listing()])
        store.listings.save_page(scan("page 2", since=11), [])
        store.listings.start_over(SELLER)

        assert (store.listings.marks(SELLER), store.listings.scans(SELLER)) == ({}, [])
        assert store.listings.get(SELLER, ES, "SKU-1") == listing()

    def test_the_catalogue_is_kept_by_asin_also_where_it_knows_nothing(self, store):
        known = Listing("", ES, "B1", weights=Weights(catalogue_package=KG))
        store.listings.save_catalogue(ES, ["B1", "B2"], [known])

        assert store.listings.catalogue(ES, ["B1", "B2", "B3"]) == {"B1": known.weights, "B2": Weights()}
        assert store.listings.catalogue(IT, ["B1"]) == {}


class OverrideContract:
    """Local weights."""

    def test_the_last_one_set_counts(self, store):
        store.overrides.set(SELLER, [Override("A", KG), Override("A", KG, ES)])
        store.overrides.set(SELLER, [Override("A", Weight(Decimal(1), "grams"))])

        assert store.overrides.weights(SELLER) == {("A", ""): Weight(Decimal(1), "grams"), ("A", ES): KG}
        assert store.overrides.of(SELLER, ES, ["A", "B"]) == {"A": KG}
        assert store.overrides.of(SELLER, IT, ["A"]) == {"A": Weight(Decimal(1), "grams")}
        assert store.overrides.all(OTHER_SELLER) == []

    @pytest.mark.parametrize("weight", [Weight(Decimal(0), "grams"), Weight(Decimal(1), "tons")])
    def test_one_that_is_no_weight_keeps_all_out(self, store, weight):
        with pytest.raises(WeightError):
            store.overrides.set(SELLER, [Override("A", KG), Override("B", weight)])

        assert store.overrides.all(SELLER) == []

    def test_removing_tells_whether_there_was_one(self, store):
        store.overrides.set(SELLER, [Override("A", KG, ES)])

        assert [store.overrides.remove(SELLER, "A", id_) for id_ in ("", IT, ES, ES)] == [False, False, True, False]


class OrderWeightContract:
    """Order weights belong to their orders."""

    def test_they_go_with_the_order(self, store):
        store.orders.save_page(stream(), [order(1), order(2, items=())])
        store.overrides.set(SELLER, [Override("SKU-1", KG)])
        weigh_orders(store.order_weights, [WeighingRule(SELLER, ES)])
        assert store.order_weights.get(SELLER, order_id(1)).grams == 900
        with store._database.writing() as sql:
            sql.execute("DELETE FROM orders")

        assert store.order_weights.get(SELLER, order_id(1)) is None


PLANNED = PlannedRepair(
    Repair("SKU ñ", (ES, IT), "LUGGAGE", Attribute.PACKAGE, KG, "Taza"),
    ((ES, None), (IT, Weight(Decimal(1), "pounds"))),
)


def plan(count: int = 2, **changes: object) -> RepairPlan:
    return replace(RepairPlan(SELLER, (PLANNED,) * count), **changes)  # type: ignore[arg-type]


class JournalContract:
    """The journal of repairs."""

    def test_a_plan_comes_back_as_it_was_written(self, store):
        plan_id = store.repairs.start(plan(reads_back=False))
        steps = store.repairs.steps(plan_id)

        assert [(step.planned, step.state) for step in steps] == [(PLANNED, State.PLANNED)] * 2
        assert (store.repairs.plan(plan_id).seller, store.repairs.plan(plan_id).reads_back) == (SELLER, False)

    def test_a_plan_of_nothing_and_an_unknown_one_are_refused(self, store):
        with pytest.raises(RejectedError):
            store.repairs.start(plan(0))
        with pytest.raises(RejectedError):
            store.repairs.plan(1)

    def test_a_move_keeps_amazons_answer(self, store):
        plan_id = store.repairs.start(plan())
        first, second = store.repairs.steps(plan_id)
        issue = Issue("90220", "missing", "ERROR", ("item_package_weight",))
        store.repairs.move([Move(first, State.REFUSED, Submission(first.repair.sku, "INVALID", "id", (issue,)))])
        store.repairs.move([Move(first, State.PREVIEWED)])
        (moved,) = store.repairs.steps(plan_id, State.PREVIEWED)

        assert (moved.id, moved.submission_id, moved.issues) == (first.id, "id", (issue,))
        assert store.repairs.steps(plan_id, State.PLANNED) == [second]

    def test_a_feed_goes_with_its_steps(self, store):
        plan_id = store.repairs.start(plan())
        feed = store.repairs.open_feed(plan_id, store.repairs.steps(plan_id))
        assert store.repairs.open_feeds(plan_id) == [feed]
        assert {(step.state, step.feed) for step in store.repairs.steps(plan_id)} == {(State.SUBMITTED, feed.id)}
        store.repairs.name_feed(feed, "amazon's")
        assert store.repairs.known_feeds(SELLER) == {"amazon's"}
        assert store.repairs.known_feeds(OTHER_SELLER) == set()
        store.repairs.close_feed(feed, [Move(step, State.ACCEPTED) for step in store.repairs.steps(plan_id)])

        assert store.repairs.open_feeds(plan_id) == []
        assert {step.state for step in store.repairs.steps(plan_id)} == {State.ACCEPTED}

    def test_a_feed_that_never_arrived_gives_its_steps_back(self, store):
        plan_id = store.repairs.start(plan())
        store.repairs.drop_feed(store.repairs.open_feed(plan_id, store.repairs.steps(plan_id)))

        assert store.repairs.open_feeds(plan_id) == []
        assert {(step.state, step.feed) for step in store.repairs.steps(plan_id)} == {(State.PREVIEWED, None)}

    def test_plans_are_unfinished_until_every_step_is_at_its_end(self, store):
        ids = [store.repairs.start(plan(1, reads_back=reads_back)) for reads_back in (True, False)]
        for plan_id in ids:
            store.repairs.move([Move(step, State.ACCEPTED) for step in store.repairs.steps(plan_id)])

        assert [one.id for one in store.repairs.unfinished(SELLER)] == ids[:1]
        assert store.repairs.unfinished(OTHER_SELLER) == []

    def test_the_last_change_is_the_latest_written_that_was_not_taken_back(self, store):
        first, second, third = (store.repairs.start(plan(1)) for _ in range(3))
        assert store.repairs.last_written(SELLER) is None
        for plan_id in (first, second):
            store.repairs.move([Move(step, State.EFFECTIVE) for step in store.repairs.steps(plan_id)])
        assert store.repairs.last_written(SELLER).id == second
        undo = store.repairs.start(plan(1, undoes=second))
        store.repairs.move([Move(step, State.EFFECTIVE) for step in store.repairs.steps(undo)])

        assert store.repairs.last_written(SELLER).id == first
        assert store.repairs.plan(undo).undoes == second
        assert third not in (first, second)

    def test_a_plan_undoes_only_one_that_exists(self, store):
        with pytest.raises(StoreError):
            store.repairs.start(plan(1, undoes=99))
