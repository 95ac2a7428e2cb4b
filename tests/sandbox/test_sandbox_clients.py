"""Strangers' clients, unmodified, import all orders of account 1 page by page."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest
from amazon import ALL_DATA, CLIENT, LONG_AGO, SPAIN, Amazon

SHOPS = [SPAIN, "APJ6JRA9NG5V4", "A1PA6795UKMFR9", "A13V1IB3VIYZZH", "A1F83G8C2ARO7P"]


@pytest.fixture
def root_logger() -> Iterator[None]:
    """amzn-sp-api reconfigures the root logger when imported."""
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    logging.root.handlers, logging.root.level = handlers, level


def test_python_amazon_sp_api(amazon: Amazon) -> None:
    sp_api = pytest.importorskip("sp_api.api.orders.orders_2026_01_01")
    from sp_api.auth import AccessTokenClient, access_token_client

    access_token_client.cache.clear()

    class SandboxTokens(AccessTokenClient):
        scheme = "http://"
        host = amazon.url.removeprefix("http://")

    class Place(Enum):
        ES = (amazon.url, SPAIN, "eu-west-1")
        endpoint = property(lambda self: self.value[0])
        marketplace_id = property(lambda self: self.value[1])
        region = property(lambda self: self.value[2])

    credentials = {
        "refresh_token": "Atzr|sandbox-1",
        "lwa_app_id": CLIENT["client_id"],
        "lwa_client_secret": CLIENT["client_secret"],
    }
    client = sp_api.OrdersV20260101(Place.ES, credentials=credentials, auth_token_client_class=SandboxTokens)
    query: dict[str, Any] = {
        "lastUpdatedAfter": LONG_AGO, "marketplaceIds": SHOPS, "includedData": ALL_DATA.split(","),
        "maxResultsPerPage": 10,
    }  # fmt: skip
    with client:
        answer = client.search_orders(**query)
        orders = list(answer.payload["orders"] if "orders" in (answer.payload or {}) else answer.orders)
        while token := (answer.pagination or {}).get("nextToken"):
            answer = client.search_orders(**query, paginationToken=token)
            orders += answer.payload["orders"] if "orders" in (answer.payload or {}) else answer.orders
    client._auth._transport.close()

    assert orders == amazon.orders(includedData=ALL_DATA)


def test_amzn_sp_api(amazon: Amazon, root_logger: None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its generated code imports what is deprecated
        spapi = pytest.importorskip("spapi")
        from spapi.api.orders_v2026_01_01.search_orders_api import SearchOrdersApi
        from spapi.client import SPAPIClient

        config = spapi.SPAPIConfig(**CLIENT, refresh_token="Atzr|sandbox-1", region="EU")
        client = SPAPIClient(config, oauth_endpoint=f"{amazon.url}/auth/o2/token", endpoint=amazon.url)
        api = SearchOrdersApi(client.api_client)
        query: dict[str, Any] = {
            "last_updated_after": datetime(2020, 1, 1, tzinfo=UTC),
            "marketplace_ids": SHOPS,
            "included_data": ALL_DATA.split(","),
            "max_results_per_page": 10,
        }
        answer = api.search_orders(**query)
        orders = list(answer.orders)
        while answer.pagination and answer.pagination.next_token:
            answer = api.search_orders(**query, pagination_token=answer.pagination.next_token)
            orders += answer.orders
        client.api_client.rest_client.pool_manager.clear()

    expected = amazon.orders(includedData=ALL_DATA)
    shown = [client.api_client.sanitize_for_serialization(order) for order in orders]
    for part in ("orderId", "recipient", "buyer", "proceeds", "orderItems"):
        assert [order.get(part) for order in shown] == [order.get(part) for order in expected]
