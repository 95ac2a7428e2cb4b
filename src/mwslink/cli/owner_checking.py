"""Finding out whose token it is, where nothing said so: by the seller's listings, else by an order imported before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from mwslink import clock
from mwslink.authorization.diagnosis import Finding, Verdict
from mwslink.authorization.ownership import judge_listings, judge_order, not_told
from mwslink.authorization.parts import Part
from mwslink.authorization.roles import Place
from mwslink.cli.asking_further import try_part
from mwslink.errors import MwslinkError
from mwslink.messages import _
from mwslink.store.queries import OrderQuery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mwslink.cli.conversation import Conversation
    from mwslink.connections import Seller
    from mwslink.gateways import Gateway
    from mwslink.marketplaces import Marketplace
    from mwslink.store import Store

_REMEMBERED = timedelta(days=365)  # Amazon shows orders of two years


def check_owner(gateway: Gateway, store: Store, seller: Seller, marketplace: Marketplace) -> Finding:
    """Whether the gateway's token is this seller's, as far as Amazon's answers tell."""
    place = Place(marketplace, clock.today())
    listings = try_part(gateway, Part.LISTINGS, [marketplace.id])
    types = try_part(gateway, Part.PRODUCT_TYPES, [marketplace.id]) if listings.is_shut else None
    return (
        judge_listings(seller.seller_id, listings, place, types)
        or _by_order(gateway, store, seller, place)
        or not_told(seller.seller_id)
    )


def _by_order(gateway: Gateway, store: Store, seller: Seller, place: Place) -> Finding | None:
    query = OrderQuery(seller=seller, since=clock.now() - _REMEMBERED, limit=1)
    order_ids = [one.order.id for one in store.orders.find(query)]
    if not order_ids:
        return None
    try:
        found = list(gateway.read_orders(place.marketplace.id, order_ids))
    except MwslinkError:  # the role may be missing, or Amazon too busy
        return None
    return judge_order(seller.seller_id, is_found=bool(found), place=place)


def accept_findings(talk: Conversation, findings: Sequence[Finding]) -> None:
    """Tell what Amazon says; where it cannot say whose token it is, somebody who is there does. Raises Exit."""
    for finding in findings:
        talk.tell(finding.text)
    doubts = [one for one in findings if one.check == "seller" and one.verdict is Verdict.WARNING]
    if doubts and not talk.confirm(_("Is it that seller's token?"), default=True, silent=True):
        talk.tell(_("Nothing was written."))
        raise click.exceptions.Exit(0)
