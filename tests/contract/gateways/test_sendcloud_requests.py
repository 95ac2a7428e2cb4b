"""What is sent to Sendcloud has the form its published descriptions give orders, in every variety."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import fastjsonschema
import msgspec
import pytest

from mwslink.gateways.sendcloud.orders_wire import read_kept, render_batch, render_order
from mwslink.orders.model import Money
from mwslink.shipping.customs import CustomsFacts
from mwslink.shipping.push_model import Handover, Kept, TaxNumber
from sandbox.sendcloud.openapi import OpenApi
from unit.shipping.handovers import ADDRESS, NOON, handover

MODELS = Path(__file__).parents[4] / "shared" / "models" / "sendcloud"
FULL_ADDRESS = replace(
    ADDRESS,
    company_name="Canary SL",
    address_line_2="2º B",
    po_box="123",
    state_province_code="CS",
    left_over="the rest",
)
LINE = handover().lines[0]
VARIETIES = {
    "plain": handover(),
    "full": handover(
        address=FULL_ADDRESS,
        lines=(replace(LINE, customs=CustomsFacts("69120025", "CN")), replace(LINE, item_id="2", unit_grams=None)),
        shipping=Money(Decimal("3.95"), "EUR"),
        is_business=True,
        tax_numbers=(TaxNumber("VAT", "ESB12345678", "ES"), TaxNumber("IOSS", "IM4420001201")),
        ship_by=NOON,
        deliver_by=NOON,
        notes="PO 4711",
        tags=("business", "gift"),
        email="canary@marketplace.amazon.es",
    ),
    "bare": handover(grams=None, service_level="", lines=(replace(LINE, sku="", unit_grams=None),)),
    "edited": handover(
        kept=read_kept(
            msgspec.Raw(
                b'{"name": "Canary", "company_name": null, "address_line_1": "Calle", "house_number": "1 bis", '
                b'"id": 7, "postal_code": "12598", "city": "Soria", "country_code": "ES", "email": "c@example.com"}'
            ),
            msgspec.Raw(b'{"weight": {"value": "1.250", "unit": "kg"}, "dimension": null, "volume": null}'),
        )
    ),
    "light": handover(grams=Decimal("0.001")),
    "free": handover(lines=(replace(LINE, total=Money(Decimal(0), "GBP")),), total=Money(Decimal(0), "GBP")),
}


@pytest.fixture(scope="module")
def orders_file() -> OpenApi:
    if not MODELS.is_dir():
        pytest.skip("requests are not checked against Sendcloud's files: `shared` is not beside the checkout")
    return OpenApi(MODELS / "sendcloud-v3-orders-openapi.yml")


def body_of(*orders: Handover) -> list[dict]:
    return json.loads(render_batch([render_order(one, 4711) for one in orders]))


@pytest.mark.parametrize("variety", VARIETIES)
def test_an_order_has_the_published_form(orders_file: OpenApi, variety: str) -> None:
    """With no field that is not named there."""
    orders_file.check_request("create_orders", body_of(VARIETIES[variety], handover(2)))


@pytest.mark.parametrize("currency", ["SEK", "PLN"])
def test_another_currency_has_not(orders_file: OpenApi, currency: str) -> None:
    """Which is why such orders are held back, unless the seller wants to try."""
    other = handover(total=Money(Decimal(300), currency))
    with pytest.raises(fastjsonschema.JsonSchemaException):
        orders_file.check_request("create_orders", body_of(other))


@pytest.mark.parametrize("shown", [b"", b"null", b"{}", b'{"weight": null}', b'{"weight": {"value": 0, "unit": "kg"}}'])
def test_what_sendcloud_shows_and_would_not_take_is_not_sent_back(shown: bytes) -> None:
    """Then Amazon's goes, as ever."""
    assert read_kept(msgspec.Raw(shown), msgspec.Raw(shown)) == Kept()


def test_nothing_weighs_nothing() -> None:
    """Sendcloud refuses zero: the least is a gram."""
    (order,) = body_of(VARIETIES["light"])

    assert order["shipping_details"]["measurement"]["weight"] == {"value": 0.001, "unit": "kg"}
