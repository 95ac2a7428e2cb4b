"""`mwslink why`: the story of one order, whatever became of it, and nothing of its buyer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from programs import Ran
from shops import ACME, ES, OTHER, START, an_order, fill, open_shop

from mwslink.listings.model import Listing, Origin, Weights
from mwslink.listings.pull import Scan
from mwslink.listings.weighing import OrderWeight, WeighingRule, weigh_orders
from mwslink.listings.weights import Weight
from mwslink.orders.pull import Source, Stream
from mwslink.shipping.journal import Move, Note
from mwslink.shipping.journal import State as ParcelState
from mwslink.shipping.model import AmazonCarrier, Confirmation, Parcel, ParcelItem
from mwslink.shipping.outbox import Entry, State
from mwslink.store import Store
from mwslink.store.erasing import ORDER, PERSONAL, Erasure

Why = Callable[..., Ran]
ORDER_ID = an_order().id
SEARCH = Source("orders-2026-01-01", "searchOrders", "7f1c3a52-0000-4000-8000-000000000001")
AGAIN = Source("orders-2026-01-01", "searchOrders", "7f1c3a52-0000-4000-8000-000000000002")
HOUR = timedelta(hours=1)


@pytest.fixture
def why(program: Callable[..., Ran]) -> Why:
    def call(order_id: str = ORDER_ID, *arguments: str, **options: str) -> Ran:
        return program("why", order_id, *arguments, **options)

    return call


@pytest.fixture
def shop(config_file: Path) -> Path:
    """An order that was seen twice, weighed, handed over and confirmed; and some that were not."""
    fill(config_file, [an_order(2), an_order(3)])
    with open_shop(config_file) as store:
        _import(store)
        _weigh(store)
        store.outbox.save([Entry(ORDER_ID, ACME, ES, State.VERIFIED, 1001, "f" * 64, 700001, START + 3 * HOUR, START)])
        _confirm(store)
    return config_file


def _import(store: Store) -> None:
    stream = Stream(ACME, (ES,), START - timedelta(days=30), "page 2")
    store.orders.save_page(stream, [an_order()], [SEARCH])
    store.orders.save_page(stream, [an_order(updated_at=START + 2 * HOUR)], [AGAIN])


def _weigh(store: Store) -> None:
    listing = Listing("MUG-RED", ES, "B0EXAMPLE1", "Taza", weights=Weights(package=Weight(Decimal("0.3"), "kilograms")))
    store.listings.save_page(Scan(ACME, (ES,), position="x", until=START, started_at=START), [listing])
    weigh_orders(store.order_weights, [WeighingRule(ACME, ES)])
    store.order_weights.save_weights(ACME, ES, {an_order(2).id: OrderWeight(None, None, ("MUG-RED",))})


def _confirm(store: Store) -> None:
    item = ParcelItem("item-1", "MUG-RED", 2)
    parcel = Parcel("3801", ORDER_ID, "DELIVERED", "correos", "Correos", "", "CANARY-TRACK", START, START, (item,))
    store.parcels.save(ACME, [parcel])
    (record,) = store.parcels.of_order(ACME, ORDER_ID)
    told = Confirmation(ORDER_ID, ES, "3801", AmazonCarrier("Correos"), "CANARY-TRACK", START, (("item-1", 2),))
    store.parcels.submit([(record, told)])
    (record,) = store.parcels.of_order(ACME, ORDER_ID)
    store.parcels.move([Move(record, ParcelState.EFFECTIVE, settles=True)])


def test_the_whole_story_as_data(shop: Path, why: Why) -> None:
    """By which calls it came, what it weighs and why, what went where and when."""
    (story,) = why(ORDER_ID, "--json").data["orders"]

    assert [one["request_id"] for one in story["seen"]] == [SEARCH.request_id, AGAIN.request_id]
    assert story["seen"][1]["updated_at"] == "2026-11-01T11:30:00Z"
    assert (story["connection"], story["order"]["status"]) == ("amazon-es", "UNSHIPPED")
    assert (story["weight"]["grams"], story["weight"]["origin"]) == ("600.0", Origin.LISTING)
    assert [(one["sku"], one["quantity"], one["unit_grams"]) for one in story["weight"]["items"]] == [
        ("MUG-RED", 2, "300.0")
    ]
    assert (story["sendcloud"]["state"], story["sendcloud"]["sendcloud_id"]) == ("verified", 700001)
    assert [(one["parcel_id"], one["state"]) for one in story["parcels"]] == [("3801", "effective")]
    assert story["parcels"][0]["told_at"]
    assert story["personal"] == {
        "is_held": True,
        "due_at": "2026-12-06T10:30:00Z",  # thirty days after the last day that was promised
        "due_reason": "promise",
        "erased_at": None,
        "requested_at": None,
        "erasures": [],
    }


def test_the_story_in_words_is_in_order(shop: Path, why: Why) -> None:
    """How it stands first, then what happened, with Amazon's request ids."""
    text = why().out
    rows = [line for line in text.splitlines() if line.startswith("2026-11-01")]

    assert "600 g (from the listing)" in text
    assert "there, as read back" in text
    assert "confirmed, as the order shows" in text
    assert SEARCH.request_id in text
    assert rows == sorted(rows)


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_nothing_of_the_buyer_is_shown(shop: Path, why: Why, arguments: tuple[str, ...]) -> None:
    """Neither name nor address nor tracking number."""
    ran = why(ORDER_ID, *arguments)

    assert "anary" not in ran.out + ran.err
    assert "CANARY" not in ran.out + ran.err
    assert "Calle" not in ran.out


