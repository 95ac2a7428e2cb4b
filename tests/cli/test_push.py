"""`mwslink push`: what goes to Sendcloud and what does not, and what becomes of bad data on either side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import pytest
from parcels import PushShop, sendcloud_server
from programs import Ran
from shops import ACME, ES, IT, a_buyer, an_order

from mwslink import clock
from mwslink.errors import RejectedError
from mwslink.listings.model import Listing, Weights
from mwslink.listings.pull import Scan
from mwslink.listings.weights import Weight
from mwslink.orders.model import Address, Buyer, Money, Order, OrderItem, PersonalData
from mwslink.shipping.model import Parcel
from mwslink.shipping.outbox import State
from mwslink.store.overrides import Override
from system.shop import Amazon

pytestmark = pytest.mark.usefixtures("hurried")


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with sendcloud_server(saving_delay=0.0) as server:
        yield server


@pytest.fixture
def shop(running: Amazon, config_file: Path, program: Callable[..., Ran]) -> PushShop:
    running.call("/state", {})
    made = PushShop(config_file, program, running)
    made.prepare()
    return made


def data_of(ran: Ran, connection: str = "amazon-es") -> dict:
    return next(one for one in ran.document["data"]["connections"] if one["connection"] == connection)


def content_of(shop: PushShop, number: int = 1) -> dict:
    return shop.there()[an_order(number).id]["content"]


def test_an_order_goes_with_weight_address_and_amazons_id(shop: PushShop) -> None:
    """Ready to be shipped: nothing has to be typed in Sendcloud."""
    shop.fill(an_order())
    ran = shop.push()
    order = content_of(shop)

    assert (ran.code, data_of(ran)["new"], data_of(ran)["verified"]) == (0, 1, 1)
    assert order["order_id"] == order["order_number"] == an_order().id
    assert order["shipping_details"]["measurement"]["weight"] == {"value": 0.6, "unit": "kg"}
    assert order["order_details"]["order_items"][0]["quantity"] == 2
    assert order["order_details"]["order_items"][0]["total_price"] == {"value": 25.9, "currency": "EUR"}
    assert order["payment_details"]["total_price"] == {"value": 29.85, "currency": "EUR"}
    assert order["shipping_address"]["country_code"] == "ES"
    assert order["shipping_address"]["postal_code"] == "12598"


def test_no_mail_address_and_no_gift_text_leaves(shop: PushShop) -> None:
    """Sendcloud writes to whom it knows the address of; Amazon's buyers are not to be written to."""
    shop.fill(an_order())
    shop.push()
    sent = json.dumps(content_of(shop), ensure_ascii=False)

    assert "@" not in sent
    assert "feliz" not in sent


def test_a_mail_address_goes_along_where_the_seller_wants_it(shop: PushShop) -> None:
    """A choice, and never the default."""
    shop.config_file.write_text(shop.config_file.read_text() + "pass_email = true\n")
    shop.fill(an_order())
    shop.push()

    assert content_of(shop)["shipping_address"]["email"] == "canary@marketplace.amazon.es"


def heavy_mug(shop: PushShop, weight: Weight, **changes: Any) -> None:
    """What Amazon's listing says the mug weighs, and nothing of our own."""
    listing = Listing("MUG-RED", ES, "B0EXAMPLE1", weights=Weights(shipping=weight, **changes))
    with shop.store() as store:
        store.overrides.remove(ACME, "MUG-RED")
        store.listings.save_page(Scan(ACME, (ES,), started_at=clock.now()), [listing])


def test_a_weight_no_parcel_has_is_named_and_the_order_goes(shop: PushShop) -> None:
    """With what to do, once, and a tag for the packer; when it is put right the order goes again without."""
    heavy_mug(shop, Weight(Decimal(486), "kilograms"))
    shop.fill(an_order())
    planned = shop.push("--dry-run")
    ran = shop.program("push")
    tags = content_of(shop)["order_details"]["tags"]
    again = shop.program("push")
    heavy_mug(shop, Weight(Decimal(486), "grams"))
    mended = shop.push()

    (odd,) = data_of(planned)["odd_weights"]
    assert (odd["order_id"], odd["sku"], odd["code"]) == (an_order().id, "MUG-RED", "heavier-than-a-parcel")
    assert ran.code == 0
    assert f"order {an_order().id}, MUG-RED: 486 kg" in ran.err
    assert "mwslink set-weight MUG-RED" in ran.err
    assert "check-weight" in tags
    assert again.err == ""
    assert (data_of(mended)["changed"], data_of(mended)["odd_weights"]) == (1, [])
    assert "check-weight" not in content_of(shop)["order_details"].get("tags", [])


