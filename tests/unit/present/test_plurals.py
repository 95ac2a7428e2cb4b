"""One is told as one, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mwslink.config.model import Privacy
from mwslink.connections import Account
from mwslink.messages import use_language
from mwslink.orders.comparing import Comparison
from mwslink.present.imports import import_answer
from mwslink.present.migrations import Migration, migration_answer
from mwslink.present.privacy import Status, status_answer
from mwslink.retention.standing import Standing


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("language", "held", "told"),
    [
        ("en", 11, "and 1 order more; mwslink check-weights tells which listings it needs"),
        ("en", 12, "and 2 orders more; mwslink check-weights tells which listings they need"),
        ("es", 11, "y 1 pedido más"),
        ("es", 12, "y 2 pedidos más"),
    ],
)
def test_orders_that_are_not_named(language: str, held: int, told: str) -> None:
    use_language(language)
    waiting = [{"order_id": str(number), "skus": ["MUG"], "is_new": True} for number in range(held)]
    one = {"connection": "shop", "error": None, "new": 0, "changed": 0, "stored": held, "complete_until": None}

    assert told in import_answer({"connections": [{**one, "held": waiting, "released": []}]}).warnings[-1]


@pytest.mark.parametrize(
    ("language", "days", "compared", "told"),
    [
        ("en", 1, 0, "In the last day no order changed"),
        ("en", 7, 0, "In the last 7 days no order changed"),
        ("en", 1, 2, "2 orders of the last day were compared."),
        ("en", 7, 1, "1 order of the last 7 days was compared."),
        ("es", 1, 0, "En el último día no ha cambiado ningún pedido"),
        ("es", 1, 1, "Se ha comparado 1 pedido del último día."),
    ],
)
def test_the_days_of_a_comparison(language: str, days: int, compared: int, told: str) -> None:
    use_language(language)
    migration = Migration(Account("acme", "mws", "eu", "A1", ""), ("shop",), days, Comparison(compared))

    assert any(told in str(piece) for piece in migration_answer(migration).text)


@pytest.mark.parametrize(
    ("language", "days", "told"),
    [("en", 1, "1 day from shipment"), ("en", 30, "30 days from"), ("es", 1, "1 día desde"), ("es", 2, "2 días desde")],
)
def test_how_long_personal_data_is_kept(language: str, days: int, told: str) -> None:
    use_language(language)

    assert told in str(status_answer(Status(Standing()), Privacy(retain_days=days), None).text[0])
