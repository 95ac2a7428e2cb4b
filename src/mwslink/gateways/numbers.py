"""Amounts and counts that come from a service: beyond these bounds nothing here can reckon with them or store them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

BIGGEST_COUNT = 2**31 - 1  # some thousand of them together are still a number of the database
_MOST_DIGITS = 25  # before the point; with the cents, what `decimal` is exact for
_MOST_PLACES = 50

Count = Annotated[int, Meta(ge=0, le=BIGGEST_COUNT)]


def is_amount(number: Decimal) -> bool:
    """Whether the number can be reckoned with."""
    return number.is_finite() and -_MOST_PLACES <= number.adjusted() < _MOST_DIGITS