def test_a_heavy_weight_that_the_seller_states_is_taken_at_his_word(shop: PushShop) -> None:
    """Furniture: set with --local, or confirmed by what else is known of it."""
    heavy_mug(shop, Weight(Decimal(40), "kilograms"), item=Weight(Decimal(38), "kilograms"))
    shop.fill(an_order())

    assert data_of(shop.push())["odd_weights"] == []


def unwanted(order: Order) -> Order:
    """The buyer asks for it to be cancelled."""
    items = tuple(replace(item, cancel_requested=True) for item in order.items)
    return replace(order, items=items, updated_at=an_order(9).updated_at)


def test_a_buyers_request_to_cancel_is_told_once_and_listed_until_it_is_settled(shop: PushShop) -> None:
    """Only the seller can cancel it; nobody should pack it without knowing."""
    shop.fill(an_order(1), an_order(2))
    shop.push()
    shop.fill(unwanted(an_order(1)))
    first, second = shop.push(), shop.push()

    assert first.code == 0
    assert [an_order(1).id in one for one in first.document["warnings"]] == [True]
    assert second.document["warnings"] == []
    assert data_of(first)["cancel_requested"] == [{"order_id": an_order(1).id, "is_new": True}]
    assert data_of(second)["cancel_requested"] == [{"order_id": an_order(1).id, "is_new": False}]
    assert content_of(shop)["order_details"]["tags"] == ["cancel-requested"]


def test_a_request_to_cancel_is_told_of_an_order_that_waits_here_or_has_its_label(shop: PushShop) -> None:
    """Whatever else is the matter with it."""
    shop.fill(an_order(1))
    shop.push()
    shop.server.call("/sendcloud/ship", {"order_id": an_order(1).id, "carrier": "correos", "announce": True})
    prime = replace(unwanted(an_order(2)), programs=("PRIME",))
    shop.fill(unwanted(an_order(1)), prime)
    ran = shop.push()

    assert {one["order_id"] for one in data_of(ran)["cancel_requested"]} == {an_order(1).id, an_order(2).id}
    assert {one["reason"] for one in data_of(ran)["held"]} == {"label-out", "prime"}


def test_nothing_new_sends_nothing(shop: PushShop) -> None:
    """What was sent is known by its content."""
    shop.fill(an_order(1), an_order(2))
    shop.push()
    shop.server.forget()
    ran = shop.push()

    assert data_of(ran)["unchanged"] == 2
    assert shop.server.calls() == {"user_auth_metadata": 1}


def test_a_change_is_sent_again_and_only_that(shop: PushShop) -> None:
    """Amazon's buyer corrects an address."""
    shop.fill(an_order(1), an_order(2))
    shop.push()
    moved = replace(a_buyer(), recipient=replace(a_buyer().recipient, lines=("Calle Nueva 7",)))
    later = replace(an_order(), personal=moved, updated_at=an_order(9).updated_at)
    shop.fill(later)
    ran = shop.push()

    assert (data_of(ran)["changed"], data_of(ran)["unchanged"]) == (1, 1)
    assert content_of(shop)["shipping_address"]["house_number"] == "7"
    assert len(shop.there()) == 2


def edited(shop: PushShop, **changes: object) -> None:
    """Somebody edits the order in Sendcloud's panel."""
    (number,) = [one["id"] for one in shop.there().values()]
    keys = ("sandbox-public", "sandbox-secret")
    httpx2.patch(f"{shop.server.url}/api/v3/orders/{number}", json=changes, auth=keys).raise_for_status()


def test_an_address_edited_in_sendcloud_survives_changes_of_other_things(shop: PushShop) -> None:
    """Whoever put a house number right there has not done it in vain; a new address of Amazon's goes before it."""
    shop.fill(an_order())
    shop.push()
    edited(shop, shipping_address={"house_number": "1 bis", "company_name": "Panadería Núñez"})
    shop.fill(replace(an_order(), service_level="EXPEDITED", updated_at=an_order(8).updated_at))
    ran = shop.push()
    kept = content_of(shop)
    moved = replace(a_buyer(), recipient=replace(a_buyer().recipient, lines=("Calle Nueva 7",)))
    shop.fill(replace(an_order(), service_level="EXPEDITED", personal=moved, updated_at=an_order(9).updated_at))
    shop.push()

    assert (ran.code, data_of(ran)["changed"]) == (0, 1)
    assert kept["shipping_details"]["delivery_indicator"] == "EXPEDITED"
    assert kept["shipping_address"]["house_number"] == "1 bis"
    assert kept["shipping_address"]["company_name"] == "Panadería Núñez"
    assert content_of(shop)["shipping_address"]["house_number"] == "7"
    assert "company_name" not in content_of(shop)["shipping_address"]


