"""An Amazon that answers by operation, for tests of single parts of SP-API; and the parts, put together."""

from __future__ import annotations

import httpx2
from gateway_fakes import Answer, MemoryQuotas, MemoryTokens, Service

from mwslink.connections import SP_API, Account
from mwslink.credentials import Secret
from mwslink.gateways import Access, Gateway, Network, RetryPolicy, open_gateway

ACCOUNT = Account("acme", SP_API, "eu", "A1EXAMPLE", "env:X")
PATHS = {
    "/auth/o2/token": "token",
    "/sellers/v1/marketplaceParticipations": "getMarketplaceParticipations",
    "/orders/2026-01-01/orders": "searchOrders",
    "/orders/v0/orders": "getOrders",
    "/tokens/2021-03-01/restrictedDataToken": "createRestrictedDataToken",
}
TOKEN = {"access_token": "Atza|canary-access", "token_type": "bearer", "expires_in": 3600}


class Amazon(Service):
    """Answers each operation."""

    def __init__(self, **answers: Answer | list[Answer]) -> None:
        super().__init__(**{"token": httpx2.Response(200, json=TOKEN), **answers})

    def operation_of(self, request: httpx2.Request) -> str:
        return PATHS.get(request.url.path, "getOrderItems")


def gateway_of(amazon: Amazon, **options) -> Gateway:
    return open_gateway(options.pop("account", ACCOUNT), access_of(amazon, **options))


def access_of(amazon: Amazon, **options) -> Access:
    chosen = {
        "token": lambda: Secret("Atzr|canary-refresh"),
        "quotas": MemoryQuotas(),
        "tokens": MemoryTokens(),
        "client_id": "amzn1.application-oa2-client.test",
        "client_secret": lambda: Secret("amzn1.oa2-cs.v1.canary-secret"),
        "retry": RetryPolicy(attempts=2, base=0),
    }
    return Access(Network(transport=httpx2.MockTransport(amazon)), **(chosen | options))


def ok(body: object, **headers: str) -> httpx2.Response:
    return httpx2.Response(200, json=body, headers=headers)


def refusal(status: int, code: str, message: str = "Access to requested resource is denied.", details: str = ""):
    return httpx2.Response(status, json={"errors": [{"code": code, "message": message, "details": details}]})


def order_2026(number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "orderId": f"404-0000000-{number:07}",
        "createdTime": "2026-11-20T10:00:00Z",
        "lastUpdatedTime": "2026-11-21T10:00:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "A1RKKUPIHCS9HS", "marketplaceName": "Amazon.es"},
        "orderItems": [{"orderItemId": "1", "quantityOrdered": 2, "product": {"sellerSku": "A", "asin": "B01"}}],
        **changes,
    }


def found(*orders: object, token: str = "", until: str = "2026-11-24T11:58:00Z") -> httpx2.Response:
    page = {"pagination": {"nextToken": token}} if token else {}
    return ok({"orders": list(orders), "lastUpdatedBefore": until, **page})


def order_v0(number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "AmazonOrderId": f"404-0000000-{number:07}",
        "PurchaseDate": "2026-11-20T10:00:00Z",
        "LastUpdateDate": "2026-11-21T10:00:00Z",
        "OrderStatus": "Unshipped",
        "FulfillmentChannel": "MFN",
        "MarketplaceId": "A1RKKUPIHCS9HS",
        "SalesChannel": "Amazon.es",
        **changes,
    }


def listed(*orders: object, token: str = "", until: str = "2026-11-24T11:58:00Z") -> httpx2.Response:
    payload = {"Orders": list(orders), "LastUpdatedBefore": until, **({"NextToken": token} if token else {})}
    return ok({"payload": payload})


def items_v0(*items: object, token: str = "") -> httpx2.Response:
    payload = {"AmazonOrderId": "x", "OrderItems": list(items), **({"NextToken": token} if token else {})}
    return ok({"payload": payload})


def rdt() -> httpx2.Response:
    return ok({"restrictedDataToken": "Atz.sprdt|canary-rdt", "expiresIn": 3600})
