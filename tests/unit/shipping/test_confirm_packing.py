"""Labels that never came keep no unit from the one made in their place; boxes that still wait for theirs do."""

from __future__ import annotations

import pytest
from parcel_samples import a_parcel, a_record, an_order, holding, told, verdicts

from mwslink.orders.model import OrderItem
from mwslink.shipping.confirm import Reason

DOZEN = an_order(items=(OrderItem("item-1", "MUG-RED", "B0EXAMPLE1", "Taza roja", 12),))
EVERYTHING = holding(item_1=2, item_2=1)


def quantities(*found):
    """By parcel how many units Amazon is told of."""
    return [sum(quantity for _item, quantity in one.confirmation.items) if one.confirmation else 0 for one in found]


def labels(*statuses, **changes):
    """Parcels made one after the other."""
    return [a_record(a_parcel(number, status, **changes)) for number, status in enumerate(statuses, 1)]


@pytest.mark.parametrize("without", ["ANNOUNCEMENT_FAILED", "1002", "NO_LABEL", "999"])
@pytest.mark.parametrize("items", [(), EVERYTHING])
def test_a_new_label_is_told_after_one_that_never_came(without, items):
    found = verdicts(an_order(), *labels(without, "READY_TO_SEND", items=items))

    assert found[1].reason is Reason.CONFIRM
    assert quantities(*found) == [0, 3]


def test_a_label_is_told_though_a_later_one_for_the_same_failed():
    found = verdicts(an_order(), *labels("READY_TO_SEND", "ANNOUNCEMENT_FAILED", items=EVERYTHING))

    assert [one.reason for one in found] == [Reason.CONFIRM, Reason.LABEL_FAILED]


def test_units_are_whole_after_every_number_of_attempts():
    """Two boxes, the second refused twice: each good label has half."""
    first = labels("READY_TO_SEND", "ANNOUNCEMENT_FAILED")
    before = verdicts(DOZEN, *first)
    between = told(a_parcel(1), items=(("item-1", 6),))
    later = labels("READY_TO_SEND", "ANNOUNCEMENT_FAILED", "ANNOUNCEMENT_FAILED", "READY_TO_SEND")

    assert quantities(*before) == [6, 0]
    assert quantities(*verdicts(DOZEN, between, *later[1:])) == [0, 0, 0, 6]
    assert quantities(*verdicts(DOZEN, *later)) == [6, 0, 0, 6]


def test_two_labels_refused_together_are_followed_by_two():
    statuses = ("ANNOUNCEMENT_FAILED", "ANNOUNCEMENT_FAILED", "READY_TO_SEND", "READY_TO_SEND")

    assert quantities(*verdicts(DOZEN, *labels(*statuses))) == [0, 0, 6, 6]


@pytest.mark.parametrize("waiting", ["NO_LABEL", "ANNOUNCING"])
def test_a_box_whose_label_is_still_to_come_keeps_its_share(waiting):
    assert quantities(*verdicts(DOZEN, *labels("READY_TO_SEND", waiting))) == [6, 0]


def test_a_label_that_is_being_made_keeps_its_share_from_the_next():
    """The boxes of one shipment get their labels in any order."""
    assert quantities(*verdicts(DOZEN, *labels("ANNOUNCING", "READY_TO_SEND"))) == [0, 6]


def test_a_label_for_other_items_takes_no_place():
    """What was to be in the refused one is not given to a box that says nothing."""
    order = an_order(items=(*an_order().items, OrderItem("item-3", "JUG", "B0EXAMPLE3", "Jarra", 4)))
    refused = a_parcel(2, "ANNOUNCEMENT_FAILED", items=holding(item_1=2))
    found = verdicts(order, *map(a_record, (a_parcel(1), refused, a_parcel(3, items=holding(item_2=1)))))

    assert [one.confirmation and one.confirmation.items for one in found] == [
        (("item-3", 4),),
        None,
        (("item-2", 1),),
    ]
