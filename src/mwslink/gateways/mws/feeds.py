"""Feeds 2009-01-01: submit a document, ask how far Amazon is, and read its report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mwslink.errors import RejectedError
from mwslink.gateways.failures import BadRequestError
from mwslink.gateways.http import Response
from mwslink.gateways.mws.documents import check_sum, md5_of
from mwslink.gateways.mws.feed_report import FeedResult, read_feed_report
from mwslink.gateways.mws.hosts import Hosts
from mwslink.gateways.mws.lists import entries
from mwslink.gateways.mws.protocol import Service, render_moment
from mwslink.gateways.mws.sections import FEEDS, MwsRequest, numbered
from mwslink.gateways.mws.xml import read_result, required, required_moment
from mwslink.messages import _

SUBMIT, LIST, RESULT = "SubmitFeed", "GetFeedSubmissionList", "GetFeedSubmissionResult"
INFO = "FeedSubmissionInfo"
WRONG_SUM, NOT_READY = "ContentMD5DoesNotMatch", "FeedProcessingResultNotReady"
_CANCELLED = "_CANCELLED_"
_TRIES = 3


@dataclass(frozen=True)
class Feed:
    """A document for Amazon: `type` such as `_POST_ORDER_FULFILLMENT_DATA_`; without marketplaces it is for all that
    one host serves. `content_type` of flat files: `text/tab-separated-values; charset=iso-8859-1`."""

    type: str
    body: bytes
    marketplace_ids: tuple[str, ...] = ()
    content_type: str = "text/xml"


@dataclass(frozen=True)
class Feeds:
    """The feeds of a seller."""

    service: Service
    hosts: Hosts

    def submit(self, feed: Feed) -> str:
        """Submit a feed; its id. ValueError when its marketplaces are at several hosts.

        After an unclear answer (NetworkError) the feed may have arrived: `recent` tells. Never sent twice but where
        Amazon says that it arrived damaged, at most three times.
        """
        request = self._request(feed)
        for attempt in range(1, _TRIES + 1):
            try:
                result = self.service.call(
                    request, lambda answer: read_result(answer.body, SUBMIT), is_repeatable=False
                )
            except BadRequestError as error:
                if error.code != WRONG_SUM or attempt == _TRIES:
                    raise
            else:
                break
        return required(result, f"{INFO}/FeedSubmissionId")

    def _request(self, feed: Feed) -> MwsRequest:
        hosts = [host for host, _ids in self.hosts.groups(feed.marketplace_ids)] or self.hosts.all()[:1]
        if len(hosts) != 1:
            raise ValueError("a feed goes to one host; its marketplaces are at several")
        parameters = {"FeedType": feed.type, **numbered("MarketplaceIdList.Id", feed.marketplace_ids)}
        request = self.service.request(FEEDS, SUBMIT, hosts[0], parameters)
        headers = {**request.headers, "content-md5": md5_of(iter((feed.body,))), "content-type": feed.content_type}
        return replace(request, headers=headers, body=feed.body, is_upload=True)

    def recent(self, feed_type: str, since: datetime, marketplace_id: str = "") -> list[tuple[str, datetime]]:
        """Ids and moments of the feeds of a type submitted since then, newest first."""
        parameters = {"FeedTypeList.Type.1": feed_type, "SubmittedFromDate": render_moment(since), "MaxCount": "100"}
        request = self.service.request(FEEDS, LIST, self._host(marketplace_id), parameters)
        found = entries(self.service, request, INFO)
        dated = [(required(one, "FeedSubmissionId"), required_moment(one, "SubmittedDate")) for one in found]
        return sorted((one for one in dated if one[1] >= since), key=lambda one: one[1], reverse=True)

    def result(self, feed_id: str, marketplace_id: str = "") -> FeedResult | None:
        """What became of a feed; None while Amazon works on it. `marketplace_id`: whose host has it.

        Raises RejectedError for a feed that was cancelled or that Amazon does not know.
        """
        host = self._host(marketplace_id)
        status = self._status(host, feed_id)
        if status == _CANCELLED:
            text = _("Amazon did not process the feed {id} to its end ({status}).")
            raise RejectedError(text.format(id=feed_id, status=status), code=status)
        if status != "_DONE_":
            return None
        request = self.service.request(FEEDS, RESULT, host, {"FeedSubmissionId": feed_id})
        try:
            return self.service.call(request, _read)
        except RejectedError as error:
            if error.code != NOT_READY:
                raise
        return None

    def _status(self, host: str, feed_id: str) -> str:
        request = self.service.request(FEEDS, LIST, host, {"FeedSubmissionIdList.Id.1": feed_id})
        for one in entries(self.service, request, INFO):
            if required(one, "FeedSubmissionId") == feed_id:
                return required(one, "FeedProcessingStatus")
        raise RejectedError(_("Amazon does not know the feed {id}.").format(id=feed_id), code="InvalidFeedSubmissionId")

    def _host(self, marketplace_id: str) -> str:
        return self.hosts.host_of(marketplace_id) if marketplace_id else self.hosts.all()[0]


def _read(response: Response) -> FeedResult:
    """The report. Raises AnswerError when it did not arrive whole, so that it is fetched again."""
    check_sum(response, iter((response.body,)))
    return read_feed_report(response)
