"""Erasing on demand: what was asked for is written down first, so that whatever interrupts, the next purge ends it."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mwslink.cli.boundary import say
from mwslink.cli.custody import open_custody
from mwslink.cli.purging import LOCK, archive_failures, carry_out
from mwslink.cli.steps import Done, Step, do_step, show_done
from mwslink.cli.stored import existing_store
from mwslink.cli.taking_back import take_back
from mwslink.config.rules import did_you_mean
from mwslink.errors import ConfigError, RejectedError
from mwslink.messages import _, ngettext
from mwslink.present.erasures import Target, absent_line, erase_answer, erase_plan_answer
from mwslink.retention.custody import OrderKey
from mwslink.retention.enforce import Purge

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.connections import Seller
    from mwslink.store import Store

_ORDER_ID = re.compile("[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}")


@dataclass(frozen=True)
class EraseWishes:
    """What the command line asks for."""

    orders: tuple[str, ...]
    account: str | None
    everything: bool
    dry_run: bool
    yes: bool


def run_erase(session: Session, wishes: EraseWishes) -> None:
    """Erase and show what went. Raises what went wrong, after everything else was done."""
    with existing_store(session) as store:
        if store is None:
            raise RejectedError(_("Nothing is stored yet."))
        seller = _seller(session, store, wishes.account) if wishes.account else None
        keys = [] if seller else _keys(session, store, wishes.orders)
        targets = [_target(store, key) for key in keys]
        count = store.demands.count(seller) if seller else sum(one.is_stored for one in targets)
        absent = tuple(dict.fromkeys(one.key.order_id for one in targets if not one.is_stored))
        if wishes.dry_run:
            session.show(erase_plan_answer(targets, count, everything=wishes.everything, seller=seller))
        elif wishes.yes or _is_confirmed(session, wishes, count, absent):
            _demand(store, keys, seller, everything=wishes.everything)
            show_done(session, do_step(store, Step("privacy erase", (), lambda: _erase(session, store, count, absent))))


def _demand(store: Store, keys: Sequence[OrderKey], seller: Seller | None, *, everything: bool) -> None:
    if seller:
        store.demands.ask_seller(seller, is_whole=everything)
    else:
        store.demands.ask([(one.seller, one.order_id) for one in keys], is_whole=everything)


def _erase(session: Session, store: Store, count: int, absent: Sequence[str]) -> Done:
    with store.lock(LOCK):
        taken = take_back(session, store)
        purge = Purge(store, session.config.privacy, open_custody(session, store), only_requested=True)
        purged, failures = carry_out(store, purge)
    failures = [*taken.failures, *archive_failures(purged), *failures]
    return Done(erase_answer(purged, taken, absent), failures, of=count if failures else 1)


def _keys(session: Session, store: Store, order_ids: Sequence[str]) -> list[OrderKey]:
    """The orders, of every seller that has one of that id; of one that is not stored, of every seller there is.

    Raises RejectedError for what is no order's id, or an order that was erased before.
    """
    everybody = {*(one.seller for one in session.config.accounts.values()), *store.demands.sellers()}
    found = {
        order_id: store.demands.find(order_id) or (sorted(everybody, key=str) if _may_come(store, order_id) else [])
        for order_id in order_ids
    }
    if unknown := [order_id for order_id, sellers in found.items() if not sellers]:
        raise RejectedError(
            _("There is no stored order {id}.").format(id=", ".join(unknown)),
            hint=_("What was erased of it before: mwslink privacy certificates --order {id}").format(id=unknown[0]),
        )
    return [OrderKey(seller, order_id) for order_id, sellers in found.items() for seller in sellers]


def _may_come(store: Store, order_id: str) -> bool:
    """Whether an import could still bring the order: it is none that was erased before, nor a slip."""
    return bool(_ORDER_ID.fullmatch(order_id)) and not store.erasing.of_order(order_id)


def _seller(session: Session, store: Store, name: str) -> Seller:
    """The seller of an account, or of an id that orders are stored of. Raises ConfigError."""
    if account := session.config.accounts.get(name):
        return account.seller
    stored = {seller.seller_id: seller for seller in store.demands.sellers()}
    if name in stored:
        return stored[name]
    raise ConfigError(
        _("There is no account {name!r}, and no order of a seller with that ID.").format(name=name),
        hint=did_you_mean(name, session.config.accounts) or _("List them: mwslink connections"),
    )


def _target(store: Store, key: OrderKey) -> Target:
    stored = store.orders.get(key.seller, key.order_id)
    entry = store.outbox.load(key.seller, [key.order_id]).get(key.order_id)
    return Target(
        key,
        holds_personal=bool(stored and stored.has_personal),
        is_at_sendcloud=bool(entry and entry.may_be_there),
        archives=tuple(store.archives.holding(key.order_id)),
        is_stored=stored is not None,
    )


def _is_confirmed(session: Session, wishes: EraseWishes, count: int, absent: Sequence[str]) -> bool:
    """Whether the person says so. Raises click.UsageError where there is none."""
    if not (session.is_talkative and sys.stdin.isatty()):
        raise click.UsageError(_("{flag} is needed where nobody can be asked.").format(flag="--yes"))
    if wishes.everything:
        told = ngettext(
            "All that is stored of {count} order goes.", "All that is stored of {count} orders goes.", count
        )
    else:
        told = ngettext("The personal data of {count} order goes.", "The personal data of {count} orders goes.", count)
    say(told.format(count=count))
    if absent:
        say(absent_line(absent))
    if click.confirm(_("Erase it for good?"), err=True):
        return True
    say(_("Nothing was erased."))
    return False
