"""Confirmations in Amazon's words: the call as its model has it, the feed in the order its schema fixes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import fastjsonschema
import pytest

from mwslink.errors import RejectedError
from mwslink.gateways.fulfillment import outcome_of, render_feed
from mwslink.gateways.mws.feed_report import FeedIssue, FeedResult
from mwslink.gateways.spapi.confirmations import render_confirmation
from mwslink.shipping.model import AmazonCarrier, Confirmation

MODEL = Path(__file__).parents[4] / "shared" / "models" / "ordersV0.json"
CONFIRMATION = Confirmation(
    "404-1234567-7654321",
    "A1RKKUPIHCS9HS",
    "383707309",
    AmazonCarrier("Correos", method="Paq 48"),
    "PQ4E1234567890",
    datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    (("79039765272157", 1), ("79039765272158", 2)),
)
OTHER = replace(CONFIRMATION, carrier=AmazonCarrier("Other", "Pigeon & Co."))


def test_the_call_is_what_amazon_wants():
    """The package's number as a text, quantities as numbers, the moment in full."""
    assert render_confirmation(CONFIRMATION) == {
        "marketplaceId": "A1RKKUPIHCS9HS",
        "packageDetail": {
            "packageReferenceId": "383707309",
            "carrierCode": "Correos",
            "shippingMethod": "Paq 48",
            "trackingNumber": "PQ4E1234567890",
            "shipDate": "2026-11-23T09:30:00Z",
            "orderItems": [
                {"orderItemId": "79039765272157", "quantity": 1},
                {"orderItemId": "79039765272158", "quantity": 2},
            ],
        },
    }


def test_a_name_goes_with_other_only():
    package = render_confirmation(OTHER)["packageDetail"]

    assert isinstance(package, dict)
    assert (package["carrierCode"], package["carrierName"]) == ("Other", "Pigeon & Co.")
    assert "shippingMethod" not in package


@pytest.mark.parametrize("confirmation", [CONFIRMATION, OTHER])
def test_the_call_fits_amazons_model(confirmation):
    if not MODEL.is_file():
        pytest.skip("Amazon's model is not beside the checkout: the call is not checked against it")
    definitions = json.loads(MODEL.read_text(encoding="utf-8"))["definitions"]
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions}
    validate = fastjsonschema.compile({**schema, "$ref": "#/definitions/ConfirmShipmentRequest"})

    validate(render_confirmation(confirmation))
    with pytest.raises(fastjsonschema.JsonSchemaException):
        validate({**render_confirmation(confirmation), "packageDetail": {"packageReferenceId": 1}})


def test_the_feed_has_a_message_each_in_the_order_of_amazons_schema():
    root = ET.fromstring(render_feed("A1EXAMPLE", [CONFIRMATION, OTHER]))
    first, second = root.findall("Message")

    assert [one.tag for one in root] == ["Header", "MessageType", "Message", "Message"]
    assert (root.findtext("Header/DocumentVersion"), root.findtext("Header/MerchantIdentifier")) == (
        "1.01",
        "A1EXAMPLE",
    )
    assert [first.findtext("MessageID"), second.findtext("MessageID")] == ["1", "2"]
    payload = first.find("OrderFulfillment")
    assert payload is not None
    assert [one.tag for one in payload] == [
        "AmazonOrderID",
        "MerchantFulfillmentID",
        "FulfillmentDate",
        "FulfillmentData",
        "Item",
        "Item",
    ]
    data = payload.find("FulfillmentData")
    assert data is not None
    assert [one.tag for one in data] == ["CarrierCode", "ShippingMethod", "ShipperTrackingNumber"]
    assert payload.findtext("FulfillmentDate") == "2026-11-23T09:30:00+00:00"
    assert [one.findtext("Quantity") for one in payload.findall("Item")] == ["1", "2"]


def test_the_feed_names_a_carrier_or_its_code_never_both():
    root = ET.fromstring(render_feed("A1EXAMPLE", [OTHER]))
    data = root.find("Message/OrderFulfillment/FulfillmentData")

    assert data is not None
    assert [one.tag for one in data] == ["CarrierName", "ShipperTrackingNumber"]
    assert data.findtext("CarrierName") == "Pigeon & Co."


def test_a_report_tells_refusals_from_warnings_by_message():
    issues = (FeedIssue("2", "Error", "18028", "no"), FeedIssue("1", "Warning", "18084", "format"))
    outcome = outcome_of(FeedResult(2, 1, 1, 1, issues))

    assert {number: note.text for number, note in outcome.refused.items()} == {2: "no"}
    assert {number: note.text for number, note in outcome.warned.items()} == {1: "format"}


def test_a_feed_refused_as_a_whole_is_an_error():
    with pytest.raises(RejectedError):
        outcome_of(FeedResult(0, 0, 1, 0, (FeedIssue("0", "Error", "5000", "no XML"),)))


def test_no_tracking_number_stands_in_a_repr():
    assert "PQ4E" not in repr(CONFIRMATION)
