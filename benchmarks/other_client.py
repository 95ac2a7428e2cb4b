"""The same orders fetched with python-amazon-sp-api, which many integrations are built on; counted, not stored."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from sp_api.api.orders.orders_2026_01_01 import OrdersV20260101
from sp_api.auth import AccessTokenClient

# As mwslink asks.
_QUERY = {
    "marketplaceIds": ["A1RKKUPIHCS9HS", "APJ6JRA9NG5V4", "A1PA6795UKMFR9", "A13V1IB3VIYZZH", "A1F83G8C2ARO7P"],
    "fulfilledBy": ["MERCHANT"],
    "maxResultsPerPage": 100,
    "includedData": ["BUYER", "RECIPIENT", "PROCEEDS", "CANCELLATION", "FULFILLMENT", "PACKAGES"],
}


class _Orders(OrdersV20260101):
    """It takes its address for one that begins with https://."""

    @property
    def headers(self) -> dict[str, str]:
        return {**super().headers, "host": self.endpoint.removeprefix("http://")}


def count_orders(amazon: str) -> int:
    """Fetch every page of the last 30 days; return how many orders there were."""
    tokens = type("Tokens", (AccessTokenClient,), {"scheme": "http://", "host": amazon.removeprefix("http://")})
    orders = _Orders(
        SimpleNamespace(endpoint=amazon, marketplace_id="A1RKKUPIHCS9HS", region="eu-west-1"),
        credentials={
            "refresh_token": "Atzr|sandbox-1",
            "lwa_app_id": "amzn1.application-oa2-client.sandbox",
            "lwa_client_secret": "amzn1.oa2-cs.v1.sandbox",
        },
        auth_token_client_class=tokens,
    )
    since = (datetime.now(UTC) - timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251  (not mwslink)
    query = {"lastUpdatedAfter": since, **_QUERY}
    count, token = 0, ""
    while True:
        # The package empties the lists of a query it is given.
        page = orders.search_orders(**query, **({"paginationToken": token} if token else {}))
        count += len(page.orders)
        token = (page.pagination or {}).get("nextToken", "")
        if not token:
            return count


if __name__ == "__main__":
    print(count_orders(sys.argv[1]))
