"""The quotas of the operations we call, from the developer guide: how many at once, and how fast they come back.

An operation and its `ByNextToken` twin share one bucket in Orders and Sellers, and have one each in Feeds and Reports.
GetMatchingProductForId counts items and not calls. The hourly quotas, which differ by seller, come from the answers'
headers: see `hours`.
"""

from __future__ import annotations

from mwslink.gateways.throttle import Quota

_MINUTE = 60

QUOTAS = {
    "ListMarketplaceParticipations": Quota(1 / _MINUTE, 15),
    "GetServiceStatus": Quota(1 / (5 * _MINUTE), 2),
    "ListOrders": Quota(1 / _MINUTE, 6),
    "GetOrder": Quota(1 / _MINUTE, 6),
    "ListOrderItems": Quota(1 / 2, 30),
    "RequestReport": Quota(1 / _MINUTE, 15),
    "GetReportRequestList": Quota(1 / 45, 10),
    "GetReportRequestListByNextToken": Quota(1 / 2, 30),
    "GetReportList": Quota(1 / _MINUTE, 10),
    "GetReport": Quota(1 / _MINUTE, 15),
    "SubmitFeed": Quota(1 / (2 * _MINUTE), 15),
    "GetFeedSubmissionList": Quota(1 / 45, 10),
    "GetFeedSubmissionListByNextToken": Quota(1 / 2, 30),
    "GetFeedSubmissionResult": Quota(1 / _MINUTE, 15),
    "GetMatchingProductForId": Quota(5, 20),
}
