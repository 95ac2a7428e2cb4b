"""Which weights a listing has, in which units, and what is wrong with some of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mwslink.sandbox.listing import ITEM_WEIGHT, PACKAGE_WEIGHT, SHIPPING_WEIGHT, Weight, Weights
from mwslink.sandbox.seed.products import Product

_STEPS = 65536
# of 1,000 listings; the rest of them uses kilograms
_UNITS = (
    (450, "grams"), (520, "pounds"), (560, "ounces"), (572, "hundredths_pounds"), (580, "milligrams"),
)  # fmt: skip
_PLACES = {
    "grams": (Decimal(1), 0),
    "kilograms": (Decimal("0.001"), 3),
    "milligrams": (Decimal(1000), 0),
    "pounds": (1 / Decimal("453.59237"), 4),
    "ounces": (1 / Decimal("28.349523125"), 3),
    "hundredths_pounds": (1 / Decimal("4.5359237"), 2),
}
# of 1,000 listings: what is wrong with the weight of the package
_ZERO, _KILOGRAMS_FOR_GRAMS, _LIGHTER_THAN_ITEM, _TONS, _UNLIKE_ELSEWHERE = 2, 8, 13, 14, 22


def contributed(
    product: Product, known: Sequence[str], draws: Sequence[int], *, shops: int, is_offer_only: bool
) -> tuple[Weights, ...]:
    """What the seller gave in each of `shops` marketplaces, for the attributes its product type knows."""
    if is_offer_only and draws[0] % 2:
        return ({},) * shops  # an offer on somebody else's page needs no product facts
    unit = _unit(draws[1])
    given = {
        SHIPPING_WEIGHT: product.shipping_weight_grams,
        PACKAGE_WEIGHT: product.package_weight_grams,
        ITEM_WEIGHT: product.item_weight_grams,
    }
    right = {name: in_unit(grams, unit) for name in known if (grams := given[name]) is not None}
    if (fault := draws[2] * 1000 // _STEPS) >= _UNLIKE_ELSEWHERE or PACKAGE_WEIGHT not in right:
        return (right,) * shops
    grams = product.package_weight_grams or 0
    if fault >= _TONS:
        return ({**right, PACKAGE_WEIGHT: in_unit(grams * 3, unit)}, *(right,) * (shops - 1))
    return ({**right, PACKAGE_WEIGHT: _wrong(grams, fault)},) * shops


def _wrong(grams: int, fault: int) -> Weight:
    if fault < _ZERO:
        return Weight(Decimal(0), "kilograms")
    if fault < _KILOGRAMS_FOR_GRAMS:
        return Weight(Decimal(grams), "kilograms")
    if fault < _LIGHTER_THAN_ITEM:
        return in_unit(max(1, grams // 3), "grams")
    return Weight(Decimal(grams).scaleb(-6), "tons")


def in_catalogue(product: Product, draws: Sequence[int], *, weightless: bool) -> tuple[Weight | None, Weight | None]:
    """Weights of package and item on the catalogue page; somebody else may have given what the seller did not."""
    unit = "pounds" if draws[3] % 3 == 0 else "kilograms"
    package, item = product.package_weight_grams, product.item_weight_grams
    if weightless or draws[4] < _STEPS * 0.06:
        return None, None
    if package is None and draws[5] < _STEPS * 0.6:
        package = round(product.kind.grams * 1.2) + 20
    if item is None and draws[6] < _STEPS * 0.6:
        item = product.kind.grams
    return (
        None if package is None else in_unit(package, unit),
        None if item is None else in_unit(item, unit),
    )


def in_unit(grams: int, unit: str) -> Weight:
    """A weight as a seller would type it in that unit; grams, kilograms and milligrams are exact."""
    factor, places = _PLACES[unit]
    return Weight(round(grams * factor, places) if places else Decimal(int(grams * factor)), unit)


def _unit(draw: int) -> str:
    share = draw * 1000 // _STEPS
    return next((unit for limit, unit in _UNITS if share < limit), "kilograms")
