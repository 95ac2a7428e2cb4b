"""An Amazon with listings, for tests of single parts: answers by operation, and a search with Amazon's limits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import itemgetter

import httpx2
from spapi_fakes import Amazon, ok, refusal

ES, IT, DE = "A1RKKUPIHCS9HS", "APJ6JRA9NG5V4", "A1PA6795UKMFR9"
START = datetime(2026, 1, 1, tzinfo=UTC)
_SELLER = "/listings/2021-08-01/items/A1EXAMPLE"
_OPERATIONS = [
    ("GET", f"{_SELLER}", "searchListingsItems"),
    ("GET", f"{_SELLER}/.+", "getListingsItem"),
    ("PATCH", f"{_SELLER}/.+", "patchListingsItem"),
    ("GET", "/definitions/2020-09-01/productTypes/.+", "getDefinitionsProductType"),
    ("GET", "/catalog/2022-04-01/items", "searchCatalogItems"),
    ("GET", "/reports/2021-06-30/reports", "getReports"),
    ("POST", "/reports/2021-06-30/reports", "createReport"),
    ("GET", "/reports/2021-06-30/reports/.+", "getReport"),
    ("GET", "/reports/2021-06-30/documents/.+", "getReportDocument"),
    ("GET", "/feeds/2021-06-30/feeds", "getFeeds"),
    ("POST", "/feeds/2021-06-30/feeds", "createFeed"),
    ("GET", "/feeds/2021-06-30/feeds/.+", "getFeed"),
    ("POST", "/feeds/2021-06-30/documents", "createFeedDocument"),
    ("GET", "/feeds/2021-06-30/documents/.+", "getFeedDocument"),
    ("GET", "/document.*", "downloadDocument"),
    ("PUT", "/document.*", "uploadDocument"),
    ("POST", "/auth/o2/token", "token"),
]


class ListingsAmazon(Amazon):
    """With more operations."""

    def operation_of(self, request: httpx2.Request) -> str:
        path = request.url.raw_path.decode().partition("?")[0]
        return next(
            name for method, pattern, name in _OPERATIONS if method == request.method and re.fullmatch(pattern, path)
        )


def item(sku: str, created: datetime = START, *marketplace_ids: str, **changes: object) -> dict[str, object]:
    return {
        "sku": sku,
        "summaries": [
            {
                "marketplaceId": id_,
                "asin": "B0EXAMPLE1",
                "productType": "LUGGAGE",
                "status": ["BUYABLE", "DISCOVERABLE"],
                "itemName": "Maleta",
                "createdDate": moment(created),
                "lastUpdatedDate": moment(created),
            }
            for id_ in marketplace_ids or (ES,)
        ],
        "attributes": {"item_package_weight": [{"value": 0.5, "unit": "kilograms", "marketplace_id": ES}]},
        "fulfillmentAvailability": [{"fulfillmentChannelCode": "DEFAULT", "quantity": 3}],
        **changes,
    }


def found(*items: object, token: str = "", count: int | None = None) -> httpx2.Response:
    page = {"pagination": {"nextToken": token}} if token else {}
    return ok({"numberOfResults": len(items) if count is None else count, "items": list(items), **page})


def moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Search:
    """searchListingsItems over listings that are known by SKU and date: inclusive dates, twenty a page, 1,000 a query,
    tokens that say where a page begins and that belong to their query. `after_call` may change the listings."""

    dates: dict[str, datetime]
    calls: int = 0
    dead: set[int] = field(default_factory=set)  # calls whose token Amazon no longer knows
    after_call: dict[int, object] = field(default_factory=dict)
    _sorted: list[tuple[datetime, str]] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.calls += 1
        query = dict(request.url.params)
        token = query.pop("pageToken", "")
        where, _at, start = token.rpartition("@")
        if token and (self.calls in self.dead or where != str(hash(tuple(query.items())))):
            return refusal(400, "InvalidInput", "Invalid page token.")
        matching = self._matching(query)
        page = matching[int(start or 0) : min(int(start or 0) + 20, 1000)]
        end = int(start or 0) + len(page)
        next_token = f"{hash(tuple(query.items()))}@{end}" if end < min(len(matching), 1000) else ""
        if change := self.after_call.get(self.calls):
            change(self.dates)
        return found(*(item(sku, date) for date, sku in page), token=next_token, count=len(matching))

    def _matching(self, query: dict[str, str]) -> list[tuple[datetime, str]]:
        assert query["sortOrder"] == "ASC"
        name = query["sortBy"].removesuffix("Date")
        after = _parse(query.get(f"{name}After", moment(START)))
        before = _parse(query.get(f"{name}Before", "9999-01-01T00:00:00Z"))
        if {sku: date for date, sku in self._sorted} != self.dates:
            self._sorted = sorted((date, sku) for sku, date in self.dates.items())
        first = bisect_left(self._sorted, after, key=itemgetter(0))
        return self._sorted[first : bisect_right(self._sorted, before, key=itemgetter(0))]


def _parse(text: str) -> datetime:
    return datetime.fromisoformat(text)


def catalogue(count: int, *, step: timedelta = timedelta(seconds=1)) -> dict[str, datetime]:
    return {f"SKU-{number:06}": START + number * step for number in range(count)}
