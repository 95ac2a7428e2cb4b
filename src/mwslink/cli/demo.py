"""`mwslink demo`: the tour, run before your eyes on the sandbox with the very commands a user types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.cli.words import command, option
from mwslink.messages import N_

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command("demo", help=N_("Take the tour: a local Amazon, two countries, imported orders; nothing of yours is touched."))
@option("--keep", is_flag=True, help=N_("Keep the folder with the configuration and the store of the tour."))
@click.pass_obj
def demo(_session: Session, /, keep: bool) -> None:
    from mwslink.cli.tour import take_tour

    take_tour(keep=keep)
