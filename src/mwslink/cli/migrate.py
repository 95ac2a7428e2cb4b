"""`mwslink migrate`: an account from MWS to SP-API, with everything that hangs on it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.conversation import Conversation, read_secret
from mwslink.cli.moments import DURATION, PAST_DAY
from mwslink.cli.wishes import DEFAULT_SANDBOX, Wishes, sandbox_wishes
from mwslink.cli.words import argument, command, json_option, option
from mwslink.connections import SP_API
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session

_FILE = click.Path(path_type=Path)


@command("migrate", help=N_("Move a connection's account, with all its connections, from MWS to SP-API."))
@argument("name", metavar=N_("NAME"))
@option("--token", metavar="Atzr|…", help=N_("Refresh token, or a reference such as env:NAME."))
@option("--token-file", type=_FILE, metavar=N_("FILE"), help=N_("File with the refresh token; - is standard input."))
@option("--client-id", metavar="amzn1…", help=N_("Client ID of your application; asked for once."))
@option("--client-secret", metavar="amzn1…", help=N_("Its client secret, or a reference such as env:NAME."))
@option("--client-secret-file", type=_FILE, metavar=N_("FILE"), help=N_("File with the client secret."))
@option("--endpoint", metavar="URL", help=N_("Another address than Amazon's, for a sandbox."))
@option("--authorized-on", type=PAST_DAY, metavar=N_("DATE"), help=N_("Day the seller authorized (today)."))
@option("--sandbox", is_flag=False, flag_value=DEFAULT_SANDBOX, metavar="[URL]", help=N_("Migrate on the sandbox."))
@option("--days", type=click.IntRange(1, 60), default=7, help=N_("How many days' orders to compare (7)."))
@option("--max-wait", type=DURATION, default="10m", help=N_("Longest wait for a quota, such as 10m."))
@option("--accept-differences", is_flag=True, help=N_("Migrate even where MWS and SP-API differ."))
@option("--dry-run", is_flag=True, help=N_("Check and compare, but change nothing."))
@option("--confirm", is_flag=True, help=N_("End the migration: forget the MWS access."))
@option("--undo", is_flag=True, help=N_("Go back to MWS, as long as it is not confirmed."))
@option("--no-input", is_flag=True, help=N_("Never ask anything."))
@json_option
@click.pass_obj
def migrate(session: Session, /, name: str, confirm: bool, undo: bool, no_input: bool, **flags: Any) -> None:
    from mwslink.cli.migrating import migrate_account
    from mwslink.present.migrations import migration_answer

    if confirm and undo:
        raise click.UsageError(_("Give either {flag} or {other}, not both.").format(flag="--confirm", other="--undo"))
    if flags["dry_run"] and (confirm or undo):
        flag = "--confirm" if confirm else "--undo"
        raise click.UsageError(_("Give either {flag} or {other}, not both.").format(flag=flag, other="--dry-run"))
    (connection,) = session.config.connections_named([name])
    if confirm or undo:
        _end(session, connection.id, is_undone=undo)
        return
    may_ask = session.is_talkative and sys.stdin.isatty() and not no_input
    wishes = _wishes(flags, connection.account.seller_id)
    migration = migrate_account(session, Conversation(may_ask=may_ask), connection.account, wishes)
    session.show(migration_answer(migration))


def _end(session: Session, name: str, *, is_undone: bool) -> None:
    from mwslink.cli.migration_steps import go_back, let_go, quiet, require_earlier
    from mwslink.present.migrations import end_answer

    account = session.config.connections[name].account
    require_earlier(account)
    with session.open_store() as store, quiet(store, account.seller):
        if is_undone:
            store.listings.start_over(account.seller)  # first: where this is killed, they are read once too often
        kept = go_back(session, account) if is_undone else let_go(session, account)
    session.show(end_answer(account, name, is_undone=is_undone, kept_secret=kept))


def _wishes(flags: dict[str, Any], seller_id: str) -> Any:
    from mwslink.cli.migrating import MigrationWishes

    sandbox = flags.pop("sandbox")
    token = read_secret(flags.pop("token"), flags.pop("token_file"), flag="--token")
    client_secret = read_secret(flags.pop("client_secret"), flags.pop("client_secret_file"), flag="--client-secret")
    access = Wishes(
        api=SP_API,
        token=token,
        client_id=flags["client_id"],
        client_secret=client_secret,
        endpoint=flags["endpoint"],
        authorized_on=flags["authorized_on"],
    )
    if sandbox:
        access = sandbox_wishes(access, sandbox, _sandbox_number(seller_id))
    return MigrationWishes(
        access=access,
        days=flags["days"],
        max_wait=flags["max_wait"],
        dry_run=flags["dry_run"],
        accepts_differences=flags["accept_differences"],
    )


def _sandbox_number(seller_id: str) -> int:
    """Which account of the sandbox a seller ID such as A1SANDBOX00001 is."""
    digits = seller_id.removeprefix("A1SANDBOX")
    return int(digits) if digits.isdecimal() else 1
