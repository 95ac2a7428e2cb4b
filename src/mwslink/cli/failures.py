"""Several things done, some of them gone wrong: the one failure that says so, with the right exit code."""

from __future__ import annotations

from collections.abc import Sequence

from mwslink.errors import MwslinkError, PartialError
from mwslink.messages import _


def combined(failures: Sequence[MwslinkError], *, of: int) -> MwslinkError | None:
    """None for no failure; the failure itself when nothing but it was to be done; else a PartialError over all."""
    if not failures:
        return None
    if of == 1:
        return failures[0]
    return PartialError(_("{failed} of {all} accounts failed.").format(failed=len(failures), all=of), failures=failures)
