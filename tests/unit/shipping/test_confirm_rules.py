"""What Amazon is told of a parcel, and when: both triggers, every phase, and what nobody foresaw."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from parcel_samples import NOON, ORDER_ID, a_parcel, a_record, an_order, at_amazon, holding, told, verdict, verdicts

from mwslink.orders.model import OrderItem
from mwslink.shipping.confirm import Reason
from mwslink.shipping.journal import State
from mwslink.shipping.model import AmazonCarrier, Parcel
from mwslink.shipping.statuses import Phase, phase_of

ALL = (("item-1", 2), ("item-2", 1))


def reasons(*found):
    return [one.reason for one in found]


def test_a_ready_label_is_confirmed_with_all_that_amazon_wants():
    """The package's reference is Sendcloud's parcel id, so the same parcel is the same package, whoever repeats it."""
    found = verdict(an_order(), a_record())

    assert found.reason is Reason.CONFIRM
    assert found.confirmation
    assert found.confirmation.order_id == ORDER_ID
    assert found.confirmation.reference == "380000001"
    assert found.confirmation.carrier == AmazonCarrier("Correos", method="Premium")
    assert found.confirmation.tracking_number == "PQ4E12345678901"
    assert found.confirmation.shipped_at == NOON - timedelta(hours=2)
    assert found.confirmation.items == ALL


@pytest.mark.parametrize(
    ("status", "announced", "processed"),
    [
        ("NO_LABEL", Reason.NOT_ANNOUNCED, Reason.NOT_ANNOUNCED),
        ("ANNOUNCING", Reason.NOT_ANNOUNCED, Reason.NOT_ANNOUNCED),
        ("ANNOUNCEMENT_FAILED", Reason.LABEL_FAILED, Reason.LABEL_FAILED),
        ("READY_TO_SEND", Reason.CONFIRM, Reason.NOT_PROCESSED),
        ("ANNOUNCED_NOT_COLLECTED", Reason.CONFIRM, Reason.NOT_PROCESSED),
        ("EN_ROUTE_TO_SORTING_CENTER", Reason.CONFIRM, Reason.CONFIRM),
        ("DELIVERED", Reason.CONFIRM, Reason.CONFIRM),
        ("EXCEPTION", Reason.CONFIRM, Reason.NOT_PROCESSED),
        ("PARCEL_CANCELLATION_FAILED", Reason.CONFIRM, Reason.NOT_PROCESSED),
        ("CANCELLED", Reason.LABEL_CANCELLED, Reason.LABEL_CANCELLED),
        ("TELEPORTED", Reason.CONFIRM, Reason.UNKNOWN_STATUS),
    ],
)
def test_each_setting_waits_for_its_status(status, announced, processed):
    """`announced` for the label, `processed` for the carrier; a status nobody knows never counts as handed over."""
    at = NOON if a_parcel(status=status).is_processed else None
    record = a_record(a_parcel(status=status), processed_at=at)

    assert verdict(an_order(), record).reason is announced
    assert verdict(an_order(), record, update_status="processed").reason is processed


def test_what_was_processed_once_stays_so():
    """A later status that may mean anything takes nothing back."""
    record = a_record(a_parcel(status="DELIVERY_DELAYED"), processed_at=NOON - timedelta(hours=3))
    found = verdict(an_order(), record, update_status="processed")

    assert found.confirmation
    assert found.confirmation.shipped_at == NOON - timedelta(hours=3)


def test_an_unknown_status_without_a_label_waits():
    assert verdict(an_order(), a_record(a_parcel(status="TELEPORTED", announced_at=None))).reason is (
        Reason.UNKNOWN_STATUS
    )


@pytest.mark.parametrize("status", ["1000", "ready to send", "READY-TO-SEND", " ready_to_send"])
def test_statuses_are_known_by_number_and_by_word(status):
    assert phase_of(status) is Phase.ANNOUNCED


def test_the_ship_date_is_neither_before_the_order_nor_in_the_future():
    """Amazon refuses both."""
    early = verdict(an_order(), a_record(a_parcel(announced_at=NOON - timedelta(days=9)))).confirmation
    late = verdict(an_order(), a_record(a_parcel(announced_at=NOON + timedelta(hours=1)))).confirmation

    assert early
    assert late
    assert an_order().created_at <= early.shipped_at
    assert late.shipped_at < NOON


def test_each_parcel_of_an_order_has_its_items():
    first = a_record(a_parcel(1, items=holding(item_1=1)))
    second = a_record(a_parcel(2, items=holding(item_1=1, item_2=1)))
    found = [one.confirmation for one in verdicts(an_order(), first, second)]

    assert [one and one.items for one in found] == [(("item-1", 1),), (("item-1", 1), ("item-2", 1))]


def test_parcels_that_do_not_say_what_they_hold_share_what_is_left():
    """Every tracking number reaches Amazon, and every unit once."""
    found = [one.confirmation for one in verdicts(an_order(), a_record(a_parcel(1)), a_record(a_parcel(2)))]

    assert [one and one.items for one in found] == [(("item-1", 2),), (("item-2", 1),)]


def test_items_are_found_by_sku_where_the_id_is_not_amazons():
    from mwslink.shipping.model import ParcelItem

    parcel = a_parcel(items=(ParcelItem("5552", "MUG-BLUE", 1), ParcelItem("", "LEAFLET", 1)))
    found = verdict(an_order(), a_record(parcel)).confirmation

    assert found
    assert found.items == (("item-2", 1),)


def test_units_amazon_does_not_expect_are_left_out():
    """The buyer cancelled one of two mugs after the order was in Sendcloud."""
    order = an_order(items=(OrderItem("item-1", "MUG-RED", "B0EXAMPLE1", "Taza roja", 1),))
    found = verdict(order, a_record(a_parcel(items=holding(item_1=2)))).confirmation

    assert found
    assert found.items == (("item-1", 1),)


def test_more_parcels_than_units_is_said():
    """A shelf in three boxes: Amazon takes no package without a unit."""
    order = an_order(items=(OrderItem("item-1", "SHELF", "B0EXAMPLE1", "Estantería", 1),))
    found = verdicts(order, *(a_record(a_parcel(number)) for number in (1, 2, 3)))

    assert reasons(*found) == [Reason.CONFIRM, Reason.NOTHING_LEFT, Reason.NOTHING_LEFT]


def test_a_further_label_for_a_shipped_order_is_said():
    order = an_order(status="SHIPPED")

    assert reasons(*verdicts(order, told(a_parcel(1)), a_record(a_parcel(2)))) == [
        Reason.CONFIRMED,
        Reason.NOTHING_LEFT,
    ]


def test_a_changed_tracking_number_is_corrected_under_the_same_reference():
    record = told(replace(a_parcel(), tracking_number="NEW-1"), tracking_number="OLD-1")
    found = verdict(an_order(status="SHIPPED"), record)

    assert found.reason is Reason.CORRECT
    assert found.confirmation
    assert (found.confirmation.reference, found.confirmation.tracking_number) == ("380000001", "NEW-1")
    assert found.confirmation.items == ALL


def test_nothing_is_said_twice():
    """Neither when Amazon shows it, nor while that is still to be seen."""
    shipped = an_order(status="SHIPPED")

    assert verdict(shipped, told(a_parcel())).reason is Reason.CONFIRMED
    assert verdict(an_order(), told(a_parcel(), State.ACCEPTED)).reason is Reason.UNVERIFIED
    assert verdict(an_order(), told(a_parcel(), State.SUBMITTED)).reason is Reason.UNVERIFIED


def test_a_new_label_takes_the_place_of_a_cancelled_one():
    """Amazon cannot take a package back, so it gets the new number, once."""
    gone = told(a_parcel(1, "CANCELLED"))
    found = verdicts(an_order(status="SHIPPED"), gone, a_record(a_parcel(2)), a_record(a_parcel(3)))

    assert reasons(*found) == [Reason.REPLACED, Reason.CORRECT, Reason.NOTHING_LEFT]
    assert found[1].confirmation
    assert (found[1].confirmation.reference, found[1].confirmation.tracking_number) == ("380000001", "PQ4E12345678902")


def test_a_replaced_label_stays_replaced():
    gone = told(a_parcel(1, "CANCELLED"))
    new = told(a_parcel(2), reference="380000001")

    assert reasons(*verdicts(an_order(status="SHIPPED"), gone, new)) == [Reason.REPLACED, Reason.CONFIRMED]


def test_a_label_cancelled_after_amazon_was_told_is_said():
    assert verdict(an_order(status="SHIPPED"), told(a_parcel(1, "CANCELLED"))).reason is Reason.CANCELLED_AFTER


def test_a_new_label_for_other_items_replaces_nothing():
    gone = told(a_parcel(1, "CANCELLED"), items=(("item-1", 2),))
    new = a_record(a_parcel(2, items=holding(item_2=1)))
    found = verdicts(an_order(status="PARTIALLY_SHIPPED"), gone, new)

    assert reasons(*found) == [Reason.CANCELLED_AFTER, Reason.CONFIRM]


def test_a_label_for_an_order_amazon_cancelled_is_said():
    assert verdict(an_order(status="CANCELLED"), a_record()).reason is Reason.ORDER_CANCELLED
    assert verdict(an_order(status="CANCELLED"), a_record(a_parcel(status="NO_LABEL"))).reason is Reason.NOT_ANNOUNCED


def test_what_the_seller_confirmed_by_hand_is_left_alone():
    by_hand = at_amazon(an_order(), "1", _1="PQ4E12345678901")

    assert verdict(by_hand, a_record()).reason is Reason.ELSEWHERE
    assert verdict(an_order(status="SHIPPED", items=()), a_record()).reason is Reason.ELSEWHERE


def test_a_lost_journal_does_not_confirm_again():
    """The reference tells that the package is ours; with another tracking number it is corrected."""
    same = at_amazon(an_order(), "380000001", _380000001="PQ4E12345678901")
    unseen = at_amazon(an_order(), "380000001")
    other = at_amazon(an_order(), "380000001", _380000001="OLD")

    assert verdict(same, a_record()).reason is Reason.ELSEWHERE
    assert verdict(unseen, a_record()).reason is Reason.ELSEWHERE
    found = verdict(other, a_record())
    assert found.reason is Reason.CORRECT
    assert found.confirmation
    assert found.confirmation.reference == "380000001"


def test_orders_amazon_ships_are_not_ours_to_confirm():
    assert verdict(an_order(fulfilled_by="AMAZON"), a_record()).reason is Reason.BY_AMAZON
    assert verdict(an_order(programs=("PRIME", "FBM_SHIP_PLUS")), a_record()).reason is Reason.BY_AMAZON


def test_a_pending_order_waits():
    assert verdict(an_order(status="PENDING"), a_record()).reason is Reason.ORDER_NOT_OPEN


def test_a_label_without_a_tracking_number_is_said():
    assert verdict(an_order(), a_record(a_parcel(tracking_number=""))).reason is Reason.NO_TRACKING


@pytest.mark.parametrize(("state", "reason"), [(State.REFUSED, Reason.REFUSED), (State.DROPPED, Reason.DROPPED)])
def test_what_amazon_did_not_take_is_not_repeated_until_it_would_be_another(state, reason):
    """Another entry in the table of carriers makes it another."""
    record = told(a_parcel(), state)
    changed = {"correos": AmazonCarrier("Correos Express", method="Paq 24")}

    assert verdict(an_order(), record).reason is reason
    assert verdict(an_order(), record, carriers=changed).reason is Reason.CONFIRM


def test_no_tracking_number_stands_in_a_repr():
    found = verdict(an_order(), told(replace(a_parcel(), tracking_number="NEW-1"), tracking_number="OLD-1"))

    assert "NEW-1" not in repr(found)
    assert "OLD-1" not in repr(found)
    assert isinstance(found.record.parcel, Parcel)
