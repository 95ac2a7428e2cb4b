"""What our own records know about an account, as evidence beside Amazon's answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.authorization.causes import Known
from mwslink.authorization.client_secret import is_previous_good, previous_ends_on
from mwslink.authorization.roster import authorization_key
from mwslink.connections import SP_API, Account
from mwslink.errors import MwslinkError
from mwslink.marketplaces import LWA_ENDPOINT

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.config import Application
    from mwslink.store import Store

_TOKEN_LIFETIME = timedelta(hours=1)


def known_of(session: Session, account: Account, store: Store) -> Known:
    """The dates of the configuration, and what the store remembers. Raises StoreError."""
    application = session.config.application if account.api == SP_API else None
    today = clock.today()
    made_on = application.client_secret_rotated_on if application else None
    return Known(
        today=today,
        authorized_on=account.authorized_on,
        secret_made_on=made_on,
        previous_ends_on=_previous_ends_on(application, today),
        token_worked_at=_given_at(session, account, store, with_token=True),
        client_worked_at=_given_at(session, account, store, with_token=False),
        accepted_at=store.answers.of(authorization_key(session.config, account)).accepted_at,
        sellers=sum(one.api == account.api for one in session.config.accounts.values()),
    )


def _previous_ends_on(application: Application | None, today: date) -> date | None:
    """How long the client secret before the present one is good, where it was tried as well."""
    if application is None or not is_previous_good(application, today):
        return None
    made_on = application.client_secret_rotated_on
    return previous_ends_on(made_on) if made_on else None


def _given_at(session: Session, account: Account, store: Store, *, with_token: bool) -> datetime | None:
    """When Login with Amazon last gave this application, or this very refresh token of it, an access token."""
    from mwslink.gateways.spapi.auth import client_scope, token_scope

    application = session.config.application
    if application is None or account.api != SP_API:
        return None
    try:
        of_token = token_scope(session.secret(account.token)) if with_token else ""
    except MwslinkError:  # whoever needs the secret says that it is missing
        return None
    scope = client_scope(account.endpoint or LWA_ENDPOINT, application.client_id) + of_token
    expires_at = store.tokens.last_expiry(scope)
    return expires_at - _TOKEN_LIFETIME if expires_at else None
