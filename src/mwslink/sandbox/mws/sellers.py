"""Sellers 2011-07-01: where a seller sells; and GetServiceStatus, which most sections have."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mwslink.sandbox.accounts import Participation
from mwslink.sandbox.exchange import Reply
from mwslink.sandbox.mws.answers import MwsRefusalError, element, milliseconds, missing, result, result_reply
from mwslink.sandbox.mws.sections import MINUTE, SELLERS, MwsCall, MwsOperation, Section, mws_operation, plan
from mwslink.sandbox.sellers import PHANTOM_ID
from mwslink.sandbox.state import State

_PLAN = plan(15, every=MINUTE)
_TWIN = plan(15, every=MINUTE, shared="ListMarketplaceParticipations")
_PHANTOM = ("ES", "siprod.stores.amazon.es", "Non-Amazon ES", "EUR", "es_ES")


def list_marketplace_participations(_state: State, call: MwsCall) -> Reply:
    """Active marketplaces only, and one that is none."""
    sold_in = [one for one in call.account.participations if one.participating]
    participations = [_participation(one.marketplace.id, call, suspended=one.suspended) for one in sold_in]
    participations.append(_participation(PHANTOM_ID, call, suspended=False))
    marketplaces = [_marketplace(one.marketplace.id, *_described(one)) for one in sold_in]
    marketplaces.append(_marketplace(PHANTOM_ID, *_PHANTOM))
    lists = (element("ListParticipations", *participations), element("ListMarketplaces", *marketplaces))
    return result_reply(call, [result(call, *lists)])


def list_by_next_token(_state: State, call: MwsCall) -> Reply:
    """All fits into the first answer, so no token is ever good."""
    if not call.text("NextToken"):
        raise missing("NextToken")
    raise MwsRefusalError(400, "NextTokenCorrupted", "The NextToken is invalid.")


def _participation(marketplace_id: str, call: MwsCall, *, suspended: bool) -> Element:
    return element(
        "Participation",
        element("MarketplaceId", marketplace_id),
        element("SellerId", call.account.seller_id),
        element("HasSellerSuspendedListings", "Yes" if suspended else "No"),
    )


def _described(one: Participation) -> tuple[str, str, str, str, str]:
    place = one.marketplace
    return place.country, place.domain, place.domain.removeprefix("www.").capitalize(), place.currency, place.language


def _marketplace(id_: str, country: str, domain: str, name: str, *money: str) -> Element:
    currency, language = money
    return element(
        "Marketplace",
        element("MarketplaceId", id_),
        element("DefaultCountryCode", country),
        element("DomainName", domain),
        element("Name", name),
        element("DefaultCurrencyCode", currency),
        element("DefaultLanguageCode", language),
    )


def get_service_status(state: State, call: MwsCall) -> Reply:
    """GREEN, always."""
    now = state.clock.now()
    return result_reply(call, [result(call, element("Status", "GREEN"), element("Timestamp", milliseconds(now)))])


def service_status(section: Section) -> MwsOperation:
    """GetServiceStatus of a section."""
    return mws_operation(section, "GetServiceStatus", plan(2, every=5 * MINUTE), get_service_status)


def operations() -> Iterator[MwsOperation]:
    yield mws_operation(SELLERS, "ListMarketplaceParticipations", _PLAN, list_marketplace_participations)
    yield mws_operation(SELLERS, "ListMarketplaceParticipationsByNextToken", _TWIN, list_by_next_token)
    yield service_status(SELLERS)
