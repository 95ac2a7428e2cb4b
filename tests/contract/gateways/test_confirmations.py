"""Amazon is told of parcels by both APIs, one by one or by feed, each once, whatever was interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from contract.gateways.shop import SHOPS, SPEED, Shop, open_shop
from mwslink import clock
from mwslink.errors import NetworkError
from mwslink.gateways.spapi.gateway import SpApiGateway
from mwslink.orders.model import OPEN_STATUSES, Order
from mwslink.shipping.confirm import Reason, Rules
from mwslink.shipping.confirm_job import ConfirmRun
from mwslink.shipping.confirm_run import ConfirmOutcome, run_confirmations
from mwslink.shipping.journal import State
from mwslink.shipping.model import AmazonCarrier, Confirmation, Parcel
from mwslink.store.parcels import Parcels
from mwslink.store.queries import OrderQuery
from plain_http import http

TOKENS = {"sp-api": "Atzr|sandbox-1", "mws": "amzn.mws.00000000-0000-4000-8000-000000000001"}
SUBMITS = {"sp-api": "createFeed", "mws": "SubmitFeed"}


@pytest.fixture(params=["sp-api", "mws"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path, request.param, TOKENS[request.param]) as made:
        made.pull()
        yield made


def open_orders(shop: Shop, count: int) -> list[Order]:
    query = OrderQuery(seller=shop.account.seller, statuses=OPEN_STATUSES)
    found = [one.order for one in shop.store.orders.find(query) if one.order.status == "UNSHIPPED"]
    assert len(found) >= count
    return found[:count]


def a_label(number: int, order: Order, **changes: Any) -> Parcel:
    values: dict[str, Any] = {
        "id": str(380000000 + number),
        "order_number": order.id,
        "status": "READY_TO_SEND",
        "carrier_code": "seur",
        "carrier_name": "Seur",
        "service": "seur:24",
        "tracking_number": f"{10**13 + number}",
        "announced_at": clock.now() - timedelta(minutes=5),
        "updated_at": clock.now() - timedelta(minutes=5),
        **changes,
    }
    return Parcel(**values)


def make_labels(shop: Shop, orders: list[Order], **changes: Any) -> list[Parcel]:
    parcels = [a_label(number, order, **changes) for number, order in enumerate(orders, 1)]
    shop.store.parcels.save(shop.account.seller, parcels)
    return parcels


def confirm(shop: Shop, **changes: Any) -> ConfirmOutcome:
    def find_order(order_id: str) -> Order | None:
        found = shop.store.orders.get(shop.account.seller, order_id, with_personal=True)
        return found.order if found else None

    rules = changes.pop("rules", Rules())
    values: dict[str, Any] = {"wait_seconds": 900, "feed_from": 1, **changes}
    run = ConfirmRun(shop.account.seller, dict.fromkeys(SHOPS, rules), **values)
    return run_confirmations(shop.gateway(), shop.store.parcels, run, find_order)


def confirm_past_a_break(shop: Shop) -> ConfirmOutcome:
    """Of a run whose feed never arrives at Amazon; the next one, ninety seconds later, goes well."""

    def broken(*_args: object) -> str:
        raise NetworkError("the connection broke")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(shop.gateway()), "submit_confirmations", broken)
        broken_off = confirm(shop)
    clock.sleep(90)
    confirm(shop)
    return broken_off


def at_amazon(shop: Shop, order: Order) -> dict[str, Any]:
    found: dict[str, Any] = http.get(f"{shop.url}/_sandbox/orders/{order.id}").json()
    return found


def numbers(shop: Shop, order: Order) -> dict[str, str]:
    """By package its tracking number, as Amazon has it."""
    packages = at_amazon(shop, order).get("packages", [])
    assert len(packages) == len({one["packageReferenceId"] for one in packages})
    return {one["packageReferenceId"]: one["trackingNumber"] for one in packages}


def states(shop: Shop, orders: list[Order]) -> set[State]:
    records = [one for order in orders for one in shop.store.parcels.of_order(shop.account.seller, order.id)]
    return {one.state for one in records}


def test_many_go_by_one_feed_and_are_seen_in_their_orders(shop: Shop) -> None:
    orders = open_orders(shop, 4)
    parcels = make_labels(shop, orders)
    outcome = confirm(shop)

    assert outcome.error is None
    assert [one.reason for one in outcome.parcels] == [Reason.CONFIRM] * 4
    assert states(shop, orders) == {State.EFFECTIVE}
    for order, parcel in zip(orders, parcels, strict=True):
        assert numbers(shop, order) == {parcel.id: parcel.tracking_number}
        assert at_amazon(shop, order)["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert shop.seen()[SUBMITS[shop.api]] == 1
    assert shop.seen()["confirmShipment"] == 0


def test_few_go_one_by_one_where_there_is_a_call_for_it(shop: Shop) -> None:
    orders = open_orders(shop, 2)
    make_labels(shop, orders)
    confirm(shop, feed_from=300)
    seen = shop.seen()

    assert (seen["confirmShipment"], seen[SUBMITS[shop.api]]) == ((2, 0) if shop.api == "sp-api" else (0, 1))
    assert states(shop, orders) == {State.EFFECTIVE}


def test_a_second_run_tells_nothing_more(shop: Shop) -> None:
    make_labels(shop, open_orders(shop, 3))
    confirm(shop)
    shop.forget_requests()
    again = confirm(shop)

    assert again.parcels == ()
    assert sum(shop.seen().values()) == 0


def test_an_order_amazon_cannot_answer_for_keeps_no_other_back(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the same order would come first in every run, and the others would be late."""
    if shop.api == "mws":
        pytest.skip("by feed only")
    orders = open_orders(shop, 3)
    make_labels(shop, orders)
    bad = min(one.id for one in orders)
    tell = SpApiGateway.confirm

    def confirm_all_but_one(gateway: SpApiGateway, confirmation: Confirmation) -> None:
        if confirmation.order_id == bad:
            raise NetworkError("Amazon could not answer confirmShipment (HTTP 500).")
        tell(gateway, confirmation)

    monkeypatch.setattr(SpApiGateway, "confirm", confirm_all_but_one)
    outcome = confirm(shop, feed_from=300)

    assert isinstance(outcome.error, NetworkError)
    assert {one.id for one in orders if numbers(shop, one)} == {one.id for one in orders} - {bad}
    monkeypatch.undo()
    confirm(shop, feed_from=300)
    assert states(shop, orders) == {State.EFFECTIVE}


