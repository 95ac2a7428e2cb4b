"""A seller's products: the same ones in its orders and in its listings."""

from __future__ import annotations

import random
import re
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import mul

from mwslink.sandbox.seed.dice import Dice, make_key
from mwslink.sandbox.seed.titles import BRANDS, KINDS, Kind

ORDERED_PRODUCTS = 100  # orders are for the first so many of a catalogue
_UNWEIGHED = 36  # of every 50 products the seller gave this one no weight at all
_MISSING = 0.04
_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CODES = 36**6  # six free characters of an ASIN after B0 and two for the seller
_CODE_STEP = 1_368_421_907  # prime to _CODES
_SKU_FORMS = (
    "{brand}-{number:05d}",
    "{brand}.{number}/{series}",  # a slash, a space, a plus and a percent sign have to survive in a path
    "0{number:06d}",  # leading zero: not a number
    "{brand} {number} {series}",
    "{number}-{series}-EU",
    "{brand}{number}+{series}%",
    "FBM_{number:04d}_{series}",
)
_SKU_WEIGHTS = (40, 5, 10, 5, 20, 2, 18)
_FIRST_NUMBER = 1000
_SKU_NUMBER = re.compile(r"\d+")
_COMMAS = (57, 101)  # of every 500 products: a comma separates the SKUs of a search
_ISBN_STEP = 9_999_991  # prime to 10**9


@dataclass(frozen=True, slots=True)
class Product:
    """Weights are grams and None where the seller never gave one; the shipping weight belongs to the offer."""

    sku: str
    asin: str
    kind: Kind
    variant: str
    brand: str
    euro_cents: int
    item_weight_grams: int | None
    package_weight_grams: int | None
    shipping_weight_grams: int | None

    def title(self, language: str) -> str:
        """The title in a language such as `es_ES`; English where there is no translation."""
        return self.kind.title(language, brand=self.brand, variant=self.variant)


@lru_cache(maxsize=64)
def catalogue(seller_id: str, seed: int, count: int) -> tuple[Product, ...]:
    """The first `count` products of a seller; a longer catalogue begins with the shorter one."""
    return tuple(product_at(seller_id, seed, index) for index in range(count))


def product_at(seller_id: str, seed: int, index: int) -> Product:
    """One product of a seller, made without those before it."""
    if index < ORDERED_PRODUCTS:
        return _ordered(seller_id, seed)[index]
    offset, key = _origin(seller_id, seed)
    return _product(Dice(key, index), index, offset)


def index_of_sku(seller_id: str, seed: int, sku: str) -> int | None:
    """Where in the endless catalogue a SKU is; None when it is nowhere there."""
    for digits in _SKU_NUMBER.findall(sku):
        index = int(digits) - _FIRST_NUMBER if len(digits) < 10 else -1
        if index >= 0 and product_at(seller_id, seed, index).sku == sku:
            return index
    return None


def index_of_asin(seller_id: str, seed: int, asin: str) -> int | None:
    """Where in the endless catalogue an ASIN is; None when it is nowhere there."""
    offset, _ = _origin(seller_id, seed)
    if re.fullmatch(r"\d{9}[\dX]", asin):
        index = (int(asin[:9]) - offset) * pow(_ISBN_STEP, -1, 10**9) % 10**9
    elif re.fullmatch(r"B0[A-Z0-9]{8}", asin):
        number = sum(_BASE36.index(letter) * 36**place for place, letter in enumerate(asin[4:]))
        index = (number - offset) * pow(_CODE_STEP, -1, _CODES) % _CODES
    else:
        return None
    return index if product_at(seller_id, seed, index).asin == asin else None


@lru_cache(maxsize=256)
def _origin(seller_id: str, seed: int) -> tuple[int, bytes]:
    return zlib.crc32(f"{seed} {seller_id}".encode()), make_key(seed, seller_id, "catalogue")


@lru_cache(maxsize=256)
def _ordered(seller_id: str, seed: int) -> tuple[Product, ...]:
    rng = random.Random(f"{seed} {seller_id} catalogue")
    offset, _ = _origin(seller_id, seed)
    return tuple(_product(rng, index, offset) for index in range(ORDERED_PRODUCTS))


def _product(rng: random.Random | Dice, index: int, offset: int) -> Product:
    kind = rng.choice(KINDS)
    form = rng.choices(_SKU_FORMS, _SKU_WEIGHTS)[0]
    brand = rng.choice(BRANDS)
    grams = round(kind.grams * rng.uniform(0.8, 1.3))
    package = grams + 20 + round(grams * rng.uniform(0.05, 0.2))
    unweighed = index % 50 == _UNWEIGHED
    product = Product(
        sku=form.format(brand=_initials(brand), number=_FIRST_NUMBER + index, series=rng.choice("ABCDEF")),
        asin=_isbn(index, offset) if kind.is_book else _asin(index, offset),
        kind=kind,
        variant=rng.choice(kind.variants),
        brand=brand,
        euro_cents=round(kind.cents * rng.uniform(0.7, 1.6)),
        item_weight_grams=_given(grams, rng, unweighed=unweighed),
        package_weight_grams=_given(package, rng, unweighed=unweighed),
        shipping_weight_grams=_given(package + rng.choice((0, 0, 0, 30, 150)), rng, unweighed=unweighed),
    )
    if index % 500 in _COMMAS:
        return replace(product, sku=f"{_initials(brand)}{_FIRST_NUMBER + index},EU")
    return product


def _given(grams: int, rng: random.Random | Dice, *, unweighed: bool = False) -> int | None:
    missing = rng.random() < _MISSING
    return None if missing or unweighed else grams


@lru_cache(maxsize=256)
def _initials(brand: str) -> str:
    return "".join(letter for letter in brand.upper() if letter.isalpha())[:3]


def _asin(index: int, offset: int) -> str:
    number = (index * _CODE_STEP + offset) % _CODES
    high, low = divmod(number, 36**3)
    return f"B0{_BASE36[10 + offset % 26]}{_BASE36[offset // 26 % 36]}{_three(low)}{_three(high)}"


@lru_cache(maxsize=36**3)
def _three(number: int) -> str:
    """So many in base 36, the lowest digit first."""
    return f"{_BASE36[number % 36]}{_BASE36[number // 36 % 36]}{_BASE36[number // 1296]}"


def _isbn(index: int, offset: int) -> str:
    """A ten-digit ISBN with its check digit: books have that for an ASIN."""
    digits = f"{(index * _ISBN_STEP + offset) % 10**9:09d}"
    check = -sum(map(mul, range(10, 1, -1), map(int, digits))) % 11
    return digits + ("X" if check == 10 else str(check))
