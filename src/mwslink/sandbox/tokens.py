"""Tokens API 2021-03-01: restricted data tokens."""

from __future__ import annotations

import msgspec

from mwslink.sandbox.accounts import DELIVERY, ROLES
from mwslink.sandbox.exchange import Reply, Service, json_reply
from mwslink.sandbox.gate import (
    Access,
    RefusalError,
    SellerCall,
    bad_input,
    gated,
    identify_seller,
    opens,
    render_fault,
)
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.state import TOKEN_LIFETIME, RestrictedResource, State
from mwslink.sandbox.visibility import TAX_ROLES

_NO_RESOURCE = "Application do not have access to some or all requested resource"
# generic path -> the data elements it takes; one that takes none is restricted as a whole
RESTRICTED_PATHS = {
    "/orders/v0/orders": frozenset({"buyerInfo", "shippingAddress", "buyerTaxInformation"}),
    "/orders/v0/orders/{orderId}": frozenset({"buyerInfo", "shippingAddress", "buyerTaxInformation"}),
    "/orders/v0/orders/{orderId}/orderItems": frozenset({"buyerInfo"}),
    "/orders/v0/orders/{orderId}/buyerInfo": frozenset[str](),
    "/orders/v0/orders/{orderId}/address": frozenset[str](),
    "/orders/v0/orders/{orderId}/orderItems/buyerInfo": frozenset[str](),
}
_ELEMENT_ROLES = {
    "buyerInfo": TAX_ROLES | {DELIVERY},
    "shippingAddress": frozenset({DELIVERY}),
    "buyerTaxInformation": TAX_ROLES,
}


class _Resource(msgspec.Struct, forbid_unknown_fields=True):
    method: str = ""
    path: str = ""
    dataElements: list[str] = []  # noqa: N815  (Amazon's name)


class _Request(msgspec.Struct):
    restrictedResources: list[_Resource] = []  # noqa: N815  (Amazon's name)
    targetApplication: str = ""  # noqa: N815  (Amazon's name)


def create_restricted_data_token(state: State, request: SellerCall) -> Reply:
    """POST /tokens/2021-03-01/restrictedDataToken."""
    try:
        asked = msgspec.json.decode(request.call.body, type=_Request)
    except msgspec.MsgspecError as error:
        raise _invalid("The request body is not valid.") from error
    if not asked.restrictedResources:
        raise _invalid("Resource not provided.")
    if len(asked.restrictedResources) > 50:
        raise _invalid("At most 50 resources can be requested.")
    roles = frozenset(request.account.roles)
    resources = tuple(_check(resource, roles) for resource in asked.restrictedResources)
    token = state.issue_restricted_token(request.token, resources)
    seconds = int(TOKEN_LIFETIME.total_seconds())
    return json_reply(200, {"restrictedDataToken": token.value, "expiresIn": seconds})


def _check(resource: _Resource, roles: frozenset[str]) -> RestrictedResource:
    if not resource.method or not resource.path:
        raise _invalid("Resource not provided.")
    generic = next((path for path in RESTRICTED_PATHS if opens(path, resource.path)), None)
    if resource.method != "GET" or generic is None:
        raise bad_input(_NO_RESOURCE)
    elements, allowed = frozenset(resource.dataElements), RESTRICTED_PATHS[generic]
    if not elements <= allowed or (allowed and not elements):
        raise bad_input(_NO_RESOURCE)
    refused = [name for name in resource.dataElements if not _ELEMENT_ROLES[name] & roles]
    if refused:
        text = "Application does not have access to one or more requested data elements:"
        raise bad_input(f"{text} [{', '.join(refused)}]")
    if not allowed and DELIVERY not in roles:
        raise bad_input(_NO_RESOURCE)
    return RestrictedResource(resource.method, resource.path, elements)


def _invalid(details: str) -> RefusalError:
    return RefusalError(400, "InvalidRequest", "Request is missing or has invalid parameters", details)


_ACCESS = Access(Quota(rate=1, burst=10), frozenset(ROLES))
SERVICE = Service(
    name="tokens-2021-03-01",
    operations=(
        gated(
            "createRestrictedDataToken",
            "POST",
            "/tokens/2021-03-01/restrictedDataToken",
            _ACCESS,
            create_restricted_data_token,
        ),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
