"""`mwslink set-weight`: give listings a weight, at Amazon or only here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.conversation import Conversation
from mwslink.cli.moments import DURATION
from mwslink.cli.words import argument, command, json_option, max_wait_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "set-weight",
    help=N_("Write a listing's shipping weight at Amazon and verify it; or keep it here only, with --local."),
    epilog=N_("A weight is written 450g, 0.45kg, 1 lb or 16 oz, with a point or a comma."),
)
@argument("sku", metavar="[SKU]", required=False)
@argument("weight", metavar=N_("[WEIGHT]"), required=False)
@option("--file", type=click.Path(path_type=Path), metavar=N_("FILE"), help=N_("CSV with the columns sku and weight."))
@option("--connection", "names", multiple=True, metavar=N_("NAME"), help=N_("Only there; may be repeated."))
@option("--local", is_flag=True, help=N_("Keep the weight here; Amazon is told nothing."))
@option("--remove", is_flag=True, help=N_("With --local: forget the weight kept here."))
@option("--undo", is_flag=True, help=N_("Take the last change at Amazon back."))
@option("--resume", is_flag=True, help=N_("Go on with a change that was interrupted or not visible yet."))
@option("--dry-run", is_flag=True, help=N_("Show the plan, and write nothing."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@option("--wait", type=DURATION, default="2m", metavar=N_("TIME"), help=N_("How long to wait for the effect (2m)."))
@max_wait_option
@json_option
@click.pass_obj
def set_weight(session: Session, /, sku: str | None, weight: str | None, file: Path | None, **flags: Any) -> None:
    from mwslink.cli.local_weights import keep_weights, remove_weight
    from mwslink.cli.repairing import RepairWishes, repair
    from mwslink.cli.weight_rows import read_rows

    flags["undo"], flags["resume"] = _only_one(flags, sku, weight, file)
    local, remove = flags.pop("local"), flags.pop("remove")
    if remove:
        if not local or not sku or weight or file:
            raise click.UsageError(_("--remove takes one SKU, and needs --local."))
        remove_weight(session, sku, flags["names"])
        return
    rows = () if flags["undo"] or flags["resume"] else read_rows(sku, weight, file)
    if local:
        keep_weights(session, rows, flags["names"], dry_run=flags["dry_run"])
        return
    may_ask = session.is_talkative and sys.stdin.isatty()
    repair(session, Conversation(may_ask=may_ask), RepairWishes(rows=rows, **flags))


def _only_one(flags: dict[str, Any], sku: str | None, weight: str | None, file: Path | None) -> tuple[bool, bool]:
    """What is to be done is said exactly once. Raises UsageError."""
    undo, resume = bool(flags["undo"]), bool(flags["resume"])
    if sum([undo, resume, file is not None, sku is not None]) != 1:
        raise click.UsageError(_("Give one of these and no other: a SKU with its weight, --file, --undo, --resume."))
    if sku is not None and weight is None and not flags["remove"]:
        raise click.UsageError(_("The weight is missing, such as: mwslink set-weight {sku} 450g").format(sku=sku))
    if (undo or resume) and flags["local"]:
        raise click.UsageError(_("--local goes with a SKU or a file."))
    return undo, resume