def test_a_weight_edited_in_sendcloud_survives_changes_of_other_things(shop: PushShop) -> None:
    """Until what the order weighs changes here."""
    shop.fill(an_order())
    shop.push()
    measured = {
        "weight": {"value": 1.25, "unit": "kg"},
        "dimension": {"length": 10, "width": 20, "height": 5, "unit": "cm"},
    }
    edited(shop, shipping_details={"measurement": measured})
    shop.fill(replace(an_order(), service_level="EXPEDITED", updated_at=an_order(8).updated_at))
    shop.push()
    kept = content_of(shop)["shipping_details"]["measurement"]
    with shop.store() as store:
        store.overrides.set(ACME, [Override("MUG-RED", Weight(Decimal(400), "grams"))])
    shop.push()

    assert kept == measured
    assert content_of(shop)["shipping_details"]["measurement"] == {"weight": {"value": 0.8, "unit": "kg"}}


def test_again_goes_before_what_was_edited_in_sendcloud(shop: PushShop) -> None:
    """The way to have Amazon's address back."""
    shop.fill(an_order())
    shop.push()
    edited(shop, shipping_address={"house_number": "1 bis"})
    shop.push("--again", an_order().id)

    assert content_of(shop)["shipping_address"]["house_number"] == "1"


def test_a_later_version_with_the_same_content_is_not_sent(shop: PushShop) -> None:
    """Amazon moves the moment of the last change for reasons of its own."""
    shop.fill(an_order())
    shop.push()
    shop.fill(replace(an_order(), updated_at=an_order(9).updated_at))

    assert data_of(shop.push())["unchanged"] == 1


def test_a_cancelled_order_is_taken_back(shop: PushShop) -> None:
    """Nobody must pack it."""
    shop.fill(an_order(1), an_order(2))
    shop.push()
    shop.fill(replace(an_order(), status="CANCELLED", updated_at=an_order(9).updated_at, personal=None))
    ran = shop.push()

    assert (ran.code, data_of(ran)["withdrawn"]) == (0, 1)
    assert set(shop.there()) == {an_order(2).id}
    assert data_of(shop.push())["withdrawn"] == 0


def shipped(number: int = 1) -> Order:
    """The order as Amazon has it once somebody has shipped all of it."""
    order = an_order(number)
    items = tuple(replace(item, quantity_shipped=item.quantity) for item in order.items)
    return replace(order, status="SHIPPED", items=items, updated_at=an_order(9).updated_at)


def test_an_order_shipped_by_hand_at_amazon_is_taken_back(shop: PushShop) -> None:
    """Else somebody would pack it a second time."""
    shop.fill(an_order(1), an_order(2))
    shop.push()
    shop.fill(shipped())
    planned = shop.push("--dry-run")
    ran = shop.push()

    assert data_of(planned)["taken_back"] == data_of(ran)["taken_back"]
    assert data_of(ran)["taken_back"] == [{"order_id": an_order(1).id, "reason": "shipped"}]
    assert set(shop.there()) == {an_order(2).id}
    assert data_of(shop.push())["withdrawn"] == 0


def test_an_order_shipped_with_sendclouds_label_stays_and_is_not_asked_for_again(shop: PushShop) -> None:
    """Confirmed by hand, or by a run that kept no record of it."""
    shop.fill(an_order())
    shop.push()
    shop.server.call("/sendcloud/ship", {"order_id": an_order().id, "carrier": "correos", "announce": True})
    shop.fill(shipped())
    ran = shop.push()
    shop.server.forget()
    shop.push()

    assert (ran.code, data_of(ran)["taken_back"]) == (0, [])
    assert set(shop.there()) == {an_order().id}
    assert shop.server.calls() == {"user_auth_metadata": 1}


def test_disconnect_says_how_many_orders_wait_in_sendcloud(shop: PushShop) -> None:
    """Nobody looks after them any more; those shipped or cancelled in time are none of them."""
    shop.fill(*(an_order(number) for number in (1, 2, 3)))
    shop.push()
    shop.fill(shipped())
    shop.push()
    planned = shop.program("disconnect", "amazon-es", "--dry-run", "--json")
    ran = shop.program("disconnect", "amazon-es", "--yes")

    assert planned.data["waiting_at_sendcloud"] == 2
    assert "2 orders of amazon-es wait in Sendcloud" in ran.err
    assert set(shop.there()) == {an_order(2).id, an_order(3).id}


def test_where_others_tell_amazon_an_order_that_is_shipped_there_stays(shop: PushShop) -> None:
    """With update_status = never the seller may confirm first and make the label afterwards."""
    shop.fill(an_order())
    shop.push()
    shop.program("settings", "amazon-es", "--update-status", "never")
    shop.fill(shipped())

    assert data_of(shop.push())["taken_back"] == []
    assert set(shop.there()) == {an_order().id}


