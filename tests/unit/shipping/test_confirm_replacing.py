"""Labels made anew after Amazon was told, and parcels that share a number: each ends with a number that works."""

from __future__ import annotations

from dataclasses import replace

import pytest
from parcel_samples import NOON, a_parcel, a_record, an_order, holding, told, verdict, verdicts

from mwslink.orders.model import OrderItem, Package, PersonalData
from mwslink.shipping.confirm import SETTLED, Reason

ONE, SAME = "380000001", "1234567890"
SIX = (OrderItem("item-1", "MUG-RED", "B0EXAMPLE1", "Taza roja", 6),)
TWO_OF_THREE = tuple(Package(one, "SHIPPED", items=(("item-1", 3),)) for one in (ONE, "380000002"))
THREE = (OrderItem("item-1", "MUG-RED", "B0EXAMPLE1", "Taza roja", 3),)


def reasons(*found):
    return [one.reason for one in found]


def with_package(reference, number, *, quantity=2):
    """An order of three mugs, some of which are in a package Amazon knows."""
    return an_order(
        status="PARTIALLY_SHIPPED",
        items=(replace(THREE[0], quantity_shipped=quantity),),
        packages=(Package(reference, "SHIPPED", items=(("item-1", quantity),)),),
        personal=PersonalData(tracking_numbers={reference: number}),
    )


def test_two_parcels_with_one_number_are_both_told():
    """A carrier's shipment of several boxes: a package of the first says nothing about the second."""
    first = told(a_parcel(1, tracking_number=SAME, items=holding(item_1=2)), items=(("item-1", 2),))
    second = a_record(a_parcel(2, tracking_number=SAME, items=holding(item_1=1)))
    found = verdicts(with_package(ONE, SAME), first, second)

    assert reasons(*found) == [Reason.CONFIRMED, Reason.CONFIRM]
    assert found[1].confirmation
    assert (found[1].confirmation.reference, found[1].confirmation.items) == ("380000002", (("item-1", 1),))


def test_two_parcels_with_one_number_are_both_told_after_a_lost_journal():
    first = a_record(a_parcel(1, tracking_number=SAME, items=holding(item_1=2)))
    second = a_record(a_parcel(2, tracking_number=SAME, items=holding(item_1=1)))

    assert reasons(*verdicts(with_package(ONE, SAME), first, second)) == [Reason.ELSEWHERE, Reason.CONFIRM]


def test_a_number_that_replaced_another_is_known_after_a_lost_journal():
    """The package has the reference of the cancelled label, and the number of the new one."""
    gone, new = a_record(a_parcel(1, "CANCELLED")), a_record(a_parcel(2, tracking_number=SAME))

    assert reasons(*verdicts(with_package(ONE, SAME), gone, new)) == [Reason.LABEL_CANCELLED, Reason.ELSEWHERE]


def test_a_number_told_by_hand_is_left_alone():
    record = a_record(a_parcel(1, tracking_number=SAME, items=holding(item_1=2)))

    assert verdict(with_package("1", SAME), record).reason is Reason.ELSEWHERE


@pytest.mark.parametrize("smaller_first", [True, False])
def test_a_cancelled_label_divided_anew_is_corrected_to_the_bigger_part(smaller_first):
    """Amazon can change a package only; of the other part it cannot be told, and somebody hears so."""
    sizes = (1, 5) if smaller_first else (5, 1)
    gone = told(a_parcel(1, "CANCELLED"), items=(("item-1", 6),))
    parts = [a_record(a_parcel(number, items=holding(item_1=size))) for number, size in enumerate(sizes, 2)]
    found = verdicts(an_order(status="SHIPPED", items=SIX), gone, *parts)
    bigger, smaller = (found[2], found[1]) if smaller_first else (found[1], found[2])

    assert reasons(found[0], bigger, smaller) == [Reason.REPLACED, Reason.CORRECT, Reason.NOTHING_LEFT]
    assert bigger.confirmation
    assert bigger.confirmation.reference == ONE
    assert bigger.confirmation.tracking_number == bigger.record.parcel.tracking_number
    assert bigger.confirmation.items == (("item-1", 6),)


def test_two_cancelled_labels_are_replaced_by_two_in_another_division():
    gone = [told(a_parcel(number, "CANCELLED"), items=(("item-1", 3),)) for number in (1, 2)]
    parts = [a_record(a_parcel(3, items=holding(item_1=2))), a_record(a_parcel(4, items=holding(item_1=4)))]
    found = verdicts(an_order(status="SHIPPED", items=SIX), *gone, *parts)

    assert reasons(*found) == [Reason.REPLACED] * 2 + [Reason.CORRECT] * 2
    assert {one.confirmation.reference for one in found if one.confirmation} == {ONE, "380000002"}


