"""`mwslink connections` lists them, `mwslink disconnect` removes one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from mwslink.cli.stored import existing_store
from mwslink.cli.words import argument, command, json_option, option
from mwslink.errors import MwslinkError
from mwslink.messages import N_, _
from mwslink.present.connections import connections_answer

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.connections import Connection


@command("connections", help=N_("List the connections, and up to when the orders of each are imported."))
@json_option
@click.pass_obj
def connections(session: Session) -> None:
    listed = list(session.config.connections.values())
    marks, warnings = _marks(session, listed)
    session.show(connections_answer(listed, marks, warnings))


def _marks(session: Session, listed: Sequence[Connection]) -> tuple[dict[str, datetime | None], list[str]]:
    """Up to when each connection's orders are imported; a store in trouble must not hide the connections."""
    if not listed:
        return {}, []
    try:
        with existing_store(session) as store:
            if store is None:
                return {}, []
            of_seller = {seller: store.marks(seller) for seller in {one.account.seller for one in listed}}
    except MwslinkError as error:
        return {}, [str(error)]
    return {one.id: of_seller[one.account.seller].get(one.marketplace.id) for one in listed}, []


@command("disconnect", help=N_("Remove a connection from the configuration; stored orders stay."))
@argument("name", metavar=N_("NAME"))
@option("--keep-account", is_flag=True, help=N_("Keep the account and its token, also without connections."))
@option("--dry-run", is_flag=True, help=N_("Only say what would go."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@json_option
@click.pass_obj
def disconnect(session: Session, name: str, keep_account: bool, dry_run: bool, yes: bool) -> None:
    from mwslink.cli.removing import plan_removal, remove
    from mwslink.present.removals import left_alone, removal_answer, render_removal

    removal = plan_removal(session.config, name, keep_account=keep_account)
    removal = replace(removal, waiting=_waiting_at_sendcloud(session, removal.connection))
    if not (dry_run or yes):
        _require_a_person(session)
        click.echo("\n".join([*render_removal(removal), *left_alone(removal)]), err=True)
        if not click.confirm(_("Remove it?"), err=True):
            click.echo(_("Nothing was removed."), err=True)
            return
    if not dry_run:
        remove(session.config, removal)
        _note_ending(session)
    session.show(removal_answer(removal, is_done=not dry_run))


def _waiting_at_sendcloud(session: Session, connection: Connection) -> int:
    """How many orders wait in Sendcloud that nobody looks after once the connection is gone."""
    place = (connection.account.seller, connection.marketplace.id)
    others = [one for one in session.config.connections.values() if one.id != connection.id]
    if place in [(one.account.seller, one.marketplace.id) for one in others]:
        return 0
    with suppress(MwslinkError), existing_store(session) as store:
        return store.outbox.count_waiting(*place) if store else 0
    return 0


def _note_ending(session: Session) -> None:
    """From now on the days count until a seller's stored orders go; a store in trouble is told so by the next purge."""
    from mwslink.cli.endings import note_endings

    session.reload()
    with suppress(MwslinkError), existing_store(session) as store:
        if store:
            note_endings(session, store)


def _require_a_person(session: Session) -> None:
    if not (session.is_talkative and sys.stdin.isatty()):
        raise click.UsageError(_("{flag} is needed where nobody can be asked.").format(flag="--yes"))
