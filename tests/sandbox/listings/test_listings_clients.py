"""Strangers' clients, unmodified, read and change the listings of account 1."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest
from amazon import CLIENT
from listings_api import SELLER, SHOPS, SPAIN, Shop, weight, weight_patch

SKU = "MUG 1/2,50%+ü"
DATA = ["summaries", "attributes", "fulfillmentAvailability"]


@pytest.fixture
def root_logger() -> Iterator[None]:
    """amzn-sp-api reconfigures the root logger when imported."""
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    logging.root.handlers, logging.root.level = handlers, level


def test_python_amazon_sp_api(shop: Shop) -> None:
    api = pytest.importorskip("sp_api.api")
    from sp_api.auth import AccessTokenClient, access_token_client

    access_token_client.cache.clear()

    class SandboxTokens(AccessTokenClient):
        scheme = "http://"
        host = shop.amazon.url.removeprefix("http://")

    class Place(Enum):
        ES = (shop.amazon.url, SPAIN, "eu-west-1")
        endpoint = property(lambda self: self.value[0])
        marketplace_id = property(lambda self: self.value[1])
        region = property(lambda self: self.value[2])

    credentials = {
        "refresh_token": "Atzr|sandbox-1",
        "lwa_app_id": CLIENT["client_id"],
        "lwa_client_secret": CLIENT["client_secret"],
    }
    kwargs: dict[str, Any] = {"credentials": credentials, "auth_token_client_class": SandboxTokens}
    shop.add(SKU)
    with api.ListingsItems(Place.ES, version="2021-08-01", **kwargs) as client:
        query: dict[str, Any] = {"marketplaceIds": list(SHOPS.values()), "includedData": DATA, "pageSize": 20}
        answer = client.search_listings_items(SELLER, **query)
        items = list(answer.payload["items"])
        while token := (answer.pagination or {}).get("nextToken"):
            answer = client.search_listings_items(SELLER, **query, pageToken=token)
            items += answer.payload["items"]
        body = weight_patch("DRINKING_CUP", weight(0.5))
        patched = client.patch_listings_item(SELLER, SKU, marketplaceIds=[SPAIN], body=body)
        one = client.get_listings_item(SELLER, SKU, marketplaceIds=[SPAIN], includedData=["summaries"])
    client._auth._transport.close()
    shop.pass_time()

    assert items == shop_items_before_patch(shop, items)
    assert patched.payload["status"] == "ACCEPTED"
    assert one.payload["sku"] == SKU
    assert shop.weights(SKU) == {SPAIN: (0.5, "kilograms")}


def shop_items_before_patch(shop: Shop, items: list[Any]) -> list[Any]:
    """The same items by the plain client; the one just patched is taken as it was read."""
    ours = {item["sku"]: item for item in shop.all(includedData=",".join(DATA))}
    return [item if item["sku"] == SKU else ours[item["sku"]] for item in items]


def test_amzn_sp_api(shop: Shop, root_logger: None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its generated code imports what is deprecated
        spapi = pytest.importorskip("spapi")
        from spapi.api.catalogitems_v2022_04_01.catalog_api import CatalogApi
        from spapi.api.listings_items_v2021_08_01.listings_api import ListingsApi
        from spapi.api.product_type_definitions_v2020_09_01.definitions_api import DefinitionsApi
        from spapi.client import SPAPIClient

        config = spapi.SPAPIConfig(**CLIENT, refresh_token="Atzr|sandbox-1", region="EU")
        client = SPAPIClient(
            config, oauth_endpoint=f"{shop.amazon.url}/auth/o2/token", endpoint=shop.amazon.url
        ).api_client
        shop.add(SKU)
        listings, query = ListingsApi(client), {"included_data": DATA, "page_size": 20}
        answer = listings.search_listings_items(SELLER, list(SHOPS.values()), **query)
        items = list(answer.items)
        while answer.pagination and answer.pagination.next_token:
            token = answer.pagination.next_token
            answer = listings.search_listings_items(SELLER, list(SHOPS.values()), **query, page_token=token)
            items += answer.items
        one = listings.get_listings_item(SELLER, SKU, [SPAIN])
        body = weight_patch("DRINKING_CUP", weight(0.5))
        patched = listings.patch_listings_item(SELLER, SKU, [SPAIN], body)
        shelf = DefinitionsApi(client).get_definitions_product_type("SHELF", [SPAIN])
        page = CatalogApi(client).get_catalog_item(items[-1].summaries[0].asin, [SPAIN], included_data=["dimensions"])
        client.rest_client.pool_manager.clear()

    assert len({item.sku for item in items}) == 121
    assert (one.sku, patched.status) == (SKU, "ACCEPTED")
    assert "website_shipping_weight" in shelf.property_groups["shipping"].property_names
    assert page.dimensions[0].marketplace_id == SPAIN
