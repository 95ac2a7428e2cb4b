"""The front gate of MWS: what is checked, in this order, before an operation looks at its own parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mwslink.sandbox.accounts import ROLES, Account, Developer
from mwslink.sandbox.exchange import Call, Reply
from mwslink.sandbox.gate import HOST_REGION
from mwslink.sandbox.hours import HourLeft
from mwslink.sandbox.mws.answers import MwsRefusalError, bad_value, front_refusal
from mwslink.sandbox.mws.sections import ORDERS, MwsCall, MwsOperation
from mwslink.sandbox.mws.signature import ALGORITHMS, fits
from mwslink.sandbox.state import State

TOLERANCE = timedelta(minutes=15)
_LONGEST_USER_AGENT = 500
_REQUIRED = ("AWSAccessKeyId", "Action", "Signature", "SignatureMethod", "SignatureVersion", "Timestamp", "Version")
_SELLER_ID = re.compile(r"A[0-9A-Z]{9,20}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
WRONG_TOKEN = "AuthToken is not valid for SellerId and AWSAccountId"  # noqa: S105  (Amazon's sentence)
NO_TOKEN = "Missing required MWSAuthToken for Seller."  # noqa: S105  (as above)
NOT_ELIGIBLE = (
    "The seller does not have an eligible Amazon account to call Amazon MWS. To be eligible, the seller must have an "
    "individual (or small business) account with a Professional selling plan."
)
_BAD_SIGNATURE = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)


def check_sender(state: State, parameters: Mapping[str, str], call: Call) -> Developer:
    """Who signed the request, rightly and in time. Raises MwsRefusalError."""
    _check_user_agent(call.headers.get("user-agent", "").strip())
    for name in _REQUIRED:
        if not parameters.get(name):
            raise front_refusal(400, "MissingParameter", f"The request must contain the parameter {name}.")
    if not (parameters.get("SellerId") or parameters.get("Merchant")):
        raise front_refusal(400, "MissingParameter", "The request must contain the parameter SellerId.")
    developer = state.developers.get(parameters["AWSAccessKeyId"])
    if developer is None:
        text = "The AWS Access Key Id you provided does not exist in our records."
        raise front_refusal(403, "InvalidAccessKeyId", text)
    if parameters["SignatureMethod"] not in ALGORITHMS or parameters["SignatureVersion"] != "2":
        raise front_refusal(400, "InvalidParameterValue", "SignatureMethod or SignatureVersion is not supported.")
    host = call.headers.get("host", "")
    if not fits(parameters, verb=call.method, host=host, path=call.raw_path, secret=developer.secret_key):
        raise front_refusal(403, "SignatureDoesNotMatch", _BAD_SIGNATURE)
    _check_time(parameters["Timestamp"], state.clock.now())
    return developer


def _check_user_agent(text: str) -> None:
    if not text:
        raise front_refusal(400, "UserAgentHeaderMissing", "The MWS request must contain a User-Agent header.")
    if len(text) > _LONGEST_USER_AGENT:
        words = f"The User-Agent header must not be longer than {_LONGEST_USER_AGENT} characters."
        raise front_refusal(400, "UserAgentHeaderMaximumLengthExceeded", words)


def _check_time(text: str, now: datetime) -> None:
    if not _MOMENT.fullmatch(text):
        raise front_refusal(400, "InvalidParameterValue", "Timestamp is not an ISO 8601 time.")
    try:
        sent = datetime.fromisoformat(text.upper())
        sent = sent.astimezone(UTC) if sent.tzinfo else sent.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise front_refusal(400, "InvalidParameterValue", "Timestamp is not an ISO 8601 time.") from None
    if abs(now - sent) > TOLERANCE:
        where = "past and has expired" if sent < now else "future"
        shown = sent.strftime("%Y-%m-%dT%H:%M:%SZ")
        text = f"Request signature is too far in the {where}. Timestamp date: {shown}"
        raise front_refusal(400, "RequestExpired", text)


def check_seller(
    state: State, operation: MwsOperation, parameters: Mapping[str, str], developer: Developer, call: Call
) -> Account:
    """Whose data the call is about, if that seller lets this developer in. Raises MwsRefusalError."""
    seller_id = parameters.get("SellerId") or parameters.get("Merchant") or ""
    if not _SELLER_ID.fullmatch(seller_id):
        raise bad_value("Invalid seller id")
    account = next((one for one in state.accounts.values() if one.seller_id == seller_id), None)
    if account is None or account.region != HOST_REGION:
        raise _denied("Access denied")
    token = parameters.get("MWSAuthToken", "")
    if not token:
        raise _denied(NO_TOKEN)
    is_expired = call.suffers("expired-token")
    if is_expired or not account.lets_in(token, developer.id, state.clock.now()):
        raise _denied(WRONG_TOKEN)
    if account.denied or account.restricted:
        raise _denied(NOT_ELIGIBLE)
    if operation.section is ORDERS and not account.roles & _ORDER_ROLES:
        raise _denied(f"Access to {operation.section.name}.{operation.action} is denied")
    return account


_ORDER_ROLES = frozenset(ROLES) - {"Account Information Service Provider"}


def _denied(text: str) -> MwsRefusalError:
    return front_refusal(401, "AccessDenied", text)


def tell_quota(state: State, operation: MwsOperation, call: MwsCall, *, developer: Developer) -> dict[str, str]:
    """The headers that tell what is left of the hour; none where there is no hourly quota."""
    if operation.plan.hourly is None:
        return {}
    key = _quota_key(operation, call, developer)
    return quota_headers(state.hours.look(key, operation.plan.hourly, now=state.clock.now()))


def use_up(state: State, operation: MwsOperation, call: MwsCall, *, developer: Developer) -> None:
    """Count the call against its hour and its bucket; a refused call costs nothing. Raises MwsRefusalError."""
    now, key, allowed = state.clock.now(), _quota_key(operation, call, developer), operation.plan
    most = allowed.hourly or round(allowed.quota.rate * 3600)
    left = state.hours.look(key, most, now=now)
    if call.suffers("quota") or (allowed.hourly and not state.hours.allow(left)):
        raise _used_up(call, left)
    if not state.quotas.take(key, allowed.quota, now=now, cost=operation.cost(call)):
        raise front_refusal(503, "RequestThrottled", "Request is throttled")
    state.hours.count(key)


def _quota_key(operation: MwsOperation, call: MwsCall, developer: Developer) -> tuple[str, ...]:
    name = operation.plan.shared or operation.action
    return (call.account.seller_id, developer.id, call.section.name, name)


def _used_up(call: MwsCall, left: HourLeft) -> MwsRefusalError:
    reset = left.resets_at.strftime("%a %b %d %H:%M:%S UTC %Y")
    where = f"{call.section.name}/{call.section.version}/{call.action}"
    text = (
        f"You exceeded your quota of {left.most:.1f} requests per 1 hour for operation {where}.  "
        f"Your quota will reset on {reset}"
    )
    return front_refusal(503, "QuotaExceeded", text)


def quota_headers(left: HourLeft) -> dict[str, str]:
    """What Feeds, Reports and Products tell of the hour, never of the bucket."""
    return {
        "x-mws-quota-max": f"{left.most:.1f}",
        "x-mws-quota-remaining": f"{left.remaining:.1f}",
        "x-mws-quota-resetsOn": left.resets_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }


def with_headers(reply: Reply, headers: Mapping[str, str]) -> Reply:
    return replace(reply, headers={**reply.headers, **headers})
