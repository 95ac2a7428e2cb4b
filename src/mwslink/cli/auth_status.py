"""`mwslink auth-status`: how long authorizations, client secret and APIs last; reminds from cron."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.words import command, json_option, names_argument, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.session import Session

_FILE = click.Path(path_type=Path, dir_okay=False)


@command("auth-status", help=N_("Show how long authorizations last. Asks nobody, unless with --check."))
@names_argument
@option("--check", is_flag=True, help=N_("Ask Amazon whether each account is still authorized."))
@option("--remind", is_flag=True, help=N_("For cron: say only what is due and was not said yet."))
@option("--nagios", is_flag=True, help=N_("Answer as a plugin of Nagios or Icinga; exit code 0, 1, 2 or 3."))
@option("--prometheus", type=_FILE, metavar=N_("FILE"), help=N_("Write the days left for Prometheus' node exporter."))
@option("--icalendar", type=_FILE, metavar=N_("FILE"), help=N_("Write the days they end as a calendar."))
@json_option
@click.pass_obj
def auth_status(session: Session, /, names: tuple[str, ...], **flags: Any) -> int | None:
    from mwslink.cli.clock_reading import Wanted, run_auth_status

    wanted = Wanted(names, **flags)
    other = "--remind" if wanted.remind else "--json" if session.as_json else ""
    if wanted.nagios and other:
        raise click.UsageError(_("Give either {flag} or {other}, not both.").format(flag="--nagios", other=other))
    return run_auth_status(session, wanted) or None  # a number ends the run without another word
