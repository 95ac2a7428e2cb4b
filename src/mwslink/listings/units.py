"""Weights as people and spreadsheets write them, to exact values and back to what each API takes."""

from __future__ import annotations

import re
from decimal import Decimal

from mwslink.errors import RejectedError
from mwslink.listings.weights import EXACT, GRAMS, Weight
from mwslink.messages import _

LIGHTEST_GRAMS = Decimal("0.1")
HEAVIEST_GRAMS = Decimal(1_000_000)
_DECIMALS = 2  # MWS takes no more (XSD of the product feed); SP-API's schemas are happy with them
_MOST_DIGITS = 12
_MOST_CHARACTERS = 24
_WORDS = {
    "grams": "g gr grs gram grams gramo gramos gramm gramme grammes grammo grammi",
    "kilograms": "kg kgs kilo kilos kilogram kilograms kilogramo kilogramos kilogramm kilogramme kilogrammes "
    "chilo chili chilogrammo chilogrammi",
    "milligrams": "mg milligram milligrams miligramo miligramos milligramm milligramme milligrammes milligrammi",
    "pounds": "lb lbs pound pounds libra libras",
    "ounces": "oz ozs ounce ounces onza onzas",
    "hundredths_pounds": "hundredths_pounds hundredths-pounds hundredthspounds",
}
UNITS = {word: unit for unit, words in _WORDS.items() for word in words.split()}
_TONS = frozenset(["t", "ton", "tons", "tonne", "tonnes", "tonelada", "toneladas", "tonnellata", "tonnellate"])
_CODES = (("GR", "grams"), ("KG", "kilograms"), ("OZ", "ounces"), ("LB", "pounds"), ("MG", "milligrams"))
_NUMBER_AND_UNIT = re.compile(r"([^A-Za-z]*)([A-Za-z][A-Za-z_ -]*)?\.?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")


class WeightError(RejectedError):
    """What was written is no weight, or could be several."""


def parse_weight(text: str, unit: str = "") -> Weight:
    """The weight that `text` states, `unit` being the one to take where it names none.

    Point and comma are both taken for the decimal sign, as long as only one reading is possible. `1.234 kg` is refused:
    in Spain it reads 1,234 kg, elsewhere 1.234, and the wrong guess is off by a thousand. Not refused are `0.450` and
    `1234.567` (no thousands are written so), `1.234,5` and `1,234.5` (the last sign is the decimal one), `1 234` (a
    space is none). Raises WeightError for what is ambiguous, has no known unit, is zero, negative, lighter than
    0.1 g or heavier than 1,000 kg.
    """
    shown = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").split())
    match = _NUMBER_AND_UNIT.fullmatch(shown)
    if match is None or not match[1].strip():
        raise WeightError(_("{text!r} is not a weight: write 450 g or 0.45 kg.").format(text=shown))
    weight = Weight(_tidy(parse_number(match[1].strip())), parse_unit(match[2] or unit))
    _check(weight, shown)
    return weight


def parse_unit(word: str) -> str:
    """Amazon's word for a unit that somebody wrote. Raises WeightError for none, and for tons."""
    wanted = word.strip().rstrip(".").lower().replace(" ", "_")
    if wanted in UNITS:
        return UNITS[wanted]
    if not wanted:
        raise WeightError(_("The weight has no unit: write g, kg, lb or oz."))
    if wanted in _TONS:
        raise WeightError(_("Nobody knows which ton is meant: write the weight in kg."))
    raise WeightError(_("{unit!r} is not a unit of weight: write g, kg, lb or oz.").format(unit=word.strip()))


def parse_number(text: str) -> Decimal:
    """An exact number with a point or a comma; raises WeightError for what can be read in two ways (see above)."""
    digits = text.removeprefix("+").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if len(digits) > _MOST_CHARACTERS:
        raise _no_number(text[:_MOST_CHARACTERS])
    signs = [sign for sign in digits if sign in ".,"]
    if len(set(signs)) == 2:
        whole, decimal_sign, fraction = digits.rpartition(signs[-1])
        if decimal_sign in whole or not _GROUPED.fullmatch(whole) or not _is_digits(fraction):
            raise _no_number(text)
        return Decimal(f"{_ungrouped(whole)}.{fraction}")
    if len(signs) > 1:  # one kind, repeated: thousands
        return Decimal(_thousands(digits, text))
    whole, sign, fraction = digits.partition(signs[0]) if signs else (digits, "", "")
    if sign and _is_digits(fraction) and _could_be_thousands(whole, fraction):
        raise WeightError(
            _("{number} can be read as {one} and as {other}: write {one} or {other}0.").format(
                number=text, one=f"{whole}{fraction}", other=f"{whole}.{fraction}"
            )
        )
    return Decimal(f"{_whole(whole, text)}.{_fraction(fraction, text, is_stated=bool(sign))}")


