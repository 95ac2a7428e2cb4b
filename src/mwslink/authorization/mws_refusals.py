"""What to do about a refusal of MWS, as far as its answers can be told apart.

The gateway has put the refusal into words already; here stands which of the user's answers is in question, where to
look, and what only the connection knows. Nothing in MWS's answers separates an expired authorization from a revoked one
or from a wrong token, so neither do we; the day the seller authorized is a hint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mwslink.authorization.clocks import one_year_after
from mwslink.errors import AuthorizationError, MwslinkError, RejectedError
from mwslink.marketplaces import Marketplace
from mwslink.messages import N_, _

# Where sellers see, renew and withdraw authorizations, below the address of their Seller Central.
MANAGE_YOUR_APPS = "/apps/manage"
_HOME = ""

_WRONG_TOKEN = "AuthToken is not valid"  # noqa: S105  (how Amazon's sentence begins)
# How a text of AccessDenied begins -> the check, the page, and what to do in place of the gateway's shorter hint.
_DENIALS = {
    _WRONG_TOKEN: (
        "access",
        MANAGE_YOUR_APPS,
        N_(
            "Amazon does not say which. Seller Central shows the developer under Manage Your Apps. Expired: renew it "
            "there, and the same token works again within an hour. Missing or disabled: authorize the developer again. "
            "Neither: seller ID and token do not belong together, or the keys are another developer's."
        ),
    ),
    "Missing required MWSAuthToken": ("access", MANAGE_YOUR_APPS, ""),
    "Access denied": (
        "access",
        MANAGE_YOUR_APPS,
        N_("Amazon does not say which. Compare seller ID and country; Manage Your Apps shows who is authorized."),
    ),
    "Access to ": ("permission", MANAGE_YOUR_APPS, ""),
    "The seller does not have an eligible": ("account", _HOME, ""),
    "Seller [": ("marketplace", _HOME, ""),
}
_CHECKS = {
    "InvalidAccessKeyId": "developer",
    "InvalidClientTokenId": "developer",
    "SignatureDoesNotMatch": "developer",
    "RequestExpired": "clock",
}


@dataclass(frozen=True)
class Cause:
    """What was refused: `check` says which answer of the user's is in question, `page` where to look."""

    check: str
    error: MwslinkError
    page: str = ""


def cause_of(error: MwslinkError, marketplace: Marketplace, authorized_on: date | None = None) -> Cause | None:
    """The cause behind a refusal of MWS; None for any other error."""
    code = str(getattr(error, "code", ""))
    if code in _CHECKS:
        return Cause(_CHECKS[code], error)
    if isinstance(error, AuthorizationError) and code == "AccessDenied":
        return _denied(error, marketplace, authorized_on)
    if isinstance(error, RejectedError) and "Invalid seller id" in error.details:
        text = _("Amazon says that this is no seller ID.")
        hint = _("Seller Central → Settings → Account Info → Your Merchant Token")
        clearer = RejectedError(text, code=code, details=error.details, hint=hint)
        return Cause("access", clearer, marketplace.seller_central)
    return None


def _denied(error: AuthorizationError, marketplace: Marketplace, authorized_on: date | None) -> Cause:
    found = next((beginning for beginning in _DENIALS if error.details.startswith(beginning)), "")
    check, page, hint = _DENIALS.get(found, ("access", MANAGE_YOUR_APPS, ""))
    if hint:
        error.hint = _(hint)
    if found == _WRONG_TOKEN and authorized_on:
        told = _("Authorized on {day}, it lasts one year, until {end}.")
        error.hint = f"{told.format(day=authorized_on, end=one_year_after(authorized_on))} {error.hint}"
    return Cause(check, error, marketplace.seller_central + page)
