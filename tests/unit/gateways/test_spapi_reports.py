"""A listings report costs few of the scarce calls, arrives in pieces, and is never asked for twice."""

from __future__ import annotations

import gzip
import io
import logging
from collections.abc import Callable

import httpx2
import pytest
from gateway_fakes import NOON
from listings_fakes import ES, IT, ListingsAmazon, moment
from spapi_fakes import Answer, gateway_of, ok

from mwslink import clock
from mwslink.errors import NetworkError, RejectedError, StoreError, TemporaryError
from mwslink.gateways.spapi.gateway import SpApiGateway
from mwslink.listings.pull import ReportText

TSV = "item-name\tseller-sku\tfulfillment-channel\r\n" + "Ñandú de peluche\tA-1\tDEFAULT\r\n" * 30_000
URL = "https://tortuga-prod-eu.example/document?X-Amz-Signature=canary-signature"


def report(status: str = "DONE", id_: str = "ID1", **changes: object) -> dict[str, object]:
    document = {"reportDocumentId": f"doc-{id_}"} if status == "DONE" else {}
    return {
        "reportId": id_,
        "reportType": "GET_MERCHANT_LISTINGS_ALL_DATA",
        "marketplaceIds": [ES],
        "createdTime": moment(NOON),
        "processingStatus": status,
        **document,
        **changes,
    }


def document(body: bytes, kind: str = "text/plain; charset=Cp1252") -> httpx2.Response:
    return httpx2.Response(200, content=body, headers={"content-type": kind})


def amazon_of(**answers: Answer | list[Answer]) -> ListingsAmazon:
    usual: dict[str, Answer | list[Answer]] = {
        "getReports": ok({"reports": []}),
        "createReport": httpx2.Response(202, json={"reportId": "ID1"}),
        "getReport": [ok(report("IN_QUEUE")), ok(report("IN_PROGRESS")), ok(report())],
        "getReportDocument": ok({"reportDocumentId": "doc-ID1", "url": URL, "compressionAlgorithm": "GZIP"}),
        "downloadDocument": document(gzip.compress(TSV.encode("cp1252"))),
    }
    return ListingsAmazon(**{**usual, **answers})


def fetch(amazon: ListingsAmazon, **options: object) -> ReportText:
    gateway = gateway_of(amazon, **options)
    assert isinstance(gateway, SpApiGateway)
    return gateway.listing_report(ES)


def test_a_report_is_asked_for_awaited_and_unpacked(still_clock):
    amazon = amazon_of()
    text = fetch(amazon)
    pieces = list(text.pieces)

    assert b"".join(pieces).decode(text.charset) == TSV
    assert max(map(len, pieces)) <= 2**16
    assert [name for name in amazon.operations if name != "token"] == [
        "getReports",
        "createReport",
        *["getReport"] * 3,
        "getReportDocument",
        "downloadDocument",
    ]
    assert amazon.seen("createReport")[0].content == (
        b'{"reportType":"GET_MERCHANT_LISTINGS_ALL_DATA","marketplaceIds":["A1RKKUPIHCS9HS"],'
        b'"reportOptions":{"preferredReportDocumentLocale":"en_US"}}'
    )


def test_a_plain_document_is_as_good(still_clock):
    amazon = amazon_of(
        getReportDocument=ok({"reportDocumentId": "d", "url": URL}),
        downloadDocument=document(TSV.encode(), "text/plain"),
    )
    text = fetch(amazon)

    assert (text.charset, b"".join(text.pieces).decode()) == ("", TSV)


def test_a_document_that_was_unpacked_on_its_way_is_as_good(still_clock):
    packed = document(gzip.compress(TSV.encode()))
    packed.headers["content-encoding"] = "gzip"

    assert b"".join(fetch(amazon_of(downloadDocument=packed)).pieces).decode() == TSV


def test_the_storage_gets_no_credentials_and_the_log_no_signature(still_clock, caplog):
    caplog.set_level(logging.DEBUG)
    amazon = amazon_of()
    b"".join(fetch(amazon).pieces)
    (request,) = amazon.seen("downloadDocument")

    assert "x-amz-access-token" not in request.headers
    assert "canary" not in str(request.headers)
    assert "canary" not in caplog.text
    assert "downloadDocument 200" in caplog.text


