"""Reports of all sellers: asked for, queued, made on the sandbox's clock, and kept.

The state of a report is a function of the time, so nothing has to run in the background. What a report holds is
written only when it is fetched, and says how things were when it was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.desks.continuations import Continuations
from mwslink.sandbox.desks.styles import Style, usual_style

KEPT = timedelta(days=90)
CACHED = timedelta(hours=1)  # Amazon: 1 to 6 hours
_FIRST_NUMBER = 51_783_018_425
_WAITING = timedelta(seconds=4)
_WORKING = timedelta(seconds=6)
_LISTINGS_A_SECOND = 20_000


class Stage(StrEnum):
    """processingStatus of Reports and Feeds 2021-06-30; NO_DATA is CANCELLED there and has a name at MWS."""

    IN_QUEUE = "IN_QUEUE"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    NO_DATA = "NO_DATA"
    CANCELLED = "CANCELLED"
    FATAL = "FATAL"


@dataclass(frozen=True)
class ReportRequest:
    """What a seller asks for; `type` as the Selling Partner API writes it, without the underscores around it.

    `language` is that of the column names, such as `it`.
    """

    type: str
    marketplace_ids: tuple[str, ...]
    language: str = "en"
    options: Mapping[str, str] = field(default_factory=dict)
    data_from: datetime | None = None
    data_until: datetime | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two requests the same to Amazon's cache."""
        return self.type, self.marketplace_ids, self.language, tuple(sorted(self.options.items()))


@dataclass
class Report:
    """One report from request to document; `as_of` is the moment whose facts it states."""

    id: str
    document_id: str
    generated_id: str  # GeneratedReportId of MWS
    seller_id: str
    request: ReportRequest
    created_at: datetime
    starts_at: datetime
    ends_at: datetime
    outcome: Stage
    as_of: datetime
    cancelled_at: datetime | None = None
    acknowledged_at: datetime | None = None

    def stage(self, now: datetime) -> Stage:
        """Where the report is at a moment."""
        if self.cancelled_at is not None:
            return Stage.CANCELLED
        if now < self.starts_at:
            return Stage.IN_QUEUE
        return Stage.IN_PROGRESS if now < self.ends_at else self.outcome

    def is_ready(self, now: datetime) -> bool:
        """Whether there is a document."""
        return self.stage(now) in (Stage.DONE, Stage.FATAL)


class ReportDesk:
    """Everybody's reports; newest last."""

    def __init__(self, *, secret: str) -> None:
        self.pages: Continuations[Report] = Continuations(secret=f"{secret}:reports")
        self.cache_for = CACHED
        self.styles: dict[tuple[str, str], Style] = {}  # set by control: by seller and marketplace
        self.fates: list[tuple[str, Stage]] = []  # set by control: (seller id, how the next report ends)
        self._reports: dict[str, Report] = {}
        self._number = _FIRST_NUMBER

    def submit(self, seller_id: str, request: ReportRequest, *, document_id: str, lines: int, now: datetime) -> Report:
        """Queue a report of so many lines; one asked for again soon shows what the earlier one showed."""
        cached = self._cached(seller_id, request, now)
        waiting, working = (_WAITING, _WORKING) if cached is None else (_WAITING / 4, _WORKING / 6)
        starts_at = now + waiting
        self._number += 7
        report = Report(
            id=str(self._number),
            document_id=document_id,
            generated_id=str(self._number + 3),
            seller_id=seller_id,
            request=request,
            created_at=now,
            starts_at=starts_at,
            ends_at=starts_at + working + timedelta(seconds=lines / _LISTINGS_A_SECOND),
            outcome=self._fate(seller_id, Stage.DONE if lines else Stage.NO_DATA),
            as_of=now if cached is None else cached.as_of,
        )
        self._reports[report.id] = report
        return report

    def style(self, seller_id: str, marketplace: Marketplace) -> Style:
        """How the seller's reports are written there."""
        return self.styles.get((seller_id, marketplace.id)) or usual_style(marketplace)

    def find(self, report_id: str, seller_id: str) -> Report | None:
        """A report by its id, None when the seller has no such report."""
        report = self._reports.get(report_id)
        return report if report is not None and report.seller_id == seller_id else None

    def of(self, seller_id: str, *, now: datetime) -> Iterator[Report]:
        """A seller's reports that are still kept, newest first."""
        for report in reversed(self._reports.values()):
            if report.seller_id == seller_id and now - report.created_at <= KEPT:
                yield report

    def cancel(self, report: Report, *, now: datetime) -> bool:
        """Cancel a report; False when it is too late: only those in the queue can be."""
        if report.stage(now) is not Stage.IN_QUEUE:
            return False
        report.cancelled_at = now
        return True

    def _cached(self, seller_id: str, request: ReportRequest, now: datetime) -> Report | None:
        for report in self.of(seller_id, now=now):
            if now - report.created_at > self.cache_for:
                return None
            is_fresh = now - report.as_of <= self.cache_for and report.stage(now) is Stage.DONE
            if is_fresh and report.request.key == request.key:
                return report
        return None

    def _fate(self, seller_id: str, usual: Stage) -> Stage:
        for index, (whose, fate) in enumerate(self.fates):
            if whose == seller_id:
                del self.fates[index]
                return fate
        return usual
