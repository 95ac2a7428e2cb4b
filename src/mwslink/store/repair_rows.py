"""Plans and steps of repairs as rows of their tables."""

from __future__ import annotations

import msgspec

from mwslink.listings.journal import PlannedRepair, PlanRecord, State, Step
from mwslink.listings.model import Attribute
from mwslink.listings.pull import Issue, Repair
from mwslink.store.database import Row
from mwslink.store.moments import parse_moment, parse_seller
from mwslink.store.weights import parse_optional_weight, parse_stored_weight, weight_text

PLAN_COLUMNS = "id, seller, created_at, verified_by, undoes"
STEP_COLUMNS = (
    "id, sku, marketplace_ids, product_type, attribute, weight, title, before, state, changed_at, submission_id, "
    "issues, feed"
)
_issues = msgspec.json.Decoder(tuple[Issue, ...])
_before = msgspec.json.Decoder(tuple[tuple[str, str | None], ...])


def planned_row(planned: PlannedRepair) -> Row:
    """The cells of a new step after its plan, without the moment."""
    repair = planned.repair
    return (
        repair.sku,
        ",".join(repair.marketplace_ids),
        repair.product_type,
        repair.attribute,
        weight_text(repair.weight),
        repair.title,
        before_text(planned),
        State.PLANNED,
    )


def before_text(planned: PlannedRepair) -> str:
    """What stood there before, by marketplace, as JSON."""
    return msgspec.json.encode([(id_, weight_text(weight)) for id_, weight in planned.before]).decode()


def parse_plan(row: Row) -> PlanRecord:
    """The plan of a row of `PLAN_COLUMNS`."""
    number, seller, created_at, verified_by, undoes = row
    return PlanRecord(number, parse_seller(seller), parse_moment(created_at), bool(verified_by), undoes)


def parse_step(row: Row) -> Step:
    """The step of a row of `STEP_COLUMNS`."""
    number, sku, ids, product_type, attribute, weight, title, before, *rest = row
    state, changed_at, submission_id, issues, feed = rest
    repair = Repair(sku, tuple(ids.split(",")), product_type, Attribute(attribute), parse_stored_weight(weight), title)
    planned = PlannedRepair(repair, tuple((id_, parse_optional_weight(text)) for id_, text in _before.decode(before)))
    return Step(number, planned, State(state), parse_moment(changed_at), submission_id, _issues.decode(issues), feed)
