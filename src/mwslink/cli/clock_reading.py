"""What `auth-status` reads, asks and answers: the clocks, what Amazon last said, and the shapes of the answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mwslink import clock
from mwslink.authorization.clocks import NEVER_ASKED, Clock, Kind, Reading, read_clock
from mwslink.authorization.kept import Roster, keep_roster, load_roster, signature_of
from mwslink.cli.boundary import say
from mwslink.errors import AuthorizationError, BusyError, ConfigError, MwslinkError, StoreError, TemporaryError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store

ORDERS_API = "orders-2026-01-01"  # whose refusal makes a seller depend on v0
_LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Wanted:
    """The arguments of `auth-status`."""

    names: tuple[str, ...] = ()
    check: bool = False
    remind: bool = False
    nagios: bool = False
    prometheus: Path | None = None
    icalendar: Path | None = None

    @property
    def needs_store(self) -> bool:
        """Whether what comes of it is remembered; a mere look makes no store."""
        return self.check or self.remind

    @property
    def is_for_files(self) -> bool:
        """Whether what was asked for goes into files, so that nothing needs to be printed."""
        return bool(self.prometheus or self.icalendar)


@dataclass(frozen=True)
class Outlook:
    """The clocks as they stand, who works again, and what could not be found out or sent."""

    readings: Sequence[Reading]
    recovered: Sequence[str] = ()
    failures: Sequence[MwslinkError] = ()


def run_auth_status(session: Session, wanted: Wanted) -> int:
    """Do what was asked; return the exit code. Raises MwslinkError."""
    if wanted.nagios:
        return _as_plugin(session, wanted)
    outlook = look(session, wanted)
    outlook = replace(outlook, failures=[*outlook.failures, *_write(wanted, outlook)])
    if session.as_json or not (wanted.remind or wanted.is_for_files):
        _show(session, wanted, outlook)
    return _leave(session, wanted, outlook)


def _write(wanted: Wanted, outlook: Outlook) -> Iterator[MwslinkError]:
    """Write the files; why some could not be: how the accounts stand is said all the same.

    None without the store: what Amazon refuses stands there, and a file without it would say that all is well.
    """
    if any(isinstance(one, StoreError | BusyError) for one in outlook.failures):
        return
    try:
        if wanted.prometheus:
            from mwslink.present.auth_monitors import write_metrics

            write_metrics(wanted.prometheus, outlook.readings)
    except ConfigError as failure:
        yield failure
    try:
        if wanted.icalendar:
            from mwslink.present.auth_calendar import write_calendar

            write_calendar(wanted.icalendar, outlook.readings)
    except ConfigError as failure:
        yield failure


def look(session: Session, wanted: Wanted) -> Outlook:
    """How all clocks stand, after asking Amazon and sending reminders where that was asked for."""
    roster = _roster(session)
    clocks = _chosen(session, roster.clocks, wanted.names)
    today = clock.today()
    try:
        with _store(session, roster.store_url, is_made=wanted.needs_store) as store:
            outlook = _asked(session, store, roster, clocks) if store and wanted.check else Outlook(())
            clocks = _with_refused_secret(store, roster, clocks)
            outlook = replace(outlook, readings=_readings(store, clocks, today))
            if store is None or not wanted.remind:
                return outlook
            from mwslink.cli.reminding import remind

            failures = remind(session, store, outlook, ways_out=roster.ways_out, today=today)
            return replace(outlook, failures=[*outlook.failures, *failures])
    except (StoreError, BusyError) as error:
        if wanted.needs_store:
            raise
        return Outlook([read_clock(one, today) for one in clocks], failures=[error])


def _asked(session: Session, store: Store, roster: Roster, clocks: Sequence[Clock]) -> Outlook:
    from mwslink.cli.clock_checking import check_accounts

    recovered, failures = check_accounts(session, store, clocks, _secret(roster))
    return Outlook((), recovered, failures)


def _secret(roster: Roster) -> Clock | None:
    return next((one for one in roster.clocks if one.kind == Kind.CLIENT_SECRET), None)


def _with_refused_secret(store: Store | None, roster: Roster, clocks: Sequence[Clock]) -> Sequence[Clock]:
    """The clocks asked for; with the client secret where Amazon refuses it, for then it refuses every account."""
    secret = _secret(roster)
    if store is None or secret is None or secret in clocks or all(one.api != secret.api for one in clocks):
        return clocks
    return [*clocks, secret] if store.answers.of(secret.key).refused_at else clocks


def _readings(store: Store | None, clocks: Sequence[Clock], today: date) -> list[Reading]:
    if store is None:
        return [read_clock(one, today) for one in clocks]
    answers = store.answers.all()
    return [read_clock(one, today, answers.get(one.key, NEVER_ASKED)) for one in _with_users(clocks, store)]


def _roster(session: Session) -> Roster:
    """All clocks of the configuration, as kept or read anew. Raises ConfigError."""
    path = session.config_path
    if kept := load_roster(path, os.environ):
        return kept
    from mwslink.authorization.roster import clocks_of, ways_out_of

    signature = signature_of(path)
    config = session.config
    roster = Roster(clocks_of(config), config.store.url, ways_out_of(config))
    keep_roster(path, roster, signature, os.environ)
    return roster


def _chosen(session: Session, clocks: Sequence[Clock], names: Sequence[str]) -> Sequence[Clock]:
    """The clocks of these connections or accounts; all when none is named. Raises ConfigError for an unknown name."""
    if not names:
        return clocks
    known = {name for one in clocks for name in (one.name, *one.connections)}
    if unknown := [name for name in names if name not in known]:
        session.config.connections_named(unknown)  # says which are the nearest
    return [one for one in clocks if {one.name, *one.connections} & set(names)]


def _store(session: Session, url: str, *, is_made: bool) -> AbstractContextManager[Store | None]:
    from mwslink.cli.stored import existing_store

    if is_made:
        return session.open_store(url)
    return existing_store(session, url)


def _with_users(clocks: Sequence[Clock], store: Store) -> list[Clock]:
    """The clocks, with the connections that depend on an API that goes away."""
    refused = store.fallbacks.refused(ORDERS_API, clock.now() - _LATELY)
    if not refused:
        return list(clocks)
    keys = {f"authorization {seller}/sp-api" for seller in refused}
    users = tuple(
        name for one in clocks if one.key.partition("#")[0] in keys for name in one.connections or (one.name,)
    )
    return [replace(one, connections=users) if one.is_idle else one for one in clocks]


def _show(session: Session, wanted: Wanted, outlook: Outlook) -> None:
    from mwslink.present.auth import auth_answer

    answer = auth_answer(outlook.readings, on_terminal=sys.stdout.isatty(), in_detail=bool(wanted.names))
    told = [_works_again(name) for name in outlook.recovered]
    data = {**answer.data, "recovered": list(outlook.recovered)}
    session.show(replace(answer, data=data, text=(*told, *answer.text)))


def _works_again(name: str) -> str:
    return _("{name}: Amazon accepts it again.").format(name=name)


def _leave(session: Session, wanted: Wanted, outlook: Outlook) -> int:
    """4 while something is over; in cron silently, for the reminder has said it. Raises what went wrong besides."""
    from mwslink.cli.failures import combined

    is_quiet = wanted.remind and not session.as_json
    told = [one for one in outlook.failures if not (is_quiet and _is_of_check(one))]
    over = ", ".join(one.clock.name for one in outlook.readings if one.is_over)
    if over and (told or session.as_json):
        told.append(AuthorizationError(_("Expired or refused: {names}").format(names=over)))
    if error := combined(told, of=len(told), are_told=False):
        raise error
    if over:
        return AuthorizationError.exit_code
    return TemporaryError.exit_code if outlook.failures else 0


def _is_of_check(error: MwslinkError) -> bool:
    """Whether an account could not be asked for now: cron asks again next time, and nobody needs a mail."""
    return isinstance(error, TemporaryError) and bool(error.connection)


def _as_plugin(session: Session, wanted: Wanted) -> int:
    """The plugin interface has four exit codes of its own, and its text is on standard output whatever happens."""
    from mwslink.present.auth_monitors import UNKNOWN, plugin_output, unknown_line

    try:
        outlook = look(session, wanted)
    except MwslinkError as error:
        click.echo(unknown_line(error))
        return UNKNOWN
    unwritten = list(_write(wanted, outlook))
    for one in unwritten:
        say(f"mwslink: {one}")
    failure = "; ".join(one.message for one in [*outlook.failures, *unwritten])
    if not outlook.readings:
        failure = failure or _("There are no accounts yet.")
    text, code = plugin_output(outlook.readings, failure)
    click.echo(text)
    return code
