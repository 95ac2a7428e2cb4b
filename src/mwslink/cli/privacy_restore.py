"""`mwslink privacy restore` and `rehearse`: orders from archives again, with the private key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.words import argument, command, json_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session

_identity = option(
    "--identity",
    metavar=N_("FILE"),
    help=N_("The private key, a file of age-keygen; - reads it from standard input."),
)
_from = option(
    "--from", "place", metavar=N_("PLACE"), help=N_("A folder or s3://BUCKET/PREFIX instead of the configuration's.")
)
_tier = option(
    "--tier",
    type=click.Choice(["Standard", "Bulk", "Expedited"]),
    default="Standard",
    help=N_("How fast cold storage is asked to be (Standard)."),
)


@command(
    "restore",
    help=N_("Read orders from archives, with the private key; on any computer, without the store too."),
    epilog=N_("ARCHIVE is the name of one, or a file; without any, all are read."),
)
@argument("archives", nargs=-1, metavar=N_("[ARCHIVE]..."))
@_identity
@_from
@option("--order", "orders", multiple=True, metavar="ID", help=N_("Only this order; may be repeated."))
@option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    help=N_("JSON with one order a line, or CSV with one row an item."),
)
@option(
    "--output",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("Write to this file, readable for you alone."),
)
@_tier
@option("--json", "as_json", is_flag=True, help=N_("Print one JSON document and nothing else."))
@click.pass_obj
def restore(session: Session, /, as_json: bool, **flags: Any) -> None:
    from mwslink.cli.restoring import RestoreWishes, run_restore

    if as_json and (flags["output"] is None or str(flags["output"]) == "-"):
        raise click.UsageError(_("--json prints a document of its own; add --output FILE."))
    flags["identity"] = _required(flags["identity"])
    run_restore(session, RestoreWishes(**flags))


@command(
    "rehearse",
    help=N_("Open an archive to its end with the private key, and keep that it worked."),
    epilog=N_("On another computer it prints a code, which --record gives to the store. The key never has to be here."),
)
@argument("archives", nargs=-1, metavar=N_("[ARCHIVE]"))
@_identity
@_from
@_tier
@option("--record", metavar=N_("CODE"), help=N_("Keep that a rehearsal on another computer worked."))
@json_option
@click.pass_obj
def rehearse(session: Session, /, record: str | None, **flags: Any) -> None:
    from mwslink.cli.restoring import RestoreWishes, record_rehearsal, run_rehearsal

    if record:
        record_rehearsal(session, record)
        return
    flags["identity"] = _required(flags["identity"])
    if len(flags["archives"]) > 1:
        raise click.UsageError(_("One archive is rehearsed at a time."))
    run_rehearsal(session, RestoreWishes(**flags))


def _required(identity: str | None) -> str:
    if not identity:
        raise click.UsageError(_("The private key is missing: --identity FILE, or - for standard input."))
    return identity
