"""What Amazon was told of shipments: orders that are nearly late first, then a line a connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mwslink.messages import N_, _, ngettext
from mwslink.present.answer import Answer
from mwslink.present.figures import render_moment, render_seconds
from mwslink.shipping.push_model import Hold
from mwslink.shipping.push_model import Reason as HoldReason

_NAMED = 10  # orders of a kind that are named one by one
_DEAD_NUMBER = N_(
    "its label was cancelled after Amazon was told, and its items are in another parcel: Amazon goes on showing "
    "the old tracking number; put the new one there in Seller Central"
)
# By word of `--json`; a parcel's problem, and why a late order is not confirmed.
_SENTENCES = {
    "no-label": N_("no label yet"),
    "cancel-requested": N_("no label yet, and the buyer wants it cancelled: cancel it in Seller Central, or ship it"),
    "due": N_("its label is there; Amazon is to be told"),
    "not-announced": N_("its label is not made yet"),
    "not-processed": N_("the carrier has not got it yet"),
    "unknown-status": N_("Sendcloud's status {status} is not known here, so it does not count as handed over"),
    "order-not-open": N_("Amazon has not released the order yet"),
    "unknown-carrier": N_("Amazon would not take the carrier {carrier}: give its name in [carriers.{carrier}]"),
    "no-tracking-number": N_("its label has no tracking number: confirm it in Seller Central"),
    "refused": N_("Amazon refused it ({text}); put it right, then: mwslink confirm --retry"),
    "dropped": N_(
        "Amazon took it and dropped it, as it does with carriers it does not know ({text}): "
        "correct [carriers.{carrier}]"
    ),
    "unanswered": N_("Amazon gave no answer for the order; the next run asks again"),
    "unreadable": N_(
        "Amazon has not answered for the order in hours, so it is not known whether it has the parcel: look in Seller "
        "Central; where it is missing there, mwslink confirm --retry tells Amazon again"
    ),
    "dead-number": _DEAD_NUMBER,
    "dead-number-unseen": _DEAD_NUMBER,
    "label-failed": N_("the carrier refused the label; make another one in Sendcloud"),
    "nothing-left": N_("all of the order is in other parcels already; Amazon cannot be told of this one"),
    "label-cancelled-after": N_("its label was cancelled after Amazon was told; a new label will take its place"),
    "order-cancelled": N_("Amazon has CANCELLED the order, but there is a label: stop the parcel"),
}

# Where nothing is known of the parcel, as in the list of late orders: the warning says the rest.
_SHORT = {
    "unknown-status": N_("Sendcloud's status is not known here"),
    "unknown-carrier": N_("Amazon would not take its carrier"),
    "refused": N_("Amazon refused its confirmation"),
    "unreadable": N_("Amazon has not answered for it in hours"),
    "dropped": N_("Amazon dropped its confirmation"),
}


def confirm_answer(data: Mapping[str, Any]) -> Answer:
    """The answer of `confirm`; `data` is its JSON."""
    connections = data["connections"]
    lines = [*_late(data), *(line for one in connections for line in _lines(one, is_dry_run=data["is_dry_run"]))]
    warnings = [warning for one in connections for warning in _warnings(one)]
    return Answer(data, lines or [_("There are no connections yet: run mwslink connect.")], [*warnings, *_strays(data)])


def _late(data: Mapping[str, Any]) -> Iterator[str]:
    late = data["late"]
    for one in late[:_NAMED]:
        text = (
            _("LATE since {moment}: {connection}, order {order}: {why}")
            if one["seconds_left"] < 0
            else _("Ship by {moment} ({left} left): {connection}, order {order}: {why}")
        )
        yield text.format(
            moment=render_moment(one["ship_by"]),
            left=render_seconds(one["seconds_left"]),
            connection=one["connection"],
            order=one["order_id"],
            why=_hold_sentence(one["held"]) if one["held"] else reason_sentence(one["reason"]),
        )
    if len(late) > _NAMED:
        yield _("… and {count} more; all of them with --json").format(count=len(late) - _NAMED)


def _hold_sentence(held: Mapping[str, str]) -> str:
    """Why `push` does not hand an order over, as it says it itself."""
    hold = Hold(HoldReason(held["reason"]), held["detail"])
    return _("no label yet, as the order {reason}").format(reason=hold)


def reason_sentence(reason: str, problem: Mapping[str, Any] | None = None) -> str:
    """What a word of `--json` means; `problem` has what is known of the parcel, without it in short."""
    known = _SENTENCES if problem else _SENTENCES | _SHORT
    text = _(known[reason]) if reason in known else reason
    return text.format(**{"status": "", "carrier": "…", "text": "…", **(problem or {})})


def _lines(one: Mapping[str, Any], *, is_dry_run: bool) -> Iterator[str]:
    name = one["connection"]
    if one["update_status"] == "never":
        yield _("{connection}: Amazon is told nothing (update_status = never)").format(connection=name)
        return
    if is_dry_run:
        count = len(one["due"])
        text = ngettext(
            "{connection}: would confirm {count} parcel", "{connection}: would confirm {count} parcels", count
        )
        yield "; ".join([text.format(connection=name, count=count), *_further(one)])
        yield from (f"  {_due(parcel)}" for parcel in one["due"])
        return
    text = ngettext(
        "{connection}: {count} parcel confirmed", "{connection}: {count} parcels confirmed", one["confirmed"]
    )
    yield "; ".join([text.format(connection=name, count=one["confirmed"]), *_further(one)])


def _due(parcel: Mapping[str, Any]) -> str:
    carrier = parcel["carrier"]
    named = ", ".join(text for text in (carrier["name"] or carrier["code"], carrier["method"]) if text)
    items = ", ".join(f"{item['quantity']} × {item['item_id']}" for item in parcel["items"])
    return f"{parcel['order_id']}  {parcel['action']}  {named}  {items}"


def _further(one: Mapping[str, Any]) -> Iterator[str]:
    if count := one["corrected"]:
        yield ngettext("{count} corrected", "{count} corrected", count).format(count=count)
    if count := one["verified"]:
        yield ngettext("{count} seen in the order", "{count} seen in their orders", count).format(count=count)
    if count := one["unverified"]:
        yield ngettext("{count} not visible at Amazon yet", "{count} not visible at Amazon yet", count).format(
            count=count
        )
    if count := one["waiting"]:
        yield ngettext("{count} not ready", "{count} not ready", count).format(count=count)
    if count := len(one["problems"]):
        yield ngettext("{count} with a problem", "{count} with problems", count).format(count=count)


def _warnings(one: Mapping[str, Any]) -> Iterator[str]:
    for problem in one["problems"][:_NAMED]:
        yield _("{connection}: order {order}, parcel {parcel}: {why}").format(
            connection=one["connection"],
            order=problem["order_id"],
            parcel=problem["parcel_id"],
            why=reason_sentence(problem["reason"], problem),
        )
    if len(one["problems"]) > _NAMED:
        yield _("{connection}: … and {count} more; all of them with --json").format(
            connection=one["connection"], count=len(one["problems"]) - _NAMED
        )
    for warning in one["warnings"][:_NAMED]:
        yield _("{connection}: order {order}: Amazon says: {text}").format(
            connection=one["connection"], order=warning["order_id"], text=warning["text"]
        )


def _strays(data: Mapping[str, Any]) -> Iterator[str]:
    new = [one for one in data["unmatched"] if one["is_new"]]
    for one in new[:_NAMED]:
        yield _("Sendcloud has parcel {parcel} for order {order}, which no import has brought").format(
            parcel=one["parcel_id"], order=one["order_id"]
        )
    if len(new) > _NAMED:
        yield _("… and {count} more; all of them with --json").format(count=len(new) - _NAMED)
