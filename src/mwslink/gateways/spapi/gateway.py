"""SP-API as a gateway: the parts, put together for one account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from mwslink.authorization.parts import Part
from mwslink.connections import Account, Participation
from mwslink.gateways import Access, QuotaLevel
from mwslink.gateways.calls import Caller
from mwslink.gateways.oauth import read_token_error
from mwslink.gateways.spapi import sellers
from mwslink.gateways.spapi.auth import LwaAuth, LwaCredentials
from mwslink.gateways.spapi.catalog import Catalogue
from mwslink.gateways.spapi.confirmations import Confirmations
from mwslink.gateways.spapi.definitions import Definitions
from mwslink.gateways.spapi.documents import Documents, read_no_error
from mwslink.gateways.spapi.doors import Doors
from mwslink.gateways.spapi.fallback import Orders
from mwslink.gateways.spapi.feed_service import FeedService
from mwslink.gateways.spapi.feeds import Feeds
from mwslink.gateways.spapi.fulfillment_feeds import FulfillmentFeeds
from mwslink.gateways.spapi.listings_repair import RepairedListings
from mwslink.gateways.spapi.listings_scan import ListingScan
from mwslink.gateways.spapi.listings_search import SearchedListings
from mwslink.gateways.spapi.orders import SearchedOrders
from mwslink.gateways.spapi.orders_v0 import ListedOrders
from mwslink.gateways.spapi.protocol import Origin, read_error
from mwslink.gateways.spapi.quotas import QUOTAS
from mwslink.gateways.spapi.reports import Reports
from mwslink.gateways.spapi.restricted import RestrictedAuth
from mwslink.gateways.throttle import Throttle
from mwslink.listings.model import Attribute, Listing
from mwslink.listings.pull import ListingPage, Repair, ReportText, Scan, Submission
from mwslink.marketplaces import LWA_ENDPOINT, SP_API_ENDPOINTS
from mwslink.orders.model import Order
from mwslink.orders.pull import IsStored, OrderPage, Stream
from mwslink.shipping.model import Confirmation
from mwslink.shipping.target import FeedOutcome, Unread


class SpApiGateway:
    """One seller at SP-API (a `gateways.Gateway`, a `ListingSource` and a `ListingEditor` of listings.pull)."""

    def __init__(self, account: Account, access: Access) -> None:
        endpoint = account.endpoint or SP_API_ENDPOINTS[account.region]
        self._origin = Origin(endpoint, account.name)
        self._throttle = Throttle(
            access.quotas,
            quota_scope(endpoint, access.client_id, account.seller_id or account.name),
            QUOTAS,
            max_wait=access.max_wait,
            on_wait=access.on_wait,
        )
        self._caller = Caller(access.network, read_error, self._throttle, access.retry)
        credentials = LwaCredentials(
            account.endpoint or LWA_ENDPOINT,
            access.client_id,
            access.client_secret,
            access.token,
            account.name,
            access.previous_client_secret,
        )
        lwa = Caller(access.network, read_token_error, retry=access.retry)
        self._auth = LwaAuth(lwa, credentials, access.tokens)
        restricted = RestrictedAuth(self._caller, self._auth, self._origin, access.tokens)
        parts = (self._caller, self._auth, self._origin)
        self._listings = SearchedListings(*parts, account.seller_id)
        self._catalogue = Catalogue(*parts)
        self._definitions = Definitions(*parts, account.seller_id)
        self._repairs = RepairedListings(*parts, account.seller_id)
        documents = Documents(Caller(access.network, read_no_error, retry=access.retry), account.name)
        self._reports = Reports(*parts, self._throttle, documents)
        self._doors = Doors(*parts, account.seller_id, restricted)
        feeds = FeedService(*parts, documents)
        self._feeds = Feeds(feeds, account.seller_id)
        self._confirmations = Confirmations(*parts, ListedOrders(*parts))
        self._fulfillments = FulfillmentFeeds(feeds, account.seller_id)
        self._orders = Orders(
            SearchedOrders(self._caller, self._auth, self._origin),
            ListedOrders(self._caller, restricted, self._origin),
            access.fallbacks,
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        return (Part.ORDERS, Part.BUYERS, Part.LISTINGS)

    def try_part(self, part: Part, marketplace_ids: Sequence[str]) -> bool:
        return self._doors.open(part, marketplace_ids)

    def participations(self) -> list[Participation]:
        return sellers.participations(self._caller, self._auth, self._origin)

    def order_pages(self, stream: Stream, *, is_stored: IsStored) -> Iterator[OrderPage]:
        return self._orders.pages(stream, is_stored=is_stored)

    def find_listings(self, marketplace_ids: Sequence[str], skus: Sequence[str]) -> Iterator[Sequence[Listing]]:
        return self._listings.find(marketplace_ids, skus)

    def listing_pages(self, scan: Scan) -> Iterator[ListingPage]:
        return ListingScan(self._listings, self._reports, scan).pages()

    def catalogue_listings(self, marketplace_id: str, asins: Sequence[str]) -> Iterator[Sequence[Listing]]:
        return self._catalogue.listings(marketplace_id, asins)

    def listing_report(self, marketplace_id: str) -> ReportText:
        """The report that names all listings of a marketplace; see `reports`."""
        return self._reports.listings(marketplace_id)

    def weight_attributes(self, product_type: str, marketplace_id: str) -> frozenset[Attribute]:
        return self._definitions.weight_attributes(product_type, marketplace_id)

    def preview(self, repair: Repair) -> Submission:
        return self._repairs.preview(repair)

    def write(self, repair: Repair) -> Submission:
        return self._repairs.write(repair)

    def submit_feed(self, repairs: Sequence[Repair]) -> str:
        return self._feeds.submit(repairs)

    def recent_feeds(self, since: datetime) -> Sequence[tuple[str, datetime]]:
        return self._feeds.recent(since)

    def feed_result(self, feed_id: str) -> Sequence[Submission] | None:
        return self._feeds.result(feed_id)

    @property
    def confirms_singly(self) -> bool:
        return True

    def confirm(self, confirmation: Confirmation) -> None:
        self._confirmations.confirm(confirmation)

    def read_orders(self, _marketplace_id: str, order_ids: Sequence[str]) -> Iterator[Order | Unread]:
        return self._confirmations.read(order_ids)

    def feed_places(self, marketplace_ids: Sequence[str]) -> list[tuple[str, ...]]:
        return [tuple(marketplace_ids)]

    def submit_confirmations(self, confirmations: Sequence[Confirmation], marketplace_ids: Sequence[str]) -> str:
        return self._fulfillments.submit(confirmations, marketplace_ids)

    def recent_confirmations(self, since: datetime, _marketplace_ids: Sequence[str]) -> Sequence[tuple[str, datetime]]:
        return self._fulfillments.recent(since)

    def confirmation_result(self, feed_id: str, _marketplace_ids: Sequence[str]) -> FeedOutcome | None:
        return self._fulfillments.result(feed_id)

    def quotas(self) -> list[QuotaLevel]:
        return [QuotaLevel(name, self._throttle.level(name)) for name in QUOTAS]


def quota_scope(endpoint: str, client_id: str, seller_id: str) -> str:
    """Whom Amazon counts together: the calls of one application for one seller in one region."""
    return f"{urlsplit(endpoint).netloc}/{client_id}/{seller_id}"
