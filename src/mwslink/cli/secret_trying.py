"""Whether Amazon takes the client secret itself: while the one before it is good, a refusal stays unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.authorization.client_secret import is_previous_good
from mwslink.cli.application_access import open_application
from mwslink.connections import SP_API

if TYPE_CHECKING:
    from mwslink.cli.access import Shared
    from mwslink.cli.session import Session
    from mwslink.config import Config


def is_only_previous_taken(session: Session, shared: Shared) -> bool:
    """Whether Amazon refuses the client secret and takes the one before it, which ends soon.

    Asks nobody outside of the seven days. Raises ConfigError where a secret is not there, TemporaryError.
    """
    application = session.config.application
    if application is None or not is_previous_good(application, clock.today()):
        return False
    present = session.secret(application.client_secret)
    gateway = open_application(
        shared, client_id=application.client_id, client_secret=lambda: present, home=home_of_application(session.config)
    )
    return not gateway.accepts(present) and gateway.accepts(session.secret(application.previous_client_secret))


def home_of_application(config: Config) -> tuple[str, str]:
    """Region and endpoint of an account that the application serves; an application without any is asked in Europe."""
    return next(((one.region, one.endpoint) for one in config.accounts.values() if one.api == SP_API), ("eu", ""))
