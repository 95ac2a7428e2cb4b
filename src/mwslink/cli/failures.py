"""Several things done, some of them gone wrong: the one failure that says so, with the right exit code."""

from __future__ import annotations

from collections.abc import Sequence

from mwslink.errors import AttentionError, MwslinkError, PartialError
from mwslink.messages import ngettext


def combined(failures: Sequence[MwslinkError], *, of: int, are_told: bool) -> MwslinkError | None:
    """None for no failure; the failure itself when nothing else was to be done; else a PartialError over all.

    `of`: how many things were to be done. `are_told`: the answer says of each failure what it is and what to do.
    Where all was done and only the user is left something to do, that is an AttentionError.
    """
    if not failures:
        return None
    if len(failures) == 1 and (of <= 1 or isinstance(failures[0], AttentionError)):
        return failures[0]
    count = len(failures)
    text = ngettext("{count} failure: {names}", "{count} failures: {names}", count)
    message = text.format(count=count, names="; ".join(failure.connection or failure.message for failure in failures))
    hint = "" if are_told else "\n".join(str(failure) for failure in failures).replace("\n", "\n  ")
    if all(isinstance(failure, AttentionError) for failure in failures):
        return AttentionError(message, hint=hint)
    return PartialError(message, failures=failures, hint=hint)
