"""The journal of repairs: plans, their steps and feeds; see `listings.journal` for what the states mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Cursor

import msgspec

from mwslink import clock
from mwslink.connections import Seller
from mwslink.errors import RejectedError
from mwslink.listings.journal import (
    UNFINISHED,
    WRITTEN,
    FeedRecord,
    Move,
    PlannedRepair,
    PlanRecord,
    RepairPlan,
    State,
    Step,
)
from mwslink.listings.model import Attribute, Listing
from mwslink.listings.pull import Issue, Repair
from mwslink.messages import _
from mwslink.store.database import Database, Row
from mwslink.store.listings import save_listings
from mwslink.store.moments import moment_text, parse_moment, parse_seller
from mwslink.store.weights import parse_optional_weight, parse_stored_weight, weight_text

_READ_BACK = "listing"  # how a plan is verified; empty: not at all
_PLAN_COLUMNS = "id, seller, created_at, verified_by, undoes"
_STEP_COLUMNS = (
    "id, sku, marketplace_ids, product_type, attribute, weight, title, before, state, changed_at, submission_id, "
    "issues, feed"
)
_ADD_STEP = """INSERT INTO repairs (plan_id, sku, marketplace_ids, product_type, attribute, weight, title, before,
    state, changed_at, submission_id, issues) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '[]')"""
_MOVE = """UPDATE repairs SET state = ?, changed_at = ?, submission_id = coalesce(?, submission_id),
    issues = coalesce(?, issues) WHERE id = ?"""
_SAVE_SHOWN = """UPDATE listings SET shipping = ?, package = ?, item = ?
    WHERE seller = ? AND sku = ? AND marketplace_id = ?"""
_issues = msgspec.json.Decoder(tuple[Issue, ...])
_before = msgspec.json.Decoder(tuple[tuple[str, str | None], ...])


class Repairs:
    """The journal of all sellers' repairs (implements `listings.journal.RepairStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, plan: RepairPlan) -> int:
        """Write a plan down; return its number. Raises RejectedError for one in which nothing is to be written."""
        if not plan.repairs:
            raise RejectedError(_("There is nothing to write."))
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            sql.execute(
                "INSERT INTO repair_plans (seller, created_at, verified_by, undoes) VALUES (?, ?, ?, ?) RETURNING id",
                (str(plan.seller), now, _READ_BACK if plan.reads_back else "", plan.undoes),
            )
            plan_id = int(sql.fetchone()[0])
            sql.executemany(_ADD_STEP, [(plan_id, *_planned_row(one), now) for one in plan.repairs])
        return plan_id

    def plan(self, plan_id: int) -> PlanRecord:
        """One plan. Raises RejectedError when there is none of that number."""
        row = self._database.row(f"SELECT {_PLAN_COLUMNS} FROM repair_plans WHERE id = ?", (plan_id,))  # noqa: S608
        if row is None:
            raise RejectedError(_("There is no plan of repairs with the number {number}.").format(number=plan_id))
        return _plan(row)

    def steps(self, plan_id: int, *states: State) -> list[Step]:
        """The steps of a plan in these states (all without any), in the order of the plan."""
        wanted = states or tuple(State)
        marks = ",".join("?" * len(wanted))
        rows = self._database.rows(
            f"SELECT {_STEP_COLUMNS} FROM repairs WHERE plan_id = ? AND state IN ({marks}) ORDER BY id",  # noqa: S608
            (plan_id, *wanted),
        )
        return [_step(row) for row in rows]

    def move(self, moves: Sequence[Move]) -> None:
        """Put steps into another state, now."""
        with self._database.writing() as sql:
            _move(sql, moves)

    def open_feed(self, plan_id: int, steps: Sequence[Step]) -> FeedRecord:
        """Note that a feed with these steps is about to be submitted; the steps become `submitted`."""
        now = clock.now()
        with self._database.writing() as sql:
            sql.execute(
                "INSERT INTO repair_feeds (plan_id, intended_at) VALUES (?, ?) RETURNING id",
                (plan_id, moment_text(now)),
            )
            number = int(sql.fetchone()[0])
            sql.executemany(
                "UPDATE repairs SET state = ?, changed_at = ?, feed = ? WHERE id = ?",
                [(State.SUBMITTED, moment_text(now), number, step.id) for step in steps],
            )
        return FeedRecord(number, now)

    def name_feed(self, feed: FeedRecord, feed_id: str) -> None:
        """Note Amazon's id of a feed that was submitted."""
        with self._database.writing() as sql:
            sql.execute("UPDATE repair_feeds SET feed_id = ? WHERE id = ?", (feed_id, feed.id))

    def drop_feed(self, feed: FeedRecord) -> None:
        """Note that a feed never arrived; its steps become `previewed` again."""
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            sql.execute(
                "UPDATE repairs SET state = ?, changed_at = ?, feed = NULL WHERE feed = ?",
                (State.PREVIEWED, now, feed.id),
            )
            sql.execute("DELETE FROM repair_feeds WHERE id = ?", (feed.id,))

    def close_feed(self, feed: FeedRecord, moves: Sequence[Move]) -> None:
        """Note what became of a feed's steps, and that nothing more is to come."""
        with self._database.writing() as sql:
            _move(sql, moves)
            sql.execute("UPDATE repair_feeds SET collected_at = ? WHERE id = ?", (moment_text(clock.now()), feed.id))

    def open_feeds(self, plan_id: int) -> list[FeedRecord]:
        """Feeds of the plan that are not closed."""
        rows = self._database.rows(
            "SELECT id, intended_at, feed_id FROM repair_feeds WHERE plan_id = ? AND collected_at IS NULL ORDER BY id",
            (plan_id,),
        )
        return [FeedRecord(number, parse_moment(at), feed_id) for number, at, feed_id in rows]

    def known_feeds(self, seller: Seller) -> set[str]:
        """Amazon's ids of all feeds of the seller in the journal."""
        rows = self._database.rows(
            "SELECT f.feed_id FROM repair_feeds f JOIN repair_plans p ON p.id = f.plan_id "
            "WHERE p.seller = ? AND f.feed_id IS NOT NULL",
            (str(seller),),
        )
        return {feed_id for (feed_id,) in rows}

    def unfinished(self, seller: Seller) -> list[PlanRecord]:
        """Plans in which something is still to be done, the oldest first."""
        plans = self._with_steps(seller, UNFINISHED, "")
        # What cannot be read back is finished once it is accepted.
        rest = (State.PLANNED, State.PREVIEWED, State.SUBMITTED)
        return [plan for plan in plans if plan.reads_back or self.steps(plan.id, *rest)]

    def last_written(self, seller: Seller) -> PlanRecord | None:
        """The latest plan of which something was written and that was not taken back yet, itself no taking back."""
        unspent = "AND p.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM repair_plans u WHERE u.undoes = p.id)"
        plans = self._with_steps(seller, WRITTEN, unspent)
        return plans[-1] if plans else None

    def _with_steps(self, seller: Seller, states: Sequence[State], condition: str) -> list[PlanRecord]:
        columns = ", ".join(f"p.{name}" for name in _PLAN_COLUMNS.split(", "))
        marks = ",".join("?" * len(states))
        rows = self._database.rows(
            f"SELECT {columns} FROM repair_plans p WHERE p.seller = ? {condition} AND EXISTS "  # noqa: S608
            f"(SELECT 1 FROM repairs r WHERE r.plan_id = p.id AND r.state IN ({marks})) ORDER BY p.id",
            (str(seller), *states),
        )
        return [_plan(row) for row in rows]

    def save_found(self, seller: Seller, listings: Sequence[Listing]) -> None:
        """Keep listings as they were read back."""
        with self._database.writing() as sql:
            save_listings(sql, seller, listings, seen_at=moment_text(clock.now()))

    def save_shown(self, seller: Seller, listings: Sequence[Listing]) -> None:
        """Keep the weights of listings of which nothing else is told (by a feed's report)."""
        rows = []
        for one in listings:
            stated = (one.weights.shipping, one.weights.package, one.weights.item)
            rows.append((*map(weight_text, stated), str(seller), one.sku, one.marketplace_id))
        with self._database.writing() as sql:
            sql.executemany(_SAVE_SHOWN, rows)


