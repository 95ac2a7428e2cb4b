"""What orders weigh: exact sums, the least certain origin, and nothing where a weight is missing."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mwslink.listings.model import Origin, UnitWeight
from mwslink.listings.weighing import OrderLines, OrderWeight, weigh

skus = st.sampled_from(["A", "B", "C", "D"])
lines = st.lists(st.tuples(skus, st.integers(0, 9)), max_size=6).map(tuple)
unit_weights = st.dictionaries(
    skus,
    st.builds(UnitWeight, st.decimals("0.000001", "30000", places=9).filter(bool), st.sampled_from(Origin)),
)
packaging = st.decimals("0", "500", places=2)


def order(*lines: tuple[str, int]) -> OrderLines:
    return OrderLines("404-1", "ES", lines)


@given(lines=lines, units=unit_weights, packaging=packaging)
def test_an_order_weighs_what_is_in_it_or_names_what_is_missing(
    lines: tuple[tuple[str, int], ...], units: dict[str, UnitWeight], packaging: Decimal
) -> None:
    weight = weigh(order(*lines), units, packaging)
    wanted = [(sku, quantity) for sku, quantity in lines if quantity]
    missing = {sku for sku, _ in wanted} - units.keys()

    assert set(weight.missing) == missing
    assert len(weight.missing) == len(missing)
    if missing or not wanted:
        assert (weight.grams, weight.origin) == (None, None)
    else:
        assert weight.grams == sum((units[sku].grams * quantity for sku, quantity in wanted), packaging)
        assert weight.grams > packaging
        assert weight.origin == max((units[sku].origin for sku, _ in wanted), key=list(Origin).index)


def test_cancelled_lines_weigh_nothing_and_need_nothing() -> None:
    units = {"A": UnitWeight(Decimal("0.1"), Origin.LISTING)}

    assert weigh(order(("A", 3), ("GONE", 0)), units) == OrderWeight(Decimal("0.3"), Origin.LISTING)
    assert weigh(order(("GONE", 0)), units) == OrderWeight(None, None)


def test_the_same_sku_in_two_lines_counts_twice() -> None:
    units = {"A": UnitWeight(Decimal(10), Origin.ESTIMATE), "B": UnitWeight(Decimal(1), Origin.OVERRIDE)}

    assert weigh(order(("A", 1), ("B", 1), ("A", 2)), units, Decimal("0.5")) == OrderWeight(
        Decimal("31.5"), Origin.ESTIMATE
    )
