"""Shipments and parcels: made of orders or by themselves, moved along by carriers, cancelled."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from sendcloud_client import INTEGRATION, Sendcloud, errors, make_order

ORDER = "555413"
TO = {
    "name": "John Doe",
    "address_line_1": "Insulindelaan",
    "house_number": "115",
    "postal_code": "5642CV",
    "city": "Eindhoven",
    "country_code": "NL",
}


def make_shipment(**changes: Any) -> dict[str, Any]:
    return {
        "to_address": TO,
        "from_address": {**TO, "name": "Marie Doe"},
        "ship_with": {"type": "shipping_option_code", "properties": {"shipping_option_code": "sendcloud:letter"}},
        "order_number": "by hand",
        "parcels": [{"weight": {"value": "1.320", "unit": "kg"}}],
    } | changes


def make_items(count: int = 2) -> dict[str, Any]:
    """An order of items with ids."""
    items = [
        {
            "item_id": f"item-{number}",
            "sku": f"SKU-{number}",
            "name": f"Candle {number}",
            "quantity": number,
            "total_price": {"value": 3.5, "currency": "EUR"},
            "measurement": {"weight": {"value": 0.25, "unit": "kg"}},
        }
        for number in range(1, count + 1)
    ]
    return make_order(order_details__order_items=items)


def ship(sendcloud: Sendcloud, **given: Any) -> dict[str, Any]:
    return sendcloud.control("POST", "/sendcloud/ship", {"order_id": ORDER, **given})


def move(sendcloud: Sendcloud, to: str) -> None:
    sendcloud.control("POST", "/sendcloud/orders/move", {"order_id": ORDER, "to": to})


def statuses(sendcloud: Sendcloud, **query: Any) -> list[list[str]]:
    return [[parcel["status"]["code"] for parcel in one["parcels"]] for one in sendcloud.listed("/shipments", **query)]


def test_an_order_shipped_in_the_panel_is_a_shipment_with_its_number(sendcloud: Sendcloud) -> None:
    """Its label is there, its items and weight are the order's, and it is no incoming order any more."""
    (number,) = sendcloud.put(make_items())
    ship(sendcloud, carrier="correos")
    (shipment,) = sendcloud.listed("/shipments", integration_id=INTEGRATION)
    (parcel,) = shipment["parcels"]

    assert shipment["order_number"] == f"N-{ORDER}"
    assert shipment["carrier"] == {"code": "correos", "name": "Correos"}
    assert parcel["status"]["code"] == "READY_TO_SEND"
    assert parcel["announced_at"]
    assert parcel["tracking_number"].startswith("PQ")
    assert [(item["item_id"], item["quantity"]) for item in parcel["parcel_items"]] == [("item-1", 1), ("item-2", 2)]
    assert parcel["weight"] == {"value": "3.000", "unit": "kg"}
    assert sendcloud.listed() == []
    assert sendcloud.get(f"/orders/{number}").status_code == 200


def test_an_order_can_go_in_several_parcels(sendcloud: Sendcloud) -> None:
    """Each with its own items, number and weight, in one shipment or in several."""
    sendcloud.put(make_items(3))
    parts = [
        {"parcel_items": [{"item_id": "item-1", "quantity": 1}, {"item_id": "item-3", "quantity": 1}]},
        {"parcel_items": [{"sku": "SKU-2", "quantity": 2}], "weight": {"value": "0.500", "unit": "kg"}},
    ]
    ship(sendcloud, parcels=parts, tracking_numbers=["A1", "A2"])
    assert [order["order_id"] for order in sendcloud.listed()] == [ORDER]
    ship(sendcloud, parcels=[{"parcel_items": [{"item_id": "item-3", "quantity": 2}]}])
    later, first = sendcloud.listed("/shipments", order_number=f"N-{ORDER}")

    assert [parcel["tracking_number"] for parcel in first["parcels"]] == ["A1", "A2"]
    assert [len(parcel["parcel_items"]) for parcel in first["parcels"]] == [2, 1]
    assert [parcel["weight"]["value"] for parcel in first["parcels"]] == ["1.500", "0.500"]
    assert len(later["parcels"]) == 1
    assert sendcloud.listed() == []


