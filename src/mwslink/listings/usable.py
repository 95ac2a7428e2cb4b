"""Which of a listing's weights counts, and which look wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from mwslink.listings.model import Listing, Origin, UnitWeight, Weights
from mwslink.listings.units import plain, render_weight
from mwslink.listings.weights import EXACT, Weight
from mwslink.messages import _

PARCEL_GRAMS = Decimal(30_000)  # what parcel services take; Amazon's own limit for standard parcels in Europe
# A wrong unit is off by 1000 (g, kg), 453.6 (lb, g) or 35.3 (oz, kg); packaging alone rarely makes ten of one.
_MIXED_UP = 30
_FAR = 2
_FAR_GRAMS = Decimal(50)
_LIGHT_GRAMS = Decimal(1)


UNLIKELY = ("heavier-than-a-parcel", "lighter-than-a-letter", "units-mixed-up")  # findings: probably a wrong unit


class Severity(StrEnum):
    """ERROR: there is no weight to ship by; WARNING: there is one, look at it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a listing's weight: `code` for programs, `text` for the reader."""

    code: str
    text: str
    severity: Severity


NOTHING_STATED = Weights()


@dataclass(frozen=True, slots=True)
class Context:
    """What a listing's weight is compared with: `elsewhere` the usable grams of the same SKU in other marketplaces,
    `catalogue` what the catalogue says of the ASIN (only its catalogue weights are looked at)."""

    elsewhere: tuple[Decimal, ...] = ()
    catalogue: Weights = NOTHING_STATED
    override: Weight | None = None


def usable_grams(weight: Weight | None) -> Decimal | None:
    """Grams above zero; None for a weight that is not stated, zero, negative or in a unit nobody knows."""
    if weight is None or not weight.value.is_finite():
        return None
    grams = weight.grams
    return grams if grams is not None and grams > 0 else None


def unit_weight(weights: Weights, override: Weight | None = None) -> UnitWeight | None:
    """What one piece weighs: override, shipping weight, package weight, the catalogue's package weight; item weights
    as an estimate. None where nothing usable is stated: unknown is never zero.

    The catalogue's weights of `weights` are there only where the seller's contribution cannot be read (MWS).
    """
    for weight, origin in _candidates(weights, override):
        grams = usable_grams(weight)
        if grams is not None:
            return UnitWeight(grams, origin)
    return None


def _candidates(weights: Weights, override: Weight | None) -> Iterator[tuple[Weight | None, Origin]]:
    yield override, Origin.OVERRIDE
    yield weights.shipping, Origin.LISTING
    yield weights.package, Origin.LISTING
    yield weights.catalogue_package, Origin.CATALOGUE
    yield weights.item, Origin.ESTIMATE
    yield weights.catalogue_item, Origin.ESTIMATE


def is_unlikely(unit: UnitWeight) -> bool:
    """Whether no parcel weighs that, unless something confirms it."""
    return not _LIGHT_GRAMS <= unit.grams < PARCEL_GRAMS


NOTHING_KNOWN = Context()


def examine(listing: Listing, context: Context = NOTHING_KNOWN) -> list[Finding]:
    """What is wrong with the listing's weight, the worst first; nothing when all is well.

    A listing without a usable weight has exactly one finding of severity ERROR, and it is the first.
    """
    weights = listing.weights
    found = unit_weight(weights, context.override)
    unusable = list(_unusable(weights))
    if found is None:
        missing = Finding("missing-weight", _("no shipping weight"), Severity.ERROR)
        first = unusable[0] if unusable else missing
        return [Finding(first.code, first.text, Severity.ERROR), *unusable[1:]]
    if found.origin is Origin.OVERRIDE:
        return []
    return [*_estimates(found), *_implausible(found, weights, context), *unusable]


def _estimates(found: UnitWeight) -> Iterator[Finding]:
    if found.origin is Origin.ESTIMATE:
        yield Finding("only-item-weight", _("only the weight without packaging is known"), Severity.WARNING)


