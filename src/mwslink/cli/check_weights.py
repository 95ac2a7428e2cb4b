"""`mwslink check-weights`: which listings have no shipping weight, or one that looks wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.words import command, max_wait_option, names_argument, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "check-weights",
    help=N_("List the listings of all connections, or of those named, that lack a shipping weight."),
    epilog=N_("Exit code 0: all have a weight; 10: some have none."),
)
@names_argument
@option("--missing", "missing_only", is_flag=True, help=N_("Leave out weights that only look wrong."))
@option("--whole", is_flag=True, help=N_("Read all listings again, not only what changed."))
@option("--offline", is_flag=True, help=N_("Ask nobody: show what is known from before."))
@option("--format", "form", type=click.Choice(["table", "csv"]), help=N_("A table, or CSV that set-weight can read."))
@option(
    "--output", type=click.Path(path_type=Path), metavar=N_("FILE"), help=N_("Write the CSV to this file; implies CSV.")
)
@max_wait_option
@option("--json", "as_json", is_flag=True, help=N_("Print one JSON document and nothing else."))
@click.pass_obj
def check_weights(session: Session, /, **flags: Any) -> None:
    from mwslink.cli.checking_weights import CheckWishes, run_check

    form = "csv" if flags["output"] and not flags["form"] else flags.pop("form")
    flags.pop("form", None)
    if flags["as_json"] and form == "csv" and not flags["output"]:
        raise click.UsageError(_("--json prints a document of its own; leave out --format, or add --output FILE."))
    run_check(session, CheckWishes(is_csv=form == "csv", **flags))
