"""One check of weights: bring the listings up to date, then tell which lack a weight."""

from __future__ import annotations

import codecs
import csv
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink.cli.access import Shared, configured_keys, open_account
from mwslink.cli.exporting import opened_output
from mwslink.cli.failures import combined
from mwslink.cli.importing import AccountImport, accounts_of
from mwslink.cli.metering import Meter
from mwslink.cli.progress import Progress
from mwslink.cli.weighing import weigh_known
from mwslink.errors import AttentionError, AuthorizationError, MwslinkError
from mwslink.listings.catalogue import look_up_catalogue
from mwslink.listings.checking import CheckRequest, CheckRow, check_weights
from mwslink.listings.csv import report_lines
from mwslink.listings.new_skus import weigh_new_skus
from mwslink.listings.pull import ListingRequest, PulledListings, pull_listings
from mwslink.listings.usable import Severity
from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer
from mwslink.present.weights import SHOWN, CheckCounts, Checked, check_answer

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.gateways import Gateway
    from mwslink.store import Store

# The catalogue answers 40 ASINs a second, and its proposals are for people: nobody reads more of them.
_PROPOSED = 400
_logger = logging.getLogger("mwslink.weights")


@dataclass(frozen=True)
class CheckWishes:
    """What the command line asks for."""

    names: tuple[str, ...]
    missing_only: bool
    whole: bool
    offline: bool
    is_csv: bool
    output: Path | None
    max_wait: float
    as_json: bool


@dataclass
class _Check:
    session: Session
    store: Store
    wishes: CheckWishes
    progress: Progress
    meter: Meter

    def refresh(self, accounts: Sequence[AccountImport]) -> None:
        """Bring the listings of all accounts up to date; a failure is kept with its account."""
        with self.session.open_network(self.meter.on_call) as network:
            shared = Shared(network, self.store, self.wishes.max_wait, self.meter.on_wait)
            for one in accounts:
                try:
                    keys = configured_keys(self.session, one.account)
                    with self.store.lock(f"listings-{one.account.seller}"):
                        self._refresh(one, open_account(one.account, keys, shared))
                except MwslinkError as error:
                    error.connection = error.connection or one.label
                    if isinstance(error, AuthorizationError) and error.code == "Unauthorized":
                        error.hint = _("It takes the role Product Listing; mwslink doctor finds out what is missing.")
                    one.error = error
                    _logger.warning("%s", error)

    def _refresh(self, one: AccountImport, gateway: Gateway) -> None:
        def on_page(pulled: PulledListings) -> None:
            self.progress.count_listings(one.account.name, pulled.listings, pulled.expected)

        ids = tuple(connection.marketplace.id for connection in one.connections)
        request = ListingRequest(one.account.seller, ids, is_whole=self.wishes.whole)
        pull_listings(gateway, self.store.listings, request, on_page=on_page)
        weigh_new_skus(gateway, self.store.order_weights, request)
        weigh_known(self.store, one.connections)
        lacking = (row.listing for row in self._rows(one) if row.severity is Severity.ERROR)
        look_up_catalogue(gateway, self.store.listings, list(islice(lacking, _PROPOSED)))

    def _rows(self, one: AccountImport) -> Iterator[CheckRow]:
        ids = tuple(connection.marketplace.id for connection in one.connections)
        request = CheckRequest(one.account.seller, ids, with_warnings=not self.wishes.missing_only)
        return check_weights(self.store, request)

    def rows(self, accounts: Sequence[AccountImport]) -> Iterator[Checked]:
        """The rows of all accounts, those that most orders wait for first."""
        return merge(*(self._checked(one) for one in accounts), key=lambda checked: -checked.row.waiting)

    def _checked(self, one: AccountImport) -> Iterator[Checked]:
        names = {connection.marketplace.id: connection.id for connection in one.connections}
        return (Checked(names[row.listing.marketplace_id], row) for row in self._rows(one))

    def counts(self, accounts: Sequence[AccountImport]) -> CheckCounts:
        counts = CheckCounts(0)
        for one in accounts:
            for connection in one.connections:
                seller, id_ = one.account.seller, connection.marketplace.id
                counts.listings += self.store.listings.count(seller, id_)
                counts.waiting += len(self.store.order_weights.held(seller, id_))
        return counts


def run_check(session: Session, wishes: CheckWishes) -> None:
    """Check and show. Raises what went wrong; else AttentionError when a listing lacks a weight."""
    accounts = accounts_of(session.config.connections_named(wishes.names))
    with session.open_store() as store:
        run_id = store.runs.start("check-weights", [each.id for one in accounts for each in one.connections])
        with Progress(is_shown=session.is_talkative) as progress:
            check = _Check(session, store, wishes, progress, Meter(progress, _logger))
            if not wishes.offline:
                check.refresh(accounts)
        counts = check.counts(accounts)
        counts.is_whole = not any(one.error for one in accounts)
        _show(session, wishes, check.rows(accounts), counts)
        failures = [one.error for one in accounts if one.error]
        error = combined(failures, of=len(accounts), are_told=False) or _attention(counts)
        for failure in failures:
            store.runs.note(run_id, failure.connection, "error", failure.message)
        status = "success" if not failures else "error" if error in failures else "partial"
        summary = {**counts.record(), "calls": check.meter.calls}
        store.runs.finish(run_id, status, error.exit_code if error else 0, summary)
    if error:
        raise error


def _attention(counts: CheckCounts) -> AttentionError | None:
    if not counts.missing:
        return None
    text = ngettext(
        "{count} listing has no shipping weight.", "{count} listings have no shipping weight.", counts.missing
    )
    return AttentionError(text.format(count=counts.missing))


def _show(session: Session, wishes: CheckWishes, rows: Iterator[Checked], counts: CheckCounts) -> None:
    counted = _counted(rows, counts)
    if not wishes.is_csv:
        shown = list(counted if wishes.as_json else islice(counted, SHOWN))
        rest = sum(1 for _row in counted)
        session.show(check_answer(shown, counts, is_cut=rest > 0))
        return
    with opened_output(wishes.output) as stream:
        text = codecs.getwriter("utf-8")(stream)  # leaves the stream open when the reader has seen enough
        csv.writer(text, lineterminator="\n").writerows(report_lines(one.row for one in counted))
    if wishes.output and str(wishes.output) != "-":
        told = _("{file}: fill in the column weight, then: mwslink set-weight --file {file}")
        data = {"output": str(wishes.output), **counts.record()}
        session.show(Answer(data, (counts.text(), told.format(file=wishes.output))))
    else:
        sys.stdout.flush()


def _counted(rows: Iterable[Checked], counts: CheckCounts) -> Iterator[Checked]:
    for one in rows:
        counts.count(one.row)
        yield one
