"""Calls without an answer: one order's keep nothing else back, too many in a row mean that it is not the orders."""

from __future__ import annotations

from mwslink.errors import AuthorizationError, MwslinkError, NetworkError, Obstacle
from mwslink.messages import _

_MOST_IN_A_ROW = 4
# A service may fail at one order alone; where it is not reached, or somebody else answers, it fails at all of them.
OF_ONE = (Obstacle.SERVICE, Obstacle.PAGE, Obstacle.BROKEN)


class Silences:
    """What got no answer in a run, by its name, and how many calls in a row were in vain."""

    def __init__(self) -> None:
        self._errors: dict[str, MwslinkError] = {}
        self._in_a_row = 0

    def hear(self, *, is_answered: bool) -> None:
        """Count a call."""
        self._in_a_row = 0 if is_answered else self._in_a_row + 1

    @property
    def is_hopeless(self) -> bool:
        """Whether so many calls in a row were in vain that the next will be too."""
        return self._in_a_row >= _MOST_IN_A_ROW

    def note(self, name: str, error: MwslinkError) -> None:
        """Keep what got no answer, to be told at the end."""
        self._errors.setdefault(name, error)

    def miss(self, name: str, error: NetworkError) -> None:
        """A call about one order was in vain: go on with the others. Raises the error where that makes no sense."""
        self.hear(is_answered=False)
        if self.is_hopeless or error.reason not in OF_ONE:
            raise error
        self.note(name, error)

    def __contains__(self, name: str) -> bool:
        return name in self._errors

    @property
    def failure(self) -> MwslinkError | None:
        """All that got no answer, as one failure; a refusal of access is what it is."""
        if not self._errors:
            return None
        first = next(iter(self._errors.values()))
        if isinstance(first, AuthorizationError):
            return first
        text = _("No answer for {names}: {message}").format(names=", ".join(self._errors), message=first.message)
        return NetworkError(text, hint=_("All the rest went on without it; the next run asks again."))
