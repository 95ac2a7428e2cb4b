"""From an application of the configuration to its open gateway."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mwslink.marketplaces import SP_API_ENDPOINTS

if TYPE_CHECKING:
    from mwslink.cli.access import Shared
    from mwslink.credentials import Secret
    from mwslink.gateways.spapi.application import ApplicationGateway


def open_application(
    shared: Shared, *, client_id: str, client_secret: Callable[[], Secret], home: tuple[str, str]
) -> ApplicationGateway:
    """The gateway of the application; nothing is sent yet. `home`: a region, and another endpoint than Amazon's."""
    from mwslink.gateways.spapi.application import ApplicationAccess, ApplicationGateway

    region, endpoint = home
    access = ApplicationAccess(
        shared.network,
        client_id,
        client_secret,
        shared.store.quotas,
        shared.store.tokens,
        SP_API_ENDPOINTS[region],
        endpoint,
        shared.max_wait,
    )
    return ApplicationGateway(access)
