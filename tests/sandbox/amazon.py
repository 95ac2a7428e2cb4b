"""A plain HTTP client of the sandbox, with a developer's credentials."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

CLIENT = {
    "client_id": "amzn1.application-oa2-client.sandbox",
    "client_secret": "amzn1.oa2-cs.v1.sandbox",
}
SPAIN = "A1RKKUPIHCS9HS"
ORDERS = "/orders/2026-01-01/orders"
ORDERS_V0 = "/orders/v0/orders"
ALL_DATA = "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS"
LONG_AGO = "2020-01-01T00:00:00Z"


class Amazon:
    """Requests as a client makes them; access tokens are fetched once an account."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx2.Client(
            base_url=url, verify=False, timeout=10, headers={"user-agent": "tests/1 (Language=Python)"}
        )
        self._tokens: dict[int, str] = {}

    def __enter__(self) -> Amazon:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def lwa(self, **given: str) -> httpx2.Response:
        return self.http.post("/auth/o2/token", data={**CLIENT, **given})

    def refresh(self, account: int = 1, **given: str) -> httpx2.Response:
        return self.lwa(grant_type="refresh_token", refresh_token=f"Atzr|sandbox-{account}", **given)

    def token(self, account: int = 1) -> str:
        if account not in self._tokens:
            self._tokens[account] = self.refresh(account).json()["access_token"]
        return self._tokens[account]

    def refresh_token_cache(self) -> None:
        """Ask for new access tokens from now on: the old ones are too old, or forgotten."""
        self._tokens.clear()

    def restricted_token(self, *resources: dict[str, Any]) -> str:
        answer = self.post("/tokens/2021-03-01/restrictedDataToken", {"restrictedResources": list(resources)})
        return answer.json()["restrictedDataToken"]

    def get(self, path: str, *, account: int = 1, token: str = "", **query: Any) -> httpx2.Response:
        headers = {"x-amz-access-token": token or self.token(account)}
        return self.http.get(path, params=query, headers=headers)

    def post(self, path: str, body: Any, *, account: int = 1) -> httpx2.Response:
        return self.http.post(path, json=body, headers={"x-amz-access-token": self.token(account)})

    def search(self, account: int = 1, **query: Any) -> httpx2.Response:
        """searchOrders; by default everything since long ago."""
        if not {"createdAfter", "lastUpdatedAfter"} & set(query):
            query["lastUpdatedAfter"] = LONG_AGO
        return self.get(ORDERS, account=account, **query)

    def orders(self, account: int = 1, **query: Any) -> list[dict[str, Any]]:
        """All orders of a search, over all its pages."""
        answer = self.search(account, **query).json()
        orders = answer["orders"]
        while "pagination" in answer:
            answer = self.search(account, **query, paginationToken=answer["pagination"]["nextToken"]).json()
            orders += answer["orders"]
        return orders

    def order(self, status: str, *, fulfilled_by: str = "MERCHANT", account: int = 1) -> dict[str, Any]:
        """Some order in that state, with all its data."""
        found = self.orders(account, fulfillmentStatuses=status, fulfilledBy=fulfilled_by, includedData=ALL_DATA)
        return found[0]

    def control(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.http.request(method, f"/_sandbox{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def now(self) -> datetime:
        return datetime.fromisoformat(self.control("GET", "/clock")["now"])

    def ago(self, **delta: float) -> str:
        return text(self.now() - timedelta(**delta))

    def pass_time(self, **delta: float) -> None:
        self.control("POST", "/clock", {"advance": timedelta(**delta).total_seconds()})

    def statuses(self, operation: str) -> list[int]:
        """How each call of an operation was answered, by the sandbox's own record."""
        seen = self.control("GET", "/requests")["requests"]
        return [entry["status"] for entry in seen if entry["operation"] == operation]


def text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def error(answer: httpx2.Response) -> dict[str, str]:
    """The one error of an answer."""
    (only,) = answer.json()["errors"]
    return only
