"""Repairs: none made twice, none forgotten, and nothing called effective that does not show."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta

import pytest
from listing_fakes import ES, IT, SELLER, Amazon, Countdown, Killed, StillClock, kg, listing, nothing

from mwslink.errors import AuthorizationError, MwslinkError, NetworkError, RejectedError, ThrottledError
from mwslink.listings.csv import WeightRow
from mwslink.listings.journal import RepairPlan, RepairStore, State
from mwslink.listings.model import AMAZON, Attribute, Weights
from mwslink.listings.planning import RepairRequest, plan_repairs, plan_undo
from mwslink.listings.pull import ListingRequest, Repair, Submission, pull_listings
from mwslink.listings.repair import RepairOutcome, RepairRun, run_repairs
from mwslink.store import Store

COUNT = 5
ROWS = tuple(WeightRow(f"SKU-{number:03}", kg(f"0.{number + 1}")) for number in range(COUNT))
REQUEST = RepairRequest(SELLER, (ES, IT), ROWS)


@pytest.fixture
def shop(amazon: Amazon) -> Amazon:
    """Listings without weights in two marketplaces; patches take effect after twenty seconds."""
    amazon.put(*[listing(number, place) for number in range(COUNT) for place in (ES, IT)])
    amazon.delay = timedelta(seconds=20)
    return amazon


def start(shop: Amazon, store: Store, request: RepairRequest = REQUEST) -> int:
    return store.repairs.start(plan_repairs(shop, shop, request))


def run(shop: Amazon, store: RepairStore, plan_id: int, **changes: object) -> RepairOutcome:
    return run_repairs(shop, shop, store, replace(RepairRun(plan_id), **changes))  # type: ignore[arg-type]


def states(outcome: RepairOutcome) -> set[str]:
    return {step.state.value for step in outcome.steps}


class Fragile:
    """A journal whose process can be killed right before and right after each entry."""

    def __init__(self, store: RepairStore, step: Callable[[], None]) -> None:
        self._store = store
        self._step = step

    def __getattr__(self, name: str) -> Callable[..., object]:
        method = getattr(self._store, name)

        def stepped(*arguments: object) -> object:
            self._step()
            answer = method(*arguments)
            self._step()
            return answer

        return stepped


class TestInterruptions:
    @pytest.mark.parametrize("feed_from", [100, 1], ids=["calls", "feed"])
    @pytest.mark.parametrize("failure", [Killed(), NetworkError("cut")], ids=["killed", "cut"])
    def test_interrupted_anywhere_no_listing_is_patched_twice_and_none_forgotten(
        self, make_store: Callable[[], Store], still: StillClock, failure: BaseException, feed_from: int
    ) -> None:
        steps = 0
        while True:
            shop = Amazon(still, delay=timedelta(seconds=20))
            shop.put(*[listing(number, place) for number in range(COUNT) for place in (ES, IT)])
            store = make_store()
            plan_id = start(shop, store)
            step = Countdown(steps, failure)
            shop.step = step
            try:
                run(shop, Fragile(store.repairs, step), plan_id, feed_from=feed_from)  # type: ignore[arg-type]
            except (Killed, NetworkError):
                shop.step = nothing
            else:
                break
            for _ in range(9):
                outcome = run(shop, store.repairs, plan_id, feed_from=feed_from)
                if outcome.is_finished:
                    break

            assert states(outcome) == {"effective"}
            assert sorted(one.sku for one in shop.patches) == [f"SKU-{number:03}" for number in range(COUNT)]
            assert {one.weights.package for one in shop.told()} == {row.weight for row in ROWS}
            assert store.repairs.unfinished(SELLER) == []
            steps += 1

        assert steps > 25

    def test_a_call_that_never_arrived_is_made_again_when_that_is_certain(self, shop: Amazon, store: Store) -> None:
        plan_id = start(shop, store)
        shop.step = Countdown(2)  # as the first one is about to be written
        with pytest.raises(Killed):
            run(shop, store.repairs, plan_id)
        shop.step = nothing
        in_doubt = store.repairs.steps(plan_id, State.SUBMITTED)
        assert (len(in_doubt), shop.patches) == (1, [])

        first = run(shop, store.repairs, plan_id, wait_seconds=60)
        assert [step.id for step in first.of(State.SUBMITTED)] == [in_doubt[0].id]
        shop.clock.at += timedelta(minutes=15)
        assert states(run(shop, store.repairs, plan_id)) == {"effective"}
        assert len(shop.patches) == COUNT

    def test_a_feed_that_amazon_is_still_working_on_is_waited_for(self, shop: Amazon, store: Store) -> None:
        shop.feed_takes = timedelta(minutes=10)
        plan_id = start(shop, store)
        assert states(run(shop, store.repairs, plan_id, feed_from=1, wait_seconds=60)) == {"submitted"}
        shop.clock.at += timedelta(minutes=10)

        assert states(run(shop, store.repairs, plan_id, feed_from=1)) == {"effective"}
        assert len(shop.feeds) == 1

    def test_somebody_elses_feed_is_not_taken_for_ours(self, shop: Amazon, store: Store) -> None:
        plan_id = start(shop, store)
        ready = store.repairs.steps(plan_id)
        store.repairs.open_feed(plan_id, ready)  # and then it was killed
        other = Repair("SKU-OTHER", (ES,), "LUGGAGE", Attribute.PACKAGE, kg("1"))
        shop.feeds["of somebody"] = (shop.clock.now(), (other,))

        assert states(run(shop, store.repairs, plan_id, feed_from=1)) == {"effective"}
        assert list(shop.feeds) == ["of somebody", "feed-2"]

    @pytest.mark.parametrize(
        "failure", [ThrottledError("", wait_seconds=9), AuthorizationError("")], ids=["429", "403"]
    )
    @pytest.mark.parametrize("feed_from", [100, 1], ids=["calls", "feed"])
    def test_what_was_refused_for_now_is_not_in_doubt(
        self, shop: Amazon, store: Store, monkeypatch: pytest.MonkeyPatch, failure: MwslinkError, feed_from: int
    ) -> None:
        def refuse(repair: object) -> Submission:
            raise failure

        plan_id = start(shop, store)
        with monkeypatch.context() as patch:
            patch.setattr(shop, "write", refuse)
            patch.setattr(shop, "submit_feed", refuse)
            with pytest.raises(type(failure)):
                run(shop, store.repairs, plan_id, feed_from=feed_from)

        assert store.repairs.steps(plan_id, State.SUBMITTED) == []
        assert states(run(shop, store.repairs, plan_id, feed_from=feed_from)) == {"effective"}


class TestAnswers:
    def test_accepted_is_not_effective(self, shop: Amazon, store: Store) -> None:
        """On a page that belongs to others, the change is accepted and never shows."""
        shop.offer_only = {"SKU-001"}
        plan_id = start(shop, store)
        first = run(shop, store.repairs, plan_id)
        assert [step.repair.sku for step in first.of(State.ACCEPTED)] == ["SKU-001"]
        assert not first.is_finished
        shop.clock.at += timedelta(minutes=15)
        last = run(shop, store.repairs, plan_id)

        assert [step.repair.sku for step in last.of(State.INEFFECTIVE)] == ["SKU-001"]
        assert len(last.of(State.EFFECTIVE)) == COUNT - 1
        assert last.is_finished
        assert len(shop.patches) == COUNT

    @pytest.mark.parametrize("feed_from", [100, 1], ids=["calls", "feed"])
    def test_what_is_refused_does_not_stop_the_others(self, shop: Amazon, store: Store, feed_from: int) -> None:
        shop.invalid = {"SKU-000", "SKU-003"}
        outcome = run(shop, store.repairs, start(shop, store), feed_from=feed_from)

        assert [step.repair.sku for step in outcome.of(State.REFUSED)] == ["SKU-000", "SKU-003"]
        assert len(outcome.of(State.EFFECTIVE)) == COUNT - 2

    def test_an_error_for_one_listing_is_its_refusal_with_amazons_words(
        self, shop: Amazon, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(repair: Repair) -> Submission:
            raise RejectedError("no", code="90220", details="required attribute missing")

        plan_id = start(shop, store)
        monkeypatch.setattr(shop, "write", refuse)
        outcome = run(shop, store.repairs, plan_id)

        assert states(outcome) == {"refused"}
        assert store.repairs.steps(plan_id)[0].issues[0].message == "required attribute missing"

    def test_few_are_written_one_by_one_after_one_preview_of_their_kind(self, shop: Amazon, store: Store) -> None:
        plan_id = start(shop, store)
        shop.calls.clear()
        run(shop, store.repairs, plan_id)

        assert shop.calls[: COUNT + 1] == ["preview", *["write"] * COUNT]
        assert set(shop.calls[COUNT + 1 :]) == {"find"}

    def test_many_go_with_one_feed(self, shop: Amazon, store: Store) -> None:
        plan_id = start(shop, store)
        shop.calls.clear()
        run(shop, store.repairs, plan_id, feed_from=COUNT)

        assert shop.calls[:2] == ["preview", "feed"]
        assert "write" not in shop.calls

    def test_a_feed_whose_report_shows_the_listings_needs_no_reading_back(self, shop: Amazon, store: Store) -> None:
        shop.feeds_show = True
        pull_listings(shop, store.listings, ListingRequest(SELLER, (ES, IT)))
        plan_id = start(shop, store)
        shop.calls.clear()
        outcome = run(shop, store.repairs, plan_id, feed_from=1)

        assert states(outcome) == {"effective"}
        assert "find" not in shop.calls
        assert store.listings.get(SELLER, IT, "SKU-002") == listing(2, IT, "0.3")

    def test_of_a_feed_that_failed_only_what_shows_is_effective(
        self, shop: Amazon, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Amazon gave it up in the middle."""

        def fail(feed_id: str) -> None:
            shop.clock.at += shop.delay
            raise RejectedError("given up", code="FATAL")

        shop.offer_only = {"SKU-001", "SKU-004"}
        monkeypatch.setattr(shop, "feed_result", fail)
        outcome = run(shop, store.repairs, start(shop, store), feed_from=1)

        assert [step.repair.sku for step in outcome.of(State.REFUSED)] == ["SKU-001", "SKU-004"]
        assert len(outcome.of(State.EFFECTIVE)) == COUNT - 2

    def test_what_was_read_back_is_stored(self, shop: Amazon, store: Store) -> None:
        """So that the orders that wait for it are released without asking again."""
        run(shop, store.repairs, start(shop, store))

        assert store.listings.get(SELLER, IT, "SKU-002").weights.package == kg("0.3")  # type: ignore[union-attr]

    def test_what_cannot_be_read_back_ends_as_accepted(self, shop: Amazon, store: Store) -> None:
        """MWS: nothing is claimed that was not seen."""
        plan_id = start(shop, store, replace(REQUEST, reads_back=False))
        shop.calls.clear()
        outcome = run(shop, store.repairs, plan_id)

        assert states(outcome) == {"accepted"}
        assert outcome.is_finished
        assert store.repairs.unfinished(SELLER) == []
        assert "find" not in shop.calls

    def test_a_finished_plan_run_again_does_nothing(self, shop: Amazon, store: Store) -> None:
        plan_id = start(shop, store)
        run(shop, store.repairs, plan_id)
        shop.calls.clear()
        run(shop, store.repairs, plan_id)

        assert shop.calls == []

    def test_every_move_is_told(self, shop: Amazon, store: Store) -> None:
        told: list[tuple[str, str]] = []
        plan_id = start(shop, store, replace(REQUEST, rows=ROWS[:1]))
        run_repairs(
            shop,
            shop,
            store.repairs,
            RepairRun(plan_id),
            on_step=lambda step, state: told.append((step.repair.sku, state.value)),
        )

        assert told == [("SKU-000", one) for one in ("previewed", "submitted", "accepted", "effective")]

    def test_an_unknown_plan_is_refused(self, shop: Amazon, store: Store) -> None:
        with pytest.raises(RejectedError, match="17"):
            run(shop, store.repairs, 17)


