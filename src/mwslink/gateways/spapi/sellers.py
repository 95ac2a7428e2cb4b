"""Sellers API v1: the marketplaces of a seller."""

from __future__ import annotations

import msgspec

from mwslink.connections import Participation
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.spapi.protocol import Origin
from mwslink.marketplaces import BY_ID

OPERATION = "getMarketplaceParticipations"
ROUTE = "/sellers/v1/marketplaceParticipations"


class _Marketplace(msgspec.Struct, rename="camel"):
    id: str
    country_code: str
    name: str = ""
    default_currency_code: str = ""
    default_language_code: str = ""
    domain_name: str = ""


class _State(msgspec.Struct, rename="camel"):
    is_participating: bool
    has_suspended_listings: bool


class _Participation(msgspec.Struct, rename="camel"):
    marketplace: _Marketplace
    participation: _State
    store_name: str = ""


class _Answer(msgspec.Struct):
    payload: list[_Participation]


_answer = msgspec.json.Decoder(_Answer)


def participations(caller: Caller, signer: Signer, origin: Origin) -> list[Participation]:
    """The seller's marketplaces; what is not one of Amazon's shops (multi-channel fulfilment and such) left out."""
    answer = caller.call(origin.get(OPERATION, ROUTE), lambda response: parse_json(response, _answer), signer=signer)
    return [_render(entry) for entry in answer.payload if entry.marketplace.id in BY_ID]


def _render(entry: _Participation) -> Participation:
    marketplace = entry.marketplace
    return Participation(
        marketplace_id=marketplace.id,
        country=BY_ID[marketplace.id].country,  # Amazon writes both UK and GB
        name=marketplace.name,
        domain=marketplace.domain_name,
        currency=marketplace.default_currency_code,
        language=marketplace.default_language_code,
        store_name=entry.store_name,
        is_participating=entry.participation.is_participating,
        has_suspended_listings=entry.participation.has_suspended_listings,
    )
