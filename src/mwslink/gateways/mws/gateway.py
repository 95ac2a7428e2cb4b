"""MWS as a gateway: the parts, put together for one account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from mwslink.authorization.parts import Part
from mwslink.connections import Account, Participation
from mwslink.gateways import Access, QuotaLevel
from mwslink.gateways.calls import Caller
from mwslink.gateways.failures import ReadError, Refusal
from mwslink.gateways.mws import sellers
from mwslink.gateways.mws.confirmations import Confirmations
from mwslink.gateways.mws.feeds import Feeds
from mwslink.gateways.mws.hosts import Hosts
from mwslink.gateways.mws.hours import Hours
from mwslink.gateways.mws.listings_repair import RepairedListings
from mwslink.gateways.mws.listings_scan import ListingScan
from mwslink.gateways.mws.orders import MOST_IDS, Orders
from mwslink.gateways.mws.products import ASIN, Match, Products
from mwslink.gateways.mws.protocol import Service
from mwslink.gateways.mws.quotas import QUOTAS
from mwslink.gateways.mws.refusals import read_refusal, understand
from mwslink.gateways.mws.reports import Reports
from mwslink.gateways.mws.sections import ORDERS, Section
from mwslink.gateways.mws.signature import MwsKeys, MwsSigner
from mwslink.gateways.throttle import Throttle
from mwslink.listings.model import Attribute, Listing
from mwslink.listings.pull import ListingPage, Repair, ReportText, Scan, Submission
from mwslink.orders.model import Order
from mwslink.orders.pull import IsStored, OrderPage, Stream
from mwslink.shipping.model import Confirmation
from mwslink.shipping.target import FeedOutcome, Unread

NO_ORDER = "000-0000000-0000000"  # asked for to see whether orders may be asked for


class MwsGateway:
    """One seller at MWS (a `gateways.Gateway`); `feeds` are its feeds of any type."""

    def __init__(self, account: Account, access: Access) -> None:
        self._hosts = Hosts.of(account)
        throttle = Throttle(
            access.quotas,
            quota_scope(self._hosts, account.seller_id or account.name),
            QUOTAS,
            max_wait=access.max_wait,
            on_wait=access.on_wait,
        )
        keys = MwsKeys(account.seller_id, access.access_key_id, access.secret_key, access.token)
        signer = MwsSigner(keys)
        caller = Caller(access.network, _reading(signer), throttle, access.retry, understand)
        self._service = Service(caller, signer, throttle, Hours(access.quotas, throttle), account.name)
        self._orders = Orders(self._service, self._hosts)
        self._reports = Reports(self._service, self._hosts)
        self._products = Products(self._service, self._hosts)
        self.feeds = Feeds(self._service, self._hosts)
        self._confirmations = Confirmations(self.feeds, account.seller_id)
        self._repairs = RepairedListings(self.feeds, account.seller_id)

    @property
    def parts(self) -> tuple[Part, ...]:
        return (Part.ORDERS,)

    def try_part(self, part: Part, marketplace_ids: Sequence[str]) -> bool:  # noqa: ARG002  (there is one)
        self._orders.find(marketplace_ids[0], (NO_ORDER,))
        return True

    def participations(self) -> list[Participation]:
        return sellers.participations(self._service, self._hosts)

    def service_status(self, section: Section = ORDERS) -> sellers.ServiceStatus:
        """How a section of MWS is; see `sellers`."""
        return sellers.service_status(self._service, self._hosts, section)

    def order_pages(self, stream: Stream, *, is_stored: IsStored) -> Iterator[OrderPage]:
        return self._orders.pages(stream, is_stored=is_stored)

    def orders(self, marketplace_id: str, order_ids: tuple[str, ...]) -> list[Order]:
        """These orders of a marketplace's host, at most fifty; unknown ones are left out."""
        return self._orders.find(marketplace_id, order_ids)

    def listing_report(self, marketplace_id: str) -> ReportText:
        """The report that names all listings of a marketplace; see `reports`."""
        return self._reports.listings(marketplace_id)

    def matching_products(self, marketplace_id: str, skus: Sequence[str]) -> Iterator[Sequence[Match]]:
        """What the catalogue says of these SKUs, five a call; see `products`."""
        return self._products.matches(marketplace_id, skus)

    def find_listings(self, marketplace_ids: Sequence[str], skus: Sequence[str]) -> Iterator[Sequence[Listing]]:
        """The same in several marketplaces, SKUs unknown to Amazon left out; with the catalogue's weights only."""
        for marketplace_id in marketplace_ids:
            for batch in self._products.matches(marketplace_id, skus):
                yield [match.listing for match in batch if match.listing]

    def catalogue_listings(self, marketplace_id: str, asins: Sequence[str]) -> Iterator[Sequence[Listing]]:
        """What the catalogue says of these ASINs, five a call."""
        for batch in self._products.matches(marketplace_id, asins, ASIN):
            yield [match.listing for match in batch if match.listing]

    def listing_pages(self, scan: Scan) -> Iterator[ListingPage]:
        return ListingScan(self._products, self._reports, scan).pages()

    def weight_attributes(self, product_type: str, marketplace_id: str) -> frozenset[Attribute]:  # noqa: ARG002  (MWS tells nothing of types)
        return self._repairs.weight_attributes()

    def preview(self, repair: Repair) -> Submission:
        return self._repairs.preview(repair)

    def write(self, repair: Repair) -> Submission:
        """One repair is a feed of its own; what becomes of it `feed_result` tells."""
        return Submission(repair.sku, "ACCEPTED", self._repairs.submit([repair]))

    def submit_feed(self, repairs: Sequence[Repair]) -> str:
        return self._repairs.submit(repairs)

    def recent_feeds(self, since: datetime) -> Sequence[tuple[str, datetime]]:
        return self._repairs.recent(since)

    def feed_result(self, feed_id: str) -> Sequence[Submission] | None:
        return self._repairs.result(feed_id)

    @property
    def confirms_singly(self) -> bool:
        return False

    def confirm(self, confirmation: Confirmation) -> None:
        """MWS has no such call: a feed of its own, whose end nobody waits for."""
        self._confirmations.submit([confirmation], [confirmation.marketplace_id])

    def read_orders(self, marketplace_id: str, order_ids: Sequence[str]) -> Iterator[Order | Unread]:
        for begin in range(0, len(order_ids), MOST_IDS):
            yield from self._orders.read(marketplace_id, tuple(order_ids[begin : begin + MOST_IDS]))

    def feed_places(self, marketplace_ids: Sequence[str]) -> list[tuple[str, ...]]:
        return [ids for _host, ids in self._hosts.groups(marketplace_ids)]

    def submit_confirmations(self, confirmations: Sequence[Confirmation], marketplace_ids: Sequence[str]) -> str:
        return self._confirmations.submit(confirmations, marketplace_ids)

    def recent_confirmations(self, since: datetime, marketplace_ids: Sequence[str]) -> Sequence[tuple[str, datetime]]:
        return self._confirmations.recent(since, marketplace_ids)

    def confirmation_result(self, feed_id: str, marketplace_ids: Sequence[str]) -> FeedOutcome | None:
        return self._confirmations.result(feed_id, marketplace_ids)

    def quotas(self) -> list[QuotaLevel]:
        return [QuotaLevel(name, self._service.throttle.level(name)) for name in QUOTAS]


def quota_scope(hosts: Hosts, seller_id: str) -> str:
    """Whom Amazon counts together: the calls for one seller (by one developer, of whom a configuration has one)."""
    return f"{urlsplit(hosts.all()[0]).netloc}/mws/{seller_id}"


def _reading(signer: MwsSigner) -> ReadError:
    """Amazon's words without our keys, whatever it quotes."""

    def read(body: bytes) -> Refusal:
        refusal = read_refusal(body)
        return replace(refusal, code=signer.hide(refusal.code), details=signer.hide(refusal.details))

    return read
