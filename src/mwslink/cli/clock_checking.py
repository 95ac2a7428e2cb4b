"""Asking Amazon whether accounts are still authorized, and remembering what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink import clock as time_source
from mwslink.authorization.clocks import Clock, Kind
from mwslink.authorization.diagnosis import explain_trouble
from mwslink.authorization.roster import marketplaces_of
from mwslink.authorization.spapi_refusals import CLIENT_REFUSED
from mwslink.cli.access import Shared, configured_keys, open_account
from mwslink.cli.answering import is_of_client_secret, note_refused, require_access
from mwslink.cli.secret_trying import is_only_previous_taken
from mwslink.errors import AuthorizationError, MwslinkError, TemporaryError

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store

_JOBS = 8


@dataclass(frozen=True)
class _Asked:
    clock: Clock
    error: MwslinkError | None


def check_accounts(
    session: Session, store: Store, clocks: Sequence[Clock], secret: Clock | None
) -> tuple[Sequence[str], list[MwslinkError]]:
    """Ask for each account; return who works again, and why others could not be asked. Raises StoreError.

    A refusal is no failure here: it is what the clock then shows, that of the account or `secret`, the client secret's.
    """
    before = store.answers.all()
    asked = _ask_all(session, store, [one for one in clocks if one.kind == Kind.AUTHORIZATION])
    refused = {clock: getattr(one.error, "code", "") for one in asked if (clock := _refused_clock(one, secret))}
    if secret and secret not in refused and _is_hidden(session, store):
        refused[secret] = CLIENT_REFUSED
    for clock, code in refused.items():
        note_refused(store, clock.key, code, renewed_on=clock.started_on)
    accepted = list(_accepted(asked, secret if secret not in refused else None))
    store.answers.note_accepted(*(one.key for one in accepted))
    recovered = [one.name for one in accepted if one.key in before and before[one.key].refused_at]
    return recovered, [one.error for one in asked if one.error and not _refused_clock(one, secret)]


def _refused_clock(one: _Asked, secret: Clock | None) -> Clock | None:
    """Whose refusal this is: the seller's authorization, or the application's client secret; None: it is none."""
    if isinstance(one.error, AuthorizationError):
        return one.clock
    return secret if is_of_client_secret(one.error) else None


def _is_hidden(session: Session, store: Store) -> bool:
    """Whether all goes well only because Amazon takes the client secret before the present one, for some days more."""
    try:
        with session.open_network() as network:
            return is_only_previous_taken(session, Shared(network, store, asks_anew=True))
    except MwslinkError:  # nobody knows
        return False


def _accepted(asked: Sequence[_Asked], secret: Clock | None) -> Iterator[Clock]:
    """The clocks of all that Amazon accepted; a client secret wherever it got as far as the seller's token."""
    yield from (one.clock for one in asked if one.error is None)
    of_secret = [one.error for one in asked if secret and one.clock.api == secret.api]
    if secret and any(error is None or isinstance(error, AuthorizationError) for error in of_secret):
        yield secret


def _ask_all(session: Session, store: Store, clocks: Sequence[Clock]) -> list[_Asked]:
    accounts = session.config.accounts
    with session.open_network() as network:
        shared = Shared(network, store, asks_anew=True)

        def ask(clock: Clock) -> _Asked:
            try:
                account = accounts[clock.name]
                gateway = open_account(account, configured_keys(session, account), shared)
                require_access(gateway, marketplaces_of(session.config, account))
            except MwslinkError as error:
                if isinstance(error, TemporaryError):
                    explain_trouble(error)
                error.connection = error.connection or clock.name
                return _Asked(clock, error)
            return _Asked(clock, None)

        with ThreadPoolExecutor(min(_JOBS, len(clocks)) or 1, "check") as workers:
            running = [workers.submit(ask, one) for one in clocks]
            try:
                return [one.result() for one in running]
            except BaseException:  # Ctrl-C, or a fault of ours: the others shall not be waited for
                time_source.interrupt()
                network.break_off()
                workers.shutdown(wait=False, cancel_futures=True)
                raise
