"""Propose a weight where one is missing, and say where the proposal comes from; nothing is ever taken silently."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Protocol

from mwslink.connections import Seller
from mwslink.listings.usable import Context, usable_grams
from mwslink.listings.weights import EXACT, Weight
from mwslink.messages import _

_WHOLE_GRAMS_FROM = Decimal(20)
NEWEST_PARCELS = 50  # what a thing weighs changes with its box; older parcels are not asked
FEWEST_PARCELS = 3  # of fewer, one slip of the scales would be the median


class Source(StrEnum):
    """Where a proposal comes from, in the order in which they are made."""

    CATALOGUE = "catalogue"
    ELSEWHERE = "elsewhere"
    SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal, rounded for the eye (to a gram from 20 g on), and where it comes from; `parcels`: of how many."""

    weight: Weight
    source: Source
    parcels: int = 0

    @property
    def text(self) -> str:
        """Where it comes from in words, for the reader."""
        words = {
            Source.CATALOGUE: _("package weight of Amazon's catalogue"),
            Source.ELSEWHERE: _("the same SKU in another marketplace"),
            Source.SHIPPED: _("median of {count} parcels shipped").format(count=self.parcels),
        }
        return words[self.source]


class ParcelWeights(Protocol):
    """Who knows what parcels weighed."""

    def shipped(self, seller: Seller, skus: Collection[str]) -> Mapping[str, Sequence[Fraction]]:
        """By SKU: grams a piece of the newest parcels that held nothing else; SKUs without any are left out."""
        ...


def suggestions(context: Context, shipped: Sequence[Fraction] = ()) -> list[Suggestion]:
    """All proposals for a listing, the first of each source; empty where nothing is known."""
    return list(_proposals(context, shipped))


def _proposals(context: Context, shipped: Sequence[Fraction]) -> Iterator[Suggestion]:
    catalogue = usable_grams(context.catalogue.catalogue_package)
    if catalogue is not None:
        yield Suggestion(_rounded(catalogue), Source.CATALOGUE)
    if context.elsewhere:
        yield Suggestion(_rounded(median(context.elsewhere)), Source.ELSEWHERE)
    if len(shipped) >= FEWEST_PARCELS:
        middle = median(shipped)
        grams = EXACT.divide(Decimal(middle.numerator), Decimal(middle.denominator))
        yield Suggestion(_rounded(grams), Source.SHIPPED, len(shipped))


def _rounded(grams: Decimal) -> Weight:
    """Never to zero: what is lighter than 0.01 g stays as it is."""
    step = Decimal(1) if grams >= _WHOLE_GRAMS_FROM else Decimal("0.01")
    return Weight(EXACT.quantize(grams, step) if grams >= step else grams, "grams")