def test_a_correction_by_feed_changes_the_package(shop: Shop) -> None:
    orders = open_orders(shop, 1)
    make_labels(shop, orders)
    confirm(shop)
    (parcel,) = make_labels(shop, orders, tracking_number="NEW-1")
    outcome = confirm(shop)

    assert [one.reason for one in outcome.parcels] == [Reason.CORRECT]
    assert numbers(shop, orders[0]) == {parcel.id: "NEW-1"}


def test_what_a_feed_refuses_is_told_apart_from_the_rest(shop: Shop) -> None:
    """An order cancelled since the last import is refused; its neighbours go through."""
    orders = open_orders(shop, 3)
    make_labels(shop, orders)
    shop.control(f"orders/{orders[1].id}/cancel")
    outcome = confirm(shop)
    found = {one.order.id: one for one in outcome.parcels}

    assert found[orders[1].id].reason is Reason.REFUSED
    assert found[orders[1].id].text
    assert {found[one.id].state for one in (orders[0], orders[2])} == {State.EFFECTIVE}
    assert numbers(shop, orders[1]) == {}


def test_amazons_doubt_about_a_number_is_passed_on_without_the_number(shop: Shop) -> None:
    """A warning: the shipment is confirmed all the same."""
    orders = open_orders(shop, 1)
    make_labels(shop, orders, carrier_code="ups", tracking_number="CANARY-1")
    outcome = confirm(shop)

    ((order_id, text),) = outcome.warnings
    assert order_id == orders[0].id
    assert "expected format" in text
    assert "CANARY" not in text
    assert states(shop, orders) == {State.EFFECTIVE}


def test_a_carrier_amazon_does_not_know_is_told_by_its_name(shop: Shop) -> None:
    orders = open_orders(shop, 1)
    make_labels(shop, orders, carrier_code="pigeon", carrier_name="Pigeon Post")
    confirm(shop)

    (package,) = at_amazon(shop, orders[0])["packages"]
    assert package["carrier"] == "Pigeon Post"


def test_what_amazon_drops_without_a_word_is_found_out(shop: Shop) -> None:
    orders = open_orders(shop, 1)
    make_labels(shop, orders)
    shop.control("confirmations", dropped_carriers=["Seur"])
    first = confirm(shop)
    shop.control("clock", advance=1900)
    with clock.use_clock(clock.ScaledClock(SPEED, clock.now() + timedelta(seconds=1900))):
        later = confirm(shop)
        mended = confirm(shop, rules=Rules(carriers={"seur": AmazonCarrier("SEUR Group")}))

    assert [one.state for one in first.parcels] == [State.ACCEPTED]
    assert [one.reason for one in later.parcels] == [Reason.DROPPED]
    assert [one.state for one in mended.parcels] == [State.EFFECTIVE]
    assert len(numbers(shop, orders[0])) == 1


