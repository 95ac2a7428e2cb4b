"""Sendcloud as a gateway: the parts, put together for one integration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller
from mwslink.gateways.http import Network
from mwslink.gateways.retry import DEFAULT, RetryPolicy
from mwslink.gateways.sendcloud.auth import SendcloudAuth, SendcloudKeys, read_oauth_error
from mwslink.gateways.sendcloud.orders import SendcloudOrders
from mwslink.gateways.sendcloud.protocol import PROVIDER, Origin, read_error
from mwslink.gateways.sendcloud.quotas import QUOTAS, SendcloudThrottle
from mwslink.gateways.sendcloud.shipments import Shipments
from mwslink.gateways.throttle import QuotaStore, Wait, ignore_wait
from mwslink.gateways.tokens import TokenStore
from mwslink.shipping.model import ShipmentPage


class _Metadata(msgspec.Struct):
    integration_id: int
    user_id: int | None = None


class _MetadataAnswer(msgspec.Struct):
    data: _Metadata


_metadata = msgspec.json.Decoder(_MetadataAnswer)


@dataclass(frozen=True)
class SendcloudAccess:
    """What the gateway needs beside the keys; `max_wait`: the longest wait for one turn."""

    network: Network
    keys: SendcloudKeys
    quotas: QuotaStore
    tokens: TokenStore
    max_wait: float = 600
    on_wait: Callable[[Wait], None] = ignore_wait
    retry: RetryPolicy = DEFAULT


@dataclass(frozen=True)
class Integration:
    """Whose keys these are (Sendcloud: integration), and whether it wants OAuth2."""

    id: int
    user_id: int | None = None
    wants_oauth: bool = False


class SendcloudGateway:
    """One "Sendcloud API" integration.

    Methods raise AuthorizationError, ThrottledError (the limit needs longer than `max_wait`), NetworkError,
    RejectedError, ConfigError (the keys are wrong) and StoreError.
    """

    def __init__(self, access: SendcloudAccess) -> None:
        self._origin = Origin(access.keys.endpoint)
        self._throttle = SendcloudThrottle(
            access.quotas, f"sendcloud/{access.keys.scope}", QUOTAS, max_wait=access.max_wait, on_wait=access.on_wait
        )
        self._caller = Caller(access.network, read_error, self._throttle, access.retry)
        for_tokens = Caller(access.network, read_oauth_error, retry=access.retry)
        self._auth = SendcloudAuth(for_tokens, access.keys, access.tokens)
        self._shipments = Shipments(self._caller, self._auth, self._origin)

    def changed_shipments(self, since: datetime, cursor: str = "") -> ShipmentPage:
        """The parcels of a page of shipments that changed since then; see `shipments`."""
        return self._shipments.changed_shipments(since, cursor)

    def parcels(self, parcel_ids: Sequence[str], *, integration_id: int | None = None) -> ShipmentPage:
        """The shipments of these parcels, a hundred at most; see `shipments`."""
        return self._shipments.parcels(parcel_ids, integration_id=integration_id)

    def orders(self, integration_id: int) -> SendcloudOrders:
        """Where orders of this integration are handed over."""
        return SendcloudOrders(self._caller, self._auth, self._origin, integration_id)

    def integration(self) -> Integration:
        """Who we are. One call: it also checks the keys."""
        answer = self._caller.call(
            self._origin.get("metadata", "/user/auth/metadata"),
            lambda response: parse_json(response, _metadata, provider=PROVIDER),
            signer=self._auth,
        ).data
        return Integration(answer.integration_id, answer.user_id, wants_oauth=self._auth.uses_oauth)
