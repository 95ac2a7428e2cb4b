"""`mwslink renew`: record that a seller renewed its authorization, once Amazon confirms it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink import clock
from mwslink.cli.conversation import Conversation, read_secret
from mwslink.cli.words import argument, command, json_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session

_FILE = click.Path(path_type=Path)


@command("renew", help=N_("Record that a seller renewed its authorization, with the new token where there is one."))
@argument("name", metavar=N_("NAME"))
@option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar=N_("DATE"), help=N_("Day of the renewal (today)."))
@option("--token", metavar="Atzr|…", help=N_("The new token, or a reference such as env:NAME."))
@option("--token-file", type=_FILE, metavar=N_("FILE"), help=N_("File with the new token; - is standard input."))
@option("--keep-token", is_flag=True, help=N_("The token has stayed the same, or its new one is in place already."))
@option("--no-input", is_flag=True, help=N_("Never ask anything."))
@json_option
@click.pass_obj
def renew(session: Session, /, name: str, on: datetime | None, keep_token: bool, no_input: bool, **token: Any) -> None:
    from mwslink.cli.renewing import Renewal, account_named, renew_account
    from mwslink.present.renewals import renewal_answer

    today = clock.now().astimezone().date()
    day = on.date() if on else today
    if day > today:
        raise click.BadParameter(_("{day} has not come yet.").format(day=day), param_hint="--on")
    given = read_secret(token["token"], token["token_file"], flag="--token")
    if given and keep_token:
        text = _("Give either {flag} or {other}, not both.")
        raise click.UsageError(text.format(flag="--token", other="--keep-token"))
    may_ask = session.is_talkative and sys.stdin.isatty() and not no_input
    renewal = Renewal(account_named(session.config, name), day, given, keeps_token=keep_token)
    done, warnings = renew_account(session, Conversation(may_ask=may_ask), renewal)
    session.show(
        renewal_answer(done.account, done.connections, is_token_replaced=done.is_token_replaced, warnings=warnings)
    )