class TestPlan:
    def plan(self, shop: Amazon, *rows: WeightRow, **changes: object) -> RepairPlan:
        return plan_repairs(shop, shop, replace(REQUEST, rows=rows, **changes))  # type: ignore[arg-type]

    def test_marketplaces_with_the_same_to_write_share_a_call(self, shop: Amazon) -> None:
        plan = self.plan(shop, WeightRow("SKU-001", kg("0.45")))

        assert [one.repair.marketplace_ids for one in plan.repairs] == [(ES, IT)]
        assert plan.repairs[0].before == ((ES, None), (IT, None))
        assert shop.patches == []

    def test_a_row_for_one_marketplace_goes_before_one_for_all(self, shop: Amazon) -> None:
        plan = self.plan(shop, WeightRow("SKU-001", kg("0.5"), IT), WeightRow("SKU-001", kg("0.45")))

        assert {one.repair.marketplace_ids: one.repair.weight for one in plan.repairs} == {
            (ES,): kg("0.45"),
            (IT,): kg("0.5"),
        }

    def test_what_has_the_weight_already_is_left_alone(self, shop: Amazon) -> None:
        shop.put(listing(1, ES, "0.450"), listing(1, IT, "0.45"))
        plan = self.plan(shop, WeightRow("SKU-001", kg("0.45")))

        assert (plan.repairs, plan.unchanged, plan.problems) == ((), ("SKU-001",), ())

    def test_unknown_skus_and_those_amazon_ships_are_named(self, shop: Amazon) -> None:
        shop.put(listing(2, ES, fulfilled_by=AMAZON), listing(2, IT, fulfilled_by=AMAZON))
        plan = self.plan(shop, WeightRow("SKU-002", kg("1")), WeightRow("NOPE", kg("1")), WeightRow("NO", kg("1"), IT))

        assert plan.repairs == ()
        assert [(one.sku, one.marketplace_id) for one in plan.problems] == [("SKU-002", ""), ("NOPE", ""), ("NO", IT)]

    @pytest.mark.parametrize(
        ("known", "shipping", "chosen"),
        [
            ({Attribute.PACKAGE, Attribute.SHIPPING, Attribute.ITEM}, None, Attribute.PACKAGE),
            ({Attribute.PACKAGE, Attribute.SHIPPING}, kg("9"), Attribute.SHIPPING),
            ({Attribute.SHIPPING}, None, Attribute.SHIPPING),
            ({Attribute.PACKAGE}, kg("9"), Attribute.PACKAGE),
        ],
    )
    def test_the_attribute_is_one_that_the_product_type_has(
        self, shop: Amazon, known: Collection[Attribute], shipping: object, chosen: Attribute
    ) -> None:
        shop.attributes = frozenset(known)
        shop.put(listing(1, ES, weights=Weights(shipping=shipping)))  # type: ignore[arg-type]
        plan = self.plan(shop, WeightRow("SKU-001", kg("0.45"), ES))

        assert [one.repair.attribute for one in plan.repairs] == [chosen]

    def test_a_product_type_without_one_is_named_with_the_way_out(self, shop: Amazon) -> None:
        shop.attributes = frozenset({Attribute.ITEM})
        plan = self.plan(shop, WeightRow("SKU-001", kg("0.45"), ES))

        assert plan.repairs == ()
        assert "--local" in plan.problems[0].text

    def test_a_product_type_is_asked_for_once(self, shop: Amazon) -> None:
        self.plan(shop, *ROWS)

        assert shop.calls.count("definition") == 2


