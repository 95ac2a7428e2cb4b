"""Quotas of MWS: buckets, the fixed hour, who shares what with whom, and the headers that tell of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from mws_requests import ALL_SHOPS, ask, code, tree

SINCE = "2026-10-01T00:00:00Z"
OTHER_SELLER = {"SellerId": "A1SANDBOX00002", "MWSAuthToken": "amzn.mws.00000000-0000-4000-8000-000000000002"}


def quota(answer):
    """Most calls of the hour, what is left of them, and when the hour ends."""
    headers = answer.headers
    ends = datetime.fromisoformat(headers["x-mws-quota-resetsOn"])
    return float(headers["x-mws-quota-max"]), float(headers["x-mws-quota-remaining"]), ends


def ask_feeds(amazon, **changed):
    return ask(amazon, "Documents", "GetFeedSubmissionCount", **changed)


def test_an_hour_s_calls_are_counted_and_come_back_at_the_caller_s_minute(amazon):
    """Whoever keeps to the bucket's pace may still use up the hour; the text names the operation and the end."""
    _, _, ends = quota(ask_feeds(amazon))
    amazon.pass_time(seconds=(ends - amazon.now()).total_seconds() + 1)
    answers = []
    for _ in range(80):
        answers.append(quota(ask_feeds(amazon)))
        amazon.pass_time(seconds=45 if len(answers) > 9 else 0)
    refused = ask_feeds(amazon)

    most, left, ends = answers[0]
    assert (most, left) == (80.0, 79.0)
    assert [remaining for _, remaining, _ in answers] == [float(n) for n in range(79, -1, -1)]
    assert code(refused) == (503, "QuotaExceeded")
    assert quota(refused) == (80.0, 0.0, ends)
    assert tree(refused).findtext("Error/Message") == (
        "You exceeded your quota of 80.0 requests per 1 hour for operation Feeds/2009-01-01/GetFeedSubmissionCount.  "
        f"Your quota will reset on {ends:%a %b %d %H:%M:%S} UTC {ends:%Y}"
    )
    amazon.pass_time(seconds=(ends - amazon.now()).total_seconds() + 1)
    assert quota(ask_feeds(amazon))[:2] == (80.0, 79.0)


def test_the_hours_of_two_sellers_end_at_different_minutes(amazon):
    mine, theirs = quota(ask_feeds(amazon)), quota(ask_feeds(amazon, **OTHER_SELLER))

    assert mine[1] == theirs[1] == 79.0
    assert mine[2].minute != theirs[2].minute


def test_throttled_calls_tell_the_hour_too_and_cost_nothing_of_it(amazon):
    for _ in range(10):
        ask_feeds(amazon)
    refused = [ask_feeds(amazon) for _ in range(3)]

    assert {code(one) for one in refused} == {(503, "RequestThrottled")}
    assert {quota(one)[1] for one in refused} == {70.0}


@pytest.mark.parametrize("kind", ["429", "500", "503", "quota", "error200"])
def test_a_fault_costs_nothing(amazon, kind):
    """The bucket of ten still gives ten."""
    amazon.control("POST", "/faults", {"faults": f"GetFeedSubmissionCount:1:{kind}"})
    failed = ask_feeds(amazon)

    assert code(failed)[1]
    assert quota(failed)[1] == 80.0
    assert [ask_feeds(amazon).status_code for _ in range(11)] == [200] * 10 + [503]


def test_a_quota_of_the_hour_can_be_used_up_on_request_where_there_is_none(amazon):
    amazon.control("POST", "/faults", {"faults": "ListOrders:1:quota"})
    refused = ask(amazon, "Orders", "ListOrders", more={**ALL_SHOPS, "LastUpdatedAfter": SINCE})

    assert code(refused) == (503, "QuotaExceeded")
    assert "for operation Orders/2013-09-01/ListOrders." in tree(refused).findtext("Error/Message")
    assert not [name for name in refused.headers if name.startswith("x-mws-quota")]


@pytest.mark.parametrize(
    ("section", "action", "burst", "is_shared"),
    [
        ("Sellers", "ListMarketplaceParticipations", 15, True),
        ("Orders", "ListOrderItems", 30, True),
        ("Documents", "GetReportRequestList", 10, False),
        ("Documents", "GetFeedSubmissionList", 10, False),
    ],
)
def test_a_twin_draws_on_the_same_bucket_in_orders_and_sellers_only(amazon, section, action, burst, is_shared):
    """A refusal of the operation itself is 400 here; throttling is 503."""
    statuses = [ask(amazon, section, action, AmazonOrderId="1").status_code for _ in range(burst + 1)]
    twin = ask(amazon, section, f"{action}ByNextToken", NextToken="x")

    assert statuses[burst - 1 :] == [statuses[0], 503]
    assert twin.status_code == (503 if is_shared else 400)


def test_buckets_of_two_sellers_and_of_two_operations_are_apart(amazon):
    for _ in range(6):
        ask(amazon, "Orders", "GetOrder", more={"AmazonOrderId.Id.1": "404-0000000-0000000"})
    more = {"AmazonOrderId.Id.1": "404-0000000-0000000"}

    assert ask(amazon, "Orders", "GetOrder", more=more).status_code == 503
    assert ask(amazon, "Orders", "GetOrder", more={**more, **OTHER_SELLER}).status_code == 200
    listed = {**ALL_SHOPS, "LastUpdatedAfter": SINCE}
    assert ask(amazon, "Orders", "ListOrders", more=listed).status_code == 200


def test_products_count_ids_not_calls(amazon):
    """Twenty at once, five more a second: four calls of five."""
    five = {f"IdList.Id.{n}": f"NOPE-{n}" for n in range(1, 6)}
    more = {"MarketplaceId": "A1RKKUPIHCS9HS", "IdType": "SellerSKU", **five}
    statuses = [ask(amazon, "Products", "GetMatchingProductForId", more=more).status_code for _ in range(5)]
    amazon.pass_time(seconds=1)

    assert statuses == [200] * 4 + [503]
    assert ask(amazon, "Products", "GetMatchingProductForId", more=more).status_code == 200


def test_quotas_can_be_switched_off(amazon):
    amazon.control("POST", "/state", {"orders": 5, "quotas": False})

    assert {ask_feeds(amazon).status_code for _ in range(100)} == {200}
