"""From an account of the configuration to its open gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.errors import ConfigError
from mwslink.messages import _

if TYPE_CHECKING:
    from datetime import datetime

    from mwslink.cli.session import Session
    from mwslink.connections import Account
    from mwslink.credentials import Secret
    from mwslink.gateways import Gateway, Wait
    from mwslink.gateways.http import Network
    from mwslink.gateways.tokens import TokenStore
    from mwslink.store import Store


@dataclass(frozen=True)
class Shared:
    """What all gateways of a run have in common; `max_wait`: seconds a quota may keep a call waiting."""

    network: Network
    store: Store
    max_wait: float = 60
    on_wait: Callable[[Wait], None] = lambda _wait: None
    asks_anew: bool = False  # for an access token, even where one is kept


@dataclass(frozen=True)
class Keys:
    """The credentials a gateway signs its calls with, fetched when they are first needed."""

    token: Callable[[], Secret]
    client_id: str
    client_secret: Callable[[], Secret]


class _FreshTokens:
    """Keeps access tokens without giving one back, so that credentials just typed are really tried."""

    def __init__(self, kept: TokenStore) -> None:
        self._kept = kept

    def load(self, _scope: str) -> tuple[Secret, datetime] | None:
        return None

    def save(self, scope: str, token: Secret, expires_at: datetime) -> None:
        self._kept.save(scope, token, expires_at)

    def forget(self, scope: str) -> None:
        self._kept.forget(scope)


def configured_keys(session: Session, account: Account) -> Keys:
    """The credentials the configuration names. Raises ConfigError when there is no application."""
    application = session.config.application
    if application is None:
        raise ConfigError(
            _("The configuration has no [application], so account {name} cannot be used.").format(name=account.name),
            hint=_("Run: mwslink connect --country … --account {name}").format(name=account.name),
        )
    return Keys(
        token=lambda: session.secret(account.token),
        client_id=application.client_id,
        client_secret=lambda: session.secret(application.client_secret),
    )


def open_account(account: Account, keys: Keys, shared: Shared) -> Gateway:
    """The gateway to Amazon for this account; nothing is sent yet."""
    from mwslink.gateways import Access, open_gateway

    access = Access(
        network=shared.network,
        token=keys.token,
        client_id=keys.client_id,
        client_secret=keys.client_secret,
        quotas=shared.store.quotas,
        tokens=_FreshTokens(shared.store.tokens) if shared.asks_anew else shared.store.tokens,
        fallbacks=shared.store.fallbacks,
        max_wait=shared.max_wait,
        on_wait=shared.on_wait,
    )
    return open_gateway(account, access)