def _unusable(weights: Weights) -> Iterator[Finding]:
    """Weights that are stated and cannot be meant."""
    for weight in (weights.shipping, weights.package, weights.catalogue_package, weights.item, weights.catalogue_item):
        if weight is None:
            continue
        if not weight.value.is_finite() or weight.grams is None:
            text = _("{weight}: nobody knows how much that is").format(weight=render_weight(weight))
            yield Finding("unknown-unit", text, Severity.WARNING)
        elif weight.value == 0:
            text = _("a weight of zero is entered")
            yield Finding("zero-weight", text, Severity.WARNING)
        elif weight.value < 0:
            text = _("a negative weight is entered: {weight}").format(weight=render_weight(weight))
            yield Finding("negative-weight", text, Severity.WARNING)


def _implausible(found: UnitWeight, weights: Weights, context: Context) -> Iterator[Finding]:
    others = list(_others(found, weights, context))
    unlike = [other for other in others if other != found.grams]  # the same slip in every marketplace confirms nothing
    mixed_up = [other for other in others if _ratio(found.grams, other) >= _MIXED_UP]
    if mixed_up:
        text = _("{weight}, but {other} elsewhere: the wrong unit?")
        yield _warning("units-mixed-up", text, weight=found.grams, other=mixed_up[0])
    elif found.grams >= PARCEL_GRAMS and not any(other >= PARCEL_GRAMS for other in unlike):
        text = _("{weight} is heavier than a parcel may be ({other}): kilograms for grams?")
        yield _warning("heavier-than-a-parcel", text, weight=found.grams, other=PARCEL_GRAMS)
    elif found.grams < _LIGHT_GRAMS and not any(other < _LIGHT_GRAMS for other in unlike):
        yield _warning("lighter-than-a-letter", _("only {weight}: grams for kilograms?"), weight=found.grams)
    else:
        yield from _differences(found, weights, context)


def _differences(found: UnitWeight, weights: Weights, context: Context) -> Iterator[Finding]:
    item = usable_grams(weights.item)
    if found.origin is Origin.LISTING and item is not None and found.grams < item:
        text = _("the package ({weight}) is lighter than the item in it ({other})")
        yield _warning("package-lighter-than-item", text, weight=found.grams, other=item)
    if context.elsewhere:
        usual = median(context.elsewhere)
        if _ratio(found.grams, usual) >= _FAR and abs(found.grams - usual) > _FAR_GRAMS:
            text = _("{weight}, but {other} in other marketplaces")
            yield _warning("differs-elsewhere", text, weight=found.grams, other=usual)


def _others(found: UnitWeight, weights: Weights, context: Context) -> Iterator[Decimal]:
    """All else that is known of the same product's weight."""
    yield from context.elsewhere
    stated = [weights.package, weights.item, weights.catalogue_package, weights.catalogue_item]
    known = [context.catalogue.catalogue_package, context.catalogue.catalogue_item]
    yield from (grams for grams in map(usable_grams, stated + known) if grams is not None and grams != found.grams)


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.divide(max(one, other), min(one, other))


def _warning(code: str, text: str, **grams: Decimal) -> Finding:
    shown = {name: render_grams(value) for name, value in grams.items()}
    return Finding(code, text.format(**shown), Severity.WARNING)


def render_grams(grams: Decimal) -> str:
    """Grams for the eye: `450 g`, `12.5 kg`; at most three significant decimals, never rounded to nothing."""
    value, unit = (grams / 1000, "kg") if grams >= 1000 else (grams, "g")
    rounded = EXACT.quantize(value, Decimal("0.001")) if value >= Decimal("0.001") else value
    return f"{plain(rounded)} {unit}"


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The severity of the worst finding; None where there is none."""
    severities = {finding.severity for finding in findings}
    return next((one for one in Severity if one in severities), None)


def elsewhere(listing: Listing, same_sku: Sequence[Listing]) -> tuple[Decimal, ...]:
    """The usable grams of the SKU in the marketplaces other than the listing's."""
    others = (unit_weight(one.weights) for one in same_sku if one.marketplace_id != listing.marketplace_id)
    return tuple(found.grams for found in others if found is not None)
