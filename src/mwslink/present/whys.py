"""The story of an order in words: how it stands, then what happened, in order, and how that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from mwslink.marketplaces import BY_ID
from mwslink.messages import _
from mwslink.present.answer import Answer, Column, Table
from mwslink.present.confirmations import reason_sentence
from mwslink.present.figures import NOTHING, render_grams, render_moment
from mwslink.present.orders import render_status
from mwslink.present.purges import render_reason, render_what
from mwslink.present.stories import Story, story_record
from mwslink.present.tables import one_line
from mwslink.present.weights import render_origin
from mwslink.shipping.journal import FAILED
from mwslink.shipping.journal import State as ParcelState
from mwslink.shipping.outbox import Entry
from mwslink.shipping.outbox import State as EntryState
from mwslink.shipping.push_model import Reason as HoldReason
from mwslink.store.histories import ParcelOutline
from mwslink.store.sightings import Sighting

Event = tuple[datetime, str, str]  # when, what, and how that is known


def why_answer(stories: Sequence[Story]) -> Answer:
    """The stories of an order, of which there is one for each seller that has it."""
    text: list[str | Table] = []
    for story in stories:
        text += ["", *_told(story)] if text else _told(story)
    return Answer({"orders": [story_record(story) for story in stories]}, text)


def _told(story: Story) -> list[str | Table]:
    lines = list(_facts(story))
    width = max(len(label) for label, _value in lines)
    columns = (Column(_("When")), Column(_("What"), flexible=True), Column(_("Known by"), flexible=True))
    rows = [[render_moment(at), what, by] for at, what, by in sorted(_events(story), key=lambda event: event[0])]
    facts = [f"  {label:{width}}  {one_line(value)}" for label, value in lines]
    return [story.order_id, *facts, "", Table(columns, rows)]


def _facts(story: Story) -> Iterator[tuple[str, str]]:
    stored = story.stored
    if stored is None:
        yield _("Seller"), story.seller.seller_id
        yield _("Status"), _("everything but this record was erased")
        return
    marketplace = BY_ID.get(stored.order.marketplace_id)
    shop = marketplace.domain if marketplace else stored.order.marketplace_id
    yield _("Connection"), f"{story.connection or NOTHING} ({shop}, {story.seller.seller_id})"
    yield _("Status"), render_status(stored.order.status)
    yield _("Weight"), _weight(story)
    yield "Sendcloud", render_entry(story.entry)
    for parcel in story.parcels:
        yield _("Parcel {id}").format(id=parcel.parcel_id), _parcel(parcel)
    yield _("Personal data"), _personal(story)


def _weight(story: Story) -> str:
    if story.weighing is None:
        return _("not weighed")
    weight = story.weighing.weight
    if weight.grams is None or weight.origin is None:
        return _("missing: {skus}").format(skus=", ".join(weight.missing))
    return f"{render_grams(weight.grams)} ({render_origin(weight.origin)})"


def render_entry(entry: Entry | None) -> str:
    """How far an order's handing over has come, and why no further."""
    words: dict[EntryState, str] = {
        EntryState.HELD: _("held back"),
        EntryState.SENT: _("sent; whether it arrived is not known yet"),
        EntryState.ACCEPTED: _("accepted; not read back yet"),
        EntryState.VERIFIED: _("there, as read back"),
        EntryState.LOST: _("accepted and not saved; it will be sent again"),
        EntryState.REFUSED: _("refused"),
        EntryState.DELETED: _("deleted there by somebody"),
        EntryState.WITHDRAWN: _("taken back"),
        EntryState.ANNOUNCED: _("cancelled at Amazon, but it has a label: stop the parcel"),
        EntryState.SHIPPED: _("waits there no more"),
    }
    if entry is None:
        return _("not handed over")
    return ": ".join(part for part in (words[entry.state], _hold_reason(entry.reason), entry.detail) if part)


def _hold_reason(reason: str) -> str:
    with suppress(ValueError):
        return HoldReason(reason).text
    return reason


