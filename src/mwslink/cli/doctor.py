"""`mwslink doctor`: check connections and name the cause of a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mwslink.cli.words import command, json_option, names_argument
from mwslink.errors import ConfigError, MwslinkError
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

    connections = session.config.connections_named(names)
    findings = examine(session, connections)
    session.show(findings_answer(findings))
    # Of several failures of the same connections the first counts: they are ill once.
    failures = {finding.subject: finding.error for finding in reversed(findings) if finding.error}
    ill = {name for subject in failures for name in subject.split(", ")}
    well = 0 if "" in ill else sum(one.id not in ill for one in connections)
    causes = _by_cause([*failures.values()][::-1])
    error = combined(causes, of=len(causes) + well, are_told=True)
    if error:
        raise error


def _by_cause(failures: Sequence[MwslinkError]) -> list[MwslinkError]:
    """The failures, of those that one fault of this computer's files causes only the first."""
    first = {
        failure.message if isinstance(failure, ConfigError) else id(failure): failure for failure in failures[::-1]
    }
    return [failure for failure in failures if failure in first.values()]
