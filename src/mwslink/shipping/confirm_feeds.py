"""Confirmations by feed: submit, find again after a crash, and take down what became of each.

A feed is written down before it is submitted. One without Amazon's id may have arrived or not: it is looked for among
the recent feeds of the seller, and only if it is not there its parcels are told anew. One of which Amazon would not
tell keeps nothing else back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from mwslink import clock
from mwslink.errors import AuthorizationError, NetworkError, RejectedError, ThrottledError
from mwslink.messages import _
from mwslink.shipping.confirm import Reason
from mwslink.shipping.confirm_job import PATIENCE, Due, Job, refusal, without_label
from mwslink.shipping.journal import FeedRecord, Move, Note, ParcelRecord, State
from mwslink.shipping.target import FeedOutcome

FEED_MOST = 10_000  # a few megabytes; Amazon's advice is to keep under ten
_SKEW = timedelta(minutes=10)  # between Amazon's clock and ours
_SHOWS_WITHIN = timedelta(minutes=1)


def submit_feeds(job: Job, due: Sequence[Due]) -> None:
    """Tell Amazon of all these, in as few feeds as may be."""
    for marketplace_ids, some in _feeds(job, due):
        feed = job.store.open_feed(job.run.seller, marketplace_ids, some)
        job.tell(Move(record, State.SUBMITTED) for record, _confirmation in some)
        try:
            feed_id = job.target.submit_confirmations([one for _record, one in some], marketplace_ids)
        except (ThrottledError, AuthorizationError, RejectedError):  # it was refused, so it is not on its way
            _drop(job, feed)
            raise
        job.store.name_feed(feed, feed_id)


def _feeds(job: Job, due: Sequence[Due]) -> Iterator[tuple[tuple[str, ...], Sequence[Due]]]:
    """The confirmations by what can go in one feed, not too many in each."""
    ids = dict.fromkeys(confirmation.marketplace_id for _record, confirmation in due)
    for place in job.target.feed_places(list(ids)):
        here = [one for one in due if one[1].marketplace_id in place]
        for begin in range(0, len(here), FEED_MOST):
            yield place, here[begin : begin + FEED_MOST]


def _drop(job: Job, feed: FeedRecord) -> None:
    """It never arrived: its parcels are as they were before."""
    moves = [Move(record, record.unsent) for record in job.store.in_feed(feed)]
    job.store.close_feed(feed, moves)
    job.tell(moves)


def _leave_to_orders(job: Job, feed: FeedRecord, error: NetworkError) -> None:
    """Amazon will not tell of a feed it may have: after a while the orders show what it did, or that it did nothing.

    Told anew it could make second packages. Raises the error until then.
    """
    if clock.now() - feed.intended_at < PATIENCE:
        raise error
    moves = [Move(one, State.ACCEPTED) for one in job.store.in_feed(feed)]
    job.store.close_feed(feed, moves)
    job.tell(moves)


def find_lost_feeds(job: Job) -> None:
    """Feeds of which a killed run did not learn the id: find them, or know that they never arrived."""
    for feed in job.store.open_feeds(job.run.seller):
        if feed.feed_id is None:
            with _apart(job, feed):
                _find_lost(job, feed)


@contextmanager
def _apart(job: Job, feed: FeedRecord) -> Iterator[None]:
    """What gets no answer about one feed is told at the end."""
    try:
        yield
    except NetworkError as error:
        job.silences.note(_("feed {feed}").format(feed=feed.feed_id or f"{feed.intended_at:%Y-%m-%dT%H:%MZ}"), error)
        job.silences.hear(is_answered=False)
    else:
        job.silences.hear(is_answered=True)


def _find_lost(job: Job, feed: FeedRecord) -> None:
    for _pause in job.pauses():
        try:
            feed_id, is_final = _looked_for(job, feed)
        except NetworkError as error:
            _leave_to_orders(job, feed, error)
            return
        if feed_id:
            job.store.name_feed(feed, feed_id)
            return
        if is_final and clock.now() - feed.intended_at >= _SHOWS_WITHIN:
            _drop(job, feed)
            return


def _looked_for(job: Job, feed: FeedRecord) -> tuple[str, bool]:
    """The id of a feed of that time, not ours so far, with as many messages; and whether all are done, so that the
    answer is final. Reports name nothing but failures, so their number is all there is to know a feed by."""
    known = job.store.known_feeds(job.run.seller)
    count = len(job.store.in_feed(feed))
    is_final = True
    for feed_id, _at in job.target.recent_confirmations(feed.intended_at - _SKEW, feed.marketplace_ids):
        if feed_id in known:
            continue
        try:
            outcome = job.target.confirmation_result(feed_id, feed.marketplace_ids)
        except RejectedError:  # it failed as a whole: whoever's it was, what it did will show
            continue
        if outcome is None:
            is_final = False
        elif outcome.processed == count:
            return feed_id, True
    return "", is_final


def collect(job: Job, *, is_patient: bool) -> None:
    """Take down what became of feeds, as far as Amazon is done with them."""
    for feed in job.store.open_feeds(job.run.seller):
        if feed.feed_id is not None and not job.silences.is_hopeless:
            with _apart(job, feed):
                _collect(job, feed, feed.feed_id, is_patient=is_patient)


def _collect(job: Job, feed: FeedRecord, feed_id: str, *, is_patient: bool) -> None:
    for _pause in job.pauses() if is_patient else (0.0,):
        records = job.store.in_feed(feed)
        try:
            outcome = job.target.confirmation_result(feed_id, feed.marketplace_ids)
        except RejectedError as error:
            moves = [Move(one, State.REFUSED, refusal(error, one.parcel.tracking_number)) for one in records]
        except NetworkError as error:
            _leave_to_orders(job, feed, error)
            return
        else:
            if outcome is None:
                continue
            moves = list(_moves(job, records, outcome))
        job.store.close_feed(feed, moves)
        job.tell(moves)
        return


def _moves(job: Job, records: Sequence[ParcelRecord], outcome: FeedOutcome) -> Iterator[Move]:
    """What a report that is done says nothing of was accepted."""
    for number, record in enumerate(records, 1):
        tracking_number = record.sending.tracking_number if record.sending else ""
        if warning := outcome.warned.get(number):
            job.warnings.append((record.order_id, without_label(warning.text, tracking_number)))
        refused = outcome.refused.get(number)
        if refused:
            yield Move(record, State.REFUSED, Note(Reason.REFUSED, without_label(str(refused.text), tracking_number)))
        else:
            yield Move(record, State.ACCEPTED)
