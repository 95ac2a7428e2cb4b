"""Orders that are to be erased leave Sendcloud as well, as far as its API lets them.

A parcel that is announced to a carrier stays: Sendcloud's API can cancel it but not delete it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from mwslink.errors import MwslinkError, RejectedError
from mwslink.present.erasures import TakenBack
from mwslink.shipping.outbox import State

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.connections import Seller
    from mwslink.gateways.sendcloud.gateway import SendcloudGateway
    from mwslink.shipping.outbox import Entry
    from mwslink.store import Store


def take_back(session: Session, store: Store) -> TakenBack:
    """Delete at Sendcloud what was asked to be erased; what fails is tried again with the next purge."""
    taken = TakenBack()
    asked = store.demands.not_at_sendcloud()
    if not asked:
        return taken
    there = list(_entries(store, asked))
    named = {(entry.seller, entry.order_id) for entry in there}
    store.demands.gone_from_sendcloud([one for one in asked if one not in named])
    if there:
        try:
            _delete(session, store, there, taken)
        except MwslinkError as error:
            taken.failures.append(error)
    return taken


def _entries(store: Store, asked: list[tuple[Seller, str]]) -> Iterator[Entry]:
    """What the outbox says may be at Sendcloud."""
    for seller, same in groupby(asked, key=lambda one: one[0]):
        entries = store.outbox.load(seller, [order_id for _seller, order_id in same])
        yield from (entry for entry in entries.values() if entry.may_be_there)


def _delete(session: Session, store: Store, there: list[Entry], taken: TakenBack) -> None:
    from mwslink.cli.access import Shared
    from mwslink.cli.sendcloud_access import open_sendcloud

    with session.open_network() as network:
        gateway = open_sendcloud(session, Shared(network, store))
        for entry in there:
            is_deleted = _is_deleted(gateway, entry)
            (taken.deleted if is_deleted else taken.kept).append(entry.order_id)
            store.outbox.save([replace(entry, state=State.WITHDRAWN, fingerprint="")])
            store.demands.gone_from_sendcloud([(entry.seller, entry.order_id)])


def _is_deleted(gateway: SendcloudGateway, entry: Entry) -> bool:
    """Whether Sendcloud has nothing of the order any more."""
    orders = gateway.orders(entry.integration_id)
    found = entry.sendcloud_id
    if found is None and (saved := orders.find(entry.order_id)):
        found = saved.sendcloud_id
    try:
        if found is not None:
            orders.remove(found)
    except RejectedError:
        return False
    return not orders.has_label(entry.order_id)
