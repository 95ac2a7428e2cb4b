"""What Amazon's answers say about a connection: one finding a line, the next step, never a guess stated as fact.

The table of outcomes is that of the Sellers API: `getMarketplaceParticipations` (MWS: ListMarketplaceParticipations)
tells in one call whether token, region and keys are accepted, and in which marketplaces the seller sells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mwslink.authorization import mws_refusals, spapi_refusals
from mwslink.authorization.causes import NOTHING_KNOWN, Cause, Known, Refused
from mwslink.authorization.forms import FormError
from mwslink.authorization.obstacles import obstacle_of
from mwslink.authorization.retirement import SwitchedOffError
from mwslink.connections import Participation
from mwslink.credentials import MissingSecretError
from mwslink.errors import (
    AuthorizationError,
    ConfigError,
    MwslinkError,
    TemporaryError,
    ThrottledError,
    TrustStoreError,
)
from mwslink.marketplaces import BY_ID, Marketplace
from mwslink.messages import _


class Verdict(StrEnum):
    """How a check ended: all is well, worth knowing, stands in the way, or could not be checked now."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """One thing found out: what was checked, what came out, what to do about it and where.

    One cause is certain; several are those that are possible and that nobody can tell apart from here. `evidence`:
    facts, a sentence each.
    """

    check: str
    verdict: Verdict
    text: str
    action: str = ""
    page: str = ""
    error: MwslinkError | None = None
    subject: str = ""
    causes: tuple[Cause, ...] = ()
    evidence: tuple[str, ...] = ()

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
    error = AuthorizationError(text, hint=action)
    return _bad("marketplace", error, Cause.MARKETPLACE_ABSENT, page=marketplace.seller_central)


def _closed(marketplace: Marketplace) -> Finding:
    text = _("The seller's shop in {country} is closed.").format(country=marketplace.label)
    action = _("Open it again in Seller Central.")
    error = AuthorizationError(text, hint=action)
    return _bad("marketplace", error, Cause.MARKETPLACE_CLOSED, page=marketplace.seller_central)


def _suspended(marketplace: Marketplace) -> Finding:
    return Finding(
        "marketplace",
        Verdict.WARNING,
        _("The connection is good, but the seller's listings in {country} are inactive.").format(
            country=marketplace.label
        ),
        action=_("The seller is on holiday or suspended; Seller Central says which."),
        page=marketplace.seller_central,
        causes=(Cause.LISTINGS_INACTIVE,),
    )


def explain(error: MwslinkError, marketplace: Marketplace, known: Known = NOTHING_KNOWN) -> Finding:
    """What a failed call says; a temporary failure says nothing about the credentials."""
    if isinstance(error, TemporaryError):
        return explain_trouble(error)
    refused = spapi_refusals.refusal_of(error, marketplace, known) or mws_refusals.refusal_of(error, marketplace, known)
    if refused:
        return found_refused(refused)
    if isinstance(error, MissingSecretError):
        return explain_missing(error)
    if isinstance(error, FormError):
        error.hint = error.hint or _("Copy it again, whole, and store it where the configuration points.")
        return _bad("secrets", error, Cause.FORM_WRONG)
    if isinstance(error, TrustStoreError):
        return _bad("tls", error, Cause.TLS_STORE)
    if isinstance(error, SwitchedOffError):
        return _bad("api", error, Cause.API_RETIRED)
    check = "application" if isinstance(error, ConfigError) else "access"
    return found_refused(Refused(check, error, marketplace.seller_central))


def explain_trouble(error: TemporaryError) -> Finding:
    """What keeps an answer away says nothing about anybody's credentials."""
    if isinstance(error, ThrottledError):
        error.hint = _("Run it again then.")  # a check has saved nothing, and no option for how long it waits
    why = obstacle_of(error)
    return Finding(
        why.check,
        Verdict.UNKNOWN,
        _("Could not be checked now: {why}").format(why=error.message),
        action=error.hint or _("Run it again later."),
        error=error,
        causes=why.causes,
        evidence=why.evidence,
    )


def explain_missing(error: MwslinkError) -> Finding:
    """A secret that cannot be had."""
    return _bad("secrets", error, Cause.SECRET_MISSING)


def found_refused(refused: Refused) -> Finding:
    """A refusal as a finding."""
    error = refused.error
    return Finding(
        refused.check,
        Verdict.BAD,
        error.message,
        action=error.hint,
        page=refused.page,
        error=error,
        causes=refused.causes,
        evidence=refused.evidence,
    )


def _bad(check: str, error: MwslinkError, cause: Cause, *, page: str = "") -> Finding:
    return found_refused(Refused(check, error, page, (cause,)))
