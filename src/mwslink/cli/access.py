"""From an account of the configuration to its open gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.connections import MWS
from mwslink.credentials import Secret
from mwslink.errors import ConfigError
from mwslink.messages import _

if TYPE_CHECKING:
    from datetime import datetime

    from mwslink.cli.session import Session
    from mwslink.config import Application
    from mwslink.connections import Account
    from mwslink.gateways import Gateway, Wait
    from mwslink.gateways.http import Network
    from mwslink.gateways.tokens import TokenStore
    from mwslink.store import Store


@dataclass(frozen=True)
class Shared:
    """What all gateways of a run have in common; `max_wait`: seconds a quota may keep a call waiting."""

    network: Network
    store: Store
    max_wait: float = 90  # for a check: of the seller's marketplaces Amazon allows one call in 62.5 seconds
    on_wait: Callable[[Wait], None] = lambda _wait: None
    asks_anew: bool = False  # for an access token, even where one is kept

    @property
    def tokens(self) -> TokenStore:
        """Where access tokens last."""
        return _FreshTokens(self.store.tokens) if self.asks_anew else self.store.tokens


def _no_secret() -> Secret:
    return Secret("")


@dataclass(frozen=True)
class Keys:
    """The credentials a gateway signs its calls with, fetched when they are first needed.

    SP-API signs with the application's client ID and secret, MWS with the developer's access key ID and secret key.
    """

    token: Callable[[], Secret]
    client_id: str = ""
    client_secret: Callable[[], Secret] = _no_secret
    previous_client_secret: Callable[[], Secret] | None = None  # while it works
    access_key_id: Callable[[], Secret] = _no_secret
    secret_key: Callable[[], Secret] = _no_secret

    def fetch(self) -> None:
        """Fetch them all, to see whether they are there. Raises ConfigError."""
        for secret in (self.token, self.client_secret, self.access_key_id, self.secret_key):
            secret()


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
    """The credentials the configuration names. Raises ConfigError when there is no application (MWS: developer)."""
    if account.api == MWS:
        return _developer_keys(session, account)
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
        previous_client_secret=_previous_client_secret(session, application),
    )


def _previous_client_secret(session: Session, application: Application) -> Callable[[], Secret] | None:
    from mwslink.authorization.client_secret import is_previous_good

    if not is_previous_good(application, clock.today()):
        return None
    return lambda: session.secret(application.previous_client_secret)


def _developer_keys(session: Session, account: Account) -> Keys:
    developer = session.config.developer
    if developer is None:
        raise ConfigError(
            _("The configuration has no [developer], so account {name} cannot be used.").format(name=account.name),
            hint=_("Run: mwslink connect --country … --account {name} --access-key-id … --secret-key …").format(
                name=account.name
            ),
        )
    return Keys(
        token=lambda: session.secret(account.token),
        access_key_id=lambda: session.secret(developer.access_key_id),
        secret_key=lambda: session.secret(developer.secret_key),
    )


def _network(account: Account, network: Network) -> Network:
    """The network; to Amazon's own MWS one that says what has become of it."""
    from mwslink.authorization.retirement import is_switched_off

    if not is_switched_off(account):
        return network
    from mwslink.cli.retired import RetiredNetwork

    return RetiredNetwork(network)


def open_account(account: Account, keys: Keys, shared: Shared) -> Gateway:
    """The gateway to Amazon for this account; nothing is sent yet."""
    from mwslink.gateways import Access, open_gateway

    access = Access(
        network=_network(account, shared.network),
        token=keys.token,
        client_id=keys.client_id,
        client_secret=keys.client_secret,
        previous_client_secret=keys.previous_client_secret,
        access_key_id=keys.access_key_id,
        secret_key=keys.secret_key,
        quotas=shared.store.quotas,
        tokens=shared.tokens,
        fallbacks=shared.store.fallbacks,
        max_wait=shared.max_wait,
        on_wait=shared.on_wait,
    )
    return open_gateway(account, access)
