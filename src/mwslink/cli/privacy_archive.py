"""`mwslink privacy archive`: seal orders the law wants kept, and look after what was sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.words import command, json_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "archive",
    help=N_("Seal orders the law wants kept to a public key, before their personal data goes; see [archive]."),
    epilog=N_("Without options: the orders whose personal data goes within days. Run it before each purge."),
)
@option("--all", "everything", is_flag=True, help=N_("Now all orders the law wants kept."))
@option("--verify", is_flag=True, help=N_("Write nothing; look whether every archive is there and whole."))
@option("--expire", is_flag=True, help=N_("Delete the archives whose years are over."))
@option("--dry-run", is_flag=True, help=N_("Only show what would be written, or deleted."))
@option(
    "--from", "place", metavar=N_("PLACE"), help=N_("With --verify: a folder or s3://BUCKET/PREFIX, no store needed.")
)
@json_option
@click.pass_obj
def archive(session: Session, /, **flags: Any) -> None:
    from mwslink.cli.archiving import ArchiveWishes, run_archive, run_expire, run_verify

    _check(flags)
    if flags["verify"]:
        run_verify(session, flags["place"] or "")
    elif flags["expire"]:
        run_expire(session, dry_run=flags["dry_run"])
    else:
        run_archive(session, ArchiveWishes(everything=flags["everything"], dry_run=flags["dry_run"]))


def _check(flags: dict[str, Any]) -> None:
    if sum(bool(flags[name]) for name in ("everything", "verify", "expire")) > 1:
        raise click.UsageError(_("Only one of --all, --verify and --expire."))
    if flags["place"] and not flags["verify"]:
        raise click.UsageError(_("--from goes with --verify."))
    if flags["dry_run"] and flags["verify"]:
        raise click.UsageError(_("--verify writes nothing anyway; leave out --dry-run."))
