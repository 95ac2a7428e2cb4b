"""What Amazon's answers say about a connection: one finding a line, the next step, never a guess stated as fact.

The table of outcomes is that of the Sellers API: `getMarketplaceParticipations` (MWS: ListMarketplaceParticipations)
tells in one call whether token, region and keys are accepted, and in which marketplaces the seller sells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from mwslink.authorization.mws_refusals import cause_of
from mwslink.authorization.retirement import SwitchedOffError
from mwslink.connections import Participation
from mwslink.credentials import MissingSecretError
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError, TemporaryError
from mwslink.marketplaces import BY_ID, Marketplace
from mwslink.messages import _

_DENIED = "Unauthorized"  # the Selling Partner API's code for any 403 about access


class Verdict(StrEnum):
    """How a check ended: all is well, worth knowing, stands in the way, or could not be checked now."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """One thing found out: what was checked, what came out, what to do about it and where."""

    check: str
    verdict: Verdict
    text: str
    action: str = ""
    page: str = ""
    error: MwslinkError | None = None
    subject: str = ""

    def about(self, connection: str) -> Finding:
        """The finding, naming the connection it is about."""
        if self.error:
            self.error.connection = connection
        return replace(self, subject=connection)


def find_participation(participations: Sequence[Participation], marketplace: Marketplace) -> list[Finding]:
    """What the seller's marketplaces say about selling in this one; Amazon also lists some that are no shops."""
    found = {participation.country: participation for participation in participations if _is_shop(participation)}
    participation = found.get(marketplace.country)
    if participation is None:
        return [_absent(marketplace, sorted(found))]
    if not participation.is_participating:
        return [_closed(marketplace)]
    if participation.has_suspended_listings:
        return [_suspended(marketplace)]
    return [
        Finding(
            "marketplace",
            Verdict.GOOD,
            _("The seller sells in {marketplace}.").format(marketplace=participation.name),
        )
    ]


def _is_shop(participation: Participation) -> bool:
    return participation.marketplace_id in BY_ID


def _absent(marketplace: Marketplace, countries: Sequence[str]) -> Finding:
    text = _("This seller has no shop in {country}. Amazon names: {countries}.").format(
        country=marketplace.label, countries=", ".join(countries) or _("none")
    )
    action = _("Open the marketplace in Seller Central, or connect one of the countries named.")
    return _bad("marketplace", AuthorizationError(text, hint=action), page=marketplace.seller_central)


def _closed(marketplace: Marketplace) -> Finding:
    text = _("The seller's shop in {country} is closed.").format(country=marketplace.label)
    action = _("Open it again in Seller Central.")
    return _bad("marketplace", AuthorizationError(text, hint=action), page=marketplace.seller_central)


def _suspended(marketplace: Marketplace) -> Finding:
    return Finding(
        "marketplace",
        Verdict.WARNING,
        _("The connection is good, but the seller's listings in {country} are inactive.").format(
            country=marketplace.label
        ),
        action=_("The seller is on holiday or suspended; Seller Central says which."),
        page=marketplace.seller_central,
    )


def explain(error: MwslinkError, marketplace: Marketplace, *, authorized_on: date | None = None) -> Finding:
    """What a failed call says; a temporary failure says nothing about the credentials.

    `authorized_on`: the day the seller authorized, as far as it is known.
    """
    if isinstance(error, TemporaryError):
        return Finding(
            "access",
            Verdict.UNKNOWN,
            _("Could not be checked now: {why}").format(why=error.message),
            action=error.hint or _("Run it again later."),
            error=error,
        )
    if isinstance(error, AuthorizationError) and error.code == _DENIED:
        error = _denied(error, marketplace)
    if cause := cause_of(error, marketplace, authorized_on):
        return _bad(cause.check, cause.error, page=cause.page)
    if isinstance(error, MissingSecretError):
        return _bad("secrets", error, page="")
    if isinstance(error, SwitchedOffError):
        return _bad("api", error, page="")
    check = "application" if isinstance(error, ConfigError) else "access"
    return _bad(check, error, page=marketplace.seller_central)


def _denied(error: AuthorizationError, marketplace: Marketplace) -> AuthorizationError:
    """Amazon gave the seller an access token and refuses it here; it does not say which of the two causes it is."""
    text = _("Amazon accepts the refresh token but refuses access in region {region}.")
    hint = _(
        "Either the seller's account is of another region, or the application lacks a role such as Product Listing: "
        "after adding one in Developer Central the seller must authorize again."
    )
    return AuthorizationError(text.format(region=marketplace.region), code=error.code, details=error.details, hint=hint)


def _bad(check: str, error: MwslinkError, *, page: str) -> Finding:
    return Finding(check, Verdict.BAD, error.message, action=error.hint, page=page, error=error)
