"""What a sync did: the answers of its steps, under a heading each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mwslink.messages import N_, _
from mwslink.present.answer import Answer, Table

_HEADINGS = {
    "import": N_("Import"),
    "push": N_("Push to Sendcloud"),
    "confirm": N_("Confirm to Amazon"),
    "privacy archive": N_("Archiving"),
    "privacy purge": N_("Purge"),
}


def sync_answer(steps: Mapping[str, Answer], has_sendcloud: bool) -> Answer:  # noqa: FBT001  (a fact, not a mode)
    """The answer of `sync`; its JSON has the data of each step under the last word of the step's command."""
    data = {name.rpartition(" ")[2]: answer.data for name, answer in steps.items()}
    text = [piece for name, answer in steps.items() for piece in _part(name, answer)]
    if not has_sendcloud:
        text.append(_("Sendcloud is not connected yet, so nothing was pushed or confirmed: mwslink connect-sendcloud"))
    return Answer(data, text, [warning for answer in steps.values() for warning in answer.warnings])


def _part(name: str, answer: Answer) -> Iterator[str | Table]:
    if answer.text:
        yield f"{_(_HEADINGS[name])}:"
        yield from (f"  {piece}" if isinstance(piece, str) else piece for piece in answer.text)
