"""One purge: what is due goes, and what stands in the way of that is told; `sync` has it as a step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.cli.custody import open_custody
from mwslink.cli.endings import note_endings
from mwslink.cli.steps import Done, Step, do_step, show_done
from mwslink.cli.stored import existing_store
from mwslink.cli.taking_back import take_back
from mwslink.errors import BusyError, MwslinkError, RetentionError
from mwslink.messages import _, ngettext
from mwslink.present.erasures import staying_lines
from mwslink.present.purges import NOTHING_STORED, plan_answer, purge_answer
from mwslink.retention.certificates import SECRET
from mwslink.retention.enforce import Purge, Purged
from mwslink.retention.standing import GRACE

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store

LOCK = "purge"


def run_purge(session: Session, *, dry_run: bool) -> None:
    """Purge and show what went, or only what would. Raises what went wrong, after everything else was done."""
    with existing_store(session) as store:
        if store is None:
            session.show(NOTHING_STORED)
        elif dry_run:
            show_plan(session, store)
        else:
            show_done(session, do_step(store, purge_step(session, store)))


def purge_step(session: Session, store: Store) -> Step:
    """The purge as a step."""
    return Step("privacy purge", (), lambda: _purge(session, store))


def show_plan(session: Session, store: Store) -> None:
    """Exactly what would go now; nothing is written, not even which sellers have gone."""
    store.demands.apart()
    note_endings(session, store)
    purge = Purge(store, session.config.privacy, open_custody(session, store))
    due = [one for judged in purge.going() for one in judged if one.is_due]
    session.show(plan_answer(due, store.demands.endings()))


def _purge(session: Session, store: Store) -> Done:
    with store.lock(LOCK):
        note_endings(session, store)
        taken = take_back(session, store)
        purge = Purge(store, session.config.privacy, open_custody(session, store))
        purged, failures = carry_out(store, purge)
    failures = [*taken.failures, *archive_failures(purged), *failures]
    answer = purge_answer(purged, store.demands.endings(), staying_lines(purged, taken))
    return Done(answer, failures, of=len(failures))


def carry_out(store: Store, purge: Purge) -> tuple[Purged, list[MwslinkError]]:
    """Erase, clear the files, certify; return what kept it from the latter two. Raises what keeps it from erasing."""
    purged = purge.erase()
    try:
        purged.certificate = purge.finish(lambda: store.secrets.get(SECRET))
    except BusyError as busy:
        return purged, [_overdue(store, busy)]
    except MwslinkError as error:  # erased it is; the certificate is for the next purge
        return purged, [error]
    return purged, []


def _overdue(store: Store, busy: BusyError) -> MwslinkError:
    """Somebody reads the store: no matter for once, but not for days."""
    since = store.erasing.pending_since()
    if since is None or since + GRACE > clock.now():
        return busy
    return RetentionError(busy.message, hint=busy.hint)


def archive_failures(purged: Purged) -> Iterator[MwslinkError]:
    """What to say of orders that may not go before they are archived, or went without."""
    if purged.damaged:
        text = _("Erased without the archive copy that the law asks for, since nobody can open them: {orders}")
        yield RetentionError(text.format(orders=", ".join(one.order_id for one in purged.damaged)))
    if count := len(purged.awaited):
        text = ngettext(
            "{count} order is due but has no verified copy in the archive yet: it stays until it has.",
            "{count} orders are due but have no verified copy in the archive yet: they stay until they have.",
            count,
        )
        yield RetentionError(text.format(count=count), hint=_("First: mwslink privacy archive"))
