"""The lists of Feeds and Reports, which page by flag and token: `HasNext` true, then `NextToken` is to be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mwslink.gateways.failures import AnswerError
from mwslink.gateways.mws.protocol import Service, twin_of
from mwslink.gateways.mws.sections import MwsRequest
from mwslink.gateways.mws.xml import is_set, read_result, text_of
from mwslink.messages import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def entries(service: Service, first: MwsRequest, name: str) -> Iterator[Element]:
    """All elements of that name in all pages of a list, the newest first as Amazon sends them."""
    request = first
    while True:
        result = _page(service, request)
        yield from result.iterfind(name)
        token = text_of(result, "NextToken")
        if not (token and is_set(result, "HasNext")):
            return
        if request.parameters.get("NextToken") == token:
            raise AnswerError(_("Amazon sends the same page of a list again and again."))
        request = twin_of(first, token, shares_quota=False)


def _page(service: Service, request: MwsRequest) -> Element:
    return service.call(request, lambda answer: read_result(answer.body, request.operation))
