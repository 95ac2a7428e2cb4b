"""How a person reads moments, lengths of time and amounts."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from mwslink.messages import use_language
from mwslink.orders.model import Money
from mwslink.present.figures import NOTHING, render_day, render_moment, render_money, render_seconds


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"),
        (0.04, "0.0 s"),
        (0.44, "0.4 s"),
        (9.94, "9.9 s"),
        (58.2, "58 s"),
        (60, "1 min"),
        (125, "2 min 5 s"),
        (3600, "1 h"),
        (3780, "1 h 3 min"),
        (86400 * 2 + 3600 * 4 + 59, "2 d 4 h"),
        (-3, "0 s"),
    ],
)
def test_a_length_of_time_has_the_units_that_matter(seconds, expected):
    """Two at most."""
    assert render_seconds(seconds) == expected


def test_amounts_keep_their_cents_and_currency():
    """An amount is never shown as a float would be."""
    assert render_money(Money(Decimal("1234.5"), "EUR")) == "1234.50 EUR"
    assert render_money(Money(Decimal("-0.10"), "SEK")) == "-0.10 SEK"
    assert render_money(None) == NOTHING


def test_yen_have_no_cents_to_invent():
    """Whatever decimals Amazon gave stay when they are more than two."""
    assert render_money(Money(Decimal("0.125"), "EUR")) == "0.125 EUR"
    assert render_money(Money(Decimal(500), "JPY")) == "500 JPY"


def test_spanish_has_a_comma():
    """As a Spanish seller writes it."""
    use_language("es")

    assert render_money(Money(Decimal("25.90"), "EUR")) == "25,90 EUR"
    assert render_seconds(0.5) == "0,5 s"


def test_moments_are_local(monkeypatch):
    """Midnight in Madrid is the next day."""
    monkeypatch.setenv("TZ", "Europe/Madrid")
    time.tzset()
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    shown = render_moment(late), render_day(late)
    monkeypatch.undo()
    time.tzset()

    assert shown == ("2026-07-02 00:30", "2026-07-02")
    assert render_moment(None) == NOTHING
