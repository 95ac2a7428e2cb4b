"""`mwslink why`: the story of one order, from its first sighting to its erasure. It asks nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.cli.stored import existing_store
from mwslink.cli.words import argument, command, json_option
from mwslink.errors import RejectedError
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mwslink.cli.session import Session
    from mwslink.connections import Seller
    from mwslink.present.stories import Story, Weighing
    from mwslink.retention.policy import Due
    from mwslink.store import Store
    from mwslink.store.erasing import ErasedRow
    from mwslink.store.queries import StoredOrder


@command("why", help=N_("Show what happened to an order, when, and how that is known; nothing of the buyer."))
@argument("order", metavar=N_("ORDER"))
@json_option
@click.pass_obj
def why(session: Session, order: str) -> None:
    from mwslink.present.whys import why_answer

    order_id = order.strip()
    with existing_store(session) as store:
        stories = _stories(session, store, order_id) if store else []
        similar = store.histories.similar(order_id) if store and not stories else []
    if not stories:
        raise _unknown(order_id, similar)
    session.show(why_answer(stories))


def _unknown(order_id: str, similar: Sequence[str]) -> RejectedError:
    hint = _("It may be newer than the last import: mwslink import")
    if similar:
        hint = _("Nearest: {names}").format(names=", ".join(similar))
    return RejectedError(_("There is no stored order {id}.").format(id=order_id), hint=hint)


def _stories(session: Session, store: Store, order_id: str) -> list[Story]:
    """What is known of the order, of every seller that has one of this id, or had."""
    from mwslink.present.stories import Story
    from mwslink.store.queries import OrderQuery

    erased: dict[Seller, list[ErasedRow]] = {}
    for row in store.erasing.of_order(order_id):
        erased.setdefault(row.seller, []).append(row)
    found = list(store.orders.find(OrderQuery(order_id=order_id))) if order_id else []
    stories = [_story(session, store, stored, erased.pop(stored.seller, [])) for stored in found]
    return [*stories, *(Story(order_id, seller, erasures=rows) for seller, rows in erased.items())]


def _story(session: Session, store: Store, stored: StoredOrder, erasures: Sequence[ErasedRow]) -> Story:
    from mwslink.present.stories import Story

    seller, order_id, histories = stored.seller, stored.order.id, store.histories
    places = {(one.account.seller, one.marketplace.id): one.id for one in session.config.connections.values()}
    return Story(
        order_id,
        seller,
        stored,
        connection=places.get((seller, stored.order.marketplace_id), ""),
        sightings=store.sightings.of(seller, order_id),
        weighing=_weighing(store, stored),
        entry=store.outbox.load(seller, [order_id]).get(order_id),
        parcels=histories.parcels(seller, order_id),
        archives=histories.archives(seller, order_id),
        erasures=erasures,
        erasure_requested_at=histories.erasure_requested_at(seller, order_id),
        due=_due(session, store, stored),
    )


def _due(session: Session, store: Store, stored: StoredOrder) -> Due | None:
    from mwslink.retention.intake import facts_of
    from mwslink.retention.policy import personal_due

    one = store.retained.get(stored.seller, stored.order.id)
    if one is None or not stored.has_personal:
        return None
    facts = facts_of(one, one.milestones, requested_at=one.requested_at, ended_at=one.ended_at)
    return personal_due(facts, session.config.privacy)


def _weighing(store: Store, stored: StoredOrder) -> Weighing | None:
    from mwslink.present.stories import Weighing

    seller, order = stored.seller, stored.order
    weight = store.order_weights.get(seller, order.id)
    if weight is None:
        return None
    units = store.order_weights.unit_weights(seller, order.marketplace_id, [item.sku for item in order.items])
    return Weighing(weight, store.histories.weighed_at(seller, order.id), units)
