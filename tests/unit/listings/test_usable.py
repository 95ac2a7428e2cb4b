"""Which weight counts, and which look wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listing_fakes import ES, IT, kg, listing

from mwslink.listings.model import Origin, UnitWeight, Weights
from mwslink.listings.usable import Context, Severity, elsewhere, examine, render_grams, unit_weight, worst
from mwslink.listings.weights import GRAMS, Weight


def codes(weights: Weights, context: Context | None = None) -> list[tuple[str, str]]:
    found = examine(listing(1, weights=weights), context or Context())
    return [(finding.code, finding.severity.value) for finding in found]


def grams(value: str) -> Weight:
    return Weight(Decimal(value), "grams")


ALL = Weights(
    shipping=kg("1"), package=kg("2"), item=kg("3"), catalogue_package=kg("4"), catalogue_item=kg("5")
)  # fmt: skip


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ((), UnitWeight(Decimal(1000), Origin.LISTING)),
        (("shipping",), UnitWeight(Decimal(2000), Origin.LISTING)),
        (("shipping", "package"), UnitWeight(Decimal(4000), Origin.CATALOGUE)),
        (("shipping", "package", "catalogue_package"), UnitWeight(Decimal(3000), Origin.ESTIMATE)),
        (("shipping", "package", "catalogue_package", "item"), UnitWeight(Decimal(5000), Origin.ESTIMATE)),
        (("shipping", "package", "catalogue_package", "item", "catalogue_item"), None),
    ],
)
def test_the_most_certain_weight_counts(missing: tuple[str, ...], expected: UnitWeight | None) -> None:
    weights = Weights(**{name: None if name in missing else getattr(ALL, name) for name in Weights.__slots__})

    assert unit_weight(weights) == expected
    assert unit_weight(weights, grams("7")) == UnitWeight(Decimal(7), Origin.OVERRIDE)


anything = st.one_of(
    st.none(),
    st.builds(
        Weight,
        st.decimals(allow_nan=True, allow_infinity=True),
        st.sampled_from([*GRAMS, "tons", "", "stone"]),
    ),
)


@given(weights=st.builds(Weights, anything, anything, anything, anything, anything), override=anything)
def test_nothing_unknown_ever_becomes_zero(weights: Weights, override: Weight | None) -> None:
    """Whatever Amazon sends: a weight above zero, or none and exactly one finding that says so first."""
    found = unit_weight(weights, override)
    findings = examine(listing(1, weights=weights), Context(override=override))

    assert found is None or (found.grams.is_finite() and found.grams > 0)
    assert (found is None) == (worst(findings) is Severity.ERROR)
    assert [one.severity for one in findings].count(Severity.ERROR) == (found is None)
    assert found is not None or findings[0].severity is Severity.ERROR
    assert all(one.text for one in findings)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (Weights(package=kg("0.45")), []),
        (Weights(), [("missing-weight", "error")]),
        (Weights(package=kg("0")), [("zero-weight", "error")]),
        (Weights(package=kg("-1")), [("negative-weight", "error")]),
        (Weights(package=Weight(Decimal("0.45"), "tons")), [("unknown-unit", "error")]),
        (Weights(shipping=kg("0"), package=kg("1")), [("zero-weight", "warning")]),
        (Weights(item=kg("0.4")), [("only-item-weight", "warning")]),
        (Weights(package=kg("0.3"), item=kg("0.4")), [("package-lighter-than-item", "warning")]),
        (Weights(package=kg("250"), item=kg("0.25")), [("units-mixed-up", "warning")]),
        (Weights(package=kg("250")), [("heavier-than-a-parcel", "warning")]),
        (Weights(package=kg("45"), item=kg("42")), []),
        (Weights(package=grams("0.45"), item=kg("0.4")), [("units-mixed-up", "warning")]),
        (Weights(package=grams("0.45")), [("lighter-than-a-letter", "warning")]),
        (Weights(shipping=Weight(Decimal(450), "pounds"), package=grams("450")), [("units-mixed-up", "warning")]),
    ],
)
def test_a_weight_that_looks_wrong_is_named(weights: Weights, expected: list[tuple[str, str]]) -> None:
    assert codes(weights) == expected


def test_the_same_sku_elsewhere_tells_a_wrong_unit_and_a_great_difference() -> None:
    assert codes(Weights(package=kg("450")), Context((Decimal(450),))) == [("units-mixed-up", "warning")]
    assert codes(Weights(package=kg("1")), Context((Decimal(450), Decimal(460)))) == [("differs-elsewhere", "warning")]
    assert codes(Weights(package=kg("0.5")), Context((Decimal(450),))) == []
    assert codes(Weights(package=grams("20")), Context((Decimal(50),))) == []


def test_the_catalogue_tells_a_wrong_unit() -> None:
    context = Context(catalogue=Weights(catalogue_package=Weight(Decimal("0.55"), "pounds")))

    assert codes(Weights(package=kg("250")), context) == [("units-mixed-up", "warning")]


def test_a_local_weight_silences_what_amazon_has() -> None:
    assert codes(Weights(package=kg("-1")), Context(override=kg("1"))) == []


def test_elsewhere_means_usable_weights_of_other_marketplaces() -> None:
    here, there = listing(1, ES, "0.4"), listing(1, IT, "0.5")

    assert elsewhere(here, [here, there]) == (Decimal(500),)
    assert elsewhere(there, [here, there, listing(1, "X", "0")]) == (Decimal(400),)


@pytest.mark.parametrize(
    ("value", "text"),
    [("450", "450 g"), ("12500", "12.5 kg"), ("0.0001", "0.0001 g"), ("400.00000001", "400 g"), ("1000", "1 kg")],
)
def test_grams_are_shown_short_and_never_as_nothing(value: str, text: str) -> None:
    assert render_grams(Decimal(value)) == text
