"""The ways to Amazon, by the name the configuration gives them; each is imported when it is first used."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, cast

from mwslink.authorization.parts import Part
from mwslink.connections import MWS, SP_API, Account, Participation, Seller
from mwslink.credentials import Secret
from mwslink.errors import ConfigError
from mwslink.gateways.http import Call, Network
from mwslink.gateways.retry import DEFAULT, RetryPolicy
from mwslink.gateways.throttle import Bucket, Quota, QuotaStore, Wait, ignore_wait
from mwslink.gateways.tokens import TokenStore
from mwslink.listings.pull import ListingEditor, ListingSource
from mwslink.messages import _
from mwslink.orders.pull import IsStored, OrderPage, Stream
from mwslink.shipping.target import ConfirmationTarget

# name in the configuration -> module:class
GATEWAYS = {
    SP_API: "mwslink.gateways.spapi.gateway:SpApiGateway",
    MWS: "mwslink.gateways.mws.gateway:MwsGateway",
}


class Fallbacks(Protocol):
    """Which sellers an API refuses, so that an older one serves them. Raises StoreError."""

    def until(self, seller: Seller, api: str) -> datetime | None:
        """When to ask the API again; None when it never refused the seller. May be past."""
        ...

    def set(self, seller: Seller, api: str, until: datetime) -> None:
        """Note that the API refuses the seller."""
        ...


class RememberedFallbacks:
    """Fallbacks that last as long as the process, for commands that keep none."""

    def __init__(self) -> None:
        self._until: dict[tuple[Seller, str], datetime] = {}

    def until(self, seller: Seller, api: str) -> datetime | None:
        return self._until.get((seller, api))

    def set(self, seller: Seller, api: str, until: datetime) -> None:
        self._until[seller, api] = until


def _no_secret() -> Secret:
    return Secret("")


@dataclass(frozen=True)
class Access:
    """What a gateway needs beside the account: the network, what is shared between runs, and keys.

    `token` is the account's own (LWA refresh token, MWS auth token); `client_id` and `client_secret` are those of the
    application at SP-API, `access_key_id` and `secret_key` those of the developer at MWS. Secrets are asked for when
    they are first used. `max_wait`: the longest wait for one turn.
    """

    network: Network
    token: Callable[[], Secret]
    quotas: QuotaStore
    tokens: TokenStore
    client_id: str = ""
    client_secret: Callable[[], Secret] = _no_secret
    previous_client_secret: Callable[[], Secret] | None = None  # while it works
    access_key_id: Callable[[], Secret] = _no_secret
    secret_key: Callable[[], Secret] = _no_secret
    fallbacks: Fallbacks = field(default_factory=RememberedFallbacks)
    max_wait: float = 600
    on_wait: Callable[[Wait], None] = ignore_wait
    retry: RetryPolicy = DEFAULT


@dataclass(frozen=True)
class QuotaLevel:
    """What is left of one operation's quota now."""

    operation: str
    bucket: Bucket


class Gateway(ListingSource, ListingEditor, ConfirmationTarget, Protocol):
    """One seller at one of Amazon's APIs; an `orders.pull.OrderSource` among others.

    Every method raises AuthorizationError, ThrottledError (the quota needs longer than `max_wait`), NetworkError,
    RejectedError, ConfigError (our keys are wrong) and StoreError.
    """

    def participations(self) -> list[Participation]:
        """The seller's marketplaces. One call: it also checks the token, the region and our keys."""
        ...

    def order_pages(self, stream: Stream, *, is_stored: IsStored) -> Iterator[OrderPage]:
        """The orders that changed, page by page; see `orders.pull.OrderSource`."""
        ...

    def quotas(self) -> list[QuotaLevel]:
        """What is left of each quota; calls nobody."""
        ...

    def try_part(self, part: Part, marketplace_ids: Sequence[str]) -> bool:
        """Ask for a part of the API that needs a role of its own, just to see whether it opens; nothing is read.

        Returns whether there are listings, for that part. Raises AuthorizationError when it does not open; `parts` are
        those there are.
        """
        ...

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts whose roles this program needs."""
        ...


def open_gateway(account: Account, access: Access) -> Gateway:
    """The gateway of the account's API. Raises ConfigError when there is none of that name."""
    if account.api not in GATEWAYS:
        raise ConfigError(
            _("There is no API named {api!r}.").format(api=account.api),
            hint=_("Known are: {names}").format(names=", ".join(GATEWAYS)),
        )
    module, _colon, name = GATEWAYS[account.api].partition(":")
    kind = cast("Callable[[Account, Access], Gateway]", getattr(importlib.import_module(module), name))
    return kind(account, access)


__all__ = [
    "GATEWAYS",
    "Access",
    "Bucket",
    "Call",
    "Fallbacks",
    "Gateway",
    "Network",
    "Quota",
    "QuotaLevel",
    "QuotaStore",
    "RememberedFallbacks",
    "RetryPolicy",
    "TokenStore",
    "Wait",
    "open_gateway",
]
