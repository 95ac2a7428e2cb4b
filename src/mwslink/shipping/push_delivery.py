"""Hand a batch over although one order in it may be bad: set that one aside, and let the rest go through.

An order may be refused, or such that Sendcloud fails at it, or saves it for ever: then no batch with it goes through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mwslink import clock
from mwslink.errors import NetworkError, RejectedError
from mwslink.shipping.push_desk import BatchRefusedError, PushDesk, StillSavingError
from mwslink.shipping.push_model import Handover
from mwslink.shipping.silence import OF_ONE, Silences

# Sendcloud takes a moment to save an order; what it would not take after that is left to the next run.
_PAUSES = (1.0, 2.0, 4.0, 8.0)
# So many single orders refused for the same reason, and none taken: it is not the orders.
_SAME_REASON = 5


@dataclass(frozen=True)
class Delivered:
    """What became of a part of the batch: Sendcloud's ids by order id, or the reason by order id; or no answer."""

    taken: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()


def deliver(desk: PushDesk, batch: Sequence[Handover], silences: Silences) -> Iterator[Delivered]:
    """Hand the batch over; each part is told when it is settled.

    A refusal that names orders sets these aside; one that names none is found by halving, and so is an order at which
    Sendcloud fails, if it answers for others. Raises what the desk raises, and RejectedError when everything is refused
    for one reason.
    """
    whole = list(batch)
    parts = [whole]
    alone: list[str] = []  # reasons of orders refused by themselves, as long as none was taken
    is_any_taken = False
    while parts:
        part = parts.pop()
        try:
            taken = _hand_over(desk, part, _PAUSES if part is whole else ())
        except NetworkError as error:
            if len(part) > 1:
                parts += _around_silence(part, error, silences)
                continue
            silences.miss(part[0].order_id, error)
            yield Delivered(silent=(part[0].order_id,))
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
            silences.hear(is_answered=True)
            yield Delivered(taken=taken)


def _around_silence(part: list[Handover], error: NetworkError, silences: Silences) -> list[list[Handover]]:
    """The pieces to try after a part of several got no answer, the first one last. Raises the error where Sendcloud is
    down: before the bigger pieces two single orders show whether it is."""
    silences.hear(is_answered=False)
    if silences.is_hopeless or error.reason not in OF_ONE:
        raise error
    rest = part[1:-1]
    half = len(rest) // 2
    return [piece for piece in (rest[half:], rest[:half], part[-1:], part[:1]) if piece]


def _give_up_if_hopeless(alone: Sequence[str], error: BatchRefusedError, *, is_any_taken: bool) -> None:
    if not is_any_taken and len(alone) >= _SAME_REASON and len(set(alone)) == 1:
        raise RejectedError(error.message, details=error.details) from None


def _hand_over(desk: PushDesk, part: Sequence[Handover], pauses: Sequence[float]) -> Mapping[str, int]:
    for pause in pauses:
        try:
            return desk.hand_over(part)
        except StillSavingError:
            clock.sleep(pause)
    return desk.hand_over(part)
