"""Orders that are to be erased leave Sendcloud as well, as far as its API lets them.

A parcel that is announced to a carrier stays: Sendcloud's API can cancel it but not delete it. A Sendcloud that cannot
be asked is asked again by every purge, until the law's thirty days are over: then a person has to delete it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.errors import AuthorizationError, MwslinkError, NetworkError, RejectedError, RetentionError
from mwslink.messages import _, ngettext
from mwslink.present.erasures import TakenBack
from mwslink.retention.policy import MOST_DAYS
from mwslink.retention.standing import GRACE
from mwslink.shipping.outbox import State
from mwslink.shipping.silence import Silences

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.connections import Seller
    from mwslink.gateways.sendcloud.gateway import SendcloudGateway
    from mwslink.shipping.outbox import Entry
    from mwslink.store import Store

# What is demanded goes within thirty days (Amazon's Data Protection Policy, 2.1); a purge runs once a day.
_ASKED_FOR = timedelta(days=MOST_DAYS - 1)


def take_back(session: Session, store: Store) -> TakenBack:
    """Delete at Sendcloud what was asked to be erased; what fails is tried again with the next purge."""
    taken = TakenBack()
    asked = store.demands.not_at_sendcloud()
    if not asked:
        return taken
    there = list(_entries(store, asked))
    named = {(entry.seller, entry.order_id) for entry in there}
    store.demands.gone_from_sendcloud([one for one in asked if one not in named])
    if there and session.config.sendcloud is None:
        _let_go(store, there)
        taken.unasked += [entry.order_id for entry in there]
    elif there:
        try:
            _delete(session, store, there, taken)
        except MwslinkError as error:
            taken.failures.append(error)
        taken.failures += _late(store)
    return taken


def _entries(store: Store, asked: list[tuple[Seller, str]]) -> Iterator[Entry]:
    """What the outbox says may be at Sendcloud."""
    for seller, same in groupby(asked, key=lambda one: one[0]):
        entries = store.outbox.load(seller, [order_id for _seller, order_id in same])
        yield from (entry for entry in entries.values() if entry.may_be_there)


def _delete(session: Session, store: Store, there: list[Entry], taken: TakenBack) -> None:
    """One after the other; one that got no answer keeps no other here, and is the last to be asked for next time."""
    from mwslink.cli.access import Shared
    from mwslink.cli.sendcloud_access import open_sendcloud

    silences = Silences()
    try:
        with session.open_network() as network:
            gateway = open_sendcloud(session, Shared(network, store))
            for entry in sorted(there, key=_last_touched):
                try:
                    is_deleted = _is_deleted(gateway, entry)
                except (NetworkError, AuthorizationError) as error:
                    store.outbox.save([entry])  # as changed now
                    _miss(silences, entry, error)
                    continue
                silences.hear(is_answered=True)
                _let_go(store, [entry])
                (taken.deleted if is_deleted else taken.kept).append(entry.order_id)
    finally:
        if silences.failure:
            taken.failures.append(silences.failure)


def _last_touched(entry: Entry) -> str:
    return entry.changed_at.isoformat() if entry.changed_at else ""


def _miss(silences: Silences, entry: Entry, error: NetworkError | AuthorizationError) -> None:
    """Note it and go on. Raises the error where the next order would fare no better."""
    if isinstance(error, NetworkError):
        silences.miss(entry.order_id, error)
        return
    silences.hear(is_answered=False)
    if silences.is_hopeless:
        raise error
    silences.note(entry.order_id, error)


def _is_deleted(gateway: SendcloudGateway, entry: Entry) -> bool:
    """Whether Sendcloud has nothing of the order any more."""
    orders = gateway.orders(entry.integration_id)
    try:
        found = entry.sendcloud_id
        if found is None and (saved := orders.find(entry.order_id)):
            found = saved.sendcloud_id
        if found is not None:
            orders.remove(found)
        return not orders.has_label(entry.order_id)
    except RejectedError:
        return False


def _let_go(store: Store, entries: Iterable[Entry]) -> None:
    """Keep that nothing of these is to be deleted at Sendcloud any more."""
    done = [
        replace(entry.forgotten(), state=State.WITHDRAWN, fingerprint="", address_mark="", weight_mark="")
        for entry in entries
    ]
    store.outbox.save(done)
    store.demands.gone_from_sendcloud([(entry.seller, entry.order_id) for entry in done])


def _late(store: Store) -> Iterator[MwslinkError]:
    """What to say of requests that Sendcloud should have carried out; none waits longer than the law lets it."""
    if lost := list(_entries(store, store.demands.not_at_sendcloud(asked_by=clock.now() - _ASKED_FOR))):
        _let_go(store, lost)
        text = _("Sendcloud could not be asked for {days} days to delete these; delete them in its panel: {orders}")
        orders = ", ".join(entry.order_id for entry in lost)
        yield RetentionError(text.format(days=_ASKED_FOR.days, orders=orders))
    if count := len(store.demands.not_at_sendcloud(asked_by=clock.now() - GRACE)):
        text = ngettext(
            "{count} order was to be erased more than a day ago, and Sendcloud could not be asked to delete it.",
            "{count} orders were to be erased more than a day ago, and Sendcloud could not be asked to delete them.",
            count,
        )
        yield RetentionError(text.format(count=count), hint=_("Find the cause: mwslink doctor"))
