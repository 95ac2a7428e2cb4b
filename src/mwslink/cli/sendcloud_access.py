"""From [sendcloud] of the configuration to its open gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.errors import ConfigError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.access import Shared
    from mwslink.cli.session import Session
    from mwslink.config import Sendcloud
    from mwslink.gateways.sendcloud.auth import SendcloudKeys
    from mwslink.gateways.sendcloud.gateway import SendcloudGateway


def configured_sendcloud(session: Session) -> Sendcloud:
    """The table of the configuration. Raises ConfigError where there is none."""
    if session.config.sendcloud is None:
        raise ConfigError(
            _("The configuration has no [sendcloud], so orders have nowhere to go."),
            hint=_("Run: mwslink connect-sendcloud"),
        )
    return session.config.sendcloud


def open_sendcloud(session: Session, shared: Shared) -> SendcloudGateway:
    """The way to the configured Sendcloud; nothing is sent yet. Raises ConfigError for keys that are not found."""
    return open_with_keys(sendcloud_keys(session, configured_sendcloud(session)), shared)


def sendcloud_keys(session: Session, sendcloud: Sendcloud) -> SendcloudKeys:
    """The keys the table names, fetched when they are first needed."""
    from mwslink.gateways.sendcloud.auth import SendcloudKeys
    from mwslink.gateways.sendcloud.protocol import ENDPOINT

    return SendcloudKeys(
        public_key=lambda: session.secret(sendcloud.public_key),
        secret_key=lambda: session.secret(sendcloud.secret_key),
        endpoint=sendcloud.endpoint or ENDPOINT,
        oauth=sendcloud.oauth,
    )


def open_with_keys(keys: SendcloudKeys, shared: Shared) -> SendcloudGateway:
    """The way to Sendcloud with these keys."""
    from mwslink.gateways.sendcloud.gateway import SendcloudAccess, SendcloudGateway

    access = SendcloudAccess(
        network=shared.network,
        keys=keys,
        quotas=shared.store.quotas,
        tokens=shared.tokens,
        max_wait=shared.max_wait,
        on_wait=shared.on_wait,
    )
    return SendcloudGateway(access)
