"""Moments, lengths of time and amounts as a person reads them; programs get ISO texts and exact decimals instead."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from mwslink.messages import language

if TYPE_CHECKING:
    from mwslink.orders.model import Money

NOTHING = "–"
_WITHOUT_CENTS = ("JPY",)  # of the currencies of Amazon's marketplaces


def render_moment(moment: datetime | None) -> str:
    """Day and minute in the local zone."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else NOTHING


def render_day(moment: datetime | None) -> str:
    """The day in the local zone."""
    return f"{moment.astimezone():%Y-%m-%d}" if moment else NOTHING


def render_seconds(seconds: float) -> str:
    """A length of time in the units that matter: `0.4 s`, `58 s`, `2 min 5 s`, `1 h 3 min`, `2 d 4 h`."""
    if 0 < seconds < 10:
        return f"{localized(f'{seconds:.1f}')} s"
    whole = max(0, round(seconds))
    for size, unit, smaller_size, smaller in ((86400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s")):
        if whole >= size:
            rest = whole % size // smaller_size
            return f"{whole // size} {unit} {rest} {smaller}" if rest else f"{whole // size} {unit}"
    return f"{whole} s"


def render_money(money: Money | None) -> str:
    """An amount with its currency, in the language's own decimals; never rounded."""
    if money is None:
        return NOTHING
    exponent = money.amount.as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    decimals = max(given, 0 if money.currency in _WITHOUT_CENTS else 2)
    return f"{localized(f'{money.amount:.{decimals}f}')} {money.currency}"


def render_grams(grams: Decimal) -> str:
    """A weight for the eye: `450 g`, `12.5 kg`; no more than three decimals, and never nothing."""
    value, unit = (grams / 1000, "kg") if grams >= 1000 else (grams, "g")
    rounded = round(value, 3) if value >= Decimal("0.001") else value
    text = f"{rounded:f}"
    return f"{localized(text.rstrip('0').rstrip('.') if '.' in text else text)} {unit}"


def render_size(size: int) -> str:
    """A file's size: `512 B`, `1.2 MB`."""
    value, unit = float(size), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{localized(f'{value:.1f}')} {unit}" if unit != "B" else f"{size} B"


def localized(number: str) -> str:
    """A number written with the decimal sign of the language in use."""
    return number.replace(".", ",") if language() == "es" else number
