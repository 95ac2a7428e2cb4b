"""How `doctor` finds out how an account stands: its secrets, one call for its access, then what opens and what not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.authorization.denial import is_unexplained
from mwslink.authorization.diagnosis import Finding, Verdict, explain, find_participation
from mwslink.authorization.forms import (
    check_access_key_id,
    check_client_id,
    check_client_secret,
    check_mws_token,
    check_refresh_token,
    check_secret_key,
    unusual_secret_key,
    unusual_seller_id,
)
from mwslink.authorization.parts import Part
from mwslink.authorization.roles import Place, judge_part
from mwslink.cli.access import Keys, Shared, configured_keys, open_account
from mwslink.cli.asking_further import Access, ask_further, try_part
from mwslink.cli.knowledge import known_of
from mwslink.connections import MWS, Account, Connection, Participation
from mwslink.errors import MwslinkError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.gateways import Gateway

# What tells two causes apart where a part stays shut.
_EXPLAINED_BY = {Part.ORDERS: Part.ORDERS_V0, Part.LISTINGS: Part.PRODUCT_TYPES}


def check_account(session: Session, connections: Sequence[Connection], shared: Shared) -> Iterator[Finding]:
    """All findings about the account of these connections."""
    account, names = connections[0].account, ", ".join(one.id for one in connections)
    place = Place(connections[0].marketplace, clock.today(), account.api)
    known = known_of(session, account, shared.store)  # before the first call: what it is given counts for nothing
    try:
        keys = configured_keys(session, account)
        keys.fetch()
        yield _good("secrets", _("{account}: all secrets are found.").format(account=account.name))
        yield from _forms(session, account, keys)
        gateway = open_account(account, keys, shared)
        participations = gateway.participations()
    except MwslinkError as error:
        finding = explain(error, place.marketplace, known)
        if is_unexplained(finding):
            finding = ask_further(finding, Access(account, keys, shared, place), sellers=known.sellers)
        yield finding.about(names)
        return
    yield _good("access", _("{account}: Amazon accepts the credentials.").format(account=account.name))
    yield from _of_connections(connections, participations)
    if selling := _selling(connections, participations):
        yield from (finding.about(names) for finding in _of_parts(gateway, selling, place))


def _of_connections(connections: Sequence[Connection], participations: Sequence[Participation]) -> Iterator[Finding]:
    for connection in connections:
        for finding in find_participation(participations, connection.marketplace):
            yield finding.about(connection.id)


def _selling(connections: Sequence[Connection], participations: Sequence[Participation]) -> list[str]:
    """The marketplaces of the connections in which the seller sells."""
    there = {one.marketplace_id for one in participations if one.is_participating}
    return [one.marketplace.id for one in connections if one.marketplace.id in there]


def _of_parts(gateway: Gateway, marketplace_ids: Sequence[str], place: Place) -> Iterator[Finding]:
    for part in gateway.parts:
        one = try_part(gateway, part, marketplace_ids)
        other = _EXPLAINED_BY.get(part) if one.is_shut else None
        yield judge_part(one, place, try_part(gateway, other, marketplace_ids) if other else None)


def _forms(session: Session, account: Account, keys: Keys) -> Iterator[Finding]:
    """What can be seen of the credentials without asking Amazon. Raises ConfigError for what cannot be right."""
    if account.api == MWS:
        yield from _forms_of_mws(session, account, keys)
        return
    check_client_id(keys.client_id)
    check_client_secret(keys.client_secret().reveal())
    check_refresh_token(keys.token().reveal())


def _forms_of_mws(session: Session, account: Account, keys: Keys) -> Iterator[Finding]:
    developer = session.config.developer
    if developer:
        text = _("{account}: the developer is {name}, {id}.")
        label = developer.name or _("without a name")
        yield _good("developer", text.format(account=account.name, name=label, id=developer.id))
    secret_key = check_secret_key(keys.secret_key().reveal())
    check_access_key_id(keys.access_key_id().reveal())
    if account.token:  # a seller with keys of its own needs none; Amazon says whether these are
        check_mws_token(keys.token().reveal())
    unusual = [unusual_seller_id(account.seller_id)]
    if not account.endpoint:  # a stand-in's keys are of whatever form it likes
        unusual.append(unusual_secret_key(secret_key))
    for text in filter(None, unusual):
        yield Finding("secrets", Verdict.WARNING, f"{account.name}: {text}")


def _good(check: str, text: str) -> Finding:
    return Finding(check, Verdict.GOOD, text)
