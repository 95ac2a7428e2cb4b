"""Money: cents become Decimals with two decimals, shared because an order book repeats its prices."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

ZERO = Decimal("0.00")
IOSS_LIMIT_CENTS = 15_000  # consignments up to 150 EUR; the few currencies of Europe are close enough for invented data

_PER_EURO = {"EUR": 1.0, "GBP": 0.86, "SEK": 11.2, "PLN": 4.3, "USD": 1.1}
_VAT = {"ES": 21, "IT": 22, "DE": 19, "FR": 20, "GB": 20, "NL": 21, "BE": 21, "IE": 23, "PL": 23, "SE": 25}


@lru_cache(maxsize=65_536)
def money(cents: int) -> Decimal:
    """So many cents as an amount that always shows two decimals."""
    return Decimal(cents).scaleb(-2) if cents else ZERO


def local_cents(euro_cents: int, currency: str) -> int:
    """A price in another currency, ending in 9 as prices do."""
    return max(99, round(euro_cents * _PER_EURO.get(currency, 1.0)) // 10 * 10 + 9)


def vat_within(cents: int, country: str) -> int:
    """The value added tax contained in a gross amount."""
    rate = _VAT.get(country, 20)
    return round(cents * rate / (100 + rate))
