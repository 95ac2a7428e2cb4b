"""What an answer of Amazon says of an authorization and of the client secret, and keeping it for auth-status.

Refused is whom Login with Amazon or MWS refuses by name of the token, or to whom neither the marketplaces nor the
orders open: each needs a role of its own, so that one alone says nothing of the authorization.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.authorization.client_secret import is_previous_good
from mwslink.authorization.clocks import is_overtaken
from mwslink.authorization.mws_refusals import OF_TOKEN
from mwslink.authorization.parts import Part, Tried
from mwslink.authorization.roster import client_secret_key
from mwslink.authorization.spapi_refusals import CLIENT_REFUSED
from mwslink.cli.asking_further import try_part
from mwslink.connections import SP_API, Account
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError

if TYPE_CHECKING:
    from mwslink.config import Config
    from mwslink.gateways import Gateway
    from mwslink.store import Store

_MWS_DENIED = "AccessDenied"
_TOKEN_LASTS = timedelta(hours=1)  # an access token from before a refusal may go on working so long


def is_of_client_secret(error: MwslinkError | None) -> bool:
    """Whether Amazon refuses the client secret, so that it says nothing of the account."""
    return isinstance(error, ConfigError) and getattr(error, "code", "") == CLIENT_REFUSED


def require_access(gateway: Gateway, marketplace_ids: Sequence[str]) -> None:
    """Raises AuthorizationError where Amazon does not let the seller in, and what keeps it from being asked."""
    try:
        gateway.participations()
    except AuthorizationError as refusal:
        if not _is_unexplained(refusal):
            raise
        tried = [try_part(gateway, part, marketplace_ids) for part in (Part.ORDERS, Part.ORDERS_V0)]
        if all(one.error for one in tried):
            raise next((one.error for one in tried if one.error and not one.is_shut), refusal) from None


def is_whole_refusal(refusal: AuthorizationError, gateway: Gateway) -> bool:
    """Whether Amazon, which refused the orders, refuses the seller as such."""
    if not _is_unexplained(refusal):
        return True
    try:
        gateway.participations()
    except MwslinkError as error:
        return isinstance(error, AuthorizationError)
    return False


def _is_unexplained(refusal: AuthorizationError) -> bool:
    """Whether it may be about one part of the API only."""
    if refusal.code == _MWS_DENIED:
        return not any(text in refusal.details for text in OF_TOKEN)
    return Tried(Part.ORDERS, refusal).is_shut


def note_refused(store: Store, key: str, code: str, *, renewed_on: date | None) -> None:
    """Keep that Amazon refuses it, with this code; anew where a renewal was recorded since it was refused before."""
    before = store.answers.of(key).refused_at
    is_new = before is not None and is_overtaken(before, renewed_on, clock.today())
    store.answers.note_refused(key, code, overtaken=before if is_new else None)


def note_client_secret(store: Store, config: Config, account: Account, refusal: MwslinkError | None) -> None:
    """Keep what work for this account says of the client secret: refused; or accepted, where nothing else can be why.

    That may be an access token from before, or the client secret before this one.
    """
    if account.api != SP_API or config.application is None:
        return
    key, made_on = client_secret_key(config.application), config.application.client_secret_rotated_on
    if is_of_client_secret(refusal):
        note_refused(store, key, CLIENT_REFUSED, renewed_on=made_on)
    if refusal or is_previous_good(config.application, clock.today()):
        return
    before = store.answers.of(key).refused_at
    if before and clock.now() - before > _TOKEN_LASTS:
        store.answers.note_accepted(key)
