"""Weights as people write them: read exactly or refused, and nothing is lost or becomes zero on the way out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.listings.units import (
    HEAVIEST_GRAMS,
    LIGHTEST_GRAMS,
    WeightError,
    converted,
    for_amazon,
    for_mws,
    parse_weight,
    plain,
    render_weight,
)
from mwslink.listings.weights import EXACT, GRAMS, Weight

MWS_UNITS = {"GR": "grams", "KG": "kilograms", "OZ": "ounces", "LB": "pounds", "MG": "milligrams"}


def grams(text: str, unit: str = "") -> Decimal | None:
    return parse_weight(text, unit).grams


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0,45kg", "450"),
        ("0.45 kg", "450"),
        ("450 g", "450"),
        ("450GR", "450"),
        ("450 gramos", "450"),
        ("1 lb", "453.59237"),
        ("1 libra", "453.59237"),
        ("16oz", "453.59237"),
        ("100 hundredths_pounds", "453.59237"),
        ("450.000 mg", None),
        ("450000 mg", "450"),
        ("+3 g", "3"),
        (".5 kg", "500"),
        ("0.450 kg", "450"),
        ("0,450 kg", "450"),
        ("1.2340 kg", "1234"),
        ("1234.567 g", "1234.567"),
        ("1.234,5 g", "1234.5"),
        ("1,234.5 g", "1234.5"),
        ("1 234,5 g", "1234.5"),
        ("1'234.5 g", "1234.5"),
        ("12.345.678 mg", "12345.678"),
        ("0.45\N{NO-BREAK SPACE}kg.", "450"),
    ],
)
def test_what_has_one_reading_is_read_exactly(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(WeightError):
            parse_weight(text)
    else:
        assert grams(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["1.234 kg", "1,234 kg", "12.345 g", "999,999 mg"])
def test_three_digits_after_one_sign_may_be_thousands_and_are_refused(text: str) -> None:
    with pytest.raises(WeightError, match="can be read as"):
        parse_weight(text)


@pytest.mark.parametrize(
    "text",
    ["", "kg", "0 g", "0,000 g", "-3 g", "1e3 g", "5. kg", "1.2.3 g", "12,345,6 g", "1,23,456.7 g", "NaN g", "inf kg",
     "١٢ g", "３ g", "3 g g", "3 tons", "3 t", "3", "3 stone", "3,,5 g", "1.234,567.8 g", "0.01 g", "1000001 g",
     "1.234,5 kg", "0.1111111111111111111111111 kg", "1 23 g"],
)  # fmt: skip
def test_what_is_no_weight_to_ship_by_is_refused(text: str) -> None:
    with pytest.raises(WeightError):
        parse_weight(text)


def test_a_refusal_names_the_way_out() -> None:
    with pytest.raises(WeightError, match=r"write 1234 or 1\.2340"):
        parse_weight("1.234 kg")


def test_a_unit_apart_counts_where_the_text_names_none() -> None:
    assert grams("0,45", "kg") == 450
    assert grams("450 g", "kg") == 450


values = st.decimals(LIGHTEST_GRAMS, HEAVIEST_GRAMS, places=3).filter(lambda value: value > 0)
units = st.sampled_from(sorted(GRAMS))
shippable = st.builds(
    lambda value, unit: Weight(EXACT.quantize(EXACT.divide(value, GRAMS[unit]), Decimal("0.000001")), unit),
    values,
    units,
).filter(lambda weight: LIGHTEST_GRAMS <= weight.grams <= HEAVIEST_GRAMS)  # type: ignore[operator]


@given(weight=shippable)
def test_what_is_rendered_reads_as_the_same_weight_or_is_told_to_be_ambiguous(weight: Weight) -> None:
    text = render_weight(weight)
    if "." in text and len(text.split()[0].partition(".")[2]) == 3:
        text = text.replace(" ", "0 ", 1)

    assert parse_weight(text).grams == weight.grams


@given(weight=shippable)
def test_a_decimal_comma_reads_as_a_point(weight: Weight) -> None:
    number = plain(weight.value) + ("0000" if weight.value % 1 else "")
    text = f"{number} {weight.unit}"

    assert parse_weight(text.replace(".", ",")).grams == parse_weight(text).grams


@given(value=values, one=units, other=units)
def test_there_and_back_in_another_unit_is_the_same_weight(value: Decimal, one: str, other: str) -> None:
    """Where the other unit has no finite decimals, to a hundred digits."""
    weight = Weight(value, one)
    back = converted(converted(weight, other), one)

    assert abs(EXACT.subtract(back.value, value)) < Decimal("1e-100")


@given(weight=shippable)
def test_amazon_is_told_two_decimals_and_nothing_is_lost(weight: Weight) -> None:
    told = for_amazon(weight)

    assert told.value.as_tuple().exponent >= -2  # type: ignore[operator]
    assert told.grams > 0  # type: ignore[operator]
    assert abs(told.grams - weight.grams) <= Decimal("0.005")  # type: ignore[operator]
    if weight.unit in ("grams", "kilograms", "milligrams") and weight.grams % Decimal("0.00001") == 0:  # type: ignore[operator]
        assert told.grams == weight.grams


@given(weight=shippable)
def test_mws_is_told_two_decimals_twelve_digits_and_nothing_is_lost(weight: Weight) -> None:
    value, code = for_mws(weight)
    told = Weight(value, MWS_UNITS[code])

    assert len(plain(value).partition(".")[2]) <= 2
    assert len(plain(value).replace(".", "")) <= 12
    assert told.grams > 0  # type: ignore[operator]
    assert abs(told.grams - weight.grams) <= Decimal("0.005")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0.45 kg", ("450", "GR")), ("1 lb", ("16", "OZ")), ("1.5 oz", ("1.5", "OZ")), ("123.4561 g", ("123456.1", "MG"))],
)
def test_mws_is_told_grams_or_the_unit_in_which_it_is_exact(text: str, expected: tuple[str, str]) -> None:
    assert for_mws(parse_weight(text)) == (Decimal(expected[0]), expected[1])


@pytest.mark.parametrize("value", ["0", "-1", "NaN", "Infinity"])
def test_nothing_but_a_weight_above_zero_is_written(value: str) -> None:
    for write in (for_amazon, for_mws):
        with pytest.raises(WeightError):
            write(Weight(Decimal(value), "grams"))
    with pytest.raises(WeightError):
        for_amazon(Weight(Decimal(1), "tons"))


def test_a_weight_of_many_digits_is_converted_exactly() -> None:
    """MWS has told catalogue weights with 24 decimals."""
    told = Weight(Decimal("2.729999997710647882462262"), "pounds")

    assert EXACT.divide(told.grams, GRAMS["pounds"]) == told.value  # type: ignore[arg-type]
