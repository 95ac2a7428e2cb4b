"""SP-API as a gateway: the parts, put together for one account."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from mwslink.connections import Account, Participation
from mwslink.gateways import Access, QuotaLevel
from mwslink.gateways.calls import Caller
from mwslink.gateways.spapi import sellers
from mwslink.gateways.spapi.auth import LwaAuth, LwaCredentials, read_lwa_error
from mwslink.gateways.spapi.fallback import Orders
from mwslink.gateways.spapi.orders import SearchedOrders
from mwslink.gateways.spapi.orders_v0 import ListedOrders
from mwslink.gateways.spapi.protocol import Origin, read_error
from mwslink.gateways.spapi.quotas import QUOTAS
from mwslink.gateways.spapi.restricted import RestrictedAuth
from mwslink.gateways.throttle import Throttle
from mwslink.marketplaces import LWA_ENDPOINT, SP_API_ENDPOINTS
from mwslink.orders.pull import IsStored, OrderPage, Stream


class SpApiGateway:
    """One seller at SP-API (a `gateways.Gateway`)."""

    def __init__(self, account: Account, access: Access) -> None:
        endpoint = account.endpoint or SP_API_ENDPOINTS[account.region]
        self._origin = Origin(endpoint, account.name)
        self._throttle = Throttle(
            access.quotas,
            quota_scope(endpoint, access.client_id, account.seller_id or account.name),
            QUOTAS,
            max_wait=access.max_wait,
            on_wait=access.on_wait,
        )
        self._caller = Caller(access.network, read_error, self._throttle, access.retry)
        credentials = LwaCredentials(
            account.endpoint or LWA_ENDPOINT, access.client_id, access.client_secret, access.token, account.name
        )
        lwa = Caller(access.network, read_lwa_error, retry=access.retry)
        self._auth = LwaAuth(lwa, credentials, access.tokens)
        restricted = RestrictedAuth(self._caller, self._auth, self._origin, access.tokens)
        self._orders = Orders(
            SearchedOrders(self._caller, self._auth, self._origin),
            ListedOrders(self._caller, restricted, self._origin),
            access.fallbacks,
        )

    def participations(self) -> list[Participation]:
        return sellers.participations(self._caller, self._auth, self._origin)

    def order_pages(self, stream: Stream, *, is_stored: IsStored) -> Iterator[OrderPage]:
        return self._orders.pages(stream, is_stored=is_stored)

    def quotas(self) -> list[QuotaLevel]:
        return [QuotaLevel(name, self._throttle.level(name)) for name in QUOTAS]


def quota_scope(endpoint: str, client_id: str, seller_id: str) -> str:
    """Whom Amazon counts together: the calls of one application for one seller in one region."""
    return f"{urlsplit(endpoint).netloc}/{client_id}/{seller_id}"
