"""Reports, products and feeds of MWS, and the hourly quotas they have."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx2
import pytest
from gateway_fakes import NOON, MemoryQuotas
from mws_fakes import DE, ES, Amazon, gateway_of, ok, refusal, sent_in

from mwslink.errors import NetworkError, RejectedError, TemporaryError, ThrottledError
from mwslink.gateways.mws.feeds import Feed
from mwslink.listings.weights import Weight

BODY = "seller-sku\tasin1\r\nTAZA\tB0\u00e9\r\n".encode("cp1252")


def info(status: str, **more: str) -> str:
    fields = {"ReportProcessingStatus": status, "ReportRequestId": "7", **more}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<ReportRequestInfo>{inner}</ReportRequestInfo>"


def requests_of(*infos: str) -> httpx2.Response:
    return ok("GetReportRequestList", f"<HasNext>false</HasNext>{''.join(infos)}")


def document(
    body: bytes, content_type: str = "text/plain;charset=windows-1252", sum_of: bytes = b""
) -> httpx2.Response:
    md5 = base64.b64encode(hashlib.md5(sum_of or body, usedforsecurity=False).digest()).decode()
    return httpx2.Response(200, content=body, headers={"content-type": content_type, "content-md5": md5})


ASKED = ok("RequestReport", info("_SUBMITTED_"))
DONE = requests_of(info("_DONE_", GeneratedReportId="70"))


def test_a_report_is_asked_for_waited_for_and_fetched(still_clock):
    working = requests_of(info("_IN_PROGRESS_"))
    amazon = Amazon(RequestReport=ASKED, GetReportRequestList=[working, DONE], GetReport=document(BODY))
    report = gateway_of(amazon).listing_report(ES)

    assert (report.charset, b"".join(report.pieces)) == ("windows-1252", BODY)
    assert amazon.sent("RequestReport")[0]["MarketplaceIdList.Id.1"] == ES
    assert amazon.sent("GetReport")[0]["ReportId"] == "70"


def test_a_damaged_report_is_fetched_again_and_at_last_given_up(still_clock):
    damaged = document(BODY, sum_of=b"other")
    amazon = Amazon(RequestReport=ASKED, GetReportRequestList=DONE, GetReport=[damaged, document(BODY)])

    assert b"".join(gateway_of(amazon).listing_report(ES).pieces) == BODY
    amazon = Amazon(RequestReport=ASKED, GetReportRequestList=DONE, GetReport=damaged)
    with pytest.raises(NetworkError, match="damaged"):
        gateway_of(amazon).listing_report(ES)
    assert amazon.operations.count("GetReport") == 3


@pytest.mark.parametrize("wrong", [refusal(200, "InternalError"), httpx2.Response(200, text="<html>log in</html>")])
def test_a_refusal_or_a_page_is_no_report(still_clock, wrong):
    amazon = Amazon(RequestReport=ASKED, GetReportRequestList=DONE, GetReport=[wrong, document(BODY)])

    assert b"".join(gateway_of(amazon).listing_report(ES).pieces) == BODY


def test_a_marketplace_without_listings_has_an_empty_report(still_clock):
    amazon = Amazon(RequestReport=ASKED, GetReportRequestList=requests_of(info("_DONE_NO_DATA_")))

    assert list(gateway_of(amazon).listing_report(ES).pieces) == []


def test_a_cancelled_report_is_refused(still_clock):
    amazon = Amazon(RequestReport=ASKED, GetReportRequestList=requests_of(info("_CANCELLED_")))
    with pytest.raises(RejectedError, match="_CANCELLED_"):
        gateway_of(amazon).listing_report(ES)


def test_a_report_that_takes_longer_than_we_wait_is_given_up(still_clock):
    amazon = Amazon(RequestReport=ASKED, GetReportRequestList=requests_of(info("_SUBMITTED_")))
    with pytest.raises(TemporaryError, match="60 s"):
        gateway_of(amazon, max_wait=100).listing_report(ES)


@pytest.mark.parametrize(("arrived", "asked"), [(1, 1), (0, 2), (2, 1)])
def test_after_an_unclear_answer_the_list_is_looked_at_first(still_clock, arrived, asked):
    """The first try may have arrived: then nothing is asked for twice."""
    old = info("_DONE_", SubmittedDate="2026-11-24T11:00:00+00:00")
    late = info("_DONE_", GeneratedReportId="70", SubmittedDate="2026-11-24T12:00:00+00:00")
    new = [late.replace(">7<", f">{7 + number}<") for number in range(arrived)]
    amazon = Amazon(
        RequestReport=[refusal(500, "InternalError"), ASKED],
        GetReportRequestList=[requests_of(*new, old.replace(">7<", ">1<")), DONE],
        GetReport=document(BODY),
    )
    if arrived > 1:
        with pytest.raises(TemporaryError, match="several"):
            gateway_of(amazon).listing_report(ES)
    else:
        assert b"".join(gateway_of(amazon).listing_report(ES).pieces) == BODY
    assert amazon.operations.count("RequestReport") == asked


def product(sku: str, weight: str = "") -> str:
    dimensions = f'<PackageDimensions><Weight Units="pounds">{weight}</Weight></PackageDimensions>' if weight else ""
    return (
        f'<GetMatchingProductForIdResult Id="{sku}" status="Success"><Products><Product><Identifiers>'
        f"<MarketplaceASIN><ASIN>B0</ASIN></MarketplaceASIN></Identifiers><AttributeSets><ItemAttributes>{dimensions}"
        "<Title>Taza</Title></ItemAttributes></AttributeSets></Product></Products></GetMatchingProductForIdResult>"
    )


def failed(sku: str, status: str) -> str:
    return (
        f'<GetMatchingProductForIdResult Id="{sku}" status="{status}"><Error>'
        f"<Message>{sku} is invalid</Message></Error></GetMatchingProductForIdResult>"
    )


def matched(*results: str) -> httpx2.Response:
    return ok("GetMatchingProductForId", "".join(results))


def test_products_come_five_at_a_time_with_exact_weights(still_clock):
    amazon = Amazon(
        GetMatchingProductForId=[
            matched(*(product(sku, "0.881849048700000000000001") for sku in "EDCBA")),
            matched(product("F"), failed("G", "ClientError")),
        ]
    )
    first, second = gateway_of(amazon).matching_products(ES, list("ABCDEFGA"))

    assert [match.id for match in first] == list("ABCDE")
    assert first[0].listing is not None
    assert first[0].listing.weights.catalogue_package == Weight(Decimal("0.881849048700000000000001"), "pounds")
    assert second[0].listing is not None
    assert second[0].listing.weights.catalogue_package is None
    assert (second[1].listing, second[1].reason) == (None, "G is invalid")


def test_only_what_amazon_stumbled_over_is_asked_again(still_clock):
    amazon = Amazon(GetMatchingProductForId=[matched(product("A"), failed("B", "ServerError")), matched(product("B"))])
    (batch,) = gateway_of(amazon).matching_products(ES, ["A", "B"])

    assert [match.id for match in batch if match.listing] == ["A", "B"]
    assert "IdList.Id.2" not in amazon.sent("GetMatchingProductForId")[1]


def test_what_amazon_goes_on_stumbling_over_fails_after_the_others(still_clock):
    both = matched(product("A"), failed("B", "ServerError"))
    found = gateway_of(Amazon(GetMatchingProductForId=[both, matched(failed("B", "ServerError"))])).matching_products(
        ES, ["A", "B"]
    )

    assert [match.id for match in next(found)] == ["A"]
    with pytest.raises(NetworkError, match="1 of 2"):
        next(found)


def test_the_bucket_of_products_counts_items(still_clock):
    def all_of(request: httpx2.Request) -> httpx2.Response:
        return matched(*(product(f"S{n}") for n in range(40)))

    list(gateway_of(Amazon(GetMatchingProductForId=all_of)).matching_products(ES, [f"S{n}" for n in range(40)]))

    assert 4.0 <= still_clock.elapsed <= 4.1  # 20 at once, then 5 a second


def test_listings_of_several_marketplaces_leave_unknown_skus_out(still_clock):
    amazon = Amazon(GetMatchingProductForId=[matched(product("A")), matched(failed("A", "ClientError"))])
    found = [one for batch in gateway_of(amazon).find_listings((ES, DE), ["A"]) for one in batch]

    assert [(one.sku, one.marketplace_id, one.asin) for one in found] == [("A", ES, "B0")]


RESETS_ON = ["2026-11-24T12:10:00.000Z", "Tue, 24 Nov 2026 12:10:00 GMT"]
SUBMITTED = "<FeedSubmissionInfo><FeedSubmissionId>9</FeedSubmissionId></FeedSubmissionInfo>"
FEED = Feed("_POST_PRODUCT_DATA_", b"<x/>", (ES,))


@pytest.mark.parametrize("resets_on", RESETS_ON, ids=["as recorded", "as documented"])
def test_an_hour_that_is_used_up_is_waited_for_also_by_the_next_run(still_clock, resets_on):
    quotas = MemoryQuotas()
    hour = {"x-mws-quota-max": "30.0", "x-mws-quota-resetson": resets_on}
    amazon = Amazon(SubmitFeed=ok("SubmitFeed", SUBMITTED, **{**hour, "x-mws-quota-remaining": "1.0"}))
    gateway_of(amazon, quotas=quotas).feeds.submit(FEED)
    gateway_of(amazon, quotas=quotas).feeds.submit(FEED)
    used_up = ok("SubmitFeed", SUBMITTED, **{**hour, "x-mws-quota-remaining": "0.0"})
    amazon.answers["SubmitFeed"] = [used_up]
    gateway_of(amazon, quotas=quotas).feeds.submit(FEED)
    with pytest.raises(ThrottledError) as caught:
        gateway_of(amazon, quotas=quotas, max_wait=60).feeds.submit(FEED)
    assert 600 <= caught.value.wait_seconds <= 602

    gateway_of(amazon, quotas=quotas, max_wait=1e6).feeds.submit(FEED)
    assert still_clock.now() >= NOON + timedelta(minutes=10)


def test_a_quota_that_amazon_calls_used_up_is_waited_for_until_its_reset(still_clock):
    text = "You exceeded your quota.  Your quota will reset on Tue Nov 24 12:30:00 UTC 2026"
    amazon = Amazon(GetFeedSubmissionList=[refusal(503, "QuotaExceeded", text), ok("GetFeedSubmissionList", "")])
    gateway_of(amazon, max_wait=1e6).feeds.recent("_POST_PRODUCT_DATA_", NOON)

    assert still_clock.now() >= NOON + timedelta(minutes=30)


def test_a_feed_goes_with_its_sum_and_is_not_repeated_blindly(still_clock):
    amazon = Amazon(SubmitFeed=refusal(500, "InternalError"))
    with pytest.raises(NetworkError):
        gateway_of(amazon).feeds.submit(FEED)
    ((_action, request),) = amazon.requests
    sent = sent_in(request)

    assert (request.content, sent["FeedType"]) == (b"<x/>", "_POST_PRODUCT_DATA_")
    assert (
        request.headers["content-md5"]
        == base64.b64encode(hashlib.md5(b"<x/>", usedforsecurity=False).digest()).decode()
    )


def test_a_feed_that_arrived_damaged_is_sent_three_times(still_clock):
    damaged = refusal(400, "ContentMD5DoesNotMatch")
    assert gateway_of(Amazon(SubmitFeed=[damaged, damaged, ok("SubmitFeed", SUBMITTED)])).feeds.submit(FEED) == "9"

    with pytest.raises(RejectedError):
        gateway_of(Amazon(SubmitFeed=damaged)).feeds.submit(FEED)


def feeds(status: str, token: str = "") -> httpx2.Response:
    more = f"<NextToken>{token}</NextToken>" if token else ""
    return ok(
        "GetFeedSubmissionList",
        f"{more}<HasNext>{'true' if token else 'false'}</HasNext><FeedSubmissionInfo><FeedSubmissionId>9"
        f"</FeedSubmissionId><FeedProcessingStatus>{status}</FeedProcessingStatus><SubmittedDate>2026-11-24T12:00:00+00:00"
        "</SubmittedDate></FeedSubmissionInfo>",
    )


REPORT = (
    b"<AmazonEnvelope><Message><ProcessingReport><ProcessingSummary><MessagesProcessed>2</MessagesProcessed>"
    b"<MessagesSuccessful>1</MessagesSuccessful><MessagesWithError>1</MessagesWithError></ProcessingSummary><Result>"
    b"<MessageID>2</MessageID><ResultCode>Error</ResultCode><ResultMessageCode>8058</ResultMessageCode>"
    b"<ResultDescription>bad</ResultDescription><AdditionalInfo><SKU>A</SKU></AdditionalInfo></Result>"
    b"</ProcessingReport></Message></AmazonEnvelope>"
)


def test_a_feeds_result_tells_each_message_that_failed(still_clock):
    answers = [document(REPORT, "text/xml", sum_of=b"other"), document(REPORT, "text/xml")]
    result = gateway_of(Amazon(GetFeedSubmissionList=feeds("_DONE_"), GetFeedSubmissionResult=answers)).feeds.result(
        "9"
    )

    assert result is not None
    assert (result.processed, result.successful, result.with_error) == (2, 1, 1)
    assert [(one.message_id, one.severity, one.code, one.sku) for one in result.issues] == [("2", "Error", "8058", "A")]


@pytest.mark.parametrize("status", ["_SUBMITTED_", "_IN_PROGRESS_", "_IN_SAFETY_NET_", "_DONE_"])
def test_a_feed_under_way_has_no_result_yet(still_clock, status):
    early = refusal(400, "FeedProcessingResultNotReady")

    assert (
        gateway_of(Amazon(GetFeedSubmissionList=feeds(status), GetFeedSubmissionResult=early)).feeds.result("9") is None
    )


def test_recent_feeds_are_listed_over_all_pages(still_clock):
    twin = ok("GetFeedSubmissionListByNextToken", "<HasNext>false</HasNext>")
    amazon = Amazon(GetFeedSubmissionList=feeds("_DONE_", token="t"), GetFeedSubmissionListByNextToken=twin)

    assert gateway_of(amazon).feeds.recent("_X_", NOON) == [("9", datetime(2026, 11, 24, 12, tzinfo=UTC))]
    assert amazon.operations == ["GetFeedSubmissionList", "GetFeedSubmissionListByNextToken"]
