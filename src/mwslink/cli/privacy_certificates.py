"""`mwslink privacy certificates`: the evidence of what was erased, and whether it is whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from mwslink.cli.stored import existing_store
from mwslink.cli.words import command, json_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "certificates", help=N_("Show the certificates of what was erased; or check that none was changed or removed.")
)
@option("--verify", is_flag=True, help=N_("Check signatures, the chain, and the lists that are still kept."))
@option(
    "--contains",
    metavar=N_("DIGEST"),
    help=N_("With --verify: a digest that was told before must be in the chain, so that nothing was cut off."),
)
@option("--order", "order_id", metavar="ID", help=N_("What was erased of one order."))
@json_option
@click.pass_obj
def certificates(session: Session, verify: bool, contains: str | None, order_id: str | None) -> None:
    from mwslink.cli.certifying import show_certificates, show_evidence, show_verified

    if order_id and (verify or contains is not None):
        raise click.UsageError(_("Give either {flag} or {other}, not both.").format(flag="--order", other="--verify"))
    digest = _digest(contains) if contains is not None else ""
    with existing_store(session) as store:
        if order_id:
            show_evidence(session, store, order_id.strip())
        elif verify or digest:
            show_verified(session, store, digest)
        else:
            show_certificates(session, store)


def _digest(text: str) -> str:
    """The digest as it is kept. Raises click.UsageError for what can be none."""
    found = text.strip().lower()
    if not re.fullmatch("[0-9a-f]{64}", found):
        raise click.UsageError(
            _("--contains takes the SHA-256 that a purge or an erasure printed: 64 digits from 0 to 9 and a to f.")
        )
    return found
