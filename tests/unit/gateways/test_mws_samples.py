"""Every answer that was recorded, and every official one, is read or refused with a reason."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from mwslink.gateways.failures import AnswerError
from mwslink.gateways.http import Response
from mwslink.gateways.mws import documents, feed_report, products, refusals, xml
from mwslink.gateways.mws.orders_reading import read_order
from mwslink.gateways.mws.xml import text_of
from mwslink.listings.report_lines import parse_listings_report
from mwslink.listings.weights import Weight

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "mws"
FILES = sorted(path for path in SAMPLES.glob("*/**/*") if path.suffix in {".xml", ".txt", ".tsv"} and path.is_file())
pytestmark = pytest.mark.skipif(not FILES, reason="no samples of MWS beside the checkout: they are not read")


def response_of(path: Path) -> Response:
    """The answer as it came: status and headers as recorded, else a plain 200."""
    beside = path.with_name(path.name + ".headers.json")
    recorded = json.loads(beside.read_text()) if beside.exists() else {"headers": {}, "status": 200}
    headers = {name.lower(): value for name, value in recorded["headers"].items()}
    return Response(recorded["status"], headers, path.read_bytes())


def read(path: Path) -> object:
    """What we make of an answer; raises AnswerError where that is nothing."""
    response = response_of(path)
    action = path.name.partition("-")[0].removesuffix(path.suffix).removesuffix("Response")
    if path.suffix != ".xml":
        return documents.charset_of(response)
    if action == "GetFeedSubmissionResult":
        return feed_report.read_feed_report(response)
    understood = refusals.understand(response)
    if not understood.is_success:
        refusal = refusals.read_refusal(response.body)
        assert refusal.code
        return refusal
    results = list(xml.read_results(response.body, action))
    assert results
    for order in (order for result in results for order in result.iterfind("Orders/Order")):
        read_order(order, [])
    for item in (item for result in results for item in result.iterfind("OrderItems/OrderItem")):
        read_order(_ORDER, [item])
    return results


_ORDER = xml.parse_xml(
    b"<Order><AmazonOrderId>1</AmazonOrderId><OrderStatus>Unshipped</OrderStatus><PurchaseDate>2021-01-01</PurchaseDate>"
    b"<LastUpdateDate>2021-01-01</LastUpdateDate></Order>"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sample_is_read_or_refused_with_a_reason(path):
    # Masked amounts and placeholders are no numbers; an official feed report has an envelope and no report.
    is_real = not any(text in path.read_bytes() for text in (b"FILTERED", b">String<", b"<RequestId>string<"))
    reason = ""
    try:
        found = read(path)
    except AnswerError as error:
        found, reason = None, error.message

    assert found is not None or (reason and not is_real)


def recorded(pattern: str) -> list[Path]:
    return sorted(path for path in SAMPLES.glob(pattern) if not path.name.endswith(".json"))


def unmasked(order: Element) -> Element:
    """The order with an amount where the recording's was masked."""
    for amount in order.iter("Amount"):
        amount.text = "1.00"
    return order


def test_recorded_orders_become_orders():
    paths = recorded("recorded-*/ListOrders-*.xml") + recorded("recorded-*/GetOrder-*.xml")
    roots = [xml.parse_xml(path.read_bytes()) for path in paths]
    orders = [read_order(unmasked(order), []) for root in roots for order in root.iter("Order")]

    assert len(orders) > 20
    assert {order.status for order in orders} <= {"SHIPPED", "UNSHIPPED", "CANCELLED", "PENDING", "PARTIALLY_SHIPPED"}
    assert {order.fulfilled_by for order in orders} <= {"MERCHANT", "AMAZON"}
    assert all(order.personal is None for order in orders if order.status == "CANCELLED")
    assert any(order.personal and order.personal.recipient.country == "DE" for order in orders)


def test_recorded_products_have_weights_in_pounds():
    paths = recorded("recorded-*/GetMatchingProduct*.xml") + recorded("recorded-*/ListMatchingProducts-*.xml")
    roots = [xml.parse_xml(path.read_bytes()) for path in paths]
    found = [products.read_product(product, "X") for root in roots for product in root.iter("Product")]
    weights = [weight for one in found for weight in (one.weights.catalogue_package, one.weights.catalogue_item)]

    assert len([weight for weight in weights if weight]) > 50
    assert {weight.unit for weight in weights if weight} == {"pounds"}
    assert any(weight is None for weight in weights)
    assert all(one.asin and one.title for one in found if one.asin or one.title)


def test_recorded_weights_keep_every_digit():
    (path,) = recorded("recorded-peddler/GetMatchingProductForId-jp-*.xml")
    product = next(xml.parse_xml(path.read_bytes()).iter("Product"))

    assert products.read_product(product, "X").weights.catalogue_item == Weight(Decimal("1.97534186752"), "pounds")


@pytest.mark.parametrize("path", recorded("recorded-*/GetReport-*.txt"), ids=lambda path: path.name)
def test_recorded_reports_have_the_sum_their_header_tells(path):
    response = response_of(path)
    if response.headers.get("content-md5") != documents.md5_of(iter((response.body,))):
        # The samples' personal texts were masked after they were recorded.
        assert b"FILTERED" in response.body or b"x" in response.body
        with pytest.raises(AnswerError):
            documents.check_sum(response, iter((response.body,)))
    else:
        documents.check_sum(response, iter((response.body,)))


def test_a_recorded_japanese_report_of_a_feed_is_read():
    (path,) = recorded("recorded-peddler/GetReport-jp-*.txt")
    result = feed_report.read_feed_report(response_of(path))

    assert (result.processed, result.successful, result.issues) == (1, 1, ())


def test_a_recorded_listings_report_is_read_by_column():
    (path,) = recorded("recorded-scaleleap/GetReport-ca-*.txt")
    response = response_of(path)

    assert documents.charset_of(response) == "utf-8"
    assert list(parse_listings_report([response.body], documents.charset_of(response)))


def test_recorded_refusals_tell_their_code():
    codes = {
        refusals.read_refusal(path.read_bytes()).code
        for path in recorded("recorded-*/*.xml")
        if b"<ErrorResponse" in path.read_bytes()
    }

    assert {"MissingParameter", "InvalidAccessKeyId"} <= codes
    assert "" not in codes


def test_a_recorded_list_of_marketplaces_names_the_one_that_is_none():
    (path,) = recorded("recorded-scaleleap/ListMarketplaceParticipations-*.xml")
    result = xml.read_result(path.read_bytes(), "ListMarketplaceParticipations")

    assert {text_of(one, "Name") for one in result.iterfind("ListMarketplaces/Marketplace")} == {"Amazon.ca", "IBA"}
