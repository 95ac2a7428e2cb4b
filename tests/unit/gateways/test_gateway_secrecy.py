"""Tokens, secrets and buyers appear in no log record, no message and no traceback, whatever goes wrong."""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime

import httpx2
import pytest
from gateway_fakes import drip, raw_server, then, whole
from spapi_fakes import ACCOUNT, Amazon, found, gateway_of, listed, order_2026, order_v0, rdt, refusal

from mwslink.connections import Account
from mwslink.credentials import Secret
from mwslink.errors import MwslinkError
from mwslink.gateways import Access, Network, RetryPolicy, open_gateway
from mwslink.orders.pull import Stream

STREAM = Stream(ACCOUNT.seller, ("A1RKKUPIHCS9HS",), datetime(2026, 11, 1, tzinfo=UTC))
BUYER = {"buyerName": "canary-buyer", "buyerEmail": "canary@marketplace.amazon.es"}
ORDER = order_2026(buyer=BUYER, recipient={"deliveryAddress": {"addressLine1": "canary-street"}})
V0 = order_v0(BuyerInfo={"BuyerName": "canary-buyer"}, LastUpdateDate="2026-11-21T10:00:00Z")
REFUSALS = [
    refusal(status, code, "canary-free Atza|canary-access", "Atzr|canary-refresh Atz.sprdt|canary-rdt")
    for status, code in [(400, "InvalidInput"), (401, "Unauthorized"), (403, "Unauthorized"), (404, "x"), (500, "x")]
]
WRONG = [
    httpx2.Response(200, content=b'{"orders": [{"orderId": "canary-buyer'),
    httpx2.Response(200, json={"orders": [{"createdTime": "canary-street"}]}),
    httpx2.Response(200, json={"payload": {"Orders": [{"AmazonOrderId": ["canary-street"]}]}}),
    httpx2.Response(403, html="<html>canary-street</html>"),
    httpx2.Response(429, headers={"x-canary": "canary-street"}),
]


def texts_of(error: BaseException | None) -> str:
    """All that anybody could print of an error."""
    if error is None:
        return ""
    chain = texts_of(error.__cause__) + texts_of(None if error.__suppress_context__ else error.__context__)
    return f"{error!s}{error!r}{vars(error)}{''.join(traceback.format_exception(error))}{chain}"


def all_logged(caplog: pytest.LogCaptureFixture) -> str:
    return caplog.text + "".join(repr(vars(record)) for record in caplog.records)


@pytest.fixture(autouse=True)
def everything_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx2", "httpcore2", "mwslink"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.parametrize("answer", [*REFUSALS, *WRONG], ids=lambda answer: str(answer.status_code))
@pytest.mark.parametrize("operation", ["token", "searchOrders", "getOrders", "createRestrictedDataToken"])
def test_no_refusal_shows_anything(still_clock, caplog, operation, answer):
    answers = {
        "searchOrders": refusal(403, "AccessDeniedException"),
        "getOrders": listed(V0),
        "createRestrictedDataToken": rdt(),
        "getOrderItems": answer,
    }
    gateway = gateway_of(Amazon(**(answers | {operation: answer})), max_wait=0)
    with pytest.raises(MwslinkError) as caught:
        list(gateway.order_pages(STREAM, is_stored=lambda _id, _at: False))

    assert "canary-" not in texts_of(caught.value).replace("canary-free", "")
    assert "canary-" not in all_logged(caplog)


def test_success_shows_nothing_either(still_clock, caplog):
    pages = list(gateway_of(Amazon(searchOrders=found(ORDER))).order_pages(STREAM, is_stored=lambda _id, _at: False))

    assert "canary" not in all_logged(caplog) + repr(pages)


def test_an_order_that_cannot_be_read_shows_where_and_not_what(still_clock, caplog):
    spoilt = ORDER | {"createdTime": "canary-moment", "programs": "canary-program"}
    pages = list(gateway_of(Amazon(searchOrders=found(spoilt))).order_pages(STREAM, is_stored=lambda _id, _at: False))

    assert "$.createdTime" in caplog.text
    assert "canary" not in all_logged(caplog) + repr(pages)


@pytest.mark.parametrize(
    "answer",
    [
        then(),
        then(whole(b"<html>canary-street", status="200 OK")),
        then(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{canary-street")),
        then(lambda connection: connection.sendall(b"HTTP/1.1 canary-street\r\n\r\n")),
        then(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n"), drip(b"X-A: canary-street\r\n")),
    ],
    ids=["closed", "page", "short", "no-http", "drip"],
)
def test_no_broken_connection_shows_anything(caplog, answer):
    with raw_server(answer) as url:
        account = Account("acme", "sp-api", "eu", "A1", "env:X", endpoint=url)
        gateway = open_gateway(account, access())
        with pytest.raises(MwslinkError) as caught:
            gateway.participations()

    assert "canary" not in texts_of(caught.value)
    assert "canary" not in all_logged(caplog)


def access() -> Access:
    from gateway_fakes import MemoryQuotas, MemoryTokens

    return Access(
        Network(timeout=0.2, total=0.4),
        lambda: Secret("Atzr|canary-refresh"),
        MemoryQuotas(),
        MemoryTokens(),
        "client",
        lambda: Secret("canary-secret\r\n"),
        retry=RetryPolicy(attempts=2, base=0),
    )


def test_a_token_that_no_header_may_hold_is_not_shown(still_clock, caplog):
    """LWA's answer is a stranger's too."""
    token = {"access_token": "Atza|canary\r\nx: ü", "token_type": "bearer", "expires_in": 3600}
    amazon = Amazon(token=httpx2.Response(200, json=token))
    with pytest.raises(MwslinkError) as caught:
        gateway_of(amazon).participations()

    assert "canary" not in texts_of(caught.value) + all_logged(caplog)
