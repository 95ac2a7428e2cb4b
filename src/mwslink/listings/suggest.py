"""Propose a weight where one is missing, and say where the proposal comes from; nothing is ever taken silently."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import Protocol

from mwslink.connections import Seller
from mwslink.listings.usable import Context, usable_grams
from mwslink.listings.weights import EXACT, Weight
from mwslink.messages import _

_WHOLE_GRAMS_FROM = Decimal(20)


class Source(StrEnum):
    """Where a proposal comes from, in the order in which they are made."""

    CATALOGUE = "catalogue"
    ELSEWHERE = "elsewhere"
    SHIPPED = "shipped"

    @property
    def text(self) -> str:
        """In words, for the reader."""
        words = {
            Source.CATALOGUE: _("package weight of Amazon's catalogue"),
            Source.ELSEWHERE: _("the same SKU in another marketplace"),
            Source.SHIPPED: _("median of the parcels shipped"),
        }
        return words[self]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal, rounded for the eye (to a gram from 20 g on), and where it comes from."""

    weight: Weight
    source: Source


class ParcelWeights(Protocol):
    """Who knows what parcels weighed."""

    def shipped(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> Mapping[str, Sequence[Decimal]]:
        """By SKU: grams a piece of the parcels that held nothing else; SKUs without such parcels are left out."""
        ...


class NoParcels:
    """Nothing has been shipped yet, or nobody recorded it."""

    def shipped(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> Mapping[str, Sequence[Decimal]]:  # noqa: ARG002  (the protocol's)
        return {}


def suggestions(context: Context, shipped: Sequence[Decimal] = ()) -> list[Suggestion]:
    """All proposals for a listing, the first of each source; empty where nothing is known."""
    return [Suggestion(_rounded(grams), source) for grams, source in _proposals(context, shipped)]


def _proposals(context: Context, shipped: Sequence[Decimal]) -> Iterator[tuple[Decimal, Source]]:
    catalogue = usable_grams(context.catalogue.catalogue_package)
    if catalogue is not None:
        yield catalogue, Source.CATALOGUE
    if context.elsewhere:
        yield median(context.elsewhere), Source.ELSEWHERE
    weighed = [grams for grams in shipped if grams > 0]
    if weighed:
        yield median(weighed), Source.SHIPPED


def _rounded(grams: Decimal) -> Weight:
    """Never to zero: what is lighter than 0.01 g stays as it is."""
    step = Decimal(1) if grams >= _WHOLE_GRAMS_FROM else Decimal("0.01")
    return Weight(EXACT.quantize(grams, step) if grams >= step else grams, "grams")
