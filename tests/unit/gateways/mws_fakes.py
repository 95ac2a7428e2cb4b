"""An MWS that answers by action, for tests of single parts; and the parts, put together."""

from __future__ import annotations

from urllib.parse import parse_qsl

import httpx2
from gateway_fakes import MemoryQuotas, MemoryTokens, Service

from mwslink.connections import MWS, Account
from mwslink.credentials import Secret
from mwslink.gateways import Access, Network, RetryPolicy, open_gateway
from mwslink.gateways.mws.gateway import MwsGateway

ACCOUNT = Account("acme", MWS, "eu", "A1EXAMPLESELLR", "env:X")
KEY, SECRET, TOKEN = "AKIACANARYKEY0000000", "canary/secret+key", "amzn.mws.canary-token"
ES, IN, DE = "A1RKKUPIHCS9HS", "A21TJRUUN4KGV", "A1PA6795UKMFR9"


class Amazon(Service):
    """Answers each action; an operation is an action here."""

    def operation_of(self, request: httpx2.Request) -> str:
        return sent_in(request)["Action"]

    def sent(self, action: str) -> list[dict[str, str]]:
        return [sent_in(request) for request in self.seen(action)]

    @property
    def hosts(self) -> list[str]:
        return [request.url.host for _action, request in self.requests]


def sent_in(request: httpx2.Request) -> dict[str, str]:
    """The request's parameters, wherever they are."""
    return dict(parse_qsl(request.url.query.decode() or request.content.decode(), keep_blank_values=True))


def gateway_of(amazon: Amazon, **options) -> MwsGateway:
    gateway = open_gateway(options.pop("account", ACCOUNT), access_of(amazon, **options))
    assert isinstance(gateway, MwsGateway)
    return gateway


def access_of(amazon: Amazon, **options) -> Access:
    chosen = {
        "token": lambda: Secret(TOKEN),
        "quotas": MemoryQuotas(),
        "tokens": MemoryTokens(),
        "access_key_id": lambda: Secret(KEY),
        "secret_key": lambda: Secret(SECRET),
        "retry": RetryPolicy(attempts=3, base=0),
    }
    return Access(Network(transport=httpx2.MockTransport(amazon)), **(chosen | options))


def ok(action: str, result: str, **headers: str) -> httpx2.Response:
    """One `{Action}Result`; a text that begins with it already is left alone."""
    inner = result if result.startswith(f"<{action}Result") else f"<{action}Result>{result}</{action}Result>"
    body = f'<?xml version="1.0"?>\n<{action}Response xmlns="urn:x">{inner}<ResponseMetadata/></{action}Response>'
    return httpx2.Response(200, content=body.encode(), headers={"content-type": "text/xml", **headers})


def refusal(status: int, code: str, text: str = "", kind: str = "Sender", **headers: str) -> httpx2.Response:
    error = f"<Error><Type>{kind}</Type><Code>{code}</Code><Message>{text}</Message><Detail/></Error>"
    body = f'<?xml version="1.0"?>\n<ErrorResponse xmlns="urn:x">{error}<RequestID>r</RequestID></ErrorResponse>'
    return httpx2.Response(status, content=body.encode(), headers={"content-type": "text/xml", **headers})


def order(number: int = 1, inner: str = "") -> str:
    return (
        f"<Order><AmazonOrderId>404-0000000-{number:07}</AmazonOrderId><PurchaseDate>2026-11-20T10:00:00Z"
        "</PurchaseDate><LastUpdateDate>2026-11-21T10:00:00.306Z</LastUpdateDate><OrderStatus>Unshipped</OrderStatus>"
        f"<FulfillmentChannel>MFN</FulfillmentChannel><MarketplaceId>{ES}</MarketplaceId>{inner}</Order>"
    )


def listed(*orders: str, token: str = "", action: str = "ListOrders") -> httpx2.Response:
    next_token = f"<NextToken>{token}</NextToken>" if token else ""
    until = "<LastUpdatedBefore>2026-11-24T11:58:00Z</LastUpdatedBefore>"
    return ok(action, f"{next_token}<Orders>{''.join(orders)}</Orders>{until}")


def items(*ids: str, inner: str = "", token: str = "", action: str = "ListOrderItems") -> httpx2.Response:
    next_token = f"<NextToken>{token}</NextToken>" if token else ""
    lines = (
        f"<OrderItem><OrderItemId>{id_}</OrderItemId><QuantityOrdered>2</QuantityOrdered>{inner}</OrderItem>"
        for id_ in ids
    )
    return ok(action, f"{next_token}<OrderItems>{''.join(lines)}</OrderItems>")