def test_an_order_that_waits_says_for_what(shop: Path, why: Why) -> None:
    """The SKU without a weight."""
    assert "missing: MUG-RED" in why(an_order(2).id).out
    (story,) = why(an_order(2).id, "--json").data["orders"]

    assert story["weight"]["missing_skus"] == ["MUG-RED"]
    assert story["sendcloud"] is None


def test_what_sendcloud_refused_is_said(shop: Path, why: Why) -> None:
    """With the reason in words, and Sendcloud's own."""
    with open_shop(shop) as store:
        store.outbox.save([Entry(ORDER_ID, ACME, ES, State.REFUSED, 1001, reason="refused", detail="city: too long")])

    assert "refused: was refused by Sendcloud: city: too long" in why().out


def test_what_amazon_refused_or_dropped_is_said(shop: Path, why: Why) -> None:
    """With Amazon's words, and what to do."""
    with open_shop(shop) as store:
        (record,) = store.parcels.of_order(ACME, ORDER_ID)
        store.parcels.move([Move(record, ParcelState.REFUSED, Note("refused", "Invalid carrier"))])

    assert "Amazon refused it (Invalid carrier)" in why().out


def _erase(config_file: Path, what: str) -> None:
    with open_shop(config_file) as store:
        held = store.retained.get(ACME, ORDER_ID)
        assert held
        due_at = START + timedelta(days=30)
        store.erasing.erase([Erasure(ACME, ORDER_ID, held.version, what, "shipment", due_at, held.data_key)])


def test_it_works_after_the_purge(shop: Path, why: Why) -> None:
    """Everything but the buyer is still known, the erasure too, and no key is needed for it."""
    _erase(shop, PERSONAL)
    secrets = shop.with_name("secrets.toml")
    secrets.write_text(secrets.read_text().partition("[store]")[0])
    (story,) = why(ORDER_ID, "--json").data["orders"]

    assert len(story["seen"]) == 2
    assert story["personal"]["is_held"] is False
    assert story["personal"]["due_at"] is None
    assert story["personal"]["erased_at"]
    assert [(one["what"], one["reason"]) for one in story["personal"]["erasures"]] == [("personal", "shipment")]
    assert [one["parcel_id"] for one in story["parcels"]] == ["3801"]
    assert "erased on" in why().out


def test_of_an_order_erased_whole_only_that_is_known(shop: Path, why: Why) -> None:
    """The evidence stays, nothing else does."""
    _erase(shop, ORDER)
    (story,) = why(ORDER_ID, "--json").data["orders"]

    assert (story["order"], story["seen"], story["parcels"]) == (None, [], [])
    assert story["personal"]["erasures"][0]["what"] == "order"
    assert "everything but this record was erased" in why().out


def test_an_unknown_order_is_refused_with_the_nearest(shop: Path, why: Why) -> None:
    """A digit too many is easily typed."""
    ran = why("404-0000001-0000011")

    assert ran.code == 6
    assert ORDER_ID in ran.err


@pytest.mark.parametrize("order_id", ["999-9999999-9999999", "%", "", "x" * 500])
def test_an_order_like_no_other(shop: Path, why: Why, order_id: str) -> None:
    """It may not be imported yet."""
    ran = why(order_id)

    assert (ran.code, ran.out) == (6, "")
    assert "mwslink import" in ran.err


def test_before_the_first_import_there_is_no_order(config_file: Path, why: Why, blank_environment: Path) -> None:
    """And no store is made for a look."""
    assert why().code == 6
    assert not (blank_environment / ".local").exists()


def test_two_sellers_can_have_the_same_order(shop: Path, why: Why) -> None:
    """Each has its story."""
    fill(shop, [an_order()], seller=OTHER)
    stories = why(ORDER_ID, "--json").data["orders"]

    assert {story["seller_id"] for story in stories} == {ACME.seller_id, OTHER.seller_id}
    assert why().out.count(ORDER_ID) == 2


def test_in_spanish(shop: Path, why: Why) -> None:
    """Amazon's words for support stay Amazon's."""
    text = why(language="es").out

    assert "Visto como" in text
    assert f"searchOrders {SEARCH.request_id}" in text
