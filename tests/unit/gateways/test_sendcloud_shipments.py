"""Shipments as Sendcloud shows them become parcels of ours; pages follow each other; odd answers harm nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import httpx2
import pytest
import yaml
from sendcloud_fakes import Sendcloud, gateway_of

from mwslink.errors import NetworkError
from mwslink.shipping.model import Parcel, ParcelItem

FILE = Path(__file__).parents[4] / "shared" / "models" / "sendcloud" / "sendcloud-v3-shipments-openapi.yml"
SINCE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SHIPMENT = {
    "id": "uuid-1",
    "order_number": " 404-0000001-0000001 ",
    "carrier": {"code": "correos", "name": "Correos"},
    "ship_with": {"type": "shipping_option_code", "properties": {"shipping_option_code": "correos:premium"}},
    "to_address": {"name": "Canary"},
    "parcels": [
        {
            "id": 383707309,
            "status": {"code": "READY_TO_SEND", "message": "Ready to send"},
            "tracking_number": "PQ1",
            "announced_at": "2026-11-23T10:30:00+01:00",
            "updated_at": "2026-11-23T09:45:00.123456Z",
            "parcel_items": [{"item_id": "79039765272157", "sku": "MUG-RED", "quantity": 2, "description": "Taza"}],
        }
    ],
}
PARCEL = Parcel(
    "383707309",
    "404-0000001-0000001",
    "READY_TO_SEND",
    "correos",
    "Correos",
    "correos:premium",
    "PQ1",
    datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    datetime(2026, 11, 23, 9, 45, 0, 123456, tzinfo=UTC),
    (ParcelItem("79039765272157", "MUG-RED", 2),),
)


def answer(*shipments: object, link: str = "") -> httpx2.Response:
    return httpx2.Response(200, json={"data": list(shipments)}, headers={"link": link} if link else {})


def test_a_shipment_is_its_parcels(still_clock):
    page = gateway_of(Sendcloud(get_shipments=answer(SHIPMENT))).changed_shipments(SINCE)

    assert page.parcels == (PARCEL,)
    assert page.next_cursor is None


@pytest.mark.parametrize(
    ("weight", "grams"),
    [
        ({"value": "1.320", "unit": "kg"}, "1320"),
        ({"value": "450", "unit": "g"}, "450"),
        ({"value": "2", "unit": "lbs"}, "907.18474"),
        ({"value": "0.1", "unit": "oz"}, "2.8349523125"),
        ({"value": 0.3, "unit": "kg"}, "300"),
        *((odd, None) for odd in (None, "1 kg", {}, {"value": "1"}, {"value": "1", "unit": "stone"})),
        *(({"value": odd, "unit": "kg"}, None) for odd in ("0", "-1", "", "x", "NaN", "Infinity", "1E+999999", None)),
    ],
)
def test_a_parcels_weight_is_read_exactly_or_not_at_all(still_clock, weight, grams):
    """A weight that is none keeps nobody from confirming the parcel."""
    shipment = {**SHIPMENT, "parcels": [{**SHIPMENT["parcels"][0], "weight": weight}]}
    (parcel,) = gateway_of(Sendcloud(get_shipments=answer(shipment))).changed_shipments(SINCE).parcels

    assert parcel == PARCEL
    assert parcel.grams == (None if grams is None else Decimal(grams))


def test_a_parcel_without_a_weight_has_none(still_clock):
    (parcel,) = gateway_of(Sendcloud(get_shipments=answer(SHIPMENT))).changed_shipments(SINCE).parcels

    assert parcel.grams is None


def test_what_changed_is_asked_for_a_hundred_at_a_time(still_clock):
    sendcloud = Sendcloud(get_shipments=answer())
    gateway_of(sendcloud).changed_shipments(SINCE)
    (request,) = sendcloud.seen("get_shipments")

    assert dict(request.url.params) == {"updated_after": "2026-11-23T09:30:00+00:00", "page_size": "100"}


def test_pages_follow_the_cursor_of_the_link(still_clock):
    link = '<https://panel.sendcloud.sc/api/v3/shipments/?cursor=cD0y%3D>; rel="next"'
    sendcloud = Sendcloud(get_shipments=[answer(SHIPMENT, link=link), answer()])
    gateway = gateway_of(sendcloud)
    cursor = gateway.changed_shipments(SINCE).next_cursor
    gateway.changed_shipments(SINCE, cursor or "")

    assert cursor == "cD0y="
    assert sendcloud.seen("get_shipments")[1].url.params["cursor"] == "cD0y="


def test_single_parcels_are_asked_for_together(still_clock):
    sendcloud = Sendcloud(get_shipments=answer(SHIPMENT))
    page = gateway_of(sendcloud).parcels(["383707309", "383707310"])

    assert sendcloud.seen("get_shipments")[0].url.params["ids"] == "383707309,383707310"
    assert page.parcels == (PARCEL,)


def test_single_parcels_are_asked_for_of_one_integration(still_clock):
    sendcloud = Sendcloud(get_shipments=answer())
    gateway_of(sendcloud).parcels(["383707309"], integration_id=1001)

    assert sendcloud.seen("get_shipments")[0].url.params["integration_id"] == "1001"


@pytest.mark.parametrize(
    "shipment",
    [
        {"parcels": None},
        {"order_number": None, "carrier": None, "ship_with": None, "parcels": []},
        {"parcels": [{"status": {"code": "ANNOUNCING"}, "tracking_number": ""}]},
    ],
)
def test_a_shipment_that_has_nothing_yet_is_no_parcel(still_clock, shipment):
    """As the answer to an asynchronous creation shows it."""
    assert gateway_of(Sendcloud(get_shipments=answer(shipment))).changed_shipments(SINCE).parcels == ()


def test_a_parcel_without_carrier_items_or_label_is_one(still_clock):
    shipment = {"order_number": "1", "parcels": [{"id": 7, "status": None, "parcel_items": None}]}
    (parcel,) = gateway_of(Sendcloud(get_shipments=answer(shipment))).changed_shipments(SINCE).parcels

    assert parcel == Parcel("7", "1", "")


def test_an_answer_that_is_none_quotes_nothing(still_clock):
    odd = {"parcels": [{"id": "canary"}]}
    with pytest.raises(NetworkError) as caught:
        gateway_of(Sendcloud(get_shipments=answer(odd))).changed_shipments(SINCE)

    assert "canary" not in str(caught.value)


def test_sendclouds_own_examples_are_read(still_clock):
    if not FILE.is_file():
        pytest.skip("Sendcloud's files are not beside the checkout: their examples of shipments are not read")
    content = yaml.safe_load(FILE.read_text())["paths"]["/shipments"]["get"]["responses"]["200"]["content"]
    examples = content["application/json"]["examples"]
    for example in examples.values():
        reply = httpx2.Response(200, json=example["value"])
        page = gateway_of(Sendcloud(get_shipments=reply)).changed_shipments(SINCE)
        assert page.parcels
        assert all(one.order_number and one.status for one in page.parcels)


def test_the_query_is_one_sendclouds_file_allows(still_clock):
    if not FILE.is_file():
        pytest.skip("Sendcloud's files are not beside the checkout: the query is not compared with them")
    parameters = yaml.safe_load(FILE.read_text())["paths"]["/shipments"]["get"]["parameters"]
    known = {one["name"] for one in parameters if "name" in one} | {"cursor"}
    sendcloud = Sendcloud(get_shipments=answer())
    gateway_of(sendcloud).changed_shipments(SINCE, "x")
    gateway_of(sendcloud).parcels(["1"], integration_id=1001)

    assert {name for request in sendcloud.seen("get_shipments") for name in request.url.params} <= known
