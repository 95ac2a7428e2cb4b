"""Keys, tokens, signatures and buyers appear in no log record, no message and no traceback of MWS."""

from __future__ import annotations

import logging
import re
import traceback
from datetime import UTC, datetime

import httpx2
import pytest
from gateway_fakes import MemoryQuotas, MemoryTokens, drip, raw_server, then, whole
from mws_fakes import ACCOUNT, ES, KEY, SECRET, TOKEN, Amazon, gateway_of, items, listed, order, refusal

from mwslink.connections import MWS, Account
from mwslink.credentials import Secret
from mwslink.errors import MwslinkError
from mwslink.gateways import Access, Network, RetryPolicy, open_gateway
from mwslink.gateways.mws.feeds import Feed
from mwslink.orders.pull import Stream

STREAM = Stream(ACCOUNT.seller, (ES,), datetime(2026, 11, 1, tzinfo=UTC))
BUYER = "<BuyerName>canary-buyer</BuyerName><ShippingAddress><Name>canary-street</Name></ShippingAddress>"
QUOTED = f"{KEY} {SECRET} {TOKEN} AWSAccessKeyId=canary-q&amp;Signature=canary-q {'canary/0' * 5}cab="
CODES = ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "RequestExpired", "InvalidParameterValue",
         "InternalError", "RequestThrottled", "QuotaExceeded", "Unknown"]  # fmt: skip
WRONG = [
    httpx2.Response(200, content=b"<ListOrdersResponse><BuyerName>canary-buyer"),
    httpx2.Response(200, content=b"<ListOrdersResponse><ListOrdersResult><Orders><Order>canary-street</Order></Orders>"
                    b"</ListOrdersResult></ListOrdersResponse>"),
    httpx2.Response(200, content=b'<!DOCTYPE x [<!ENTITY a "canary-street">]><ListOrdersResponse>&a;'),
    httpx2.Response(200, html="<html>canary-street</html>"),
    httpx2.Response(503, html="<html>canary-street</html>"),
]  # fmt: skip


def texts_of(error: BaseException | None) -> str:
    """All that anybody could print of an error."""
    if error is None:
        return ""
    chain = texts_of(error.__cause__) + texts_of(None if error.__suppress_context__ else error.__context__)
    return f"{error!s}{error!r}{vars(error)}{''.join(traceback.format_exception(error))}{chain}"


def all_logged(caplog: pytest.LogCaptureFixture) -> str:
    return caplog.text + "".join(repr(vars(record)) for record in caplog.records)


def shows_secret(text: str) -> bool:
    return "canary" in text.lower() or re.search(r"Signature=|MWSAuthToken=|AWSAccessKeyId=", text) is not None


@pytest.fixture(autouse=True)
def everything_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx2", "httpcore2", "mwslink"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("status", [200, 400, 401, 503])
def test_no_refusal_shows_what_it_quotes(still_clock, caplog, code, status):
    gateway = gateway_of(Amazon(ListOrders=refusal(status, code, QUOTED)), max_wait=0)
    with pytest.raises(MwslinkError) as caught:
        list(gateway.order_pages(STREAM, is_stored=lambda _id, _at: False))

    assert not shows_secret(texts_of(caught.value) + all_logged(caplog))


@pytest.mark.parametrize("answer", WRONG)
def test_no_wrong_answer_shows_anything(still_clock, caplog, answer):
    gateway = gateway_of(Amazon(ListOrders=answer))
    with pytest.raises(MwslinkError) as caught:
        list(gateway.order_pages(STREAM, is_stored=lambda _id, _at: False))

    assert not shows_secret(texts_of(caught.value) + all_logged(caplog))


def test_success_shows_nothing_either(still_clock, caplog):
    amazon = Amazon(ListOrders=listed(order(1, BUYER)), ListOrderItems=items("1"))
    pages = list(gateway_of(amazon).order_pages(STREAM, is_stored=lambda _id, _at: False))

    assert pages[0].orders[0].personal
    assert not shows_secret(all_logged(caplog) + repr(pages))
    assert "/Orders/2013-09-01" in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        then(),
        then(whole(b"<ListOrdersResponse>canary-street")),
        then(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<canary-street")),
        then(lambda connection: connection.sendall(b"HTTP/1.1 canary-street\r\n\r\n")),
        then(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n"), drip(b"X-A: canary-street\r\n")),
    ],
    ids=["closed", "cut", "short", "no-http", "drip"],
)
@pytest.mark.parametrize("is_feed", [False, True], ids=["form", "feed"])
def test_no_broken_connection_shows_anything(caplog, answer, is_feed):
    """A feed's address holds key, token and signature."""
    with raw_server(answer) as url, Network(timeout=0.2, total=0.4) as network:
        account = Account("acme", MWS, "eu", "A1EXAMPLESELLR", "env:X", endpoint=url)
        secrets = {"access_key_id": lambda: Secret(KEY), "secret_key": lambda: Secret(SECRET)}
        retry = RetryPolicy(attempts=2, base=0)
        access = Access(network, lambda: Secret(TOKEN), MemoryQuotas(), MemoryTokens(), **secrets, retry=retry)
        gateway = open_gateway(account, access)
        with pytest.raises(MwslinkError) as caught:
            gateway.feeds.submit(Feed("_POST_PRODUCT_DATA_", b"<x/>")) if is_feed else gateway.participations()

    assert not shows_secret(texts_of(caught.value) + all_logged(caplog))
