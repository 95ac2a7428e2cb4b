"""`mwslink connect-sendcloud`: from the two keys of an integration to a Sendcloud that accepts them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mwslink.cli.conversation import Conversation, read_secret
from mwslink.cli.wishes import DEFAULT_SANDBOX
from mwslink.cli.words import command, json_option, option
from mwslink.messages import N_, _
from mwslink.present.answer import Answer

if TYPE_CHECKING:
    from mwslink.cli.connecting_sendcloud import ConnectedSendcloud
    from mwslink.cli.session import Session

_FILE = click.Path(path_type=Path)


@command("connect-sendcloud", help=N_("Connect the Sendcloud that orders go to, or change its keys."))
@option("--public-key", metavar=N_("KEY"), help=N_("Public key of the integration, or a reference such as env:NAME."))
@option("--public-key-file", type=_FILE, metavar=N_("FILE"), help=N_("File with the public key."))
@option("--secret-key", metavar=N_("KEY"), help=N_("Its secret key, or a reference such as env:NAME."))
@option("--secret-key-file", type=_FILE, metavar=N_("FILE"), help=N_("File with the secret key; - is standard input."))
@option("--endpoint", metavar="URL", help=N_("Another address than Sendcloud's, for a sandbox."))
@option("--sandbox", is_flag=False, flag_value=DEFAULT_SANDBOX, metavar="[URL]", help=N_("Connect to the sandbox."))
@option("--other-integration", is_flag=True, help=N_("The keys may be of another integration than until now."))
@option("--no-input", is_flag=True, help=N_("Never ask anything."))
@json_option
@click.pass_obj
def connect_sendcloud(  # noqa: PLR0913  (one per flag)
    session: Session,
    /,
    public_key: str | None,
    public_key_file: Path | None,
    secret_key: str | None,
    secret_key_file: Path | None,
    endpoint: str | None,
    sandbox: str | None,
    other_integration: bool,
    no_input: bool,
) -> None:
    from mwslink.cli.connecting_sendcloud import SendcloudWishes, make_sendcloud

    wishes = SendcloudWishes(
        read_secret(public_key, public_key_file, flag="--public-key"),
        read_secret(secret_key, secret_key_file, flag="--secret-key"),
        endpoint,
        other_integration=other_integration,
    )
    if sandbox:
        wishes = wishes.for_sandbox(sandbox.rstrip("/"))
    may_ask = session.is_talkative and sys.stdin.isatty() and not no_input
    session.show(_answer(make_sendcloud(session, Conversation(may_ask=may_ask), wishes)))


def _answer(connected: ConnectedSendcloud) -> Answer:
    told = (
        _("Sendcloud is connected: integration {id}, signed in by {way}.")
        if connected.is_new
        else _("Sendcloud was connected already; its keys are up to date now: integration {id}, signed in by {way}.")
    )
    way = "OAuth2" if connected.wants_oauth else _("the keys themselves")
    data = {
        "integration_id": connected.integration_id,
        "oauth": connected.wants_oauth,
        "endpoint": connected.endpoint or None,
        "is_new": connected.is_new,
        "left_behind": connected.left_behind,
    }
    warnings = [_left_behind(connected)] if connected.left_behind else []
    return Answer(
        data, (told.format(id=connected.integration_id, way=way), _("Next: mwslink push --dry-run")), warnings
    )


def _left_behind(connected: ConnectedSendcloud) -> str:
    return _(
        "{count} orders stay in integration {before}, where they were handed over; push does not hand them over again. "
        "Ship them there; confirm sees that only if both integrations are of the same Sendcloud user. If they are not, "
        "tell Amazon yourself."
    ).format(count=connected.left_behind, before=connected.before)