def _move(sql: Cursor, moves: Iterable[Move]) -> None:
    now = moment_text(clock.now())
    rows = []
    for move in moves:
        answer = move.submission
        issues = msgspec.json.encode(answer.issues).decode() if answer else None
        rows.append((move.state, now, answer.id if answer else None, issues, move.step.id))
    sql.executemany(_MOVE, rows)


def _planned_row(planned: PlannedRepair) -> Row:
    repair = planned.repair
    before = [(marketplace_id, weight_text(weight)) for marketplace_id, weight in planned.before]
    return (
        repair.sku,
        ",".join(repair.marketplace_ids),
        repair.product_type,
        repair.attribute,
        weight_text(repair.weight),
        repair.title,
        msgspec.json.encode(before).decode(),
        State.PLANNED,
    )


def _plan(row: Row) -> PlanRecord:
    number, seller, created_at, verified_by, undoes = row
    return PlanRecord(number, parse_seller(seller), parse_moment(created_at), bool(verified_by), undoes)


def _step(row: Row) -> Step:
    number, sku, ids, product_type, attribute, weight, title, before, *rest = row
    state, changed_at, submission_id, issues, feed = rest
    repair = Repair(sku, tuple(ids.split(",")), product_type, Attribute(attribute), parse_stored_weight(weight), title)
    planned = PlannedRepair(repair, tuple((id_, parse_optional_weight(text)) for id_, text in _before.decode(before)))
    return Step(number, planned, State(state), parse_moment(changed_at), submission_id, _issues.decode(issues), feed)
