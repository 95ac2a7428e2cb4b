"""Series of pages of orders, whichever API they are of: where one goes on, and that it ends."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from mwslink.gateways.failures import AnswerError
from mwslink.messages import _
from mwslink.orders.pull import PositionLostError

T = TypeVar("T")


def parse_position(text: str, kind: type[T]) -> T:
    """The position a stream kept. Raises PositionLostError when it is none of this kind."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError:
        raise PositionLostError(_("The interrupted import cannot be resumed; it starts again.")) from None


def note_token(seen: set[str], token: str) -> None:
    """Remember that the page with this token is asked for. Raises AnswerError when it was before: pages in a circle."""
    if token in seen:
        raise AnswerError(_("Amazon sends the same page of orders again and again."))
    seen.add(token)
