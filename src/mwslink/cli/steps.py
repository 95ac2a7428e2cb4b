"""A piece of work on the store: kept in the run journal, shown, and its failures turned into one.

`import`, `push`, `confirm` and `privacy purge` are one such step each; `sync` is all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.cli.failures import combined
from mwslink.errors import AttentionError, MwslinkError, PartialError
from mwslink.present.answer import Answer

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store


@dataclass(frozen=True)
class Done:
    """What the work came to: its answer, and what failed of how many things that were to be done."""

    answer: Answer
    failures: Sequence[MwslinkError] = ()
    of: int = 1

    @property
    def error(self) -> MwslinkError | None:
        """All failures as one; None when there is none."""
        return combined(self.failures, of=self.of, are_told=False)

    @property
    def status(self) -> str:
        """As the run journal keeps it: success, partial or error."""
        error = self.error
        if error is None or isinstance(error, AttentionError):
            return "success"
        return "error" if error in self.failures and not isinstance(error, PartialError) else "partial"


@dataclass(frozen=True)
class Step:
    """Work by the name of its command, on these connections."""

    command: str
    names: Sequence[str]
    work: Callable[[], Done]


def do_step(store: Store, step: Step) -> Done:
    """Do it, and keep in the journal what came of it; what the work raises is its one failure. Raises StoreError."""
    run_id = store.runs.start(step.command, step.names)
    try:
        done = step.work()
    except MwslinkError as broken_off:
        done = Done(Answer({}), [broken_off])
    for failure in done.failures:
        store.runs.note(run_id, failure.connection, "error", failure.message)
    error = done.error
    store.runs.finish(run_id, done.status, error.exit_code if error else 0, done.answer.data)
    return done


def show_done(session: Session, done: Done) -> None:
    """Show the answer, then raise what went wrong."""
    session.show(done.answer)
    if error := done.error:
        raise error
