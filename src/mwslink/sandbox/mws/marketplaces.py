"""The marketplaces that a call names, if the seller sells there."""

from __future__ import annotations

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.mws.answers import front_refusal, missing
from mwslink.sandbox.mws.sections import MwsCall


def read_marketplaces(call: MwsCall) -> list[Marketplace]:
    """MarketplaceIdList of Feeds and Reports; none when none is named. Raises MwsRefusalError."""
    return [_sold_in(call, one) for one in call.items("MarketplaceIdList.Id")]


def read_marketplace(call: MwsCall) -> Marketplace:
    """MarketplaceId of Products. Raises MwsRefusalError."""
    if not call.text("MarketplaceId"):
        raise missing("MarketplaceId")
    return _sold_in(call, call.text("MarketplaceId"))


def _sold_in(call: MwsCall, marketplace_id: str) -> Marketplace:
    for marketplace in call.account.marketplaces:
        if marketplace.id == marketplace_id:
            return marketplace
    text = f"Seller [{call.account.seller_id}] does not have access to the given marketplace [{marketplace_id}]"
    raise front_refusal(401, "AccessDenied", text)