class TestUndo:
    def change(self, shop: Amazon, store: Store, weight: str) -> None:
        rows = tuple(replace(row, weight=kg(weight)) for row in ROWS)
        run(shop, store.repairs, start(shop, store, replace(REQUEST, rows=rows)))

    def undo(self, shop: Amazon, store: Store) -> RepairPlan:
        plan = plan_undo(shop, store.repairs, SELLER)
        run(shop, store.repairs, store.repairs.start(plan))
        return plan

    def weights(self, shop: Amazon) -> set[object]:
        return {one.weights.package for one in shop.told()}

    def test_the_last_change_is_taken_back_then_the_one_before(self, shop: Amazon, store: Store) -> None:
        shop.put(*[listing(number, place, "0.1") for number in range(COUNT) for place in (ES, IT)])
        self.change(shop, store, "0.2")
        self.change(shop, store, "0.3")
        self.undo(shop, store)
        assert self.weights(shop) == {kg("0.2")}
        self.undo(shop, store)
        assert self.weights(shop) == {kg("0.1")}
        with pytest.raises(RejectedError, match="no change"):
            plan_undo(shop, store.repairs, SELLER)

    def test_what_had_no_weight_cannot_go_back_to_none(self, shop: Amazon, store: Store) -> None:
        self.change(shop, store, "0.2")
        plan = plan_undo(shop, store.repairs, SELLER)

        assert plan.repairs == ()
        assert len(plan.problems) == 2 * COUNT
        assert "Seller Central" in plan.problems[0].text

    def test_what_was_changed_since_stays_as_it_is(self, shop: Amazon, store: Store) -> None:
        shop.put(*[listing(number, place, "0.1") for number in range(COUNT) for place in (ES, IT)])
        self.change(shop, store, "0.2")
        shop.put(listing(1, IT, "0.9"))
        plan = plan_undo(shop, store.repairs, SELLER)

        assert [(one.sku, one.marketplace_id) for one in plan.problems] == [("SKU-001", IT)]
        assert "0.9 kg" in plan.problems[0].text
        assert ("SKU-001", (ES,)) in [(one.repair.sku, one.repair.marketplace_ids) for one in plan.repairs]

    def test_what_never_took_effect_needs_no_taking_back(self, shop: Amazon, store: Store) -> None:
        shop.put(*[listing(number, place, "0.1") for number in range(COUNT) for place in (ES, IT)])
        shop.offer_only = {"SKU-001"}
        self.change(shop, store, "0.2")
        shop.clock.at += timedelta(minutes=15)
        run(shop, store.repairs, store.repairs.last_written(SELLER).id)  # type: ignore[union-attr]
        plan = plan_undo(shop, store.repairs, SELLER)

        assert plan.unchanged == ("SKU-001", "SKU-001")
        assert plan.problems == ()

    def test_over_mws_nobody_knows_what_was_there(self, shop: Amazon, store: Store) -> None:
        run(shop, store.repairs, start(shop, store, replace(REQUEST, reads_back=False)))
        plan = plan_undo(shop, store.repairs, SELLER)

        assert plan.repairs == ()
        assert len(plan.problems) == COUNT
