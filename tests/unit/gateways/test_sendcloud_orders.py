"""Orders to Sendcloud: its words exactly, refusals by order, and no buyer in any message."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx2
import pytest
from sendcloud_fakes import Sendcloud, gateway_of, refusal

from mwslink.errors import ConfigError, MwslinkError, NetworkError
from mwslink.shipping.push_desk import BatchRefusedError, StillSavingError
from mwslink.shipping.push_model import Kept
from unit.shipping.handovers import ADDRESS, NOON, handover


def taken(*numbers: int) -> httpx2.Response:
    data = [{"id": 600 + one, "order_id": handover(one).order_id, "order_number": "x"} for one in numbers]
    return httpx2.Response(201, json={"data": data})


def saved(number: int, **details: object) -> dict[str, object]:
    return {"id": str(600 + number), "order_id": handover(number).order_id, "order_details": details}


def errors(*places: tuple[str, str]) -> httpx2.Response:
    found = [
        {"status": "400", "code": "invalid", "detail": detail, "source": {"pointer": pointer}}
        for pointer, detail in places
    ]
    return httpx2.Response(400, json={"errors": found})


def desk_of(sendcloud: Sendcloud):
    return gateway_of(sendcloud).orders(4711)


def test_a_batch_is_one_call_and_gives_sendclouds_ids(still_clock):
    """Upsert on order id and integration; amounts and weights are numbers."""
    sendcloud = Sendcloud(post_orders=taken(1, 2))
    ids = desk_of(sendcloud).hand_over([handover(1), handover(2)])
    first, _second = json.loads(sendcloud.seen("post_orders")[0].content)

    assert ids == {handover(1).order_id: 601, handover(2).order_id: 602}
    assert first["order_details"]["integration"] == {"id": 4711}
    assert first["order_details"]["order_items"][0]["unit_price"] == {"value": 12.95, "currency": "EUR"}
    assert first["order_details"]["order_items"][0]["measurement"] == {"weight": {"value": 0.301, "unit": "kg"}}
    assert first["shipping_details"]["measurement"] == {"weight": {"value": 0.601, "unit": "kg"}}
    assert "email" not in json.dumps(first)


def test_a_refused_batch_names_its_orders(still_clock):
    """By pointer, with the field and all that is wrong with it."""
    answer = errors(
        ("/data/attributes/[1]/order_details/order_items/0/quantity", "Input should be greater than 0"),
        ("/data/attributes/[1]/order_id", "Field required"),
        ("/data/attributes/[0]/shipping_address/city", "Field required"),
    )
    with pytest.raises(BatchRefusedError) as caught:
        desk_of(Sendcloud(post_orders=answer)).hand_over([handover(1), handover(2)])

    assert caught.value.reasons == {
        0: "shipping_address/city: Field required",
        1: "order_details/order_items/0/quantity: Input should be greater than 0; order_id: Field required",
    }


@pytest.mark.parametrize("pointer", ["/data/attributes/", "", "/data"])
def test_a_refusal_without_a_place_names_none(still_clock, pointer):
    """Then the bad order has to be found by halving."""
    with pytest.raises(BatchRefusedError) as caught:
        desk_of(Sendcloud(post_orders=refusal(400, "invalid", "Something is wrong", pointer))).hand_over([handover()])

    assert caught.value.reasons == {}


def test_an_order_still_being_saved_is_no_refusal(still_clock):
    """The whole batch may come again in a moment."""
    answer = refusal(
        400, "invalid", "We are still processing a previous request. Please try again in a moment.", "/data"
    )
    with pytest.raises(StillSavingError):
        desk_of(Sendcloud(post_orders=answer)).hand_over([handover()])


def test_an_integration_of_somebody_else_is_no_fault_of_the_orders(still_clock):
    """The configuration is wrong, for all of them."""
    answer = refusal(
        400, "invalid", "Integration with id 4711 does not exist", "/data/attributes/[0]/order_details/integration/id"
    )
    with pytest.raises(ConfigError, match="do not open integration 4711"):
        desk_of(Sendcloud(post_orders=answer)).hand_over([handover()])


@pytest.mark.parametrize("length", [20, 400])
def test_what_sendcloud_quotes_of_a_buyer_is_not_repeated(still_clock, length):
    """Neither in the message nor in the reasons, however long the text is."""
    street = "Calle Canaria " + "x" * length
    order = handover(1, address=replace(ADDRESS, address_line_1=street), notes="ring twice\nat Canary's")
    detail = f"'{street}' and 'CANARY NÚÑEZ', 12598 Peñíscola, at Canary's: not valid"
    answer = errors(("/data/attributes/[0]/shipping_address", detail))
    with pytest.raises(BatchRefusedError) as caught:
        desk_of(Sendcloud(post_orders=answer)).hand_over([order])
    told = f"{caught.value} {caught.value.reasons} {caught.value.details}"

    assert "not valid" in told
    assert [text for text in ("anar", "ANAR", "xxx", "12598", "scola") if text in told] == []


def test_what_sendcloud_quotes_of_an_edited_address_is_not_repeated(still_clock):
    """It tells of the buyer as Amazon's does."""
    kept = Kept(b'{"name":"Canary Editada","address_line_1":"Calle Distinta"}')
    answer = errors(("/data/attributes/[0]/shipping_address", "'Calle Distinta' for Canary Editada: not valid"))
    with pytest.raises(BatchRefusedError) as caught:
        desk_of(Sendcloud(post_orders=answer)).hand_over([handover(1, kept=kept)])
    told = f"{caught.value} {caught.value.reasons} {caught.value.details} {handover(1, kept=kept)}"

    assert "not valid" in told
    assert "Distinta" not in told
    assert "Editada" not in told


