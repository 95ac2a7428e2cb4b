"""Hand a batch over although one order in it may be bad: set that one aside, and let the rest go through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mwslink import clock
from mwslink.errors import RejectedError
from mwslink.shipping.push_desk import BatchRefusedError, PushDesk, StillSavingError
from mwslink.shipping.push_model import Handover

# Sendcloud takes a moment to save an order; what it would not take after that is left to the next run.
_PAUSES = (1.0, 2.0, 4.0, 8.0)
# So many single orders refused for the same reason, and none taken: it is not the orders.
_SAME_REASON = 5


@dataclass(frozen=True)
class Delivered:
    """What became of a part of the batch: Sendcloud's ids by order id, or the reason by order id."""

    taken: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


def deliver(desk: PushDesk, batch: Sequence[Handover]) -> Iterator[Delivered]:
    """Hand the batch over; each part is told when it is settled.

    A refusal that names orders sets these aside; one that names none is found by halving. Raises what the desk raises,
    and RejectedError when everything is refused for one reason.
    """
    parts = [list(batch)]
    alone: list[str] = []  # reasons of orders refused by themselves, as long as none was taken
    is_any_taken = False
    while parts:
        part = parts.pop()
        try:
            taken = _hand_over(desk, part)
        except BatchRefusedError as error:
            named = {place: reason for place, reason in error.reasons.items() if place < len(part)}
            if not named and len(part) > 1:
                parts += [part[len(part) // 2 :], part[: len(part) // 2]]
                continue
            if not named:
                named = {0: error.details or error.message}
                alone.append(named[0])
                _give_up_if_hopeless(alone, error, is_any_taken=is_any_taken)
            yield Delivered(refused={part[place].order_id: reason for place, reason in named.items()})
            rest = [order for place, order in enumerate(part) if place not in named]
            parts += [rest] if rest else []
        else:
            is_any_taken = True
            yield Delivered(taken=taken)


def _give_up_if_hopeless(alone: Sequence[str], error: BatchRefusedError, *, is_any_taken: bool) -> None:
    if not is_any_taken and len(alone) >= _SAME_REASON and len(set(alone)) == 1:
        raise RejectedError(error.message, details=error.details) from None


def _hand_over(desk: PushDesk, part: Sequence[Handover]) -> Mapping[str, int]:
    for pause in _PAUSES:
        try:
            return desk.hand_over(part)
        except StillSavingError:
            clock.sleep(pause)
    return desk.hand_over(part)
