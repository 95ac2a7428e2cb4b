"""What to do about a refusal of MWS, as far as its answers can be told apart.

The gateway has put the refusal into words already; here stands which of the user's answers is in question, where to
look, and what only the connection knows. Nothing in MWS's answers separates an expired authorization from a revoked one
or from a wrong token, so neither do we; the day the seller authorized is a hint.
"""

from __future__ import annotations

from typing import NamedTuple

from mwslink.authorization import records
from mwslink.authorization.causes import NOTHING_KNOWN, Cause, Known, Refused
from mwslink.authorization.pages import MANAGE_APPS
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError, RejectedError
from mwslink.marketplaces import Marketplace
from mwslink.messages import N_, _

_HOME = ""


class _Denial(NamedTuple):
    """What a text of AccessDenied means; `hint` in place of the gateway's shorter one."""

    check: str
    page: str
    causes: tuple[Cause, ...]
    hint: str = ""


_WRONG_TOKEN = "AuthToken is not valid"  # noqa: S105  (how Amazon's sentence begins)
_NO_TOKEN = "Missing required MWSAuthToken"  # noqa: S105  (as above)
OF_TOKEN = (_WRONG_TOKEN, _NO_TOKEN)  # how the texts begin that are about the token, whatever was asked for
# How a text of AccessDenied begins -> what it means.
_DENIALS = {
    _WRONG_TOKEN: _Denial(
        "access",
        MANAGE_APPS,
        (
            Cause.AUTHORIZATION_LAPSED,
            Cause.AUTHORIZATION_WITHDRAWN,
            Cause.TOKEN_WRONG,
            Cause.SELLER_ID_WRONG,
            Cause.OTHER_DEVELOPERS_KEY,
        ),
        N_(
            "Amazon does not say which. Seller Central shows the developer under Manage Your Apps. Expired: renew it "
            "there, and the same token works again within an hour. Missing or disabled: authorize the developer again. "
            "Neither: seller ID and token do not belong together, or the keys are another developer's."
        ),
    ),
    _NO_TOKEN: _Denial("access", MANAGE_APPS, (Cause.TOKEN_MISSING,)),
    "Access denied": _Denial(
        "access",
        MANAGE_APPS,
        (Cause.NOT_AUTHORIZED, Cause.WRONG_REGION, Cause.SELLER_ID_WRONG),
        N_("Amazon does not say which. Compare seller ID and country; Manage Your Apps shows who is authorized."),
    ),
    "Access to ": _Denial("permission", MANAGE_APPS, (Cause.ROLE_MISSING,)),
    "The seller does not have an eligible": _Denial(
        "account", _HOME, (Cause.NO_PROFESSIONAL_PLAN, Cause.ACCOUNT_BLOCKED)
    ),
    "Seller [": _Denial("marketplace", _HOME, (Cause.MARKETPLACE_ABSENT,)),
}
_UNKNOWN_DENIAL = _Denial("access", MANAGE_APPS, ())
_OF_CODES = {
    "InvalidAccessKeyId": ("developer", Cause.DEVELOPER_KEY_UNKNOWN),
    "InvalidClientTokenId": ("developer", Cause.DEVELOPER_KEY_UNKNOWN),
    "SignatureDoesNotMatch": ("developer", Cause.SECRET_KEY_WRONG),
    "RequestExpired": ("clock", Cause.CLOCK_WRONG),
}


def refusal_of(error: MwslinkError, marketplace: Marketplace, known: Known = NOTHING_KNOWN) -> Refused | None:
    """The causes behind a refusal of MWS; None for any other error."""
    code = str(getattr(error, "code", ""))
    if code in _OF_CODES and isinstance(error, ConfigError | RejectedError):
        check, cause = _OF_CODES[code]
        return Refused(check, error, causes=(cause,), evidence=_said(getattr(error, "details", "")))
    if isinstance(error, AuthorizationError) and code == "AccessDenied":
        return _denied(error, marketplace, known)
    if isinstance(error, RejectedError) and "Invalid seller id" in error.details:
        text = _("Amazon says that this is no seller ID.")
        hint = _("Seller Central → Settings → Account Info → Your Merchant Token")
        clearer = RejectedError(text, code=code, details=error.details, hint=hint)
        return Refused("access", clearer, marketplace.seller_central, (Cause.SELLER_ID_WRONG,), _said(error.details))
    return None


def _denied(error: AuthorizationError, marketplace: Marketplace, known: Known) -> Refused:
    found = next((beginning for beginning in _DENIALS if error.details.startswith(beginning)), "")
    denial = _DENIALS.get(found, _UNKNOWN_DENIAL)
    if denial.hint:
        error.hint = _(denial.hint)
    evidence = _said(error.details)
    if found == _WRONG_TOKEN:
        evidence += tuple(records.of_authorization(known))
    return Refused(denial.check, error, marketplace.seller_central + denial.page, denial.causes, evidence)


def _said(details: str) -> tuple[str, ...]:
    return (_("Amazon says: {text}").format(text=details),) if details else ()