def test_a_cut_off_answer_is_asked_for_again(still_clock):
    """The same orders again change nothing."""
    sendcloud = Sendcloud(post_orders=[httpx2.Response(201, content=b'{"data": [{"id":'), taken(1)])

    assert desk_of(sendcloud).hand_over([handover()]) == {handover().order_id: 601}
    assert len(sendcloud.seen("post_orders")) == 2


def test_an_answer_that_never_comes_ends_as_a_temporary_failure(still_clock):
    """Nothing to change; the next run tries again."""
    with pytest.raises(NetworkError, match="Sendcloud"):
        desk_of(Sendcloud(post_orders=httpx2.Response(503))).hand_over([handover()])


def test_saved_orders_come_page_by_page(still_clock):
    """As many as the panel shows, 200 a page."""
    link = {"link": '<https://panel.sendcloud.sc/api/v3/orders?cursor=bz0y>; rel="next"'}
    pages = [
        httpx2.Response(200, json={"data": [saved(1, order_updated_at="2026-11-24T12:00:00.000Z")]}, headers=link),
        httpx2.Response(200, json={"data": [saved(2)]}),
    ]
    sendcloud = Sendcloud(get_orders=pages)
    first, second = desk_of(sendcloud).saved_orders()
    queries = [dict(request.url.params) for request in sendcloud.seen("get_orders")]

    assert ([one.sendcloud_id for one in first], first[0].updated_at) == ([601], NOON)
    assert [one.order_id for one in second] == [handover(2).order_id]
    assert queries == [
        {"integration": "4711", "page_size": "200"},
        {"integration": "4711", "page_size": "200", "cursor": "bz0y"},
    ]


def test_ids_are_read_as_texts_and_as_numbers(still_clock):
    """Sendcloud's description says that answers have numbers, and shows texts."""
    texts = httpx2.Response(201, json={"data": [{"id": "601", "order_id": handover(1).order_id}]})
    desk = desk_of(
        Sendcloud(post_orders=texts, get_orders=httpx2.Response(200, json={"data": [saved(1) | {"id": 601}]}))
    )

    assert desk.hand_over([handover(1)]) == {handover(1).order_id: 601}
    assert desk.find(handover(1).order_id).sendcloud_id == 601


def test_a_cursor_that_died_ends_the_list(still_clock):
    """What was read counts; the rest is asked for one by one."""
    link = {"link": '<https://panel.sendcloud.sc/api/v3/orders?cursor=bz0y>; rel="next"'}
    pages = [httpx2.Response(200, json={"data": [saved(1)]}, headers=link), refusal(404, "not_found", "Invalid cursor")]

    assert len(list(desk_of(Sendcloud(get_orders=pages)).saved_orders())) == 1


def test_one_order_is_found_or_not(still_clock):
    """Not there is an answer, not a failure."""
    missing = refusal(404, "not_found", "The order could not be found with the search criteria given")
    sendcloud = Sendcloud(
        get_orders_one=[httpx2.Response(200, json={"data": saved(1)}), missing],
        get_orders=httpx2.Response(200, json={"data": []}),
        delete_orders_one=[httpx2.Response(204), missing],
    )
    desk = desk_of(sendcloud)

    assert desk.get(601).order_id == handover(1).order_id
    assert (desk.get(602), desk.find("404-1")) == (None, None)
    assert (desk.remove(601), desk.remove(601)) == (True, False)


@pytest.mark.parametrize(
    ("parcels", "is_out"),
    [
        ([], False),
        ([{"id": 1, "status": {"code": "ANNOUNCEMENT_FAILED"}, "announced_at": None}], False),
        ([{"id": 1, "status": {"code": "READY_TO_SEND"}, "announced_at": "2026-11-24T12:00:00Z"}], True),
        ([{"id": 1, "status": {"code": "CANCELLED"}, "announced_at": "2026-11-24T12:00:00Z"}], False),
        ([{"id": 1, "status": {"code": "CANCELLATION_REQUESTED"}, "announced_at": "2026-11-24T12:00:00Z"}], True),
    ],
)
def test_a_label_is_out_until_it_is_taken_back(still_clock, parcels, is_out):
    """A cancellation that is only asked for may still fail."""
    sendcloud = Sendcloud(
        get_shipments=httpx2.Response(200, json={"data": [{"id": "1", "order_number": "404-1", "parcels": parcels}]})
    )

    assert desk_of(sendcloud).has_label("404-1") is is_out
    assert dict(sendcloud.seen("get_shipments")[0].url.params)["order_number"] == "404-1"


def test_other_refusals_stay_what_they_are(still_clock):
    """An address that is not there any more is not a missing order."""
    with pytest.raises(MwslinkError, match="Sendcloud rejects"):
        desk_of(Sendcloud(get_orders_one=refusal(409, "invalid", "Conflict"))).get(601)