def test_a_carrier_moves_a_parcel_along_with_the_clock(sendcloud: Sendcloud) -> None:
    """From the label over the first scan to the door."""
    sendcloud.put(make_order())
    shipment = ship(sendcloud, announce=False)
    seen = [statuses(sendcloud)[0][0]]
    sendcloud.control("POST", f"/sendcloud/parcels/{shipment['parcels'][0]['id']}/move", {"to": "announce"})
    for hours in (0, 8.1, 8, 13, 4):
        sendcloud.pass_time(hours=hours)
        seen.append(statuses(sendcloud)[0][0])

    assert seen == [
        "NO_LABEL",
        "READY_TO_SEND",
        "EN_ROUTE_TO_SORTING_CENTER",
        "AT_SORTING_CENTRE",
        "DRIVER_EN_ROUTE",
        "DELIVERED",
    ]


def test_a_carrier_can_be_told_to_wait(sendcloud: Sendcloud) -> None:
    """Then parcels move only when somebody moves them."""
    sendcloud.control("POST", "/sendcloud/carriers", {"first_scan": None})
    sendcloud.put(make_order())
    ship(sendcloud)
    sendcloud.pass_time(days=9)
    assert statuses(sendcloud) == [["READY_TO_SEND"]]
    for to, code in (("process", "EN_ROUTE_TO_SORTING_CENTER"), ("exception", "EXCEPTION"), ("deliver", "DELIVERED")):
        move(sendcloud, to)
        assert statuses(sendcloud) == [[code]]


def test_one_parcel_of_several_is_moved_alone(sendcloud: Sendcloud) -> None:
    """The others stay where they are, with label or without."""
    sendcloud.put(make_items())
    parts = [{"parcel_items": [{"item_id": f"item-{number}", "quantity": 1}]} for number in (1, 2)]
    first, second = (one["id"] for one in ship(sendcloud, parcels=parts, announce=False)["parcels"])
    sendcloud.control("POST", f"/sendcloud/parcels/{second}/move", {"to": "process"})
    sendcloud.control("POST", f"/sendcloud/parcels/{first}/move", {"to": "announce"})

    assert statuses(sendcloud) == [["READY_TO_SEND", "EN_ROUTE_TO_SORTING_CENTER"]]


def test_shipments_changed_or_announced_since(sendcloud: Sendcloud) -> None:
    """The filters that a client asks with again and again."""
    sendcloud.put(make_order())
    ship(sendcloud)
    sendcloud.pass_time(hours=1)
    now = sendcloud.control("GET", "/clock")["now"]

    assert len(sendcloud.listed("/shipments", announced_before=now)) == 1
    assert sendcloud.listed("/shipments", updated_after=now) == []
    sendcloud.pass_time(seconds=2)
    move(sendcloud, "process")
    assert len(sendcloud.listed("/shipments", updated_after=now)) == 1
    assert sendcloud.listed("/shipments", announced_after=now) == []
    assert sendcloud.listed("/shipments", updated_before=now) == []


def test_filters_of_shipments(sendcloud: Sendcloud) -> None:
    """By number, status (code or number of API v2), ids and reference."""
    sendcloud.put(make_order())
    shipment = ship(sendcloud, tracking_numbers=["TRACK-1"])
    sendcloud.send("POST", "/shipments", make_shipment(external_reference_id="ref-1"))
    parcel = shipment["parcels"][0]["id"]

    def found(**query: Any) -> list[str]:
        return [one["order_number"] for one in sendcloud.listed("/shipments", **query)]

    ours = [f"N-{ORDER}"]
    assert found() == ["by hand", *ours]
    assert found(tracking_number="TRACK-1") == ours
    assert found(parcel_status="READY_TO_SEND") == ours
    assert found(parcel_status=1000) == ours
    assert found(ids=f"1,{parcel}") == ours
    assert found(shipment_uuids=shipment["id"]) == ours
    assert found(external_reference_id="ref-1") == ["by hand"]
    assert found(integration_id=1002) == []
    assert errors(sendcloud.get("/shipments", updated_after="soon")) == [
        ("/list_shipments/filters", "Validation failed, updated_after is not a datetime")
    ]
    assert errors(sendcloud.get("/shipments", ids=",".join("1" * 101)))
    assert errors(sendcloud.get("/shipments", page_size=101))


def test_pages_of_shipments_stay_in_place_while_new_ones_come(sendcloud: Sendcloud) -> None:
    """A cursor points at a shipment, it does not count."""
    for number in range(5):
        sendcloud.control("POST", "/sendcloud/stray", {"order_number": str(number)})
    first = sendcloud.get("/shipments", page_size=2)
    sendcloud.control("POST", "/sendcloud/stray", {"order_number": "new"})
    second = sendcloud.http.get(first.links["next"]["url"])
    back = sendcloud.http.get(second.links["prev"]["url"])

    def numbers(answer: Any) -> list[str]:
        return [one["order_number"] for one in answer.json()["data"]]

    assert (numbers(first), numbers(second)) == (["4", "3"], ["2", "1"])
    assert numbers(back) == ["4", "3"]
    assert errors(sendcloud.get("/shipments", cursor="?"), 404)


