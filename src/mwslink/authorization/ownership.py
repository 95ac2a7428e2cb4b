"""Whether a token is the seller's whose ID stands beside it, which no answer of SP-API says.

Only Listings Items has the seller ID in its address. Listings there prove that both belong together; a refusal where
product types, which need the same role, are open disproves it. So does an order that was imported for this seller:
another seller's token does not find it. Where there are neither listings nor orders, nobody knows.
"""

from __future__ import annotations

from mwslink.authorization.causes import Cause, Refused
from mwslink.authorization.diagnosis import Finding, Verdict, found_refused
from mwslink.authorization.parts import Tried
from mwslink.authorization.roles import Place
from mwslink.errors import AuthorizationError
from mwslink.messages import _


def judge_listings(seller_id: str, one: Tried, place: Place, types: Tried | None = None) -> Finding | None:
    """What asking for the seller's listings says; `types`: product types, asked for where those are shut."""
    if one.error is None and not one.is_empty:
        return _proven(seller_id)
    if types is None or types.error is not None:
        return None
    text = _("The token is not that of seller {seller}: Amazon refuses it the listings of this seller ID.")
    return _disproven(text.format(seller=seller_id), place)


def judge_order(seller_id: str, *, is_found: bool, place: Place) -> Finding:
    """What asking for an order says that was imported for the seller."""
    if is_found:
        return _proven(seller_id)
    text = _(
        "The token is not that of seller {seller}: with it Amazon does not find an order imported for this seller."
    )
    return _disproven(text.format(seller=seller_id), place)


def not_told(seller_id: str) -> Finding:
    """Neither listings nor orders to tell by."""
    text = _("Whether the token is that of seller {seller} could not be checked: no listings or orders tell.")
    return Finding("seller", Verdict.WARNING, text.format(seller=seller_id))


def _proven(seller_id: str) -> Finding:
    return Finding("seller", Verdict.GOOD, _("The token is that of seller {seller}.").format(seller=seller_id))


def _disproven(text: str, place: Place) -> Finding:
    hint = _(
        "Use the token that this seller's authorization gave, or the ID of the seller who gave it: "
        "Seller Central → Settings → Account Info → Your Merchant Token"
    )
    causes = (Cause.TOKEN_WRONG, Cause.SELLER_ID_WRONG)
    return found_refused(
        Refused("access", AuthorizationError(text, hint=hint), place.marketplace.seller_central, causes)
    )