def _parcel(parcel: ParcelOutline) -> str:
    words: dict[str, str] = {
        ParcelState.SEEN: _("Amazon is not told"),
        ParcelState.SUBMITTED: _("told; whether it arrived is not known yet"),
        ParcelState.ACCEPTED: _("accepted; the order does not show it yet"),
        ParcelState.EFFECTIVE: _("confirmed, as the order shows"),
        ParcelState.DROPPED: _("taken and dropped by Amazon"),
        ParcelState.REFUSED: _("refused by Amazon"),
    }
    said = words.get(parcel.state, parcel.state)
    why = reason_sentence(parcel.reason, {"status": parcel.status, "text": parcel.text})
    if why == parcel.reason:  # it says no more than the state does
        return said
    return why if parcel.state in FAILED else f"{said}: {why}"


def _personal(story: Story) -> str:
    if story.due:
        text = _("here, sealed; they must go by {moment} ({reason})")
        return text.format(moment=render_moment(story.due.at), reason=render_reason(story.due.reason))
    if story.stored and story.stored.personal_erased_at:
        return _("erased on {moment}").format(moment=render_moment(story.stored.personal_erased_at))
    return _("none: Amazon gave none")


def _events(story: Story) -> Iterator[Event]:
    if story.stored:
        yield story.stored.order.created_at, _("Placed"), ""
    for one in story.sightings:
        yield one.seen_at, _seen(one), _call(one)
    if story.weighing and story.weighing.at:
        yield story.weighing.at, _("Weighed: {weight}").format(weight=_weight(story)), ""
    yield from _entry_events(story.entry)
    for parcel in story.parcels:
        yield from _parcel_events(parcel)
    yield from _privacy_events(story)


def _seen(one: Sighting) -> str:
    return _("Seen as {status}, changed at {moment}").format(
        status=render_status(one.status), moment=render_moment(one.updated_at)
    )


def _call(one: Sighting) -> str:
    """The words Amazon's support looks for stay Amazon's."""
    return f"{one.source.api} {one.source.operation} {one.source.request_id}".strip()


def _entry_events(entry: Entry | None) -> Iterator[Event]:
    if entry is None:
        return
    if entry.sent_at:
        yield entry.sent_at, _("Handed over to Sendcloud"), _place(entry)
    if entry.changed_at and entry.changed_at != entry.sent_at:
        yield entry.changed_at, _("At Sendcloud: {state}").format(state=render_entry(entry)), ""


def _place(entry: Entry) -> str:
    if entry.sendcloud_id is None:
        return _("integration {integration}").format(integration=entry.integration_id)
    return _("integration {integration}, order {id}").format(integration=entry.integration_id, id=entry.sendcloud_id)


def _parcel_events(parcel: ParcelOutline) -> Iterator[Event]:
    known_by = _("Sendcloud's parcel {id}").format(id=parcel.parcel_id)
    if parcel.processed_at:
        yield parcel.processed_at, _("The carrier has the parcel"), known_by
    if parcel.told_at:
        by = f"{known_by}, feed {parcel.feed_id}" if parcel.feed_id else known_by
        yield parcel.told_at, _("Amazon told of the parcel"), by
    if parcel.changed_at != parcel.told_at:
        yield parcel.changed_at, _("Confirmation: {state}").format(state=_parcel(parcel)), known_by


def _privacy_events(story: Story) -> Iterator[Event]:
    if story.erasure_requested_at:
        yield story.erasure_requested_at, _("Its erasure was asked for"), ""
    for archive in story.archives:
        yield archive.created_at, _("Sealed into the archive"), archive.archive_id
    for one in story.erasures:
        what = _("Erased: {what} ({reason})").format(what=render_what(one.what), reason=render_reason(one.reason))
        number = _("certificate {number}").format(number=one.certificate) if one.certificate else ""
        yield one.erased_at, what, number
    erased_at = story.stored.personal_erased_at if story.stored else None
    if erased_at and not story.erasures:
        yield erased_at, _("Personal data erased"), ""