def test_an_open_order_of_which_all_was_cancelled_is_taken_back(shop: PushShop) -> None:
    """Amazon leaves it UNSHIPPED for a while."""
    shop.fill(an_order())
    shop.push()
    empty = tuple(replace(item, quantity=0) for item in an_order().items)
    shop.fill(replace(an_order(), items=empty, updated_at=an_order(9).updated_at))
    ran = shop.push()
    again = shop.program("push")

    assert data_of(ran)["taken_back"] == [{"order_id": an_order().id, "reason": "cancelled"}]
    assert shop.there() == {}
    assert (again.code, again.err) == (0, "")


def test_an_open_order_of_which_all_was_cancelled_is_a_loud_warning_once_it_has_a_label(shop: PushShop) -> None:
    shop.fill(an_order())
    shop.push()
    shop.server.call("/sendcloud/ship", {"order_id": an_order().id, "carrier": "correos", "announce": True})
    empty = tuple(replace(item, quantity=0) for item in an_order().items)
    shop.fill(replace(an_order(), items=empty, updated_at=an_order(9).updated_at))
    first, second = shop.push(), shop.push()

    assert (first.code, second.code) == (10, 0)
    assert set(shop.there()) == {an_order().id}


def test_a_cancelled_order_that_was_split_is_not_deleted_while_a_part_has_a_label(shop: PushShop) -> None:
    """Its parts have numbers of their own in Sendcloud, so that asking for the order's parcels would not find them."""
    shop.fill(an_order())
    shop.push()
    label = Parcel("1", an_order().id, "READY_TO_SEND", "correos", "Correos", tracking_number="PQ1")
    with shop.store() as store:
        store.parcels.save(ACME, [label])
    shop.fill(replace(an_order(), status="CANCELLED", updated_at=an_order(9).updated_at, personal=None))
    ran = shop.push()
    with shop.store() as store:
        store.parcels.save(ACME, [replace(label, status="CANCELLED")])

    assert (ran.code, set(shop.there())) == (10, {an_order().id})
    assert data_of(shop.push())["withdrawn"] == 1


