"""From an application of the configuration to its open gateway."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mwslink.marketplaces import SP_API_ENDPOINTS

if TYPE_CHECKING:
    from mwslink.credentials import Secret
    from mwslink.gateways.http import Network
    from mwslink.gateways.spapi.application import ApplicationGateway
    from mwslink.store import Store


def open_application(
    store: Store, network: Network, *, client_id: str, client_secret: Callable[[], Secret], home: tuple[str, str]
) -> ApplicationGateway:
    """The gateway of the application; nothing is sent yet. `home`: a region, and another endpoint than Amazon's."""
    from mwslink.gateways.spapi.application import ApplicationAccess, ApplicationGateway

    region, endpoint = home
    access = ApplicationAccess(
        network, client_id, client_secret, store.quotas, store.tokens, SP_API_ENDPOINTS[region], endpoint
    )
    return ApplicationGateway(access)
