"""Answers too big for memory go into a file, under the same care as every other."""

from __future__ import annotations

import io

import pytest
from gateway_fakes import drip, raw_server, then, whole

from mwslink.gateways.failures import AnswerError
from mwslink.gateways.http import DOCUMENT_FACTOR, Network, Request


def get(url: str, into: io.BytesIO) -> Request:
    return Request("sp-api", "downloadDocument", "GET", url, into=into)


def test_the_body_of_a_success_goes_into_the_file():
    file = io.BytesIO(b"what an attempt before this one left there")
    with raw_server(whole(b"sku\tprice\r\n" * 1000)) as url:
        response = Network(max_bytes=1000).send(get(url, file))

    assert (response.status, response.body) == (200, b"")
    assert file.getvalue() == b"sku\tprice\r\n" * 1000


def test_the_body_of_a_refusal_is_there_to_be_read():
    file = io.BytesIO()
    with raw_server(whole(b"<Error/>", status="403 Forbidden")) as url:
        response = Network().send(get(url, file))

    assert (response.status, response.body, file.getvalue()) == (403, b"<Error/>", b"")


def test_a_document_that_never_ends_is_broken_off():
    endless = then(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n"), drip(b" " * 100, every=0.01))
    with raw_server(endless) as url, pytest.raises(AnswerError, match=r"was not complete after 0\.75 s"):
        Network(timeout=0.3, total=0.75 / DOCUMENT_FACTOR).send(get(url, io.BytesIO()))


def test_a_document_too_big_is_broken_off():
    with raw_server(whole(b"x" * 10_000)) as url, pytest.raises(AnswerError, match="too big"):
        Network(max_bytes=100).send(get(url, io.BytesIO()))
