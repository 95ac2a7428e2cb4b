"""What a refusal of SP-API or of Login with Amazon means, as far as its answer tells.

| Answer | Causes |
| --- | --- |
| Login with Amazon: `invalid_client` | client secret wrong or expired, or client ID wrong |
| `invalid_grant` | withdrawn, lapsed, or refresh token wrong |
| `unauthorized_client` | the refresh token is another application's |
| `access_denied` | the seller, or Amazon, refused |
| 403 `Unauthorized`, details "revoked, malformed or invalid" | withdrawn after the access token was given |
| 403 `Unauthorized`, no details | wrong region, role missing, limit of a draft, account blocked |

What probing can add to the last one is in `probing`.
"""

from __future__ import annotations

from mwslink.authorization import records
from mwslink.authorization.causes import Cause, Known, Refused, render_causes
from mwslink.authorization.pages import DEVELOP_APPS, MANAGE_APPS
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

CLIENT_REFUSED = "invalid_client"  # Login with Amazon's code for a wrong or expired client secret
UNAUTHORIZED = "Unauthorized"  # the Selling Partner API's code for any 403 about access
_REVOKED = "revoked, malformed or invalid"
OF_DENIAL = (Cause.WRONG_REGION, Cause.ROLE_MISSING, Cause.DRAFT_LIMIT, Cause.ACCOUNT_BLOCKED)


def refusal_of(error: MwslinkError, marketplace: Marketplace, known: Known) -> Refused | None:
    """The causes behind a refusal of SP-API; None for any other error."""
    code = str(getattr(error, "code", ""))
    if isinstance(error, ConfigError):
        return _of_client(error, marketplace, known) if code == CLIENT_REFUSED else None
    if not isinstance(error, AuthorizationError):
        return None
    if code == UNAUTHORIZED:
        return _withdrawn(error, marketplace) if _REVOKED in error.details else _denied(error, marketplace)
    return _of_token(error, marketplace, known)


def _of_client(error: ConfigError, marketplace: Marketplace, known: Known) -> Refused:
    causes = records.causes_of_invalid_client(known)
    page = marketplace.seller_central + DEVELOP_APPS
    return Refused("application", error, page, causes, tuple(records.of_client(known)))


def _of_token(error: AuthorizationError, marketplace: Marketplace, known: Known) -> Refused | None:
    page = marketplace.seller_central + MANAGE_APPS
    if error.code == "invalid_grant":
        causes = records.causes_of_invalid_grant(known)
        clearer = error if Cause.TOKEN_WRONG in causes else _ended(error)
        return Refused("access", clearer, page, causes, tuple(records.of_authorization(known)))
    if error.code == "unauthorized_client":
        return Refused("access", error, page, (Cause.TOKEN_OF_OTHER_APPLICATION,))
    if error.code == "access_denied":
        return Refused("access", error, page, (Cause.AUTHORIZATION_WITHDRAWN, Cause.ACCOUNT_BLOCKED))
    return None


def _ended(error: AuthorizationError) -> AuthorizationError:
    """The refusal of a token that is no wrong one, since it has worked."""
    text = _("The authorization has lapsed or was withdrawn.")
    return AuthorizationError(text, code=error.code, details=error.details, hint=error.hint)


def _withdrawn(error: AuthorizationError, marketplace: Marketplace) -> Refused:
    """Login with Amazon gave an access token, and the API calls it revoked."""
    clearer = AuthorizationError(
        _("The authorization was withdrawn: Amazon calls an access token revoked that it has just given."),
        code=error.code,
        details=error.details,
        hint=_("The seller must authorize again; then run mwslink renew."),
    )
    said = _("Amazon says: {text}").format(text=error.details)
    return Refused(
        "access", clearer, marketplace.seller_central + MANAGE_APPS, (Cause.AUTHORIZATION_WITHDRAWN,), (said,)
    )


def _denied(error: AuthorizationError, marketplace: Marketplace) -> Refused:
    """Amazon gave the seller an access token and refuses it here; it does not say which of the causes it is."""
    text = _("Amazon accepts the refresh token but refuses access in region {region}.")
    clearer = AuthorizationError(
        text.format(region=marketplace.region),
        code=error.code,
        details=error.details,
        hint=" ".join([render_causes(OF_DENIAL), _("mwslink doctor asks further.")]),
    )
    return Refused("access", clearer, marketplace.seller_central + DEVELOP_APPS, OF_DENIAL)
