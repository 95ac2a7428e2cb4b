"""`mwslink rotate-secret`: a new client secret for the application, from Amazon through a queue, or made by hand."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink import clock
from mwslink.cli.conversation import Conversation, read_secret
from mwslink.cli.moments import PAST_DAY, Seconds
from mwslink.cli.words import command, json_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session

_FILE = click.Path(path_type=Path)


@command("rotate-secret", help=N_("Replace the application's client secret, which Amazon takes for 180 days."))
@option("--client-secret", metavar="amzn1…", help=N_("The new one, made by hand; or a reference such as env:NAME."))
@option("--client-secret-file", type=_FILE, metavar=N_("FILE"), help=N_("File with the new one; - is standard input."))
@option("--on", type=PAST_DAY, metavar=N_("DATE"), help=N_("Day it was made by hand (today)."))
@option("--if-due", is_flag=True, help=N_("Do nothing unless the present one ends within a month; for cron."))
@option("--again", is_flag=True, help=N_("Ask Amazon again, although one that was asked for has not come."))
@option("--to-secrets-file", is_flag=True, help=N_("Keep the new one in secrets.toml, wherever the present one is."))
@option(
    "--max-wait",
    type=Seconds(1, 86_400),
    default=120,
    metavar=N_("SECONDS"),
    help=N_("How long to wait for Amazon's message (120)."),
)
@option("--no-input", is_flag=True, help=N_("Never ask anything."))
@json_option
@click.pass_obj
def rotate_secret(session: Session, /, on: date | None, no_input: bool, **flags: Any) -> None:
    from mwslink.cli.secret_rotation import RotationWishes
    from mwslink.cli.secret_rotation import rotate_secret as rotate
    from mwslink.present.rotations import rotation_answer

    _require_lasting(on)
    secret = read_secret(flags["client_secret"], flags["client_secret_file"], flag="--client-secret")
    may_ask = session.is_talkative and sys.stdin.isatty() and not no_input
    wishes = RotationWishes(
        on,
        secret,
        max_wait=flags["max_wait"],
        asks_again=flags["again"],
        only_if_due=flags["if_due"],
        moves=flags["to_secrets_file"],
    )
    done = rotate(session, Conversation(may_ask=may_ask), wishes)
    session.show(rotation_answer(done.client_id, done.made_on, is_replaced=done.is_replaced, is_quiet=flags["if_due"]))


def _require_lasting(day: date | None) -> None:
    """A day of which a secret still works in some zone. Raises BadParameter."""
    from mwslink.authorization.clocks import ZONES_APART, secret_ends_on

    if day and secret_ends_on(day) + ZONES_APART <= clock.today():
        text = _("A client secret of {day} ended on {end}. Give the day on which the new one was made.")
        raise click.BadParameter(text.format(day=day, end=secret_ends_on(day)), param_hint="--on")
