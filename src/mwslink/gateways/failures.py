"""What goes wrong with a call, in words a seller understands: status and broken connections -> error.

TemporaryError
├── ThrottledError          429, or the service's own word for it
└── NetworkError
    ├── UnreachableError    nothing was sent
    └── AnswerError         sent, but no usable answer (5xx, web page, cut off); may be asked again
RejectedError
└── BadRequestError         400: for a page token it may mean that the token died
AuthorizationError          401, 403
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from mwslink import clock
from mwslink.errors import (
    AuthorizationError,
    ConfigError,
    MwslinkError,
    NetworkError,
    Obstacle,
    Problem,
    RejectedError,
    ThrottledError,
)
from mwslink.messages import _

if TYPE_CHECKING:
    import ssl

    import httpx2

    from mwslink.gateways.http import Request, Response

# Amazon quotes what it refuses: whatever looks like a credential of ours is not repeated.
_CREDENTIAL = re.compile(r"(?:Atz\w*(?:\.\w+)?\||amzn1\.oa2-cs|amzn\.mws\.|AKIA)\S*")
_SHOWN = 300
_DATE_CODES = (9, 10)  # OpenSSL: certificate is not yet valid, certificate has expired
E = TypeVar("E", bound=BaseException)


class UnreachableError(NetworkError):
    """The service was not reached: no request arrived there."""


class AnswerError(NetworkError):
    """A request may have arrived, but no usable answer came; `retry_after`: what the service asked for."""

    def __init__(
        self, message: str, *, hint: str = "", retry_after: float | None = None, reason: Obstacle = Obstacle.SERVICE
    ) -> None:
        super().__init__(message, hint=hint, reason=reason)
        self.retry_after = retry_after


class BadRequestError(RejectedError):
    """HTTP 400."""


@dataclass(frozen=True)
class Refusal:
    """What a service says about a refusal in its own words; `is_throttled`: it means "too fast".

    `resets_at`: when a quota that is used up is full again, where the service tells. `problems`: what is wrong with
    what was sent, by place.
    """

    code: str = ""
    message: str = ""
    details: str = ""
    is_throttled: bool = False
    resets_at: datetime | None = None
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        texts = [text for text in (self.code, self.message, self.details) if text]
        return printable(": ".join(dict.fromkeys(texts)))


ReadError = Callable[[bytes], Refusal]


def printable(text: str) -> str:
    """A stranger's text as one short line without control characters and credentials."""
    line = " ".join("".join(c if c.isprintable() else " " for c in _CREDENTIAL.sub("***", text)).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def refused(request: Request, response: Response, refusal: Refusal) -> MwslinkError:
    """The error for an answer that is not a success."""
    status = response.status
    wait = read_retry_after(response)
    if status == 429 or refusal.is_throttled:
        text = _("{provider} allows no more calls of {operation} for now.")
        message = text.format(provider=request.provider, operation=request.operation)
        return ThrottledError(message, wait_seconds=wait or _until(refusal.resets_at))
    if response.is_page:
        text = _("A web page came in place of {provider}'s answer (HTTP {status}).")
        hint = _("A proxy, a firewall or the log-in page of a network may be in the way.")
        message = text.format(provider=request.provider, status=status)
        return AnswerError(message, hint=hint, retry_after=wait, reason=Obstacle.PAGE)
    if status in (401, 403):
        text = _("{provider} refuses access to {operation} (HTTP {status}): {answer}")
        return AuthorizationError(
            _fill(text, request, status, refusal),
            code=refusal.code,
            details=printable(refusal.details),
            hint=_("mwslink doctor finds out why."),
        )
    if 400 <= status < 500 and status not in (408, 425):
        text = _("{provider} rejects {operation} (HTTP {status}): {answer}")
        kind = BadRequestError if status == 400 else RejectedError
        error = kind(_fill(text, request, status, refusal), code=refusal.code, details=printable(refusal.details))
        error.problems = refusal.problems
        return error
    return _no_answer(request, status, wait)


def _until(at: datetime | None) -> float:
    """Seconds from now; none for what is past or unknown."""
    return max(0.0, (at - clock.now()).total_seconds()) if at else 0.0


def _no_answer(request: Request, status: int, wait: float | None) -> AnswerError:
    if 300 <= status < 400:
        text = _("{provider} points to another address for {operation} (HTTP {status}).")
        hint = _("A proxy or the log-in page of a network may be in the way; check the endpoint too.")
    else:
        text = _("{provider} could not answer {operation} (HTTP {status}).")
        hint = _("It is {provider}'s trouble and passes; the next run goes on here.").format(provider=request.provider)
    reason = Obstacle.PAGE if 300 <= status < 400 else Obstacle.SERVICE
    return AnswerError(_fill(text, request, status, Refusal()), hint=hint, retry_after=wait, reason=reason)


def _fill(text: str, request: Request, status: int, refusal: Refusal) -> str:
    answer = str(refusal) or _("no reason given")
    return text.format(provider=request.provider, operation=request.operation, status=status, answer=answer)


def read_retry_after(response: Response) -> float | None:
    """Seconds the service asks to wait; None when it asks for none."""
    from mwslink.gateways.http import parse_http_date

    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    if at := parse_http_date(text):
        return max(0.0, (at - clock.now()).total_seconds())
    return None


@dataclass(frozen=True)
class Limits:
    """The time limits of the call that failed, for the sentence about it."""

    connect: float
    read: float
    total: float
    is_total: bool  # the limit of the whole call was reached


def broken(error: httpx2.HTTPError | httpx2.InvalidURL, *, provider: str, host: str, limits: Limits) -> MwslinkError:
    """The error for a call that got no whole answer; never quotes httpx2, whose texts may hold URL and headers."""
    import httpx2

    if isinstance(error, (httpx2.InvalidURL, httpx2.UnsupportedProtocol)):
        return ConfigError(_("The endpoint is not an address that can be called: {host}").format(host=host))
    if isinstance(error, (httpx2.ConnectTimeout, httpx2.ConnectError, httpx2.PoolTimeout, httpx2.ProxyError)):
        return _unreachable(error, provider=provider, host=host, limits=limits)
    return AnswerError(_told(error, provider, limits), reason=Obstacle.BROKEN)


def _told(error: httpx2.HTTPError | httpx2.InvalidURL, provider: str, limits: Limits) -> str:
    import httpx2

    if limits.is_total:
        text = _("{provider}'s answer was not complete after {seconds:g} s.")
        return text.format(provider=provider, seconds=limits.total)
    if isinstance(error, httpx2.TimeoutException):
        return _("{provider} did not answer within {seconds:g} s.").format(provider=provider, seconds=limits.read)
    if isinstance(error, httpx2.DecodingError):
        return _("{provider}'s answer arrived damaged.").format(provider=provider)
    return _("The connection to {provider} broke before its answer was complete.").format(provider=provider)


def _unreachable(error: Exception, *, provider: str, host: str, limits: Limits) -> UnreachableError:
    import socket
    import ssl

    import httpx2

    hint, details, reason = "", "", Obstacle.SILENCE
    if isinstance(error, httpx2.TimeoutException):
        text = _("{provider} ({host}) could not be reached within {seconds:g} s.")
    elif isinstance(error, httpx2.ProxyError):
        text, reason = _("The proxy does not let this computer reach {provider} ({host})."), Obstacle.PROXY
        hint = _("Check HTTPS_PROXY and NO_PROXY.")
    elif unverified := _cause_of(error, ssl.SSLCertVerificationError):
        text = _("No secure connection to {provider} ({host}): its certificate cannot be verified.")
        hint = _("Install the system's certificates (ca-certificates), or set SSL_CERT_FILE behind such a proxy.")
        reason, details = _reason_of(unverified), printable(unverified.verify_message)
    elif _cause_of(error, ssl.SSLError):
        text, reason = _("No secure connection can be made to {provider} ({host})."), Obstacle.TLS
    elif _cause_of(error, socket.gaierror):
        text, reason = _("The address of {provider} ({host}) was not found: is this computer on line?"), Obstacle.NAME
    else:
        text = _("{provider} ({host}) cannot be reached: nobody answers there.")
    message = text.format(provider=provider, host=host, seconds=limits.connect)
    return UnreachableError(message, reason=reason, hint=hint, details=details)


def _reason_of(error: ssl.SSLCertVerificationError) -> Obstacle:
    return Obstacle.CERTIFICATE_DATE if error.verify_code in _DATE_CODES else Obstacle.CERTIFICATE


def _cause_of(error: BaseException | None, kind: type[E]) -> E | None:
    while error is not None:
        if isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None
