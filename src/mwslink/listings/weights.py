"""A weight exactly as somebody stated it, and what that is in grams; decimals only, never floats."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

# Catalogue weights have come with 24 decimals; the usual 28 digits would round them when they are converted.
EXACT = Context(prec=200)
# Amazon's unit enum of item_package_weight and its siblings; "tons" is missing because Amazon does not say which ton.
GRAMS = {
    "grams": Decimal(1),
    "kilograms": Decimal(1000),
    "milligrams": Decimal("0.001"),
    "ounces": Decimal("28.349523125"),
    "pounds": Decimal("453.59237"),
    "hundredths_pounds": Decimal("4.5359237"),
}


@dataclass(frozen=True, slots=True)
class Weight:
    """`unit` is Amazon's word; whatever Amazon sent is kept, even if it makes no sense."""

    value: Decimal
    unit: str

    @property
    def grams(self) -> Decimal | None:
        """Exact grams; None for a unit that has no agreed size."""
        size = GRAMS.get(self.unit)
        return None if size is None else EXACT.multiply(self.value, size)


def is_same(one: Weight | None, other: Weight | None) -> bool:
    """Whether both state the same weight, in whatever units."""
    if one is None or other is None:
        return one is other
    return one == other or (one.grams is not None and one.grams == other.grams)