def test_two_cancelled_labels_made_anew_as_one_leave_a_number_that_is_said():
    """One parcel can be one package only; the other goes on with a dead number until somebody corrects it."""
    gone = [told(a_parcel(number, "CANCELLED"), items=(("item-1", 3),)) for number in (1, 2)]
    whole = a_parcel(3, items=holding(item_1=6))
    order = an_order(status="SHIPPED", items=SIX, packages=TWO_OF_THREE)
    before = verdicts(order, *gone, a_record(whole))
    after = verdicts(order, *gone, told(whole, reference=ONE, items=(("item-1", 3),)))
    numbers = {ONE: whole.tracking_number, "380000002": whole.tracking_number}
    corrected = replace(order, personal=PersonalData(tracking_numbers=numbers))

    assert reasons(*before) == [Reason.REPLACED, Reason.DEAD_NUMBER, Reason.CORRECT]
    assert reasons(*after) == [Reason.REPLACED, Reason.DEAD_NUMBER, Reason.CONFIRMED]
    assert reasons(*verdicts(corrected, *gone, after[2].record)) == [Reason.REPLACED, Reason.REPLACED, Reason.CONFIRMED]


def test_where_amazon_shows_no_packages_a_dead_number_is_said_once():
    """By MWS and Orders v0 nobody would see that it was corrected."""
    gone = [told(a_parcel(number, "CANCELLED"), items=(("item-1", 3),)) for number in (1, 2)]
    whole = a_record(a_parcel(3, items=holding(item_1=6)))
    shown, not_read = (an_order(status=status, items=SIX) for status in ("SHIPPED", "UNSHIPPED"))

    assert reasons(*verdicts(shown, *gone, whole)) == [Reason.REPLACED, Reason.DEAD_NUMBER_UNSEEN, Reason.CORRECT]
    assert Reason.DEAD_NUMBER_UNSEEN in SETTLED
    assert reasons(*verdicts(not_read, *gone, whole))[1] is Reason.DEAD_NUMBER


def test_a_cancelled_label_made_anew_with_more_is_said():
    """The new parcel is the package of what was still to be told."""
    gone = told(a_parcel(1, "CANCELLED"), items=(("item-1", 2),))
    new = a_record(a_parcel(2, items=holding(item_1=2, item_2=1)))

    order = an_order(status="PARTIALLY_SHIPPED", packages=(Package(ONE, "SHIPPED", items=(("item-1", 2),)),))

    assert reasons(*verdicts(order, gone, new)) == [Reason.DEAD_NUMBER, Reason.CONFIRM]


def test_an_order_that_was_not_read_since_hides_no_cancelled_label():
    """It still shows the number before the last correction."""
    order = an_order(status="SHIPPED", personal=PersonalData(tracking_numbers={ONE: "OLD"}))

    assert verdict(order, told(a_parcel(1, "CANCELLED"))).reason is Reason.CANCELLED_AFTER


def test_a_cancelled_label_waits_for_the_new_one_as_long_as_the_carrier_has_it_not():
    gone = told(a_parcel(1, "CANCELLED"))
    new = a_record(a_parcel(2, items=holding(item_1=2, item_2=1)))
    found = verdicts(an_order(status="SHIPPED"), gone, new, update_status="processed")

    assert reasons(*found) == [Reason.CANCELLED_AFTER, Reason.NOT_PROCESSED]


def test_the_same_again_takes_no_unit_from_another_label():
    """Two boxes of one kind: the first, told and cancelled, is made anew while the second is still to be told."""
    gone = told(a_parcel(1, "CANCELLED"), items=(("item-1", 3),))
    new = [a_record(a_parcel(number, items=holding(item_1=3))) for number in (2, 3)]
    found = verdicts(an_order(status="PARTIALLY_SHIPPED", items=SIX), gone, *new)

    assert reasons(*found) == [Reason.REPLACED, Reason.CORRECT, Reason.CONFIRM]


def test_a_label_that_was_replaced_twice_raises_no_alarm():
    gone = [told(a_parcel(1, "CANCELLED")), told(a_parcel(2, "CANCELLED"), reference=ONE)]
    found = verdicts(an_order(status="SHIPPED"), *gone, a_record(a_parcel(3)))

    assert reasons(*found) == [Reason.REPLACED, Reason.REPLACED, Reason.CORRECT]
    assert found[2].confirmation
    assert found[2].confirmation.reference == ONE


def test_only_the_last_label_of_a_package_is_said_to_be_cancelled():
    """What counts is when Amazon was told, not the parcel's number."""
    first, second = told(a_parcel(1, "CANCELLED"), reference="380000002"), told(a_parcel(2, "CANCELLED"))
    later = replace(first, changed_at=NOON.replace(hour=13))

    assert reasons(*verdicts(an_order(status="SHIPPED"), later, second)) == [Reason.CANCELLED_AFTER, Reason.REPLACED]
