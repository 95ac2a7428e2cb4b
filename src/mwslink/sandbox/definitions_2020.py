"""Product Type Definitions API 2020-09-01: which attributes a product type has, and the schemas themselves."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from mwslink.marketplaces import BY_ID
from mwslink.sandbox.accounts import LISTING
from mwslink.sandbox.exchange import Call, Json, Operation, Reply, Service, json_reply
from mwslink.sandbox.gate import Access, SellerCall, denied, gated, identify_seller, not_found, render_fault
from mwslink.sandbox.listings.requests import invalid, read_choice, read_marketplaces
from mwslink.sandbox.listings.schemas import META_SCHEMA, REQUIREMENTS, checksum, make_schema, property_groups
from mwslink.sandbox.parameters import Parameters
from mwslink.sandbox.quotas import Quota
from mwslink.sandbox.seed.product_types import PRODUCT_TYPES
from mwslink.sandbox.state import State

LINK_LIFETIME = timedelta(days=7)
VERSION = "UHqSqmb4FNUk="
_PATH = "/definitions/2020-09-01/productTypes"
_SCHEMAS = "/_schemas/{name}"
_LISTS = frozenset({"marketplaceIds", "keywords"})
_ENFORCED, _NOT_ENFORCED = "ENFORCED", "NOT_ENFORCED"


def get_definitions_product_type(state: State, request: SellerCall) -> Reply:
    """GET /definitions/2020-09-01/productTypes/{productType}."""
    given = Parameters(request.call.query, lists=_LISTS)
    given.refuse_unknown({
        "sellerId", "marketplaceIds", "productTypeVersion", "requirements", "requirementsEnforced", "locale",
        "parentageLevel",
    })  # fmt: skip
    (marketplace_id,) = read_marketplaces(given, most=1)
    requirements = read_choice(given, "requirements", REQUIREMENTS, default="LISTING")
    enforced = read_choice(given, "requirementsEnforced", (_ENFORCED, _NOT_ENFORCED), default=_ENFORCED)
    read_choice(given, "productTypeVersion", ("LATEST", "RELEASE_CANDIDATE", VERSION), default="LATEST")
    read_choice(given, "parentageLevel", ("", "NONE", "CHILD", "PARENT"), default="")
    if given.text("sellerId") not in ("", request.account.seller_id):
        raise denied()
    product_type = PRODUCT_TYPES.get(request.value("product_type"))
    if product_type is None:
        raise not_found(f"The product type '{request.value('product_type')}' was not found.")
    locale = given.text("locale")
    name = ".".join((product_type.name, marketplace_id, requirements, enforced))
    return json_reply(200, {
        "metaSchema": _link(state, request.call, "meta", META_SCHEMA),
        "schema": _link(state, request.call, name, _document(name)),
        "requirements": requirements,
        "requirementsEnforced": enforced,
        "propertyGroups": property_groups(product_type, requirements),
        "locale": BY_ID[marketplace_id].language if locale in ("", "DEFAULT") else locale,
        "marketplaceIds": [marketplace_id],
        "productType": product_type.name,
        "displayName": product_type.display_name,
        "productTypeVersion": {"version": VERSION, "latest": True, "releaseCandidate": False},
    })  # fmt: skip


def search_definitions_product_types(_: State, request: SellerCall) -> Reply:
    """GET /definitions/2020-09-01/productTypes: by keywords, by an item's name, or all."""
    given = Parameters(request.call.query, lists=_LISTS)
    given.refuse_unknown({"keywords", "marketplaceIds", "itemName", "locale", "searchLocale"})
    marketplaces = read_marketplaces(given)
    keywords = given.items("keywords")
    if keywords and given.text("itemName"):
        raise invalid("keywords and itemName cannot be used together.")
    words = [word.lower() for word in keywords or given.text("itemName").split()]
    found = [
        {"name": one.name, "displayName": one.display_name, "marketplaceIds": list(marketplaces)}
        for one in PRODUCT_TYPES.values()
        if not words or any(word in one.display_name.lower() for word in words)
    ]
    return json_reply(200, {"productTypes": found, "productTypeVersion": VERSION})


def _link(state: State, call: Call, name: str, document: bytes) -> Json:
    expires = int((state.clock.now() + LINK_LIFETIME).timestamp())
    host = call.headers.get("host", "127.0.0.1")
    path = f"{_SCHEMAS.format(name=name)}?Expires={expires}&Signature={_sign(state, name, str(expires))}"
    return {"link": {"resource": f"http://{host}{path}", "verb": "GET"}, "checksum": checksum(document)}


def _sign(state: State, name: str, expires: str) -> str:
    return hashlib.sha256(f"{state.settings.seed}:schema:{name}:{expires}".encode()).hexdigest()[:32]


def _download(state: State, call: Call) -> Reply:
    """A schema at the address of a definition, for seven days; S3 answers errors in XML."""
    name, given = call.path_values["name"], dict(call.query)
    expires = given.get("Expires", "")
    if given.get("Signature") != _sign(state, name, expires) or state.clock.now().timestamp() >= int(expires):
        body = b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
        return Reply(403, body, content_type="application/xml")
    return Reply(200, META_SCHEMA if name == "meta" else _document(name))


def _document(name: str) -> bytes:
    product_type, marketplace_id, requirements, enforced = name.split(".")
    return make_schema(PRODUCT_TYPES[product_type], marketplace_id, requirements, enforced=enforced == _ENFORCED)


_ACCESS = Access(Quota(rate=5, burst=10), frozenset({LISTING}))
SERVICE = Service(
    name="definitions-2020-09-01",
    operations=(
        gated("searchDefinitionsProductTypes", "GET", _PATH, _ACCESS, search_definitions_product_types),
        gated("getDefinitionsProductType", "GET", _PATH + "/{product_type}", _ACCESS, get_definitions_product_type),
        Operation("downloadSchema", "GET", _SCHEMAS, _download),
    ),
    identify=identify_seller,
    render_fault=render_fault,
)
