"""What the token endpoints of Login with Amazon and Sendcloud answer: both keep to RFC 6749, sections 5.1 and 5.2."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from mwslink import clock
from mwslink.errors import AuthorizationError, MwslinkError, RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller
from mwslink.gateways.failures import Refusal
from mwslink.gateways.http import Request
from mwslink.gateways.tokens import Held, received_token

Explain = Callable[[AuthorizationError | RejectedError], MwslinkError]


class _Token(msgspec.Struct):
    access_token: str
    expires_in: int = 3600


class _Error(msgspec.Struct):
    error: str = ""
    error_description: str = ""


_token = msgspec.json.Decoder(_Token)
_error = msgspec.json.Decoder(_Error)


def fetch_token(caller: Caller, request: Request, explain: Explain) -> Held:
    """The access token that the request asks for. Raises what `explain` makes of a refusal."""
    asked_at = clock.now()
    failure: MwslinkError
    try:
        token = caller.call(
            request, lambda answer: parse_json(answer, _token, provider=request.provider), is_repeatable=True
        )
    except (AuthorizationError, RejectedError) as error:
        failure = explain(error)
    else:
        return received_token(token.access_token, token.expires_in, asked_at=asked_at, provider=request.provider)
    raise failure


def read_token_error(body: bytes) -> Refusal:
    """The error of a token endpoint; empty where the body holds none."""
    try:
        error = _error.decode(body)
    except msgspec.DecodeError:
        return Refusal()
    return Refusal(error.error, error.error_description)
