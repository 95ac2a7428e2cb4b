"""XML is read by local name, and refused where Amazon never sends such a thing."""

from __future__ import annotations

import pytest

from mwslink.gateways.failures import AnswerError
from mwslink.gateways.http import Response
from mwslink.gateways.mws import xml
from mwslink.gateways.mws.refusals import read_refusal, understand

BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><XResponse>&b;</XResponse>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><XResponse/>'


@pytest.mark.parametrize("body", [BOMB, OUTSIDE, BOMB.decode().encode("utf-16"), b"\xef\xbb\xbf" + OUTSIDE])
def test_a_document_type_is_refused_in_any_encoding(body):
    with pytest.raises(AnswerError, match="document type"):
        xml.parse_xml(body)


@pytest.mark.parametrize(
    "body",
    [b"", b"<XResponse><XResult>", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="nobodys"?><X/>', b"<X>\xff</X>"],
)
def test_what_is_cut_off_or_damaged_is_told_as_such(body):
    with pytest.raises(AnswerError, match="damaged or was cut off"):
        xml.parse_xml(body)


def test_a_huge_answer_is_not_even_parsed():
    with pytest.raises(AnswerError, match="too big"):
        xml.parse_xml(b" " * (xml.BIGGEST + 1))


def test_namespaces_and_prefixes_are_dropped_from_names_and_not_from_data():
    body = b'<XResponse xmlns="urn:a" xmlns:ns2="urn:b"><XResult><ns2:T>ns2:Bob</ns2:T></XResult></XResponse>'

    assert xml.text_of(xml.read_result(body, "X"), "T") == "ns2:Bob"


@pytest.mark.parametrize("body", [b"<YResponse><XResult/></YResponse>", b"<XResponse/>"])
def test_an_answer_to_something_else_is_none(body):
    with pytest.raises(AnswerError, match="XRes"):
        xml.read_result(body, "X")


@pytest.mark.parametrize("text", ["nonsense", "2021-13-01T00:00:00Z", "9999-12-31T23:59:59-10:00"])
def test_what_is_no_moment_is_named_by_place_and_not_repeated(text):
    root = xml.parse_xml(f"<Order><At>{text}</At></Order>".encode())
    with pytest.raises(AnswerError, match="Order/At") as caught:
        xml.moment_of(root, "At")

    assert text not in str(caught.value)


@pytest.mark.parametrize("text", ["x", "NaN", "Infinity", "1,5", "1e999999", "1E+30"])
def test_what_is_no_amount_is_refused(text):
    root = xml.parse_xml(f"<M><A>{text}</A></M>".encode())
    with pytest.raises(AnswerError, match="M/A"):
        xml.decimal_of(root, "A")


@pytest.mark.parametrize("text", ["-1", "1.0", "9" * 18, "9" * 5000])
def test_what_is_no_count_is_refused(text):
    root = xml.parse_xml(f"<M><A>{text}</A></M>".encode())
    with pytest.raises(AnswerError, match="M/A"):
        xml.count_of(root, "A")


@pytest.mark.parametrize("name", ["RequestID", "RequestId"])
def test_both_spellings_of_the_requests_id_are_read(name):
    assert xml.request_id(xml.parse_xml(f"<ErrorResponse><{name}>r-1</{name}></ErrorResponse>".encode())) == "r-1"


def error(code: str, text: str = "", kind: str = "Sender") -> bytes:
    return (
        f'<?xml version="1.0"?>\n<!-- x --><ns:ErrorResponse xmlns:ns="urn:x"><ns:Error><ns:Type>{kind}</ns:Type>'
        f"<ns:Code>{code}</ns:Code><ns:Message>{text}</ns:Message></ns:Error></ns:ErrorResponse>"
    ).encode()


@pytest.mark.parametrize(
    ("sent", "body", "meant"),
    [
        (200, error("AccessDenied"), 401),
        (200, error("RequestThrottled"), 503),
        (200, error("Nobody'sCode"), 400),
        (200, error("Nobody'sCode", kind="Receiver"), 500),
        (200, b"<ErrorResponse/>", 502),
        (200, b"<ErrorResponse>", 502),
        (400, error("InputStreamDisconnected"), 503),
        (400, error("InvalidParameterValue"), 400),
        (404, b"", 404),
        (200, b"<XResponse/>", 200),
        (200, b"sku\tasin\n<ErrorResponse>\t1", 200),
    ],
)
def test_the_error_decides_and_not_the_status(sent, body, meant):
    assert understand(Response(sent, {}, body)).status == meant


def test_a_used_up_hour_tells_when_it_is_over():
    text = "You exceeded your quota of 30.0 requests.  Your quota will reset on Thu Oct 24 01:30:00 UTC 2013"
    refusal = read_refusal(error("QuotaExceeded", text))

    assert refusal.is_throttled
    assert refusal.resets_at is not None
    assert refusal.resets_at.isoformat() == "2013-10-24T01:30:00+00:00"


def test_what_was_to_be_signed_is_not_repeated():
    text = "should have been 'POST AWSAccessKeyId=canary&amp;MWSAuthToken=canary' not " + "canary/0" * 5 + "cab="

    assert "canary" not in str(read_refusal(error("SignatureDoesNotMatch", text)))


def test_a_prolog_without_end_is_no_trap():
    assert understand(Response(200, {}, b"<?x?>" * 400 + b"<X/>")).status == 200
