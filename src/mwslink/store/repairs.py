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
    PlanRecord,
    RepairPlan,
    State,
    Step,
)
from mwslink.listings.model import Listing
from mwslink.listings.pending import overtaken_steps
from mwslink.messages import _
from mwslink.store.database import Database
from mwslink.store.listings import save_listings
from mwslink.store.moments import moment_text, parse_moment
from mwslink.store.repair_rows import PLAN_COLUMNS, STEP_COLUMNS, before_text, parse_plan, parse_step, planned_row
from mwslink.store.weights import weight_text

_READ_BACK = "listing"  # how a plan is verified; empty: not at all
_ADD_STEP = """INSERT INTO repairs (plan_id, sku, marketplace_ids, product_type, attribute, weight, title, before,
    state, changed_at, submission_id, issues) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '[]')"""
_MOVE = """UPDATE repairs SET state = ?, changed_at = ?, submission_id = coalesce(?, submission_id),
    issues = coalesce(?, issues) WHERE id = ?"""
# What cannot be read back is at its end once it is accepted.
_OVERTAKABLE = f"""SELECT {STEP_COLUMNS} FROM repairs WHERE state IN ({",".join("?" * len(UNFINISHED))}) AND plan_id IN
    (SELECT id FROM repair_plans WHERE seller = ? AND (verified_by <> '' OR state <> '{State.ACCEPTED}'))"""  # noqa: S608
_OVERTAKE = "UPDATE repairs SET state = ?, changed_at = ?, marketplace_ids = ?, before = ? WHERE id = ?"
_SAVE_SHOWN = """UPDATE listings SET shipping = ?, package = ?, item = ?
    WHERE seller = ? AND sku = ? AND marketplace_id = ?"""


class Repairs:
    """The journal of all sellers' repairs (implements `listings.journal.RepairStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, plan: RepairPlan) -> int:
        """Write a plan down, and what it overtakes in earlier ones; return its number.

        Raises RejectedError for one in which nothing is to be written.
        """
        if not plan.repairs:
            raise RejectedError(_("There is nothing to write."))
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            _overtake(sql, plan, now)
            sql.execute(
                "INSERT INTO repair_plans (seller, created_at, verified_by, undoes) VALUES (?, ?, ?, ?) RETURNING id",
                (str(plan.seller), now, _READ_BACK if plan.reads_back else "", plan.undoes),
            )
            plan_id = int(sql.fetchone()[0])
            sql.executemany(_ADD_STEP, [(plan_id, *planned_row(one), now) for one in plan.repairs])
        return plan_id

    def plan(self, plan_id: int) -> PlanRecord:
        """One plan. Raises RejectedError when there is none of that number."""
        row = self._database.row(f"SELECT {PLAN_COLUMNS} FROM repair_plans WHERE id = ?", (plan_id,))  # noqa: S608
        if row is None:
            raise RejectedError(_("There is no plan of repairs with the number {number}.").format(number=plan_id))
        return parse_plan(row)

    def steps(self, plan_id: int, *states: State) -> list[Step]:
        """The steps of a plan in these states (all without any), in the order of the plan."""
        wanted = states or tuple(State)
        marks = ",".join("?" * len(wanted))
        rows = self._database.rows(
            f"SELECT {STEP_COLUMNS} FROM repairs WHERE plan_id = ? AND state IN ({marks}) ORDER BY id",  # noqa: S608
            (plan_id, *wanted),
        )
        return [parse_step(row) for row in rows]

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
        """Note that a feed never arrived; its steps become `previewed` again, but for overtaken ones."""
        now = moment_text(clock.now())
        with self._database.writing() as sql:
            sql.execute(
                "UPDATE repairs SET state = ?, changed_at = ? WHERE feed = ? AND state = ?",
                (State.PREVIEWED, now, feed.id, State.SUBMITTED),
            )
            sql.execute("UPDATE repairs SET feed = NULL WHERE feed = ?", (feed.id,))
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

    def skus_in_feeds(self, seller: Seller, before_plan: int) -> set[str]:
        """SKUs in feeds of earlier plans that are not closed."""
        rows = self._database.rows(
            "SELECT r.sku FROM repairs r JOIN repair_feeds f ON f.id = r.feed JOIN repair_plans p ON p.id = f.plan_id "
            "WHERE p.seller = ? AND p.id < ? AND f.collected_at IS NULL",
            (str(seller), before_plan),
        )
        return {sku for (sku,) in rows}

    def known_feeds(self, seller: Seller) -> set[str]:
        """Amazon's ids of all feeds of the seller in the journal."""
        rows = self._database.rows(
            "SELECT f.feed_id FROM repair_feeds f JOIN repair_plans p ON p.id = f.plan_id "
            "WHERE p.seller = ? AND f.feed_id IS NOT NULL",
            (str(seller),),
        )
        return {feed_id for (feed_id,) in rows}

    def unfinished(self, seller: Seller) -> list[PlanRecord]:
        """Plans in which something is still to be done or a feed is not closed, the oldest first."""
        plans = self._with_steps(seller, (*UNFINISHED, State.OVERTAKEN), "")
        return [plan for plan in plans if self._has_rest(plan) or self.open_feeds(plan.id)]

    def _has_rest(self, plan: PlanRecord) -> bool:
        """Whether a step is not at its end; what cannot be read back is, once it is accepted."""
        rest = (one for one in UNFINISHED if plan.reads_back or one is not State.ACCEPTED)
        return bool(self.steps(plan.id, *rest))

    def last_written(self, seller: Seller) -> PlanRecord | None:
        """The latest plan that changed something and was not taken back yet, itself no taking back."""
        unspent = "AND p.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM repair_plans u WHERE u.undoes = p.id)"
        plans = reversed(self._with_steps(seller, WRITTEN, unspent))
        return next((plan for plan in plans if self._has_changed(plan)), None)

    def _has_changed(self, plan: PlanRecord) -> bool:
        return any(not step.planned.shows_already for step in self.steps(plan.id, *WRITTEN))

    def _with_steps(self, seller: Seller, states: Sequence[State], condition: str) -> list[PlanRecord]:
        columns = ", ".join(f"p.{name}" for name in PLAN_COLUMNS.split(", "))
        marks = ",".join("?" * len(states))
        rows = self._database.rows(
            f"SELECT {columns} FROM repair_plans p WHERE p.seller = ? {condition} AND EXISTS "  # noqa: S608
            f"(SELECT 1 FROM repairs r WHERE r.plan_id = p.id AND r.state IN ({marks})) ORDER BY p.id",
            (str(seller), *states),
        )
        return [parse_plan(row) for row in rows]

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


def _overtake(sql: Cursor, plan: RepairPlan, now: str) -> None:
    sql.execute(_OVERTAKABLE, (*UNFINISHED, str(plan.seller)))
    rows = []
    for step in overtaken_steps(map(parse_step, sql.fetchall()), plan):
        changed_at = now if step.state is State.OVERTAKEN else moment_text(step.changed_at)
        rows.append((step.state, changed_at, ",".join(step.repair.marketplace_ids), before_text(step.planned), step.id))
    sql.executemany(_OVERTAKE, rows)


def _move(sql: Cursor, moves: Iterable[Move]) -> None:
    now = moment_text(clock.now())
    rows = []
    for move in moves:
        answer = move.submission
        issues = msgspec.json.encode(answer.issues).decode() if answer else None
        rows.append((move.state, now, answer.id if answer else None, issues, move.step.id))
    sql.executemany(_MOVE, rows)