def _could_be_thousands(whole: str, fraction: str) -> bool:
    return len(fraction) == 3 and 1 <= len(whole) <= 3 and _is_digits(whole) and not whole.startswith("0")


def _whole(whole: str, text: str) -> str:
    if not whole or _is_digits(whole):
        return whole or "0"
    return _thousands(whole, text)


def _thousands(digits: str, text: str) -> str:
    if not _GROUPED.fullmatch(digits):
        raise _no_number(text)
    return _ungrouped(digits)


def _fraction(fraction: str, text: str, *, is_stated: bool) -> str:
    if is_stated and not _is_digits(fraction):
        raise _no_number(text)
    return fraction or "0"


def _ungrouped(digits: str) -> str:
    return re.sub(r"[^0-9]", "", digits)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _no_number(text: str) -> WeightError:
    return WeightError(_("{text!r} is not a number above zero.").format(text=text))


def _check(weight: Weight, shown: str) -> None:
    grams = weight.grams
    if grams is None or grams <= 0:
        raise WeightError(_("{text}: a weight must be above zero.").format(text=shown))
    if grams < LIGHTEST_GRAMS:
        raise WeightError(_("{text}: nothing that is shipped is lighter than 0.1 g.").format(text=shown))
    if grams > HEAVIEST_GRAMS:
        raise WeightError(
            _("{text}: that is {kilograms} kg; nothing heavier than 1000 kg is shipped as a parcel.").format(
                text=shown, kilograms=plain(grams / 1000)
            )
        )


def converted(weight: Weight, unit: str) -> Weight:
    """The same weight in another of Amazon's units, exact where decimals allow it (else to 200 digits).

    Raises WeightError when either unit has no agreed size.
    """
    grams = weight.grams
    if grams is None or unit not in GRAMS:
        raise WeightError(
            _("The unit {unit!r} has no agreed size.").format(unit=weight.unit if grams is None else unit)
        )
    return weight if unit == weight.unit else Weight(EXACT.divide(grams, GRAMS[unit]), unit)


def for_amazon(weight: Weight) -> Weight:
    """The weight with at most two decimals, as SP-API's listings take it.

    In the unit it was stated in, or else in another one in which nothing is lost; where there is none, in grams
    rounded to 0.01 g (never to zero). Raises WeightError for a weight that is not above zero.
    """
    return _short(weight, (weight.unit, *GRAMS))


def for_mws(weight: Weight) -> tuple[Decimal, str]:
    """Value and `unitOfMeasure` for the product feed: GR, or another unit if two decimals of a gram lose something.

    Raises WeightError for a weight that is not above zero.
    """
    units = {unit: code for code, unit in _CODES}
    short = _short(weight, tuple(units))
    return short.value, units[short.unit]


def _short(weight: Weight, units: tuple[str, ...]) -> Weight:
    grams = weight.grams
    if grams is None or not grams.is_finite() or grams <= 0:
        raise WeightError(_("{weight} is no weight above zero.").format(weight=render_weight(weight)))
    for unit in units:
        found = converted(weight, unit)
        if found.grams == grams and _is_short(found.value):
            return Weight(_tidy(found.value), unit)
    rounded = max(EXACT.quantize(grams, Decimal("0.01")), Decimal("0.01"))
    return Weight(_tidy(rounded), "grams")


def _is_short(value: Decimal) -> bool:
    digits = plain(value)
    return len(digits.partition(".")[2]) <= _DECIMALS and len(digits.replace(".", "")) <= _MOST_DIGITS


def _tidy(value: Decimal) -> Decimal:
    """The same number, written without needless zeros."""
    return Decimal(plain(value))


def plain(value: Decimal) -> str:
    """The number without exponent and without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_SIGNS = {"grams": "g", "kilograms": "kg", "milligrams": "mg", "pounds": "lb", "ounces": "oz"}


def render_weight(weight: Weight) -> str:
    """The weight as a person writes it: `0.45 kg`; what `parse_weight` reads as the same weight."""
    return f"{plain(weight.value)} {_SIGNS.get(weight.unit, weight.unit)}"
