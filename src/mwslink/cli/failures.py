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
    told = list({str(failure): failure for failure in failures}.values())  # one cause may stop several things
    if len(told) == 1 and (of <= len(failures) or isinstance(told[0], AttentionError)):
        return told[0]
    text = ngettext("{count} failure: {names}", "{count} failures: {names}", len(told))
    message = text.format(count=len(told), names="; ".join(failure.connection or failure.message for failure in told))
    hint = "" if are_told else "\n".join(filter(None, map(_rest, told))).replace("\n", "\n  ")
    if all(isinstance(failure, AttentionError) for failure in told):
        return AttentionError(message, hint=hint)
    return PartialError(message, failures=told, hint=hint)


def _rest(failure: MwslinkError) -> str:
    """What the heading does not say of it."""
    return str(failure) if failure.connection else failure.hint
