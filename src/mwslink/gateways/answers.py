"""Answers in JSON: read against their description, or refused in words."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from mwslink.gateways.failures import AnswerError
from mwslink.gateways.http import Response
from mwslink.messages import _

T = TypeVar("T")


def parse_json(response: Response, decoder: msgspec.json.Decoder[T], *, provider: str = "Amazon") -> T:
    """The answer's body. Raises AnswerError when it is cut off or is no answer of this operation."""
    try:
        return decoder.decode(response.body)
    except msgspec.ValidationError as error:
        text = _("{provider}'s answer is not what its description promises, at {where}.")
        failure = AnswerError(text.format(provider=provider, where=place_of(error)))
    except msgspec.DecodeError:
        failure = AnswerError(_("{provider}'s answer is damaged or was cut off.").format(provider=provider))
    raise failure


def place_of(error: msgspec.ValidationError) -> str:
    """Where in the document it is not as described, such as `$.orders[0]`; nothing of what stands there."""
    return str(error).rpartition(" - at ")[2].strip("`") if " - at " in str(error) else "$"
