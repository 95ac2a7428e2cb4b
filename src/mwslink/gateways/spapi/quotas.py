"""The usage plans of the operations we call, from Amazon's models: calls a second, and at once."""

from __future__ import annotations

from mwslink.gateways.throttle import Quota

# An answer's x-amzn-RateLimit-Limit overrules the rate: Amazon's plans for orders grow with the seller's business.
QUOTAS = {
    "getMarketplaceParticipations": Quota(0.016, 15),
    "searchOrders": Quota(0.0056, 20),
    "getOrder": Quota(0.5, 30),
    "getOrders": Quota(0.0167, 20),
    "getOrderItems": Quota(0.5, 30),
    "confirmShipment": Quota(2, 10),
    "searchListingsItems": Quota(5, 5),
    "getListingsItem": Quota(5, 5),
    "patchListingsItem": Quota(5, 5),
    "getDefinitionsProductType": Quota(5, 10),
    "searchCatalogItems": Quota(2, 2),
    "createReport": Quota(0.0167, 15),
    "getReports": Quota(0.0222, 10),
    "getReport": Quota(2, 15),
    "getReportDocument": Quota(0.0167, 15),
    "createFeedDocument": Quota(0.5, 15),
    # The plan says 15 at once, but of JSON_LISTINGS_FEED five in any five minutes: three at once, two by refill.
    "createFeed": Quota(0.0083, 3),
    "getFeeds": Quota(0.0222, 10),
    "getFeed": Quota(2, 15),
    "getFeedDocument": Quota(0.0222, 10),
    "createRestrictedDataToken": Quota(1, 10),
}
