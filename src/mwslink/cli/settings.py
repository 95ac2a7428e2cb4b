"""`mwslink settings`: show or change what a connection does with weights and shipments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.wishes import UPDATE_STATUSES
from mwslink.cli.words import argument, command, json_option, option
from mwslink.messages import N_, _
from mwslink.present.connections import settings_answer

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command("settings", help=N_("Show a connection's settings, or change them in the configuration."))
@argument("name", metavar=N_("NAME"))
@option("--name", "display_name", metavar=N_("TEXT"), help=N_("Name of the connection, such as “Amazon ES”."))
@option("--import-weight/--no-import-weight", default=None, help=N_("Whether orders get a weight."))
@option("--update-status", type=click.Choice(UPDATE_STATUSES), help=N_("When Amazon is told about a shipment."))
@option("--packaging-grams", type=click.IntRange(0, 30_000), help=N_("Packaging, added to the weight of every order."))
@option("--push-prime/--no-push-prime", default=None, help=N_("Whether Prime orders go to Sendcloud too."))
@json_option
@click.pass_obj
def settings(session: Session, /, name: str, display_name: str | None, **flags: Any) -> None:
    (before,) = session.config.connections_named([name])
    wanted = {"name": _clean_name(display_name), **flags}
    changes = {key: value for key, value in wanted.items() if value is not None}
    if not changes:
        session.show(settings_answer(before))
        return
    differing = {key: value for key, value in changes.items() if value != getattr(before, key)}
    if differing:
        from mwslink.config_file import set_connection

        set_connection(session.config_path, before.id, values=differing)
    session.show(settings_answer(session.reload().connections[before.id], before))


def _clean_name(text: str | None) -> str | None:
    if text is None:
        return None
    cleaned = " ".join(text.split())
    if not cleaned:
        raise click.BadParameter(_("A name is needed."), param_hint="--name")
    return cleaned
