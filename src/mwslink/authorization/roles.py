"""Which roles are missing where the seller is let in: every part of the API that this program needs was asked for.

Where two causes look alike something else was asked: Orders v0 where the Orders API of 2026 refuses; product types,
which need the role of listings and no seller ID, where those do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mwslink.authorization.causes import Cause, Refused
from mwslink.authorization.clocks import ORDERS_V0_ENDS_ON
from mwslink.authorization.diagnosis import Finding, Verdict, explain, found_refused
from mwslink.authorization.pages import DEVELOP_APPS
from mwslink.authorization.parts import ROLES_OF, Part, Tried, render_part, render_roles
from mwslink.connections import MWS, SP_API
from mwslink.errors import AuthorizationError
from mwslink.marketplaces import Marketplace
from mwslink.messages import _


@dataclass(frozen=True)
class Place:
    """Where a part was asked for: the marketplace's Seller Central has the pages, and Orders v0 ends some day."""

    marketplace: Marketplace
    today: date
    api: str = SP_API

    @property
    def console(self) -> str:
        return self.marketplace.seller_central + DEVELOP_APPS


def judge_part(one: Tried, place: Place, other: Tried | None = None) -> Finding:
    """What came of asking for a part; `other`: what was asked to explain it (Orders v0, product types)."""
    if one.error is None:
        text = _("Amazon shows {part}.") if place.api == MWS else _("Amazon shows {part} (role {roles}).")
        text = text.format(part=render_part(one.part), roles=render_roles(one.part))
        return Finding("role", Verdict.GOOD, text)
    if not one.is_shut:
        return explain(one.error, place.marketplace)
    if one.part is Part.ORDERS and other:
        return _orders_shut(one, place, other)
    if one.part is Part.LISTINGS and other:
        return _listings_shut(one, place, other)
    return _role_missing(one, place)


def _orders_shut(one: Tried, place: Place, older: Tried) -> Finding:
    """Amazon refuses some sellers the Orders API of 2026 without a reason; v0 then tells whether it is the role."""
    if older.error is None:
        text = _(
            "Amazon refuses this seller Orders 2026-01-01 and serves it Orders v0, which it takes away on {day}."
        ).format(day=ORDERS_V0_ENDS_ON)
        hint = _("Until then import uses v0. Ask Amazon's support for access to Orders 2026-01-01.")
        return Finding(
            "api", Verdict.WARNING, text, hint, place.marketplace.seller_central, causes=(Cause.ORDERS_API_REFUSED,)
        )
    if older.is_shut and place.today < ORDERS_V0_ENDS_ON:
        return _role_missing(one, place, _("Orders v0 is refused as well."))
    text = _("Amazon refuses this seller the orders.")
    causes = (Cause.ROLE_MISSING, Cause.ORDERS_API_REFUSED)
    return found_refused(Refused("role", _refusal(one, text, _how_to_add(Part.ORDERS)), place.console, causes))


def _listings_shut(one: Tried, place: Place, types: Tried) -> Finding:
    """The same role opens product types, whose address has no seller ID in it."""
    if types.error is None:
        text = _("Token and seller ID do not belong together: Amazon shows product types, but not this ID's listings.")
        hint = _("Seller Central → Settings → Account Info → Your Merchant Token")
        error = _refusal(one, text, hint)
        causes = (Cause.SELLER_ID_WRONG, Cause.TOKEN_WRONG)
        return found_refused(Refused("role", error, place.marketplace.seller_central, causes))
    if types.is_shut:
        return _role_missing(one, place, _("Product types, which need the same role, are refused as well."))
    text = _("Amazon refuses the listings.")
    causes = (Cause.ROLE_MISSING, Cause.SELLER_ID_WRONG)
    return found_refused(Refused("role", _refusal(one, text, _how_to_add(Part.LISTINGS)), place.console, causes))


def _role_missing(one: Tried, place: Place, *evidence: str) -> Finding:
    text = _(
        "Amazon does not show {part}: the application lacks the role {roles}, or got it after the seller authorized."
    )
    said = (*evidence, _("The seller is let in otherwise, so region, token and account are right."))
    told = text.format(part=render_part(one.part), roles=render_roles(one.part))
    error = _refusal(one, told, _how_to_add(one.part))
    return found_refused(Refused("role", error, place.console, (Cause.ROLE_MISSING,), said))


def _how_to_add(part: Part) -> str:
    text = _("Give the application the role {role} in the developer console; then every seller authorizes again.")
    text = text.format(role=ROLES_OF[part][-1])
    if part is Part.BUYERS:
        text += " " + _("After that, bring the recipients of the orders that are here already: {command}").format(
            command="mwslink import --since 30d"
        )
    return text


def _refusal(one: Tried, text: str, hint: str) -> AuthorizationError:
    code, details = getattr(one.error, "code", ""), getattr(one.error, "details", "")
    return AuthorizationError(text, code=code, details=details, hint=hint)
