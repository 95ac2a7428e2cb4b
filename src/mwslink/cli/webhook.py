"""`mwslink webhook`: hear from Sendcloud which parcels changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from mwslink.cli.words import command, json_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "webhook",
    help=N_("Take Sendcloud's signed messages, by HTTP on this computer or one from standard input, for confirm."),
)
@option("--port", type=click.IntRange(0, 65535), default=8752, help=N_("Where to listen (8752); 0 picks a free one."))
@option("--once", is_flag=True, help=N_("Take one call and end."))
@option("--stdin", "from_stdin", is_flag=True, help=N_("Take one message from standard input, for a CGI or a queue."))
@option(
    "--signature",
    metavar=N_("HEX"),
    help=N_("With --stdin: its header Sendcloud-Signature; a CGI has it in the environment already."),
)
@json_option
@click.pass_obj
def webhook(session: Session, port: int, once: bool, from_stdin: bool, signature: str | None) -> None:
    from mwslink.cli.receiving import serve_webhook, take_one

    if signature is not None and not from_stdin:
        raise click.UsageError(_("--signature goes with --stdin only."))
    if from_stdin:
        take_one(session, signature or os.environ.get("HTTP_SENDCLOUD_SIGNATURE", ""))
        return
    serve_webhook(session, port, once=once)
