"""Products 2011-10-01: what the catalogue knows of a SKU or an ASIN, five in a call.

It is the catalogue's: the package weight is shared by all sellers of that ASIN, whoever gave it. The seller's own
shipping weight cannot be read over MWS at all, nor who ships the listing, nor its state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.gateways.failures import AnswerError, printable
from mwslink.gateways.mws.hosts import Hosts
from mwslink.gateways.mws.protocol import Service
from mwslink.gateways.mws.sections import PRODUCTS, numbered
from mwslink.gateways.mws.xml import decimal_of, read_results, text_of
from mwslink.listings.model import Listing, Weights
from mwslink.listings.weights import Weight
from mwslink.messages import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MATCH = "GetMatchingProductForId"
PER_CALL = 5
SKU, ASIN = "SellerSKU", "ASIN"


@dataclass(frozen=True)
class Match:
    """What the catalogue says of one id: a product, or, with `listing` None, Amazon's `reason` why there is none."""

    id: str
    listing: Listing | None = None
    reason: str = ""


@dataclass(frozen=True)
class Products:
    """The catalogue as one seller sees it."""

    service: Service
    hosts: Hosts

    def matches(self, marketplace_id: str, ids: Sequence[str], id_type: str = SKU) -> Iterator[list[Match]]:
        """What the catalogue says of these ids, a batch per call, lazily; each id once.

        Ids that Amazon stumbles over are asked for again; AnswerError when it goes on stumbling, after the others.
        """
        unique = list(dict.fromkeys(ids))
        for start in range(0, len(unique), PER_CALL):
            batch = unique[start : start + PER_CALL]
            settled, failed = self._settle(marketplace_id, batch, id_type, calls_left=len(unique) - start)
            if settled:
                yield settled
            if failed:
                text = _("Amazon's catalogue could not answer for {count} of {all} products.")
                raise AnswerError(text.format(count=len(failed), all=len(batch)))

    def _settle(
        self, marketplace_id: str, ids: list[str], id_type: str, *, calls_left: int
    ) -> tuple[list[Match], list[str]]:
        """The matches, and the ids that Amazon goes on stumbling over."""
        policy = self.service.caller.retry
        settled: list[Match] = []
        pending = ids
        for attempt in range(1, policy.attempts + 1):
            results = self._ask(marketplace_id, pending, id_type, calls_left=calls_left)
            read = {one: _match(results.get(one), one, marketplace_id, id_type) for one in pending}
            settled += [match for match in read.values() if match]
            pending = [one for one, match in read.items() if match is None]
            if not pending or attempt == policy.attempts:
                break
            clock.sleep(policy.pause(attempt))
        return settled, pending

    def _ask(self, marketplace_id: str, ids: list[str], id_type: str, *, calls_left: int) -> dict[str, Element]:
        parameters = {"MarketplaceId": marketplace_id, "IdType": id_type, **numbered("IdList.Id", ids)}
        request = self.service.request(PRODUCTS, MATCH, self.hosts.host_of(marketplace_id), parameters)
        return self.service.call(
            replace(request, cost=float(len(ids))),
            lambda answer: _by_id(list(read_results(answer.body, MATCH)), ids),
            calls_left=calls_left,
        )


def _by_id(results: list[Element], ids: list[str]) -> dict[str, Element]:
    """Results by the id they name; one that names none of ours counts for the id in its place."""
    found = {one.get("Id", ""): one for one in results}
    if len(results) == len(ids):
        for id_, result in zip(ids, results, strict=True):
            found.setdefault(id_, result)
    return found


def _match(result: Element | None, id_: str, marketplace_id: str, id_type: str) -> Match | None:
    """What a result says; None when Amazon stumbled, or said nothing of this id."""
    if result is None or result.get("status") == "ServerError":
        return None
    product = result.find("Products/Product")
    if product is None:
        return Match(id_, reason=printable(text_of(result, "Error/Message")))
    return Match(id_, read_product(product, marketplace_id, sku=id_ if id_type == SKU else ""))


def read_product(product: Element, marketplace_id: str, *, sku: str = "") -> Listing:
    """A Product as a listing of which ASIN, title and the catalogue's weights are set; missing stays missing."""
    attributes = product.findall("AttributeSets/ItemAttributes")
    titles = (title for one in attributes if (title := text_of(one, "Title")))
    return Listing(
        sku=sku,
        marketplace_id=marketplace_id,
        asin=text_of(product, "Identifiers/MarketplaceASIN/ASIN"),
        title=next(titles, ""),
        weights=Weights(
            catalogue_package=_weight(attributes, "PackageDimensions/Weight"),
            catalogue_item=_weight(attributes, "ItemDimensions/Weight"),
        ),
    )


def _weight(attributes: Sequence[Element], path: str) -> Weight | None:
    """The weight as it stands there: the unit has always been pounds, and is read all the same."""
    for one in attributes:
        value, element = decimal_of(one, path), one.find(path)
        if value is not None and element is not None:
            return Weight(value, element.get("Units", "").lower())
    return None
