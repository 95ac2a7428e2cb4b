"""Plans of repairs, what became of them, and weights kept here, in words and as data."""

from __future__ import annotations

from collections.abc import Sequence

from mwslink.listings.csv import WeightRow
from mwslink.listings.journal import PlannedRepair, RepairPlan, State, Step
from mwslink.listings.pull import Repair
from mwslink.listings.repair import RepairOutcome
from mwslink.listings.units import render_weight
from mwslink.listings.usable import usable_grams
from mwslink.listings.weights import Weight
from mwslink.marketplaces import BY_ID
from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, localized

_TONES = {
    State.EFFECTIVE: "good",
    State.ACCEPTED: "warn",
    State.SUBMITTED: "warn",
    State.INEFFECTIVE: "bad",
    State.REFUSED: "bad",
}


def plan_answer(plan: RepairPlan, *, is_dry: bool) -> Answer:
    """What would be written, what needs no writing, and what cannot be."""
    data = {
        "is_written": False,
        "plan": [_planned_record(one) for one in plan.repairs],
        "unchanged": list(plan.unchanged),
        "problems": [
            {"sku": one.sku, "marketplace_id": one.marketplace_id or None, "text": one.text} for one in plan.problems
        ],
    }
    text: list[str | Table] = []
    if plan.repairs:
        columns = [
            Column(_("SKU")),
            Column(_("Marketplaces")),
            Column(_("Before")),
            Column(_("After")),
            Column(_("Field")),
        ]
        text.append(Table(columns, [_planned_cells(one) for one in plan.repairs]))
    if late := [one.repair.sku for one in plan.repairs if one.shows_already]:
        told = _(
            "Another weight is on its way there, which Amazon does not show yet; this one is written after it: {skus}"
        )
        text.append(told.format(skus=", ".join(late)))
    if plan.unchanged:
        text.append(_("These have the weight already: {skus}").format(skus=", ".join(plan.unchanged)))
    if plan.repairs and not plan.reads_back:
        text.append(_("MWS does not show shipping weights: whether it took effect cannot be read back."))
    if is_dry:
        text.append(_("Nothing was written (--dry-run)."))
    elif not plan.repairs and not plan.problems:
        text.append(_("There is nothing to write."))
    return Answer(data, text, _no_weights([one.repair for one in plan.repairs]))


def outcome_answer(outcomes: Sequence[RepairOutcome], released: Sequence[str]) -> Answer:
    """What became of each weight: accepted is not yet effective, and it says which it is."""
    steps = [step for outcome in outcomes for step in outcome.steps]
    data = {"is_written": True, "steps": [_step_record(step) for step in steps], "released": list(released)}
    columns = [
        Column(_("SKU")),
        Column(_("Marketplaces")),
        Column(_("Weight")),
        Column(_("State")),
        Column(_("Amazon says"), flexible=True),
    ]
    text: list[str | Table] = [Table(columns, [_step_cells(step) for step in steps])]
    if any(outcome.of(State.ACCEPTED) for outcome in outcomes if not outcome.plan.reads_back):
        text.append(_("MWS does not show shipping weights: accepted is all that can be said."))
        text.append(_("Orders are weighed by what can be read: keep the weight here too, with --local."))
    written = [step.repair for step in steps if step.state not in (State.OVERTAKEN, State.REFUSED)]
    return Answer(data, [*text, *_released(released)], _no_weights(written))


def _no_weights(repairs: Sequence[Repair]) -> list[str]:
    """Warnings of weights that nothing has: only an undo writes them, where Amazon had them before."""
    text = _("{sku}: {weight} is what it was before, but no weight; its orders will wait for one.")
    return [text.format(sku=one.sku, weight=_shown(one.weight)) for one in repairs if usable_grams(one.weight) is None]


def local_answer(
    rows: Sequence[WeightRow], *, unknown: Sequence[str], released: Sequence[str], is_done: bool
) -> Answer:
    """What is kept here."""
    data = {
        "is_written": is_done,
        "local": [
            {"sku": row.sku, "weight": render_weight(row.weight), "marketplace_id": row.marketplace_id or None}
            for row in rows
        ],
        "unknown": list(unknown),
        "released": list(released),
    }
    count = len(rows)
    kept = ngettext(
        "{count} weight is kept here; Amazon was told nothing.",
        "{count} weights are kept here; Amazon was told nothing.",
        count,
    )
    lines = [kept.format(count=count) if is_done else _("Nothing was written (--dry-run).")]
    warnings = [_("No listing and no open order has the SKU {sku}; is it right?").format(sku=sku) for sku in unknown]
    return Answer(data, [*lines, *_released(released)], warnings)


def removed_answer(sku: str, *, held: int) -> Answer:
    """A weight kept here is forgotten."""
    lines = [_("The weight of {sku} kept here is forgotten; what Amazon says counts again.").format(sku=sku)]
    if held:
        lines.append(
            ngettext("{count} order waits for a weight", "{count} orders wait for a weight", held).format(count=held)
        )
    return Answer({"removed": sku, "held": held}, lines)


def render_state(state: State) -> str:
    """How far a repair has come, in words."""
    words = {
        State.PLANNED: _("planned"),
        State.PREVIEWED: _("ready"),
        State.SUBMITTED: _("submitted"),
        State.ACCEPTED: _("accepted, not visible yet"),
        State.EFFECTIVE: _("effective"),
        State.INEFFECTIVE: _("accepted, but without effect"),
        State.REFUSED: _("refused"),
        State.OVERTAKEN: _("overtaken by a later change"),
    }
    return words[state]


def _released(released: Sequence[str]) -> list[str]:
    if not released:
        return []
    count = len(released)
    text = ngettext("{count} order has its weight now", "{count} orders have their weights now", count)
    return [text.format(count=count) + "."]


def _planned_cells(planned: PlannedRepair) -> list[str | Cell]:
    repair = planned.repair
    before = dict.fromkeys(_shown(weight) if weight else NOTHING for _id, weight in planned.before)
    return [
        repair.sku,
        _countries(repair.marketplace_ids),
        " / ".join(before) or NOTHING,
        _shown(repair.weight),
        str(repair.attribute),
    ]


def _shown(weight: Weight) -> str:
    """As a person of the language writes it; set-weight reads it with a comma as well."""
    return localized(render_weight(weight))


def _planned_record(planned: PlannedRepair) -> dict[str, object]:
    repair = planned.repair
    return {
        "sku": repair.sku,
        "marketplace_ids": list(repair.marketplace_ids),
        "attribute": str(repair.attribute),
        "weight": render_weight(repair.weight),
        "before": {id_: render_weight(weight) if weight else None for id_, weight in planned.before},
    }


def _step_cells(step: Step) -> list[str | Cell]:
    state = step.state
    shown = render_state(state)
    if state is State.ACCEPTED and not step.planned.before:
        shown = _("accepted")
    elif state is State.ACCEPTED and step.planned.shows_already:
        shown = _("accepted, with another change still on its way")
    return [
        step.repair.sku,
        _countries(step.repair.marketplace_ids),
        _shown(step.repair.weight),
        Cell(shown, _TONES.get(state, "")),
        "; ".join(issue.message for issue in step.issues),
    ]


def _step_record(step: Step) -> dict[str, object]:
    return {
        **_planned_record(step.planned),
        "state": step.state.value,
        "submission_id": step.submission_id or None,
        "issues": [{"code": one.code, "message": one.message, "severity": one.severity} for one in step.issues],
    }


def _countries(marketplace_ids: Sequence[str]) -> str:
    return ", ".join(BY_ID[id_].country if id_ in BY_ID else id_ for id_ in marketplace_ids)
