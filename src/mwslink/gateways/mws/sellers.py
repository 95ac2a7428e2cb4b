"""Sellers 2011-07-01: the marketplaces of a seller, and whether MWS is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.connections import Participation
from mwslink.errors import AuthorizationError, ConfigError
from mwslink.gateways.failures import AnswerError
from mwslink.gateways.mws.hosts import Hosts
from mwslink.gateways.mws.protocol import Service, twin_of
from mwslink.gateways.mws.refusals import BAD_KEY, DENIED, DeveloperKeyError
from mwslink.gateways.mws.sections import ORDERS, SELLERS, Section
from mwslink.gateways.mws.xml import moment_of, read_result, required, text_of
from mwslink.marketplaces import BY_ID
from mwslink.messages import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIST = "ListMarketplaceParticipations"
STATUS = "GetServiceStatus"


@dataclass(frozen=True)
class ServiceStatus:
    """How a section of MWS is: GREEN, GREEN_I (with a message), YELLOW, RED."""

    status: str
    at: datetime | None
    messages: tuple[str, ...] = ()


def participations(service: Service, hosts: Hosts) -> list[Participation]:
    """The seller's marketplaces; what is not one of Amazon's shops (payments, invoicing, own sites) is left out.

    A seller of a country with a host of its own is unknown at the region's other hosts, so where one refuses access as
    such the next is asked. Raises what the first one raised when none knows the seller.
    """
    refusal: AuthorizationError | ConfigError | None = None
    for host in hosts.all():
        try:
            return _participations(service, host)
        except (AuthorizationError, DeveloperKeyError) as error:
            refusal = refusal or error
            if not _is_elsewhere(error):
                break
    raise refusal or AuthorizationError(_("Amazon MWS has no host for this region."))


def _is_elsewhere(error: AuthorizationError | DeveloperKeyError) -> bool:
    """Whether the refusal is what a wrong host says."""
    if isinstance(error, AuthorizationError):
        return error.code == DENIED and error.details.startswith("Access denied")
    return error.code == BAD_KEY


def _participations(service: Service, host: str) -> list[Participation]:
    first = service.request(SELLERS, LIST, host, {})
    request = first
    marketplaces: list[Participation] = []
    suspended: dict[str, bool] = {}
    while True:
        operation = request.operation
        result = service.call(request, lambda answer, name=operation: read_result(answer.body, name))  # type: ignore[misc]
        suspended |= {_id(one): _is_suspended(one) for one in result.iterfind("ListParticipations/Participation")}
        marketplaces += [_read(one) for one in result.iterfind("ListMarketplaces/Marketplace") if _id(one) in BY_ID]
        token = text_of(result, "NextToken")
        if not token:
            return [_joined(one, suspended) for one in marketplaces]
        if request.parameters.get("NextToken") == token:
            raise AnswerError(_("Amazon sends the same page of marketplaces again and again."))
        request = twin_of(first, token, shares_quota=True)


def _id(element: Element) -> str:
    return required(element, "MarketplaceId")


def _is_suspended(element: Element) -> bool:
    return text_of(element, "HasSellerSuspendedListings").lower() == "yes"


def _read(element: Element) -> Participation:
    id_ = _id(element)
    return Participation(
        marketplace_id=id_,
        country=BY_ID[id_].country,  # Amazon writes both UK and GB
        name=text_of(element, "Name"),
        domain=text_of(element, "DomainName"),
        currency=text_of(element, "DefaultCurrencyCode"),
        language=text_of(element, "DefaultLanguageCode"),
        store_name="",
        is_participating=False,
        has_suspended_listings=False,
    )


def _joined(one: Participation, suspended: dict[str, bool]) -> Participation:
    """MWS names active marketplaces only; one that is described without a participation is none of the seller's."""
    id_ = one.marketplace_id
    return Participation(
        id_, one.country, one.name, one.domain, one.currency, one.language,
        store_name="",
        is_participating=id_ in suspended,
        has_suspended_listings=suspended.get(id_, False),
    )  # fmt: skip


def service_status(service: Service, hosts: Hosts, section: Section = ORDERS) -> ServiceStatus:
    """How a section is; not for Feeds and Reports, which have no such operation."""
    request = service.request(section, STATUS, hosts.all()[0], {})
    result = service.call(request, lambda answer: read_result(answer.body, STATUS))
    messages = tuple(text_of(one, "Text") for one in result.iterfind("Messages/Message"))
    return ServiceStatus(required(result, "Status"), moment_of(result, "Timestamp"), messages)