def test_a_feed_whose_id_was_lost_is_found_and_not_sent_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after Amazon had it, before its id was written down."""
    orders = open_orders(shop, 3)
    make_labels(shop, orders)

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Parcels, "name_feed", killed)
        with pytest.raises(KeyboardInterrupt):
            confirm(shop)
    confirm(shop)

    assert shop.seen()[SUBMITS[shop.api]] == 1
    assert states(shop, orders) == {State.EFFECTIVE}
    assert all(len(numbers(shop, order)) == 1 for order in orders)


def test_a_feed_that_never_arrived_is_sent_again(shop: Shop) -> None:
    """But not before Amazon's recent feeds were looked through."""
    orders = open_orders(shop, 2)
    make_labels(shop, orders)
    assert isinstance(confirm_past_a_break(shop).error, NetworkError)

    assert states(shop, orders) == {State.EFFECTIVE}
    assert shop.seen()[SUBMITS[shop.api]] == 1
    assert shop.seen()["getFeeds" if shop.api == "sp-api" else "GetFeedSubmissionList"] >= 1


def test_a_correction_that_never_arrived_is_made_again(shop: Shop) -> None:
    """It is not mistaken for what Amazon shows."""
    orders = open_orders(shop, 1)
    make_labels(shop, orders)
    confirm(shop)
    (parcel,) = make_labels(shop, orders, tracking_number="NEW-1")
    confirm_past_a_break(shop)

    assert numbers(shop, orders[0]) == {parcel.id: "NEW-1"}


def test_somebody_elses_feed_is_not_taken_for_ours(shop: Shop) -> None:
    """It has another number of messages."""
    orders = open_orders(shop, 4)
    others = make_labels(shop, orders[:1])
    confirm(shop)
    with shop.store._database.writing() as sql:  # as if another program had submitted it
        sql.execute("DELETE FROM confirmation_feeds")
    make_labels(shop, orders)
    confirm_past_a_break(shop)

    assert others
    assert states(shop, orders) == {State.EFFECTIVE}


def test_a_call_of_which_nobody_knows_is_looked_for_before_it_is_repeated(tmp_path: Path) -> None:
    """Killed after Amazon had it: the order shows it, and no second call is made."""
    with open_shop(tmp_path, "sp-api", TOKENS["sp-api"]) as shop:
        shop.pull()
        orders = open_orders(shop, 1)
        make_labels(shop, orders)
        with pytest.MonkeyPatch.context() as patch:

            def killed(*_args: object) -> None:
                raise KeyboardInterrupt

            patch.setattr(Parcels, "move", killed)
            with pytest.raises(KeyboardInterrupt):
                confirm(shop, feed_from=300)
        confirm(shop, feed_from=300)

        assert shop.seen()["confirmShipment"] == 1
        assert states(shop, orders) == {State.EFFECTIVE}


def test_a_call_that_corrects_and_never_arrived_is_made_again(tmp_path: Path) -> None:
    with open_shop(tmp_path, "sp-api", TOKENS["sp-api"]) as shop:
        shop.pull()
        orders = open_orders(shop, 1)
        make_labels(shop, orders)
        confirm(shop, feed_from=300)
        (parcel,) = make_labels(shop, orders, tracking_number="NEW-1")
        kind = type(shop.gateway())

        def broken(*_args: object) -> None:
            raise NetworkError("the connection broke")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kind, "confirm", broken)
            assert isinstance(confirm(shop, feed_from=300).error, NetworkError)
        confirm(shop, feed_from=300)

        assert numbers(shop, orders[0]) == {parcel.id: "NEW-1"}


def test_where_amazon_refuses_the_newer_orders_the_older_ones_are_read(tmp_path: Path) -> None:
    """Without packages: that as many units were shipped has to do."""
    with open_shop(tmp_path, "sp-api", TOKENS["sp-api"]) as shop:
        shop.control("accounts/1/refuse-orders-2026")
        shop.pull()
        orders = open_orders(shop, 2)
        make_labels(shop, orders)
        outcome = confirm(shop, feed_from=300)

        assert outcome.error is None
        assert states(shop, orders) == {State.EFFECTIVE}
        assert all(len(numbers(shop, order)) == 1 for order in orders)
