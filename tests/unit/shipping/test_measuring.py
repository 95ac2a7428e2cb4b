"""What a parcel tells of the weight of a SKU: only where it held nothing else, and exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from parcel_samples import NOON, ORDER_ID, a_parcel, an_order, holding

from mwslink.shipping.measuring import Measured, measure
from mwslink.shipping.model import ParcelItem

MUGS = holding(item_1=2)


def measured(*, packaging: str = "0", **changes: object) -> Measured | None:
    values = {"items": MUGS, "grams": Decimal("1000.5"), "announced_at": NOON, **changes}
    return measure(a_parcel(**values), an_order(), Decimal(packaging))  # type: ignore[arg-type]  # fields by name


def test_a_parcel_of_one_sku_tells_what_it_weighs() -> None:
    assert measured() == Measured("380000001", ORDER_ID, "MUG-RED", Decimal("1000.5"), 2, NOON)


@pytest.mark.parametrize(
    ("packaging", "grams"), [("80", "920.5"), ("1000.4", "0.1"), ("1000.5", "1000.5"), ("2000", "1000.5")]
)
def test_packaging_is_taken_off_where_something_is_left(packaging: str, grams: str) -> None:
    found = measured(packaging=packaging)

    assert found
    assert found.grams == Decimal(grams)


@pytest.mark.parametrize(
    "changes",
    [
        {"items": ()},
        {"items": holding(item_1=2, item_2=1)},
        {"items": (*MUGS, ParcelItem("", "GIFT-OF-ANOTHER-ORDER", 1))},
        {"items": (ParcelItem("", "CANARY", 1),)},
        {"items": holding(item_1=0)},
        {"grams": None},
    ],
    ids=["says nothing", "two SKUs", "something else too", "nothing of the order", "no unit", "no weight"],
)
def test_what_could_be_of_something_else_tells_nothing(changes: dict[str, object]) -> None:
    assert measured(**changes) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "counts"),
    [("READY_TO_SEND", True), ("DELIVERED", True), ("CANCELLED", False), ("ANNOUNCEMENT_FAILED", False)],
)
def test_only_parcels_that_were_announced_count(status: str, counts: bool) -> None:
    assert (measured(status=status) is not None) == counts
    assert measured(status="NO_LABEL", announced_at=None) is None
