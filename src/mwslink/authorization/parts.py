"""The parts of Amazon's APIs that open to a role of their own, and what came of asking for one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mwslink.errors import AuthorizationError, MwslinkError
from mwslink.messages import N_, _


class Part(StrEnum):
    """A part of the API that opens to a role of its own."""

    ORDERS = "orders"
    ORDERS_V0 = "orders-v0"
    BUYERS = "buyers"  # names and addresses
    LISTINGS = "listings"
    PRODUCT_TYPES = "product-types"


_WORDS = {
    Part.ORDERS: N_("orders"),
    Part.ORDERS_V0: N_("orders (v0)"),
    Part.BUYERS: N_("names and addresses of buyers"),
    Part.LISTINGS: N_("listings and weights"),
    Part.PRODUCT_TYPES: N_("product types"),
}
# Names of roles as the developer console has them; any one of them opens the part.
ROLES_OF = {
    Part.ORDERS: ("Inventory and Order Tracking", "Direct-to-Consumer Delivery (Restricted)"),
    Part.BUYERS: ("Direct-to-Consumer Delivery (Restricted)",),
    Part.LISTINGS: ("Product Listing",),
}


# How SP-API says no without a reason; of whatever else it says, and of MWS, the words are explained elsewhere.
_WITHOUT_REASON = ("Unauthorized", "AccessDeniedException", "InvalidInput")


@dataclass(frozen=True)
class Tried:
    """A part that was asked for; without an error it opened. `is_empty`: there are no listings."""

    part: Part
    error: MwslinkError | None = None
    is_empty: bool = False

    @property
    def is_shut(self) -> bool:
        """Whether it was refused without a reason."""
        error = self.error
        return isinstance(error, AuthorizationError) and error.code in _WITHOUT_REASON and not _is_of_token(error)


def render_part(part: Part) -> str:
    """What the part shows, in words."""
    return _(_WORDS[part])


def render_roles(part: Part) -> str:
    """The roles of which any one opens the part."""
    return " / ".join(ROLES_OF[part])


def _is_of_token(error: AuthorizationError) -> bool:
    return "token you provided" in error.details
