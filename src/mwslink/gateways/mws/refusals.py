"""What MWS refuses and why, as our errors.

| MWS says | raised | `code`, `details` |
| --- | --- | --- |
| AccessDenied | AuthorizationError | `AccessDenied`; Amazon's text: how it begins (`DENIALS`) tells the cause |
| InvalidAccessKeyId, InvalidClientTokenId | DeveloperKeyError (a ConfigError) | `InvalidAccessKeyId` |
| SignatureDoesNotMatch | DeveloperKeyError (a ConfigError) | `SignatureDoesNotMatch` |
| RequestExpired | RejectedError, after one try with Amazon's time | `RequestExpired` |
| RequestThrottled, QuotaExceeded | ThrottledError, once that is longer than we wait | |
| InternalError and its like | AnswerError (a NetworkError), after repetitions | |
| any other 400, 404 | RejectedError | Amazon's code and text |

The codes decide and not the status: errors have come as HTTP 200, and for some nobody has recorded a status.
Amazon's text does not tell an authorization that expired from one that was withdrawn.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import datetime

from mwslink.errors import AuthorizationError, ConfigError, MwslinkError, RejectedError
from mwslink.gateways.failures import AnswerError, Refusal
from mwslink.gateways.http import Response, parse_http_date
from mwslink.gateways.mws.xml import parse_xml, request_id, text_of
from mwslink.messages import N_, _

_logger = logging.getLogger("mwslink.http")
DENIED = "AccessDenied"
BAD_KEY = "InvalidAccessKeyId"
BAD_SIGNATURE = "SignatureDoesNotMatch"
EXPIRED = "RequestExpired"
CORRUPTED = "NextTokenCorrupted"

_THROTTLED = ("RequestThrottled", "QuotaExceeded")
_PASSING = ("InternalError", "RetriableInternalError", "ServiceUnavailable", "InputStreamDisconnected", *_THROTTLED)
_STATUSES = {DENIED: 401, BAD_KEY: 403, "InvalidClientTokenId": 403, BAD_SIGNATURE: 403, "InvalidAddress": 404}
_STATUSES |= dict.fromkeys(_PASSING, 503)
# A prolog may come before it: byte order mark, declaration, comments.
# Atomic, so that a long prolog of somebody else's cannot make the search slow.
_REFUSAL = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?>(?:<\?.*?\?>|<!--.*?-->)\s*)*)<(?:[\w.-]+:)?ErrorResponse[\s>/]", re.DOTALL
)
_RESET = re.compile(r"reset on \w{3} (\w{3}) +(\d+) (\d\d:\d\d:\d\d) UTC (\d{4})")
# What a message may quote: the string that was to be signed, and a signature by itself.
_QUOTED = re.compile(r"(?:AWSAccessKeyId|MWSAuthToken|Signature)=\S*|[A-Za-z0-9+/]{43}=")

# How the texts of AccessDenied begin, what each means, and what to do.
DENIALS = {
    "AuthToken is not valid": (
        N_("Amazon refuses the authorization: it has expired, was withdrawn, or the token is not this seller's."),
        N_("The seller renews it in Seller Central under Manage your apps, or authorizes the developer again."),
    ),
    "Missing required MWSAuthToken": (
        N_("Amazon asks for the seller's MWS authorization token."),
        N_("Store it with mwslink connect; Manage your apps in Seller Central shows it."),
    ),
    "Access denied": (
        N_("Amazon refuses access: the seller has not authorized this developer, or the account is of another region."),
        N_("Check the country, then authorize the developer in Seller Central."),
    ),
    "Access to ": (
        N_("The developer has no permission for this part of MWS."),
        N_("Amazon gives it to the developer, not to the seller."),
    ),
    "The seller does not have an eligible": (
        N_("The seller's account may not use MWS: it is suspended, or has no Professional selling plan."),
        N_("Seller Central shows the account's state and plan."),
    ),
    "Seller [": (
        N_("The seller does not sell in this marketplace."),
        N_("Open the marketplace in Seller Central, or connect another country."),
    ),
}  # fmt: skip


class DeveloperKeyError(ConfigError):
    """The developer's keys are wrong; `code`: which of them Amazon refuses."""

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.code = code


def understand(response: Response) -> Response:
    """The answer with the status that its error code means (a `calls.Caller.understand`)."""
    if response.is_success and not _REFUSAL.match(response.body[:2000]):
        return response
    if response.status == 429 or response.is_page:
        return response
    refusal, kind = _read(response.body)
    if not refusal.code:
        return replace(response, status=502) if response.is_success else response
    usual = (500 if kind == "Receiver" else 400) if response.is_success else response.status
    return replace(response, status=_STATUSES.get(refusal.code, usual))


def read_refusal(body: bytes) -> Refusal:
    """The first error of an ErrorResponse; empty where the body is none."""
    return _read(body)[0]


def _read(body: bytes) -> tuple[Refusal, str]:
    try:
        root = parse_xml(body)
    except AnswerError:
        return Refusal(), ""
    error = root.find("Error")
    if error is None:
        return Refusal(), ""
    code, text = text_of(error, "Code"), _QUOTED.sub("***", text_of(error, "Message"))
    _logger.debug("refused: request %s", request_id(root)[:100])
    refusal = Refusal(code, "", text, is_throttled=code in _THROTTLED, resets_at=_read_reset(text))
    return refusal, text_of(error, "Type")


def _read_reset(text: str) -> datetime | None:
    """When an hourly quota is full again: `Your quota will reset on Thu Oct 24 01:30:00 UTC 2013`."""
    found = _RESET.search(text)
    if not found:
        return None
    month, day, time, year = found.groups()
    return parse_http_date(f"{day} {month} {year} {time} +0000")  # months in English, whatever the locale


def explain(error: AuthorizationError | RejectedError) -> MwslinkError:
    """The error in words that say what to do; see the table above."""
    if error.code in (BAD_KEY, "InvalidClientTokenId"):
        return DeveloperKeyError(
            _("Amazon does not know the developer's access key id in this region."),
            code=BAD_KEY,
            hint=_("Check [developer]: every region has keys of its own, and unused ones are deleted after 90 days."),
        )
    if error.code == BAD_SIGNATURE:
        return DeveloperKeyError(
            _("The developer's secret key does not belong to the access key id."),
            code=BAD_SIGNATURE,
            hint=_("Check both in [developer]; a secret key has 40 characters."),
        )
    if error.code == EXPIRED:
        return RejectedError(
            _("Amazon finds this computer's clock wrong by more than 15 minutes."),
            code=error.code,
            details=error.details,
            hint=_("Set the clock."),
        )
    if isinstance(error, AuthorizationError) and error.code == DENIED:
        return _explain_denial(error)
    return error


def _explain_denial(error: AuthorizationError) -> AuthorizationError:
    known = next((what for beginning, what in DENIALS.items() if error.details.startswith(beginning)), None)
    if known is None:
        return error
    text, hint = known
    return AuthorizationError(_(text), code=error.code, details=error.details, hint=_(hint))
