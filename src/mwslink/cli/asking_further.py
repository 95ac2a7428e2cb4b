"""Asking Amazon further where it refuses a seller without a reason: other regions, and the parts of its API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mwslink.authorization.denial import narrow_denial
from mwslink.authorization.parts import Part, Tried
from mwslink.authorization.spapi_refusals import UNAUTHORIZED
from mwslink.cli.access import Keys, Shared, open_account
from mwslink.errors import AuthorizationError, MwslinkError
from mwslink.marketplaces import SP_API_ENDPOINTS

if TYPE_CHECKING:
    from mwslink.authorization.diagnosis import Finding
    from mwslink.authorization.roles import Place
    from mwslink.connections import Account
    from mwslink.gateways import Gateway


@dataclass(frozen=True)
class Access:
    """The account that was refused, with what it was asked with and where."""

    account: Account
    keys: Keys
    shared: Shared
    place: Place


def ask_further(finding: Finding, access: Access, *, sellers: int) -> Finding:
    """The finding with the causes that remain; `sellers`: how many accounts the configuration has."""
    account, keys = access.account, access.keys
    # The token it was given a moment ago will do: nothing has happened since.
    shared = replace(access.shared, asks_anew=False)
    others = [region for region in SP_API_ENDPOINTS if region != account.region]
    doors: Mapping[str, bool | None] = {region: _is_let_in(account, region, keys, shared) for region in others}
    gateway = open_account(account, keys, shared)
    tried = [try_part(gateway, part, [access.place.marketplace.id]) for part in gateway.parts]
    return narrow_denial(finding, doors, tried, place=access.place, sellers=sellers)


def try_part(gateway: Gateway, part: Part, marketplace_ids: Sequence[str]) -> Tried:
    """Ask for a part; what is wrong is kept, not raised."""
    try:
        shows_any = gateway.try_part(part, marketplace_ids)
    except MwslinkError as error:
        return Tried(part, error)
    return Tried(part, is_empty=not shows_any)


def _is_let_in(account: Account, region: str, keys: Keys, shared: Shared) -> bool | None:
    """None: nobody knows. A stand-in has the doors of the other regions below its address, as the sandbox does."""
    endpoint = f"{account.endpoint.rstrip('/')}/{region}" if account.endpoint else ""
    elsewhere = replace(account, region=region, endpoint=endpoint)
    try:
        open_account(elsewhere, keys, shared).participations()
    except AuthorizationError as error:
        return False if error.code == UNAUTHORIZED else None
    except MwslinkError:
        return None
    return True
