"""A seller's products: the same ones in its orders and in its listings."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from functools import lru_cache

from mwslink.sandbox.seed.titles import BRANDS, KINDS, Kind

ORDERED_PRODUCTS = 100  # orders are for the first so many of a catalogue
_UNWEIGHED = 36  # of every 50 products this one has no weight a parcel could be charged by
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
        titles = self.kind.titles
        text = titles.get(language[:2], titles["en"])
        return text if self.kind.is_book else f"{self.brand} {text.replace('{n}', self.variant)}"


@lru_cache(maxsize=256)
def catalogue(seller_id: str, seed: int, count: int) -> tuple[Product, ...]:
    """The first `count` products of a seller; a longer catalogue begins with the shorter one."""
    rng = random.Random(f"{seed} {seller_id} catalogue")
    offset = zlib.crc32(f"{seed} {seller_id}".encode())
    return tuple(_product(rng, index, offset) for index in range(count))


def _product(rng: random.Random, index: int, offset: int) -> Product:
    kind = rng.choice(KINDS)
    form = rng.choices(_SKU_FORMS, _SKU_WEIGHTS)[0]
    brand = rng.choice(BRANDS)
    grams = round(kind.grams * rng.uniform(0.8, 1.3))
    package = grams + 20 + round(grams * rng.uniform(0.05, 0.2))
    unweighed = index % 50 == _UNWEIGHED
    return Product(
        sku=form.format(brand=_initials(brand), number=1000 + index, series=rng.choice("ABCDEF")),
        asin=_isbn(index, offset) if kind.is_book else _asin(index, offset),
        kind=kind,
        variant=rng.choice(kind.variants),
        brand=brand,
        euro_cents=round(kind.cents * rng.uniform(0.7, 1.6)),
        item_weight_grams=_given(grams, rng),
        package_weight_grams=_given(package, rng, unweighed=unweighed),
        shipping_weight_grams=_given(package + rng.choice((0, 0, 0, 30, 150)), rng, unweighed=unweighed),
    )


def _given(grams: int, rng: random.Random, *, unweighed: bool = False) -> int | None:
    missing = rng.random() < _MISSING
    return None if missing or unweighed else grams


def _initials(brand: str) -> str:
    return "".join(letter for letter in brand.upper() if letter.isalpha())[:3]


def _asin(index: int, offset: int) -> str:
    number = (index * _CODE_STEP + offset) % _CODES
    letters = []
    for _ in range(6):
        number, digit = divmod(number, 36)
        letters.append(_BASE36[digit])
    return f"B0{_BASE36[10 + offset % 26]}{_BASE36[offset // 26 % 36]}{''.join(letters)}"


def _isbn(index: int, offset: int) -> str:
    """A ten-digit ISBN with its check digit: books have that for an ASIN."""
    digits = f"{(index * 9_999_991 + offset) % 10**9:09d}"
    check = -sum((10 - place) * int(digit) for place, digit in enumerate(digits)) % 11
    return digits + ("X" if check == 10 else str(check))
