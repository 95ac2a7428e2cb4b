"""What is left of each usage plan, as an answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mwslink.gateways.throttle import Bucket
from mwslink.messages import _
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, localized, render_moment, render_seconds


@dataclass(frozen=True)
class Level:
    """One operation's bucket, brought up to the present; `account` is empty where the configuration has none for it,
    `seller_id` for Sendcloud."""

    account: str
    seller_id: str
    operation: str
    bucket: Bucket

    @property
    def calls_available(self) -> int:
        return max(0, math.floor(self.bucket.tokens))

    @property
    def next_call_in_seconds(self) -> float:
        return max(0.0, 1 - self.bucket.tokens) / self.bucket.rate

    @property
    def full_again_at(self) -> datetime:
        """When the whole burst is there again if nothing is called; the present when it is."""
        lacking = max(0.0, self.bucket.burst - self.bucket.tokens)
        return datetime.fromtimestamp(self.bucket.at + lacking / self.bucket.rate, UTC)


def quotas_answer(levels: Sequence[Level]) -> Answer:
    """The levels as a table, or what it means that there are none."""
    data = {"quotas": [_record(level) for level in levels]}
    if not levels:
        return Answer(
            data, (_("Nothing has been called yet, so all quotas are full. They are noted with the first import."),)
        )
    columns = (
        Column(_("Account"), flexible=True),
        Column(_("Operation")),
        Column(_("Calls now"), right=True),
        Column(_("Of"), right=True),
        Column(_("One more every"), right=True, optional=True),
        Column(_("Next call in"), right=True, optional=True),
        Column(_("Full again at")),
    )
    return Answer(data, (Table(columns, [_row(level) for level in levels]),))


def _record(level: Level) -> dict[str, object]:
    return {
        "account": level.account or None,
        "seller_id": level.seller_id or None,
        "operation": level.operation,
        "calls_available": level.calls_available,
        "burst": level.bucket.burst,
        "rate": level.bucket.rate,
        "next_call_in_seconds": round(level.next_call_in_seconds, 1),
        "full_again_at": level.full_again_at.replace(microsecond=0),
    }


def _row(level: Level) -> list[str | Cell]:
    calls = level.calls_available
    is_full = level.bucket.tokens >= level.bucket.burst
    return [
        level.account or level.seller_id,
        level.operation,
        Cell(str(calls), "" if calls else "bad"),
        localized(f"{level.bucket.burst:g}"),
        render_seconds(1 / level.bucket.rate),
        NOTHING if calls else render_seconds(level.next_call_in_seconds),
        Cell(_("full"), "good") if is_full else render_moment(level.full_again_at),
    ]
