"""`mwslink privacy erase`: erase at once, because Amazon, the seller or a buyer asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.words import argument, command, json_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command(
    "erase", help=N_("Erase the personal data of orders at once: here, at Sendcloud, and from the archive's index.")
)
@argument("orders", nargs=-1, metavar=N_("[ORDER]..."))
@option("--account", metavar=N_("NAME"), help=N_("All orders of this account's seller, or of a seller ID."))
@option("--everything", is_flag=True, help=N_("Not only the personal data: all that is stored of the orders."))
@option("--dry-run", is_flag=True, help=N_("Only show what would go, order by order."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@json_option
@click.pass_obj
def erase(session: Session, /, orders: tuple[str, ...], account: str | None, **flags: Any) -> None:
    from mwslink.cli.erasing import EraseWishes, run_erase

    if bool(orders) == bool(account):
        raise click.UsageError(_("Name the orders, or an account with --account."))
    run_erase(session, EraseWishes(tuple(dict.fromkeys(one.strip() for one in orders)), account, **flags))
