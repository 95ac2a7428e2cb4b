"""Several things done, some of them gone wrong: the one failure that says so, with the right exit code."""

from __future__ import annotations

from collections.abc import Sequence

from mwslink.errors import MwslinkError, PartialError
from mwslink.messages import ngettext


def combined(failures: Sequence[MwslinkError], *, of: int) -> MwslinkError | None:
    """None for no failure; the failure itself when nothing else was to be done; else a PartialError over all.

    `of`: how many things were to be done.
    """
    if not failures:
        return None
    if len(failures) == 1 and of <= 1:
        return failures[0]
    count = len(failures)
    text = ngettext("{count} failure: {names}", "{count} failures: {names}", count)
    return PartialError(
        text.format(count=count, names="; ".join(failure.connection or failure.message for failure in failures)),
        failures=failures,
    )