def test_a_cancelled_order_that_cannot_be_deleted_keeps_no_other_here(
    shop: PushShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in every run until it is gone; the new orders go."""

    def refuse(_desk: object, _number: int) -> bool:
        raise RejectedError("Sendcloud rejects delete_order (HTTP 409): locked")

    shop.fill(an_order(1))
    shop.push()
    shop.fill(replace(an_order(1), status="CANCELLED", updated_at=an_order(9).updated_at, personal=None), an_order(2))
    with monkeypatch.context() as patch:
        patch.setattr("mwslink.gateways.sendcloud.orders.SendcloudOrders.remove", refuse)
        first, second = shop.push(), shop.push()

    assert (first.code, data_of(first)["new"], data_of(first)["withdrawn"]) == (7, 1, 0)
    assert all(an_order(1).id in one.document["errors"][0]["message"] for one in (first, second))
    assert data_of(shop.push())["withdrawn"] == 1


def test_an_order_deleted_in_sendcloud_stays_deleted(shop: PushShop) -> None:
    """A person did it: neither the next run nor a change brings it back, but the person may."""
    shop.fill(an_order())
    shop.push()
    shop.server.call("/sendcloud/orders/delete", {"order_id": an_order().id})
    shop.fill(replace(an_order(), service_level="EXPEDITED", updated_at=an_order(9).updated_at))
    ran = shop.push()
    (held,) = data_of(ran)["held"]

    assert (held["reason"], held["is_new"], ran.code) == ("deleted-in-sendcloud", True, 0)
    assert shop.there() == {}
    assert data_of(shop.push())["held"][0]["is_new"] is False
    assert data_of(shop.push("--again", an_order().id))["again"] == 1
    assert set(shop.there()) == {an_order().id}


def test_a_change_after_the_label_is_told_and_not_sent(shop: PushShop) -> None:
    """The parcel goes where the label says: somebody has to know, and Sendcloud must not get the order once more."""
    shop.fill(an_order())
    shop.push()
    shipment = shop.server.call("/sendcloud/ship", {"order_id": an_order().id, "carrier": "correos"})
    shop.server.call("/clock", {"advance": 60})
    shop.fill(replace(an_order(), service_level="EXPEDITED", updated_at=an_order(9).updated_at))
    ran = shop.push()
    (held,) = data_of(ran)["held"]

    assert (held["reason"], held["is_new"], data_of(ran)["changed"]) == ("label-out", True, 0)
    assert "label" in ran.document["warnings"][0]
    assert shop.there()[an_order().id]["accepted"] == 1
    assert data_of(shop.push())["held"][0]["is_new"] is False

    shop.server.call(f"/sendcloud/parcels/{shipment['parcels'][0]['id']}/change", {"status": "CANCELLED"})
    assert data_of(shop.push())["changed"] == 1


def test_a_missing_house_number_is_marked_and_goes(shop: PushShop) -> None:
    """Many addresses have none; a person looks before the label is printed."""
    buyer = replace(a_buyer(), recipient=replace(a_buyer().recipient, lines=("Calle Canaria",)))
    shop.fill(replace(an_order(), personal=buyer))
    ran = shop.push()

    assert [doubt["code"] for doubt in data_of(ran)["doubtful"][0]["doubts"]] == ["no-house-number"]
    assert "check-address" in content_of(shop)["order_details"]["tags"]
    assert ran.code == 0
    assert "Canaria" not in ran.out + ran.err


def test_a_line_of_300_characters_goes_without_loss(shop: PushShop) -> None:
    """What finds no room in Sendcloud's fields stands in the notes."""
    words = [f"palabra{number:03}" for number in range(29)]
    long_line = " ".join(words)
    buyer = replace(a_buyer(), recipient=replace(a_buyer().recipient, lines=(f"Calle {long_line} 5",)))
    shop.fill(replace(an_order(), personal=buyer))
    ran = shop.push()
    sent = json.dumps(content_of(shop), ensure_ascii=False)

    assert len(long_line) > 300
    assert ran.code == 0
    assert [word for word in words if word not in sent] == []
    assert "too-long" in [doubt["code"] for doubt in data_of(ran)["doubtful"][0]["doubts"]]


def test_an_address_without_a_city_is_held_back(shop: PushShop) -> None:
    """Sendcloud would refuse it, and a hundred others with it."""
    buyer = replace(a_buyer(), recipient=replace(a_buyer().recipient, city=""))
    shop.fill(replace(an_order(), personal=buyer), an_order(2))
    ran = shop.push()
    (held,) = data_of(ran)["held"]

    assert (held["order_id"], held["reason"], held["detail"]) == (an_order().id, "incomplete-address", "city")
    assert set(shop.there()) == {an_order(2).id}


def test_an_order_held_back_is_said_to_be_in_sendcloud_as_it_was_before(shop: PushShop) -> None:
    """Somebody may pack it so; one that never went is nowhere."""
    nowhere = replace(a_buyer(), recipient=replace(a_buyer().recipient, city=""))
    shop.fill(an_order(1), an_order(2, personal=nowhere))
    first = shop.push()
    shop.fill(replace(an_order(1), personal=nowhere, updated_at=an_order(9).updated_at))
    second = shop.push()

    assert "Sendcloud still has it as it was before" in " ".join(second.document["warnings"])
    assert "Sendcloud still has it" not in " ".join(first.document["warnings"])
    assert {one["order_id"]: one["is_in_sendcloud"] for one in data_of(second)["held"]} == {
        an_order(1).id: True,
        an_order(2).id: False,
    }


@pytest.mark.parametrize(
    ("changes", "reason", "detail"),
    [
        ({"programs": ("PRIME",)}, "prime", ""),
        ({"personal": None}, "no-address", ""),
        ({"total": Money(Decimal(300), "SEK")}, "", ""),  # the lines are in euro: they count
        (
            {"items": (OrderItem("i", "MUG-RED", "B0", "Mugg", 1, price=Money(Decimal(300), "SEK")),)},
            "currency",
            "SEK",
        ),
        (
            {"items": (OrderItem("i", "UNKNOWN", "B0", "Taza", 1, price=Money(Decimal(3), "EUR")),)},
            "missing-weight",
            "UNKNOWN",
        ),
        ({"items": (OrderItem("i", "MUG-RED", "B0", "Taza", 1),)}, "no-price", "MUG-RED"),
        ({"items": (OrderItem("i", "MUG-RED", "B0", "Taza", 0),)}, "nothing-left", ""),
    ],
)
def test_what_stands_in_the_way_is_named_once(shop: PushShop, changes: dict, reason: str, detail: str) -> None:
    """Held back with the reason, told when it comes up, listed as long as it lasts."""
    shop.fill(an_order(**changes))
    first, second = shop.push(), shop.push()
    if not reason:
        assert data_of(first)["new"] == 1
        return
    (held,) = data_of(first)["held"]

    assert (held["reason"], held["detail"], held["is_new"]) == (reason, detail, True)
    assert data_of(second)["held"] == [{**held, "is_new": False}]
    assert (first.code, len(first.document["warnings"]), len(second.document["warnings"])) == (0, 1, 0)
    assert shop.there() == {}


def test_a_prime_order_goes_where_the_connection_allows_it(shop: PushShop) -> None:
    """The seller knows what Amazon thinks of that."""
    shop.config_file.write_text(
        shop.config_file.read_text().replace(
            'account = "acme"\ncountry = "ES"', 'account = "acme"\ncountry = "ES"\npush_prime = true'
        )
    )
    shop.fill(an_order(programs=("PRIME",)))
    shop.push()

    assert (
        content_of(shop)["order_details"]["tags"] == ["check-address", "prime"]
        or "prime" in content_of(shop)["order_details"]["tags"]
    )


def test_swedish_crowns_are_converted_at_the_sellers_rate(shop: PushShop) -> None:
    """No rate is invented."""
    shop.config_file.write_text(
        shop.config_file.read_text() + 'other_currencies = "convert"\nrates = { SEK = "0.0871 EUR" }\n'
    )
    item = OrderItem("i", "MUG-RED", "B0", "Mugg", 2, price=Money(Decimal("259.00"), "SEK"))
    shop.fill(an_order(items=(item,), total=Money(Decimal("308.00"), "SEK")))
    shop.push()
    order = content_of(shop)

    assert order["order_details"]["order_items"][0]["total_price"] == {"value": 22.56, "currency": "EUR"}
    assert order["payment_details"]["total_price"] == {"value": 26.83, "currency": "EUR"}


def test_a_connection_without_weights_leaves_them_to_sendcloud(shop: PushShop) -> None:
    """import_weight = false."""
    shop.fill(an_order(marketplace_id=IT))
    shop.push()

    assert "measurement" not in content_of(shop)["shipping_details"]


def test_of_a_partly_shipped_order_the_rest_goes(shop: PushShop) -> None:
    """Three ordered, one shipped: two remain, with their weight and their price."""
    item = OrderItem("i", "MUG-RED", "B0", "Taza", 3, 1, price=Money(Decimal("30.00"), "EUR"))
    gone = OrderItem("j", "MUG-RED", "B0", "Taza", 1, 1, price=Money(Decimal("10.00"), "EUR"))
    shop.fill(an_order(status="PARTIALLY_SHIPPED", items=(item, gone)))
    shop.push()
    (line,) = content_of(shop)["order_details"]["order_items"]

    assert (line["quantity"], line["total_price"]["value"]) == (2, 20.0)
    assert content_of(shop)["payment_details"]["total_price"]["value"] == 20.0
    assert content_of(shop)["shipping_details"]["measurement"]["weight"] == {"value": 0.6, "unit": "kg"}


def test_a_business_order_brings_company_and_order_number(shop: PushShop) -> None:
    """What the receiving department asks for."""
    buyer = replace(a_buyer(), buyer=Buyer("Canary", "", "Canary Obras SL", "4500012345"))
    shop.fill(replace(an_order(programs=("AMAZON_BUSINESS",)), personal=buyer))
    shop.push()
    order = content_of(shop)

    assert order["shipping_address"]["company_name"] == "Canary Obras SL"
    assert "PO 4500012345" in order["order_details"]["notes"]
    assert order["customs_details"]["export_type"] == "commercial_b2b"


def test_customs_gets_what_is_known(shop: PushShop) -> None:
    """Codes from the seller's file, Amazon's IOSS number, the seller's own numbers."""
    folder = shop.config_file.parent
    (folder / "customs.csv").write_text("sku;hs_code;country_of_origin\nMUG-RED;6912 00 25;cn\n")
    shop.config_file.write_text(
        shop.config_file.read_text()
        + 'customs_file = "customs.csv"\nvat_number = "ESB12345678"\neori_number = "ESB12345678"\n'
    )
    item = OrderItem("i", "MUG-RED", "B0", "Taza", 1, price=Money(Decimal(9), "EUR"), ioss_number="IM4420001201")
    shop.fill(an_order(items=(item,)))
    shop.push()
    order = content_of(shop)
    (line,) = order["order_details"]["order_items"]

    assert (line["hs_code"], line["country_of_origin"]) == ("69120025", "CN")
    assert order["customs_details"]["commercial_invoice_number"] == an_order().id
    assert order["customs_details"]["tax_numbers"]["sender"] == [
        {"name": "VAT", "value": "ESB12345678", "country_code": "ES"},
        {"name": "EORI", "value": "ESB12345678", "country_code": "ES"},
        {"name": "IOSS", "value": "IM4420001201"},
    ]


def test_a_file_of_customs_data_that_is_wrong_is_named_with_its_lines(shop: PushShop) -> None:
    """Nothing is sent by half a file."""
    (shop.config_file.parent / "customs.csv").write_text("sku,hs_code,origin\nMUG-RED,69,China\n,691200,CN\n")
    shop.config_file.write_text(shop.config_file.read_text() + 'customs_file = "customs.csv"\n')
    shop.fill(an_order())
    ran = shop.push()

    assert ran.code == 3
    assert [one["line"] for one in ran.document["errors"][0]["problems"]] == [2, 2, 3]


def test_a_dry_run_shows_what_would_go_and_sends_nothing(shop: PushShop) -> None:
    """Without the buyer; with --personal exactly what would be sent."""
    shop.fill(an_order())
    plain, full = shop.push("--dry-run"), shop.push("--dry-run", "--personal")
    assert shop.there() == {}
    shop.push()
    (planned,) = data_of(full)["orders"]

    assert "anar" not in plain.out + plain.err
    assert planned["payload"] == content_of(shop)
    assert "create_orders" not in plain.document["data"]["calls"]


def test_two_pushes_at_once_do_not_meet(shop: PushShop) -> None:
    """Cron starts the next while the first is still at it."""
    shop.fill(an_order())
    with shop.store() as store, store.lock("push"):
        ran = shop.push()

    assert ran.code == 5
    assert shop.there() == {}


def test_an_order_that_is_not_open_cannot_be_sent_again(shop: PushShop) -> None:
    """A slip of the finger is told."""
    shop.fill(an_order())
    ran = shop.push("--again", "404-9999999-9999999")

    assert ran.code == 7
    assert "no open order 404-9999999-9999999" in ran.document["errors"][0]["message"]


def test_without_sendcloud_the_next_step_is_named(config_file: Path, program: Callable[..., Ran]) -> None:
    """The command that connects it."""
    ran = program("push")

    assert ran.code == 3
    assert "mwslink connect-sendcloud" in ran.err


def test_personal_data_is_shown_with_a_dry_run_only(shop: PushShop) -> None:
    """--personal alone means nothing."""
    assert shop.push("--personal").code == 2


def test_an_order_of_a_company_alone_has_a_name(shop: PushShop) -> None:
    """Sendcloud requires one."""
    recipient = Address("", "Canary SA", ("Rua Augusta 10",), "Lisboa", "", "", "", "1100-048", "PT", "")
    shop.fill(replace(an_order(), personal=PersonalData(recipient=recipient)))
    shop.push()

    assert content_of(shop)["shipping_address"]["name"] == "Canary SA"


def test_an_order_cancelled_with_a_label_is_a_loud_warning(shop: PushShop) -> None:
    """A parcel is on its way that nobody wants: exit code 10, once; the order goes when the label is cancelled."""
    shop.fill(an_order())
    shop.push()
    shop.server.call("/sendcloud/ship", {"order_id": an_order().id, "carrier": "correos", "announce": True})
    shop.fill(replace(an_order(), status="CANCELLED", updated_at=an_order(9).updated_at, personal=None))
    first, second = shop.push(), shop.push()

    assert (first.code, second.code) == (10, 0)
    assert "CANCELLED at Amazon, but a label is out already" in first.document["errors"][0]["message"]
    assert [one["is_new"] for ran in (first, second) for one in data_of(ran)["announced"]] == [True, False]
    assert set(shop.there()) == {an_order().id}

    shop.server.call("/sendcloud/orders/move", {"order_id": an_order().id, "to": "cancel"})
    assert data_of(shop.push())["withdrawn"] == 1
    assert shop.there() == {}


@pytest.mark.parametrize("operation", ["delete_order", "all_shipments", "list_orders"])
def test_a_cancelled_order_sendcloud_gives_no_answer_for_keeps_no_other_here(shop: PushShop, operation: str) -> None:
    """It is named, and taken back as soon as Sendcloud answers for it."""
    shop.fill(an_order(1))
    shop.push()
    (number,) = [one["id"] for one in shop.there().values()]
    shop.fill(replace(an_order(1), status="CANCELLED", updated_at=an_order(9).updated_at, personal=None), an_order(2))
    word = f"orders/{number}" if operation == "delete_order" else an_order(1).id
    shop.server.misbehave(f"{operation}@{word}:100%:503")
    silent = shop.push()
    shop.server.misbehave()
    after = shop.push()

    assert (silent.code, data_of(silent)["new"], an_order(2).id in shop.there()) == (5, 1, True)
    assert an_order(1).id in silent.document["errors"][0]["message"]
    assert after.code == 0
    assert set(shop.there()) == {an_order(2).id}


def test_a_changed_order_sendcloud_gives_no_answer_for_keeps_no_other_here(shop: PushShop) -> None:
    """Neither is it taken for deleted; it goes with the next push."""
    shop.fill(an_order(1))
    shop.push()
    (number,) = [one["id"] for one in shop.there().values()]
    shop.fill(replace(an_order(1), service_level="EXPEDITED", updated_at=an_order(9).updated_at), an_order(2))
    shop.server.misbehave(f"retrieve_order@orders/{number}:100%:503")
    silent = shop.push()
    shop.server.misbehave()
    after = shop.push()

    assert (silent.code, data_of(silent)["new"], data_of(silent)["held"]) == (5, 1, [])
    assert (after.code, data_of(after)["changed"]) == (0, 1)


def test_an_order_at_which_sendcloud_fails_keeps_no_other_here(shop: PushShop) -> None:
    """A batch with it gets no answer. After some runs it counts as refused, and is told so."""
    shop.fill(*(an_order(one) for one in range(1, 8)))
    shop.server.misbehave(f"create_orders@{an_order(4).id}:100%:500")
    first = shop.push()
    codes = [shop.push().code for _run in range(2)]
    last = shop.push()
    shop.server.misbehave()

    assert (first.code, codes, last.code) == (5, [5, 5], 6)
    assert an_order(4).id in first.document["errors"][0]["message"]
    assert set(shop.there()) == {an_order(one).id for one in range(1, 8) if one != 4}
    assert [one["order_id"] for one in data_of(last)["refused"]] == [an_order(4).id]


def test_what_was_accepted_and_never_saved_is_sent_again(shop: PushShop) -> None:
    """Sendcloud's 201 promises little; what it lost is noticed when it is read back."""
    shop.fill(an_order(1), an_order(2))
    shop.server.misbehave("create_orders:1:lost")
    first = shop.push("--wait", "0s")
    shop.server.misbehave()
    six_minutes_later(shop)
    second = shop.push()

    assert (data_of(first)["new"], data_of(first)["waiting"]) == (2, 2)
    assert (data_of(second)["again"], data_of(second)["verified"]) == (2, 2)
    assert len(shop.there()) == 2


def test_a_refused_order_is_set_aside_until_it_changes(shop: PushShop) -> None:
    """The others go; it is told once, with the reason, and tried again when it changes, or on request."""
    shop.config_file.write_text(shop.config_file.read_text() + 'other_currencies = "send"\n')
    item = OrderItem("i", "MUG-RED", "B0", "Mugg", 1, price=Money(Decimal(300), "SEK"))
    bad = an_order(items=(item,), total=Money(Decimal(300), "SEK"))
    shop.fill(bad, an_order(2))
    first, second, again = shop.push(), shop.push(), shop.push("--again", bad.id)
    (refused,) = data_of(first)["refused"]

    assert (first.code, second.code, again.code) == (7, 0, 6)
    assert refused["order_id"] == bad.id
    assert "EUR" in refused["detail"]
    assert data_of(second)["refused"] == [{**refused, "is_new": False}]
    assert set(shop.there()) == {an_order(2).id}

    shop.fill(an_order(updated_at=an_order(9).updated_at))
    assert data_of(shop.push())["new"] == 1
    assert set(shop.there()) == {bad.id, an_order(2).id}


def six_minutes_later(shop: PushShop) -> None:
    """What was accepted should have been saved long ago."""
    with shop.store() as store:
        entries = store.outbox.find([(ACME, ES)], State.ACCEPTED)
        store.outbox.save([replace(one, sent_at=clock.now() - timedelta(minutes=6)) for one in entries])


def test_a_change_that_was_accepted_and_never_saved_is_sent_again(shop: PushShop) -> None:
    """The order is there, but with the address of before."""
    shop.fill(an_order())
    shop.push()
    moved = replace(a_buyer(), recipient=replace(a_buyer().recipient, lines=("Calle Nueva 7",)))
    shop.fill(replace(an_order(), personal=moved, updated_at=an_order(9).updated_at))
    shop.server.misbehave("create_orders:1:lost")
    first = shop.push()
    shop.server.misbehave()
    six_minutes_later(shop)
    second = shop.push()

    assert (data_of(first)["changed"], data_of(first)["waiting"]) == (1, 1)
    assert (data_of(second)["again"], data_of(second)["verified"]) == (1, 1)
    assert content_of(shop)["shipping_address"]["house_number"] == "7"


def test_what_is_lost_three_times_is_told(shop: PushShop) -> None:
    """Something is wrong that sending again does not heal."""
    shop.fill(an_order())
    shop.server.misbehave("create_orders:100%:lost")
    for _run in range(3):
        assert shop.push("--wait", "0s").code == 0
        six_minutes_later(shop)
    last, after = shop.push("--wait", "0s"), shop.push("--wait", "0s")
    shop.server.misbehave()

    assert last.code == 6
    assert "sent 3 times and never saved" in last.document["errors"][0]["message"]
    assert (after.code, data_of(after)["refused"][0]["is_new"]) == (0, False)
    assert shop.server.calls()["create_orders"] == 3


def test_the_answer_is_shown_in_spanish(shop: PushShop) -> None:
    """As a Spanish seller would say it."""
    shop.fill(an_order(), an_order(2, programs=("PRIME",)))
    ran = shop.program("push", language="es")

    assert ran.code == 0
    assert "amazon-es: 1 pedido entregado" in ran.out
    assert "es un pedido Prime" in ran.err
