"""Fulfilment feeds, XML and flat file, over both APIs: orders shipped by the rules of confirmShipment."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from amazon import ALL_DATA, ORDERS, SPAIN, Amazon, error
from desk import FEEDS, SELLER, XML, create_feed, envelope, feed, feed_result, mws, tree, upload

from plain_http import http

FULFILMENT, FILE = "POST_ORDER_FULFILLMENT_DATA", "POST_FLAT_FILE_FULFILLMENT_DATA"
TSV = "text/tab-separated-values; charset=UTF-8"


def open_order(amazon: Amazon) -> dict[str, Any]:
    """An unshipped order of several pieces."""
    found = amazon.orders(fulfillmentStatuses="UNSHIPPED", fulfilledBy="MERCHANT", includedData=ALL_DATA)
    return next(one for one in found if sum(item["quantityOrdered"] for item in one["orderItems"]) > 1)


def now(amazon: Amazon, order: dict[str, Any]) -> dict[str, Any]:
    return amazon.get(f"{ORDERS}/{order['orderId']}", includedData=ALL_DATA).json()["order"]


def status(amazon: Amazon, order: dict[str, Any]) -> str:
    return now(amazon, order)["fulfillment"]["fulfillmentStatus"]


def message(amazon: Amazon, order_id: str, *, items: str = "", carrier: str = "Correos", tracking: str = "") -> str:
    moment = amazon.now().replace(microsecond=0).isoformat()
    return (
        f"<OrderFulfillment><AmazonOrderID>{order_id}</AmazonOrderID><FulfillmentDate>{moment}</FulfillmentDate>"
        f"<FulfillmentData><CarrierCode>{carrier}</CarrierCode><ShippingMethod>Paq 48</ShippingMethod>"
        f"<ShipperTrackingNumber>{tracking or 'PQ12345678901234567890A'}</ShipperTrackingNumber></FulfillmentData>"
        f"{items}</OrderFulfillment>"
    )


def one_piece(order: dict[str, Any]) -> str:
    item_id = order["orderItems"][0]["orderItemId"]
    return f"<Item><AmazonOrderItemCode>{item_id}</AmazonOrderItemCode><Quantity>1</Quantity></Item>"


def summary(report: bytes) -> tuple[str, ...]:
    """StatusCode, processed, successful, with error, with warning."""
    root = tree(httpx2.Response(200, content=report))
    numbers = root.find("Message/ProcessingReport/ProcessingSummary")
    assert numbers is not None
    return (root.findtext("Message/ProcessingReport/StatusCode") or "", *(one.text or "" for one in numbers))


def submit(amazon: Amazon, *messages: str) -> bytes:
    feed_id = create_feed(amazon, FULFILMENT, envelope("OrderFulfillment", *messages), XML)
    amazon.pass_time(minutes=3)
    assert feed(amazon, feed_id)["processingStatus"] == "DONE"
    return feed_result(amazon, feed_id)


def test_a_feed_waits_is_worked_on_and_is_done(amazon: Amazon) -> None:
    order = open_order(amazon)
    feed_id = create_feed(amazon, FULFILMENT, envelope("OrderFulfillment", message(amazon, order["orderId"])), XML)
    waiting = feed(amazon, feed_id)
    unshipped = status(amazon, order)
    amazon.pass_time(seconds=10)
    working = feed(amazon, feed_id)
    shipped = status(amazon, order)
    amazon.pass_time(minutes=2)

    states = [one["processingStatus"] for one in (waiting, working, feed(amazon, feed_id))]
    assert states == ["IN_QUEUE", "IN_PROGRESS", "DONE"]
    assert (unshipped, shipped) == ("UNSHIPPED", "SHIPPED")
    assert "resultFeedDocumentId" not in working


def test_a_shipped_order_has_its_package_and_comes_up_in_searches(amazon: Amazon) -> None:
    order, since = open_order(amazon), amazon.ago(minutes=1)
    report = submit(amazon, message(amazon, order["orderId"]))
    (package,) = now(amazon, order)["packages"]
    amazon.pass_time(minutes=3)

    assert summary(report) == ("Complete", "1", "1", "0", "0")
    assert (package["carrier"], package["trackingNumber"]) == ("Correos", "PQ12345678901234567890A")
    assert order["orderId"] in [one["orderId"] for one in amazon.orders(lastUpdatedAfter=since)]


def test_the_order_was_updated_when_the_feed_was_worked_on(amazon: Amazon) -> None:
    """However late somebody looks."""
    order, submitted = open_order(amazon), amazon.now()
    create_feed(amazon, FULFILMENT, envelope("OrderFulfillment", message(amazon, order["orderId"])), XML)
    amazon.pass_time(minutes=30)

    assert now(amazon, order)["lastUpdatedTime"] < (amazon.ago(minutes=25))
    assert now(amazon, order)["lastUpdatedTime"] >= submitted.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_two_messages_are_two_packages(amazon: Amazon) -> None:
    order = open_order(amazon)
    submit(amazon, message(amazon, order["orderId"], items=one_piece(order), tracking="PQ1111111111A"))
    between = status(amazon, order)
    submit(amazon, message(amazon, order["orderId"], tracking="PQ2222222222A"))

    assert (between, status(amazon, order)) == ("PARTIALLY_SHIPPED", "SHIPPED")
    assert [one["packageReferenceId"] for one in now(amazon, order)["packages"]] == ["1", "2"]


def test_a_bad_message_stops_no_other(amazon: Amazon) -> None:
    order = open_order(amazon)
    report = submit(
        amazon,
        message(amazon, "111-1111111-1111111"),
        message(amazon, order["orderId"]),
        message(amazon, order["orderId"]),
    )

    assert summary(report) == ("Complete", "3", "1", "2", "0")
    assert b"<AmazonOrderID>111-1111111-1111111</AmazonOrderID>" in report
    assert b"order already fulfilled" in report
    assert b"\n\t\t\t<ProcessingSummary>\n" in b"".join(report.partition(b"\t\t<ProcessingReport>")[1:])
    assert status(amazon, order) == "SHIPPED"


def test_a_strange_tracking_number_is_a_warning_and_ships_all_the_same(amazon: Amazon) -> None:
    order = open_order(amazon)
    report = submit(amazon, message(amazon, order["orderId"], tracking="NONSENSE 1"))

    assert summary(report) == ("Complete", "1", "1", "0", "1")
    assert b"does not match the expected format for the carrier" in report
    assert status(amazon, order) == "SHIPPED"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<FulfillmentDate>", "<FulfillmentDate>2020-01-01T00:00:00Z</FulfillmentDate><FulfillmentDate>x"),
        ("<CarrierCode>Correos</CarrierCode>", ""),
        ("<CarrierCode>Correos</CarrierCode>", "<CarrierCode>DHL</CarrierCode><CarrierName>DHL</CarrierName>"),
        ("</AmazonOrderID>", "</AmazonOrderID><MerchantFulfillmentID>0</MerchantFulfillmentID>"),
        ("</OrderFulfillment>", "<FulfillmentData/></OrderFulfillment>"),
        ("</OrderFulfillment>", "<Item><AmazonOrderItemCode>1</AmazonOrderItemCode></Item></OrderFulfillment>"),
    ],
)
def test_wrong_messages_ship_nothing(amazon: Amazon, old: str, new: str) -> None:
    order = open_order(amazon)
    report = submit(amazon, message(amazon, order["orderId"]).replace(old, new, 1))

    assert summary(report)[3] == "1"
    assert status(amazon, order) == "UNSHIPPED"


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><AmazonEnvelope>&c;</AmazonEnvelope>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (BOMB, b"document type declaration"),
        (BOMB.decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"), b"document type declaration"),
        (b"<AmazonEnvelope><Header>", b"XML Parsing Fatal Error"),
        (b"", b"XML Parsing Fatal Error"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', b"XML Parsing Fatal Error"),
        (envelope("Product", "<Product/>"), b"MessageType must be OrderFulfillment"),
        (envelope("OrderFulfillment", "<OrderFulfillment/>", seller="A2SOMEBODYELSE"), b"MerchantIdentifier"),
        (envelope("OrderFulfillment"), b"no Message"),
    ],
)
def test_feeds_that_are_none_are_rejected_whole(amazon: Amazon, body: bytes, reason: bytes) -> None:
    feed_id = create_feed(amazon, FULFILMENT, body, XML)
    amazon.pass_time(minutes=3)
    report = feed_result(amazon, feed_id)

    assert summary(report)[:2] == ("Rejected", "0")
    assert reason in report


def file_of(*rows: dict[str, str]) -> bytes:
    columns = ["order-id", "order-item-id", "quantity", "ship-date", "carrier-code", "carrier-name",
               "tracking-number", "ship-method"]  # fmt: skip
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
    return "\r\n".join(lines).encode()


def row(amazon: Amazon, order: dict[str, Any], **more: str) -> dict[str, str]:
    today = amazon.now().date().isoformat()
    return {"order-id": order["orderId"], "ship-date": today, "carrier-code": "Correos"} | {
        name.replace("_", "-"): value for name, value in more.items()
    }


def test_a_flat_file_ships_orders_and_names_its_bad_rows(amazon: Amazon) -> None:
    order = open_order(amazon)
    body = file_of(row(amazon, {"orderId": "1-2-3"}), row(amazon, order, tracking_number="PQ12345678901A"))
    feed_id = create_feed(amazon, FILE, body, TSV)
    amazon.pass_time(minutes=3)
    lines = feed_result(amazon, feed_id).decode().splitlines()

    assert lines[:3] == [
        "Feed Processing Summary:",
        "\tNumber of records processed\t\t2",
        "\tNumber of records successful\t\t1",
    ]
    assert lines[4] == "original-record-number\torder-id\torder-item-id\terror-code\terror-type\terror-message"
    assert lines[5].split("\t")[:2] == ["1", "1-2-3"]
    assert status(amazon, order) == "SHIPPED"


def test_rows_of_one_parcel_are_one_package(amazon: Amazon) -> None:
    order = open_order(amazon)
    rows = [
        row(amazon, order, order_item_id=item["orderItemId"], quantity="1", tracking_number="PQ12345678901A")
        for item in order["orderItems"]
        for _ in range(item["quantityOrdered"])
    ]
    create_feed(amazon, FILE, file_of(*rows), TSV)
    amazon.pass_time(minutes=3)

    assert status(amazon, order) == "SHIPPED"
    assert len(now(amazon, order)["packages"]) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"order-id\tcarrier-code\n1\tDHL", b"ship-date is missing"),
        (b"", b"order-id is missing"),
        (b"order-id\tship-date\tprice\n", b"price is not one"),
        ("order-id\tship-date\n1\tñ".encode("latin-1"), b"not in utf-8"),
    ],
)
def test_files_that_are_none_are_refused(amazon: Amazon, body: bytes, reason: bytes) -> None:
    feed_id = create_feed(amazon, FILE, body, TSV)
    amazon.pass_time(minutes=3)

    assert reason in feed_result(amazon, feed_id).lower()


def test_an_upload_address_is_for_one_content_type_and_one_method(amazon: Amazon) -> None:
    made = amazon.post(f"{FEEDS}/documents", {"contentType": XML}).json()

    assert http.put(made["url"], content=b"x", headers={"content-type": "text/xml"}).status_code == 403
    assert http.get(made["url"]).status_code == 403
    amazon.pass_time(minutes=5)
    assert http.put(made["url"], content=b"x", headers={"content-type": XML}).status_code == 403


def test_a_feed_needs_an_upload(amazon: Amazon) -> None:
    made = amazon.post(f"{FEEDS}/documents", {"contentType": XML}).json()
    given = {"feedType": FULFILMENT, "marketplaceIds": [SPAIN], "inputFeedDocumentId": made["feedDocumentId"]}
    empty = amazon.post(f"{FEEDS}/feeds", given)
    unknown = amazon.post(f"{FEEDS}/feeds", {**given, "inputFeedDocumentId": "amzn1.tortuga.4.eu.none"})
    given["inputFeedDocumentId"] = upload(amazon, b"x", XML)
    foreign = amazon.post(f"{FEEDS}/feeds", given, account=2)
    amazon.pass_time(days=2)
    amazon.refresh_token_cache()
    old = amazon.post(f"{FEEDS}/feeds", given)

    assert [one.status_code for one in (empty, unknown, foreign, old)] == [400] * 4
    assert error(empty)["code"] == "InvalidInput"


def test_feeds_of_mws_only_and_unknown_ones_are_refused(amazon: Amazon) -> None:
    document = upload(amazon, b"x", XML)
    for type_ in ("POST_PRODUCT_DATA", "POST_NOTHING"):
        given = {"feedType": type_, "marketplaceIds": [SPAIN], "inputFeedDocumentId": document}
        assert amazon.post(f"{FEEDS}/feeds", given).status_code == 400


def test_feeds_of_a_kind_wait_for_each_other_and_can_be_cancelled_meanwhile(amazon: Amazon) -> None:
    order = open_order(amazon)
    body = envelope("OrderFulfillment", message(amazon, "111-1111111-1111111"))
    first = create_feed(amazon, FULFILMENT, body, XML)
    second = create_feed(amazon, FULFILMENT, envelope("OrderFulfillment", message(amazon, order["orderId"])), XML)
    third = create_feed(amazon, FULFILMENT, body, XML)
    amazon.pass_time(seconds=30)
    token = {"x-amz-access-token": amazon.token()}
    answers = [amazon.http.delete(f"{FEEDS}/feeds/{one}", headers=token).status_code for one in (first, second)]
    amazon.pass_time(minutes=6)

    states = [feed(amazon, one)["processingStatus"] for one in (first, second, third)]
    assert answers == [400, 200]
    assert states == ["DONE", "CANCELLED", "DONE"]
    assert status(amazon, order) == "UNSHIPPED"


def test_lists_of_feeds_filter_and_page(amazon: Amazon) -> None:
    amazon.control("POST", "/state", {"quotas": False})
    amazon.refresh_token_cache()
    ids = [create_feed(amazon, FULFILMENT, b"x", XML) for _ in range(3)]
    first = amazon.get(f"{FEEDS}/feeds", feedTypes=FULFILMENT, pageSize=2).json()
    last = amazon.get(f"{FEEDS}/feeds", nextToken=first["nextToken"]).json()

    assert [one["feedId"] for page in (first, last) for one in page["feeds"]] == ids[::-1]
    assert amazon.get(f"{FEEDS}/feeds", feedTypes=FULFILMENT, processingStatuses="DONE").json() == {"feeds": []}
    assert amazon.get(f"{FEEDS}/feeds").status_code == 400


def test_mws_ships_the_same_orders_by_the_same_rules(amazon: Amazon) -> None:
    order = open_order(amazon)
    body = envelope("OrderFulfillment", message(amazon, order["orderId"]), message(amazon, "111-1111111-1111111"))
    given = {"FeedType": f"_{FULFILMENT}_"}
    submitted = mws(amazon, "Feeds", "SubmitFeed", body=body, **given)
    feed_id = tree(submitted).findtext("SubmitFeedResult/FeedSubmissionInfo/FeedSubmissionId") or ""
    amazon.pass_time(minutes=3)
    report = mws(amazon, "Feeds", "GetFeedSubmissionResult", FeedSubmissionId=feed_id)

    assert summary(report.content) == ("Complete", "2", "1", "1", "0")
    assert status(amazon, order) == "SHIPPED"
    assert feed(amazon, feed_id)["processingStatus"] == "DONE"
    assert SELLER.encode() in report.content
