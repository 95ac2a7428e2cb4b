"""Why MWS refuses a call, as far as its answers can be told apart.

The texts are those of the MWS developer guide and of sellers' reports. Nothing in them separates an expired
authorization from a revoked one or from a wrong token, so neither do we; the day the seller authorized is a hint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mwslink.authorization.clocks import one_year_after
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError, RejectedError
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

# The page where sellers see, renew and withdraw authorizations.
MANAGE_YOUR_APPS = "/apps/manage"
_DENIED = "AccessDenied"
_UNKNOWN_KEY = ("InvalidAccessKeyId", "InvalidClientTokenId")
_WRONG_TOKEN = "AuthToken is not valid"  # noqa: S105  (Amazon's sentence)
_NO_TOKEN = "Missing required MWSAuthToken"  # noqa: S105  (as above)
_NOT_ELIGIBLE = "does not have an eligible Amazon account"
_NO_MARKETPLACE = "does not have access to the given marketplace"
_NO_SECTION = "Access to "
_BAD_SELLER = "Invalid seller id"


@dataclass(frozen=True)
class Cause:
    """What was refused: `check` says which answer of the user's is in question, `page` where to look."""

    check: str
    error: MwslinkError
    page: str = ""


def cause_of(error: MwslinkError, marketplace: Marketplace, authorized_on: date | None = None) -> Cause | None:
    """The cause behind an error of MWS; None for errors of other kinds."""
    if not isinstance(error, AuthorizationError | RejectedError):
        return None
    if error.code == _DENIED:
        return _denied(error, marketplace, authorized_on)
    if error.code in _UNKNOWN_KEY:
        return _unknown_key()
    if error.code == "SignatureDoesNotMatch":
        return _wrong_secret()
    if error.code == "RequestExpired":
        return _wrong_clock(error)
    if _says(error, _BAD_SELLER):
        return _bad_seller(error, marketplace)
    return None


def _says(error: AuthorizationError | RejectedError, words: str) -> bool:
    return words in error.message or words in error.details


def _denied(error: AuthorizationError | RejectedError, marketplace: Marketplace, authorized_on: date | None) -> Cause:
    page = marketplace.seller_central + MANAGE_YOUR_APPS
    if _says(error, _WRONG_TOKEN):
        return Cause("access", _wrong_token(error, authorized_on), page)
    if _says(error, _NO_TOKEN):
        text = _("The call went to MWS without an authorization token.")
        return Cause("access", _same(error, text, _("Give the token that Seller Central shows: mwslink renew")), page)
    if _says(error, _NOT_ELIGIBLE):
        text = _("MWS serves this seller not at all: the account is not on the Professional plan, or is suspended.")
        hint = _("The seller finds out in Seller Central: Settings → Account Info, and Account Health.")
        return Cause("account", _same(error, text, hint), marketplace.seller_central)
    if _says(error, _NO_MARKETPLACE):
        text = _("MWS knows the seller, but not as one who sells in {country}.").format(country=marketplace.label)
        hint = _("Open the marketplace in Seller Central, or connect a country where the seller sells.")
        return Cause("marketplace", _same(error, text, hint), marketplace.seller_central)
    if _says(error, _NO_SECTION):
        text = _("MWS knows developer and seller, but the developer lacks permission for this part of MWS.")
        hint = _("The developer asks Amazon for the permission; after that the seller may have to authorize again.")
        return Cause("permission", _same(error, text, hint), page)
    text = _("MWS refuses access: the seller never authorized this developer, or is of another region than {region}.")
    hint = _("Amazon does not say which. Compare seller ID and country; then Manage Your Apps shows the developers.")
    return Cause("access", _same(error, text.format(region=marketplace.region), hint), page)


def _wrong_token(error: AuthorizationError | RejectedError, authorized_on: date | None) -> MwslinkError:
    text = _(
        "MWS refuses the authorization token. It is wrong, of another seller or another developer, was revoked, or "
        "expired after its year; Amazon does not say which."
    )
    hint = _(
        "Seller Central → Manage Your Apps shows the developer. Expired: renew it there, and the same token works "
        "again within an hour. Missing or disabled: authorize the developer again. Else compare seller ID and token."
    )
    if authorized_on:
        told = _("Authorized on {day}, it expires on {end}.")
        hint = f"{told.format(day=authorized_on, end=one_year_after(authorized_on))} {hint}"
    return _same(error, text, hint)


def _unknown_key() -> Cause:
    error = ConfigError(
        _("MWS does not know the developer's access key ID."),
        hint=_(
            "It is mistyped, of a developer in another region, or deleted, as Amazon does after 90 days without use. "
            "Store the right pair with mwslink connect --access-key-id and --secret-key."
        ),
    )
    return Cause("developer", error)


def _wrong_secret() -> Cause:
    error = ConfigError(
        _("MWS knows the access key ID, but the secret key does not belong to it."),
        hint=_("Copy the secret key again; it is stored with mwslink connect --access-key-id and --secret-key."),
    )
    return Cause("developer", error)


def _wrong_clock(error: AuthorizationError | RejectedError) -> Cause:
    text = _("MWS refuses the call because this computer's clock is more than 15 minutes wrong.")
    return Cause("clock", _same(error, text, _("Set the clock, best by NTP.")))


def _bad_seller(error: AuthorizationError | RejectedError, marketplace: Marketplace) -> Cause:
    text = _("MWS says that this is no seller ID.")
    hint = _("Seller Central → Settings → Account Info → Your Merchant Token")
    return Cause("access", _same(error, text, hint), marketplace.seller_central)


def _same(error: AuthorizationError | RejectedError, text: str, hint: str) -> MwslinkError:
    """The error in our words; kind, exit code and Amazon's words stay."""
    return type(error)(text, code=error.code, details=error.details, hint=hint, connection=error.connection)
