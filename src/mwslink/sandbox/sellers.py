"""Sellers API v1: where a seller sells, and who the seller is."""

from __future__ import annotations

from mwslink.sandbox.accounts import DELIVERY, FINANCE, LISTING, Account, Participation
from mwslink.sandbox.exchange import Json, Reply, Service, json_reply
from mwslink.sandbox.gate import Access, SellerCall, bad_input, gated, identify_seller, render_fault
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.state import State

# Amazon also lists ids that are no shops, for Multi-Channel Fulfillment and the like; Spain's is known
PHANTOM_ID = "AFQLKURYRPEL8"
_QUOTA = Quota(rate=0.016, burst=15)


def get_marketplace_participations(_: State, request: SellerCall) -> Reply:
    """GET /sellers/v1/marketplaceParticipations."""
    _check_no_parameters(request)
    return json_reply(200, {"payload": _participations(request.account)})


def get_account(_: State, request: SellerCall) -> Reply:
    """GET /sellers/v1/account."""
    _check_no_parameters(request)
    account = request.account
    country = account.participations[0].marketplace.country
    address = {"addressLine1": "Calle Inventada 1", "city": "Sandbox", "countryCode": country}
    payload: Json = {
        "marketplaceParticipationList": _participations(account),
        "businessType": "PRIVATE_LIMITED",
        "sellingPlan": "PROFESSIONAL",
        "business": {"name": account.store_name, "registeredBusinessAddress": address},
        "primaryContact": {"name": f"Contact of {account.store_name}", "address": address},
    }
    return json_reply(200, {"payload": payload})


def _check_no_parameters(request: SellerCall) -> None:
    # python-amazon-sp-api adds its marketplace to every request, and Amazon lets that pass
    strange = {name for name, _ in request.call.query if name.lower().replace("_", "").rstrip("s") != "marketplaceid"}
    if strange:
        raise bad_input(details=f"Unknown parameter: {min(strange)}")


def _participations(account: Account) -> list[Json]:
    rows = [_participation(one, account.store_name) for one in account.participations]
    phantom: Json = {
        "marketplace": {
            "id": PHANTOM_ID,
            "countryCode": "ES",
            "name": "Non-Amazon ES",
            "defaultCurrencyCode": "EUR",
            "defaultLanguageCode": "es_ES",
            "domainName": "siprod.stores.amazon.es",
        },
        "storeName": account.store_name,
        "participation": {"isParticipating": True, "hasSuspendedListings": False},
    }
    return [*rows, phantom]


def _participation(one: Participation, store_name: str) -> Json:
    marketplace = one.marketplace
    return {
        "marketplace": {
            "id": marketplace.id,
            "countryCode": marketplace.country,
            "name": marketplace.domain.removeprefix("www.").capitalize(),
            "defaultCurrencyCode": marketplace.currency,
            "defaultLanguageCode": marketplace.language,
            "domainName": marketplace.domain,
        },
        "storeName": store_name,
        "participation": {"isParticipating": one.participating, "hasSuspendedListings": one.suspended},
    }


_ANY_SELLER = Access(_QUOTA, frozenset({LISTING, "Selling Partner Insights", DELIVERY}))
_BUSINESS = Access(_QUOTA, frozenset({FINANCE, "Account Information Service Provider"}))
SERVICE = Service(
    name="sellers-v1",
    operations=(
        gated(
            "getMarketplaceParticipations",
            "GET",
            "/sellers/v1/marketplaceParticipations",
            _ANY_SELLER,
            get_marketplace_participations,
        ),
        gated("getAccount", "GET", "/sellers/v1/account", _BUSINESS, get_account),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