def test_a_shipment_is_created_without_an_order(sendcloud: Sendcloud) -> None:
    """Being announced first, with a label seconds later."""
    answer = sendcloud.send("POST", "/shipments", make_shipment())
    shipment = answer.json()["data"]
    parcel = shipment["parcels"][0]

    assert answer.status_code == 201
    assert (parcel["status"]["code"], parcel["tracking_number"], parcel["announced_at"]) == ("ANNOUNCING", "", None)
    sendcloud.pass_time(seconds=3)
    parcel = sendcloud.get(f"/shipments/{shipment['id']}").json()["data"]["parcels"][0]
    assert parcel["status"]["code"] == "READY_TO_SEND"
    assert parcel["documents"][0]["link"].endswith(f"/api/v3/parcels/{parcel['id']}/documents/label")


def test_a_label_can_come_at_once(sendcloud: Sendcloud) -> None:
    """Announced synchronously."""
    answer = sendcloud.send("POST", "/shipments/announce", make_shipment())

    assert answer.status_code == 201
    assert answer.json()["data"]["parcels"][0]["status"]["code"] == "READY_TO_SEND"


def test_a_carriers_refusal_is_an_answer_with_errors(sendcloud: Sendcloud) -> None:
    """200, not an error; later, for one that was announced asynchronously."""
    sendcloud.control("POST", "/sendcloud/announcements", {"fail": 2})
    answer = sendcloud.send("POST", "/shipments/announce", make_shipment())
    later = sendcloud.send("POST", "/shipments", make_shipment()).json()["data"]["id"]
    sendcloud.pass_time(seconds=3)
    failed = sendcloud.get(f"/shipments/{later}").json()["data"]

    assert answer.status_code == 200
    for shipment in (answer.json()["data"], failed):
        assert shipment["errors"][0]["code"] == "parcel_announcement_error"
        assert shipment["parcels"][0]["status"]["code"] == "ANNOUNCEMENT_FAILED"
    assert sendcloud.send("POST", "/shipments/announce", make_shipment()).status_code == 201


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"parcels": []}, "parcels"),
        ({"parcels": [{"weight": {"value": "0", "unit": "kg"}}]}, "parcels/0/weight/value"),
        ({"parcels": [{"weight": {"value": 1.3, "unit": "kg"}}]}, "parcels/0/weight/value"),
        ({"parcels": [{}]}, "parcels/0/weight"),
        ({"ship_with": {"type": "magic"}}, "ship_with/properties"),
        ({"to_address": {**TO, "name": ""}}, "to_address/name"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_a_shipment_may_not_be(sendcloud: Sendcloud, changes: dict[str, Any], place: str) -> None:
    """The pointer names it."""
    answer = sendcloud.send("POST", "/shipments", make_shipment(**changes))

    assert f"/data/attributes/{place}" in [where for where, _ in errors(answer)]


def test_a_reference_is_used_once(sendcloud: Sendcloud) -> None:
    """Given again, it brings 409 and the shipment there is."""
    first = sendcloud.send("POST", "/shipments", make_shipment(external_reference_id="once"))
    again = sendcloud.send("POST", "/shipments", make_shipment(external_reference_id="once"))

    assert again.status_code == 409
    assert again.json()["data"]["id"] == first.json()["data"]["id"]
    assert len(sendcloud.listed("/shipments")) == 1


def test_orders_get_labels_together(sendcloud: Sendcloud) -> None:
    """What cannot be shipped comes back as an error beside what can."""
    sendcloud.put(make_items(), make_order("no weight", shipping_details=None))
    body = {
        "integration_id": INTEGRATION,
        "orders": [
            {"order_id": ORDER, "parcels": [{"parcel_items": [{"item_id": "item-2", "quantity": 2}]}]},
            {"order_number": "N-no weight"},
            {"order_id": "nobody's"},
        ],
    }
    answer = sendcloud.send("POST", "/orders/create-labels-async", body)
    (made,) = answer.json()["data"]

    assert answer.status_code == 202
    assert (made["order_id"], made["order_number"], len(made["parcels_ids"])) == (ORDER, f"N-{ORDER}", 1)
    assert [(one["source"]["pointer"], one["detail"]) for one in answer.json()["errors"]] == [
        ("/data/attributes/orders/[1]", "The order has no weight."),
        ("/data/attributes/orders/[2]", "The order could not be found."),
    ]
    sendcloud.pass_time(seconds=3)
    assert statuses(sendcloud) == [["READY_TO_SEND"]]


def test_one_order_gets_its_label_with_the_answer(sendcloud: Sendcloud) -> None:
    """In the format asked for."""
    sendcloud.put(make_order())
    body = {
        "integration_id": INTEGRATION,
        "order": {"order_id": ORDER},
        "label_details": {"mime_type": "application/zpl"},
    }
    answer = sendcloud.send("POST", "/orders/create-label-sync", body)
    label = answer.json()["data"]

    assert answer.status_code == 201
    assert label["tracking_number"].encode() in base64.b64decode(label["label_details"]["file"])


def test_an_order_that_is_not_saved_yet_gets_no_label(sendcloud: Sendcloud) -> None:
    """Saving takes a moment."""
    sendcloud.post(make_order())
    body = {"integration_id": INTEGRATION, "order": {"order_id": ORDER}}

    assert errors(sendcloud.send("POST", "/orders/create-label-sync", body)) == [
        ("/data/attributes/order", "The order could not be found.")
    ]


def test_cancelling(sendcloud: Sendcloud) -> None:
    """Queued for two weeks with most carriers, and refused the second time."""
    sendcloud.control("POST", "/sendcloud/carriers", {"first_scan": None})
    sendcloud.put(make_order())
    path = f"/shipments/{ship(sendcloud)['id']}/cancel"
    answer = sendcloud.send("POST", path)

    assert (answer.status_code, answer.json()["data"]["status"]) == (202, "queued")
    assert errors(sendcloud.send("POST", path), 409) == [("", "This shipment is already being cancelled.")]
    assert statuses(sendcloud) == [["CANCELLATION_REQUESTED"]]
    sendcloud.pass_time(days=14, seconds=1)
    assert statuses(sendcloud) == [["CANCELLED"]]
    assert errors(sendcloud.send("POST", path), 409)
    assert [order["order_id"] for order in sendcloud.listed()] == [ORDER]


def test_cancelling_at_once_or_too_late(sendcloud: Sendcloud) -> None:
    """A letter of Sendcloud's is cancelled at once; not after the first scan, not after 42 days."""
    sendcloud.control("POST", "/sendcloud/carriers", {"first_scan": None})
    ids = [sendcloud.send("POST", "/shipments/announce", make_shipment()).json()["data"]["id"] for _ in range(3)]
    parcel = sendcloud.get(f"/shipments/{ids[1]}").json()["data"]["parcels"][0]["id"]

    answer = sendcloud.send("POST", f"/shipments/{ids[0]}/cancel")
    assert (answer.status_code, answer.json()["data"]["status"]) == (200, "cancelled")
    sendcloud.control("POST", f"/sendcloud/parcels/{parcel}/move", {"to": "process"})
    assert errors(sendcloud.send("POST", f"/shipments/{ids[1]}/cancel"), 409)
    sendcloud.pass_time(days=43)
    assert errors(sendcloud.send("POST", f"/shipments/{ids[2]}/cancel"), 409)
    assert errors(sendcloud.send("POST", "/shipments/none/cancel"), 404)


def test_parcels_nobody_expects(sendcloud: Sendcloud) -> None:
    """Another number, a status and a carrier that nobody knows, a parcel without an order."""
    sendcloud.put(make_order())
    parcel = ship(sendcloud)["parcels"][0]["id"]
    change = {"tracking_number": "NEW-1", "status": "TELEPORTED", "message": "Beamed up", "carrier": "teleport"}
    sendcloud.control("POST", f"/sendcloud/parcels/{parcel}/change", change)
    sendcloud.control("POST", "/sendcloud/stray", {"order_number": "", "carrier": "seur"})
    stray, shipment = sendcloud.listed("/shipments")

    assert shipment["parcels"][0]["tracking_number"] == "NEW-1"
    assert shipment["parcels"][0]["status"] == {"code": "TELEPORTED", "message": "Beamed up"}
    assert shipment["carrier"] == {"code": "teleport", "name": "Teleport"}
    assert (stray["order_number"], stray["carrier"]["code"]) == ("", "seur")


def test_deleting_an_order_leaves_its_parcels(sendcloud: Sendcloud) -> None:
    """What has a label goes on."""
    (number,) = sendcloud.put(make_order())
    ship(sendcloud)

    assert sendcloud.send("DELETE", f"/orders/{number}").status_code == 204
    assert statuses(sendcloud) == [["READY_TO_SEND"]]


def test_tracking_tells_what_the_carrier_said(sendcloud: Sendcloud) -> None:
    """Only the carrier's own events prove that it has the parcel."""
    sendcloud.put(make_order())
    ship(sendcloud, tracking_numbers=["TRACK-1"], carrier="seur")

    def kinds() -> list[str]:
        answer = sendcloud.get("/parcels/tracking/TRACK-1").json()
        assert answer["tracking_numbers"][0]["carrier_code"] == "seur"
        assert answer["details"]["integration_id"] == INTEGRATION
        return [event["event_type"] for event in answer["events"]]

    assert kinds() == ["internal", "internal"]
    move(sendcloud, "process")
    assert kinds() == ["carrier", "internal", "internal"]
    assert sendcloud.get("/parcels/tracking/NONE").status_code == 404
    assert sendcloud.get("/parcels/tracking/NONE").json() == {"detail": "Parcel does not exist"}


@pytest.mark.parametrize(
    ("kind", "begin"), [("application/pdf", b"%PDF-"), ("image/png", b"\x89PNG"), ("application/zpl", b"^XA")]
)
def test_labels_are_files(sendcloud: Sendcloud, kind: str, begin: bytes) -> None:
    """At the address the parcel names."""
    sendcloud.put(make_order())
    (document,) = ship(sendcloud)["parcels"][0]["documents"]
    answer = sendcloud.http.get(document["link"], headers={"accept": kind})

    assert (answer.headers["content-type"], answer.content[: len(begin)]) == (kind, begin)


def test_documents_that_are_not_there(sendcloud: Sendcloud) -> None:
    """A wrong type, a parcel without a label."""
    sendcloud.put(make_order())
    parcel = ship(sendcloud, announce=False)["parcels"][0]["id"]

    assert errors(sendcloud.get(f"/parcels/{parcel}/documents/poem")) == [("", "Invalid document type.")]
    assert errors(sendcloud.get(f"/parcels/{parcel}/documents/label"), 404)


def test_every_status_is_listed(sendcloud: Sendcloud) -> None:
    """The list a client asks for rather than knows."""
    listed = {one["code"]: one["message"] for one in sendcloud.get("/parcels/statuses").json()["data"]}

    assert listed["READY_TO_SEND"] == "Ready to send"
    assert {"ANNOUNCING", "ANNOUNCEMENT_FAILED", "CANCELLED", "DELIVERED"} <= set(listed)


def test_a_warehouse_that_ships_by_itself(sendcloud: Sendcloud) -> None:
    """For demonstrations: every order gets a label after a while, and is scanned and delivered."""
    times = {"delay": 60, "first_scan": 60, "delivery": 240, "carrier": "correos"}
    sendcloud.control("POST", "/sendcloud/auto-ship", times)
    sendcloud.put(make_order(), make_order("no weight", shipping_details=None))
    seen = [statuses(sendcloud)]
    for seconds in (62, 60, 200):
        sendcloud.pass_time(seconds=seconds)
        seen.append(statuses(sendcloud))

    assert seen == [[], [["READY_TO_SEND"]], [["EN_ROUTE_TO_SORTING_CENTER"]], [["DELIVERED"]]]
    assert [order["order_id"] for order in sendcloud.listed()] == ["no weight"]
    sendcloud.control("POST", "/sendcloud/auto-ship", {"on": False})


def test_control_paths_say_what_is_wrong(sendcloud: Sendcloud) -> None:
    """404 for what is not there, 400 for what cannot be."""
    sendcloud.put(make_order())
    for path, body, status in (
        ("/sendcloud/ship", {"order_id": "none"}, 404),
        ("/sendcloud/ship", {"order_id": ORDER, "parcels": [{"parcel_items": [{"item_id": "?"}]}]}, 400),
        ("/sendcloud/ship", {"order_id": ORDER, "parcels": 2}, 400),
        ("/sendcloud/orders/move", {"order_id": ORDER, "to": "process"}, 404),
        ("/sendcloud/parcels/1/move", {"to": "process"}, 404),
        ("/sendcloud/auto-ship", {"speed": 1}, 400),
    ):
        assert sendcloud.control("POST", path, body, status=status)["error"]
