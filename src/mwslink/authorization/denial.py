"""What asking further adds where Amazon refuses a seller without a reason: which causes are left, or which it is.

The account's doors in the other regions are asked, and the parts of the API. What opens proves something; what stays
shut only leaves fewer causes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mwslink.authorization.causes import Cause, Refused
from mwslink.authorization.diagnosis import Finding, found_refused
from mwslink.authorization.parts import Part, Tried, render_part
from mwslink.authorization.roles import Place
from mwslink.authorization.spapi_refusals import OF_DENIAL
from mwslink.errors import AuthorizationError
from mwslink.messages import _, ngettext

_MOST_OF_DRAFT = 25
ROLES_OF_SELLERS = ("Product Listing", "Selling Partner Insights", "Direct-to-Consumer Delivery (Restricted)")


def is_unexplained(finding: Finding) -> bool:
    """Whether asking further may leave fewer causes."""
    return finding.causes == OF_DENIAL


def narrow_denial(
    finding: Finding, doors: Mapping[str, bool | None], tried: Sequence[Tried], *, place: Place, sellers: int
) -> Finding:
    """The refusal with the causes that remain.

    `doors`: whether the other regions let the account in (None: could not be asked); `sellers`: how many accounts the
    configuration has with this application.
    """
    if elsewhere := [region for region, is_open in doors.items() if is_open]:
        return _elsewhere(finding, elsewhere[0], place)
    if opened := [one.part for one in tried if one.error is None]:
        return _role_of_sellers(finding, opened, place)
    remaining = [one for one in OF_DENIAL if one is not Cause.WRONG_REGION or not _is_settled(doors)]
    hint = _(
        "Compare the application's roles and status in the developer console: after a role was added the seller must "
        "authorize again, and a draft serves {count} sellers. Account Health in Seller Central shows a blocked account."
    ).format(count=_MOST_OF_DRAFT)
    error = AuthorizationError(
        finding.text, code=getattr(finding.error, "code", ""), details=getattr(finding.error, "details", ""), hint=hint
    )
    evidence = tuple(_evidence(doors, tried, sellers))
    return found_refused(Refused("access", error, place.console, tuple(remaining), evidence))


def _is_settled(doors: Mapping[str, bool | None]) -> bool:
    """Whether every other region was asked and refused."""
    return bool(doors) and all(is_open is False for is_open in doors.values())


def _evidence(doors: Mapping[str, bool | None], tried: Sequence[Tried], sellers: int) -> Iterator[str]:
    if shut := [region for region, is_open in doors.items() if is_open is False]:
        yield _("These regions refuse it as well: {regions}.").format(regions=", ".join(shut))
    if unasked := [region for region, is_open in doors.items() if is_open is None]:
        yield _("These regions could not be asked: {regions}.").format(regions=", ".join(unasked))
    if shut_parts := [render_part(one.part) for one in tried if one.is_shut]:
        yield _("These are refused as well: {parts}.").format(parts=", ".join(shut_parts))
    text = ngettext(
        "The configuration has {count} account with this application.",
        "The configuration has {count} accounts with this application.",
        sellers,
    )
    yield text.format(count=sellers)


def _elsewhere(finding: Finding, region: str, place: Place) -> Finding:
    text = _("The account is of region {other}, not {region}: it is let in there.")
    hint = _("Connect it with a country of that region: mwslink connect --country …")
    told = text.format(other=region, region=place.marketplace.region)
    code = getattr(finding.error, "code", "")
    error = AuthorizationError(told, code=code, hint=hint)
    return found_refused(Refused("access", error, place.marketplace.seller_central, (Cause.WRONG_REGION,)))


def _role_of_sellers(finding: Finding, opened: Sequence[Part], place: Place) -> Finding:
    text = _("The application lacks a role that shows the seller's marketplaces: {roles}.")
    hint = _("Give it one of them in the developer console; then every seller authorizes again.")
    error = AuthorizationError(
        text.format(roles=" / ".join(ROLES_OF_SELLERS)), code=getattr(finding.error, "code", ""), hint=hint
    )
    shown = ", ".join(render_part(one) for one in opened)
    evidence = (_("Amazon shows {parts}, so region, token and account are right.").format(parts=shown),)
    return found_refused(Refused("role", error, place.console, (Cause.ROLE_MISSING,), evidence))