def test_a_fresh_report_is_used_as_it_is(still_clock):
    older = report(id_="OLD", createdTime=moment(NOON.replace(hour=11, minute=20)))
    foreign = report(id_="IT", marketplaceIds=[IT])
    several = report(id_="BOTH", marketplaceIds=[ES, IT])
    amazon = amazon_of(getReports=ok({"reports": [older, foreign, report(id_="NEW"), several]}))
    fetch(amazon)
    (asked,) = amazon.seen("getReports")

    assert [name for name in amazon.operations if "eport" in name] == ["getReports", "getReportDocument"]
    assert amazon.seen("getReportDocument")[0].url.path.endswith("/doc-NEW")
    assert asked.url.params["createdSince"] == "2026-11-24T11:00:00Z"


def test_a_report_that_an_interrupted_run_asked_for_is_awaited(still_clock):
    amazon = amazon_of(getReports=ok({"reports": [report("IN_PROGRESS")]}))
    b"".join(fetch(amazon).pieces)

    assert amazon.seen("createReport") == []


def test_a_cancelled_report_is_empty(still_clock):
    text = fetch(amazon_of(getReport=ok(report("CANCELLED"))))

    assert list(text.pieces) == []


def test_a_report_that_amazon_gave_up_is_told(still_clock):
    with pytest.raises(RejectedError, match="FATAL"):
        fetch(amazon_of(getReport=ok(report("FATAL"))))


def test_a_report_that_takes_too_long_is_left_to_the_next_run(still_clock):
    amazon = amazon_of(getReport=ok(report("IN_PROGRESS")))
    started = clock.monotonic()
    with pytest.raises(TemporaryError, match="has not finished") as caught:
        fetch(amazon, max_wait=300)

    assert caught.value.exit_code == 5
    assert 200 < clock.monotonic() - started <= 301
    assert len(amazon.seen("getReport")) < 15


def test_an_unclear_answer_to_the_request_is_not_followed_by_another(still_clock):
    amazon = amazon_of(createReport=httpx2.Response(503))
    with pytest.raises(NetworkError):
        fetch(amazon)

    assert len(amazon.seen("createReport")) == 1


@pytest.mark.parametrize("cut", [5, 1000, -4])
def test_a_damaged_document_is_noticed(still_clock, cut):
    packed = gzip.compress(TSV.encode())
    with pytest.raises(NetworkError, match="damaged"):
        b"".join(fetch(amazon_of(downloadDocument=document(packed[:cut]))).pieces)


@pytest.mark.parametrize("status", [403, 404, 400])
def test_an_address_that_is_too_old_is_no_refusal_of_the_seller(still_clock, status):
    refusal = httpx2.Response(status, content=b"<Error><StringToSign>canary</StringToSign></Error>")
    with pytest.raises(NetworkError, match="no longer good") as caught:
        fetch(amazon_of(downloadDocument=refusal))

    assert "canary" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_download_that_breaks_is_repeated_from_its_beginning(still_clock):
    packed = gzip.compress(TSV.encode())
    broken = httpx2.Response(200, stream=_Broken(packed[:500]))
    amazon = amazon_of(downloadDocument=[lambda _request: broken, document(packed)])

    assert b"".join(fetch(amazon).pieces).decode() == TSV


class _Broken(httpx2.SyncByteStream):
    def __init__(self, beginning: bytes) -> None:
        self.beginning = beginning

    def __iter__(self):
        yield self.beginning
        raise httpx2.ReadError("broken")


def test_a_full_disk_is_told_as_such(still_clock, monkeypatch):
    def full() -> Callable[..., io.BytesIO]:
        class Full(io.BytesIO):
            def write(self, _data: object) -> int:
                raise OSError(28, "No space left on device")

        return lambda _size: Full()

    monkeypatch.setattr("mwslink.gateways.spapi.documents.SpooledTemporaryFile", full())
    with pytest.raises(StoreError, match="No space left") as caught:
        fetch(amazon_of())

    assert "TMPDIR" in caught.value.hint
