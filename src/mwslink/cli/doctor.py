"""`mwslink doctor`: check connections and name the cause of a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.cli.words import command, json_option, names_argument
from mwslink.messages import N_

if TYPE_CHECKING:
    from mwslink.cli.session import Session


@command("doctor", help=N_("Check files, secrets and access of connections, and name the cause of a refusal."))
@names_argument
@json_option
@click.pass_obj
def doctor(session: Session, /, names: tuple[str, ...]) -> None:
    from mwslink.cli.checking import examine
    from mwslink.cli.failures import combined
    from mwslink.present.findings import findings_answer

    findings = examine(session, session.config.connections_named(names))
    session.show(findings_answer(findings))
    failures = [finding.error for finding in findings if finding.error]
    well = sum(finding.check == "marketplace" and not finding.error for finding in findings)
    error = combined(failures, of=len(failures) + well, are_told=True)
    if error:
        raise error
