"""What became of a store key, as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer

if TYPE_CHECKING:
    from mwslink.store.rotation import Forgotten


@dataclass(frozen=True)
class Rotated:
    """How far a rotation has come; `new_key_file` where the new key was written for the person."""

    reference: str
    renewed: int
    is_finished: bool
    new_key_file: str
    has_traces: bool = False


def rotated_answer(done: Rotated) -> Answer:
    """What was sealed anew, and what the person has to do yet."""
    data = {
        "reference": done.reference,
        "renewed": done.renewed,
        "is_finished": done.is_finished,
        "new_key_file": done.new_key_file or None,
    }
    text = ngettext("{count} key was sealed anew.", "{count} keys were sealed anew.", done.renewed)
    lines = [text.format(count=done.renewed)]
    if done.is_finished:
        lines += [
            _("The new store key ({reference}) is in use, the old one opens nothing any more.").format(
                reference=done.reference
            ),
            _("Back it up now, apart from the store. Backups of the store from before need the old key."),
        ]
        return Answer(data, lines, _trace_warnings(has_traces=done.has_traces))
    if done.new_key_file:
        lines.append(
            _(
                "Put what is in {file} where {reference} points, delete the file, and run: mwslink privacy rotate-key"
            ).format(file=done.new_key_file, reference=done.reference)
        )
    else:
        lines.append(
            _("{reference} still gives the old key. Put the new one there and run this again.").format(
                reference=done.reference
            )
        )
    lines.append(_("Until then both keys open the store."))
    return Answer(data, lines)


def _trace_warnings(*, has_traces: bool) -> list[str]:
    if not has_traces:
        return []
    return [
        _(
            "It is done. What only the old key opens is still in the store's write-ahead log, which another run is "
            "using; the next mwslink privacy purge removes it."
        )
    ]


def forgotten_answer(forgotten: Forgotten, *, has_traces: bool = False) -> Answer:
    """What went with the lost key."""
    text = ngettext(
        "{count} order has no personal data any more.",
        "{count} orders have no personal data any more.",
        forgotten.orders,
    )
    lines = [
        text.format(count=forgotten.orders),
        _("mwslink import makes a new key, and asks Amazon again for what may still be known."),
    ]
    warnings = _trace_warnings(has_traces=has_traces)
    if forgotten.unarchived:
        told = ngettext(
            "{count} order the law wants kept is in no archive; unless Amazon gives its data again, it is lost.",
            "{count} orders the law wants kept are in no archive; unless Amazon gives their data again, they are lost.",
            forgotten.unarchived,
        )
        warnings.append(told.format(count=forgotten.unarchived))
    data = {"orders": forgotten.orders, "others": forgotten.others, "unarchived": forgotten.unarchived}
    return Answer(data, lines, warnings)
