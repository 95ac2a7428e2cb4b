"""Writing weights at Amazon: plan, show, ask, write, read back; or go on, or take back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mwslink.cli.access import Shared, configured_keys, open_account
from mwslink.cli.conversation import Conversation
from mwslink.cli.metering import Meter
from mwslink.cli.progress import Progress
from mwslink.cli.weighing import weigh_known
from mwslink.cli.weight_rows import chosen_account, narrowed
from mwslink.connections import MWS
from mwslink.errors import ConfigError, MwslinkError, PartialError, Problem, RejectedError, TemporaryError
from mwslink.listings.csv import WeightRow
from mwslink.listings.journal import RepairPlan, State, Step
from mwslink.listings.pending import pending_weights, without_pending
from mwslink.listings.planning import RepairRequest, plan_repairs, plan_undo
from mwslink.listings.repair import FEED_FROM, RepairOutcome, RepairRun, run_repairs
from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer
from mwslink.present.repairs import outcome_answer, plan_answer

if TYPE_CHECKING:
    from mwslink.cli.importing import AccountImport
    from mwslink.cli.session import Session
    from mwslink.gateways import Gateway
    from mwslink.listings.pending import Pending
    from mwslink.store import Store

_logger = logging.getLogger("mwslink.weights")


@dataclass(frozen=True)
class RepairWishes:
    """What the command line asks for."""

    rows: tuple[WeightRow, ...]
    names: tuple[str, ...]
    undo: bool
    resume: bool
    dry_run: bool
    yes: bool
    wait: float
    max_wait: float


def repair(session: Session, talk: Conversation, wishes: RepairWishes) -> None:
    """Carry out what is asked for and show what came of it. Raises what went wrong."""
    account = chosen_account(session, wishes.names)
    keys = configured_keys(session, account.account)
    with session.open_store() as store, Progress(is_shown=session.is_talkative) as progress:
        meter = Meter(progress, _logger)
        with session.open_network(meter.on_call) as network, store.lock(f"repairs-{account.account.seller}"):
            shared = Shared(network, store, wishes.max_wait, meter.on_wait)
            job = _Job(session, store, account, wishes, open_account(account.account, keys, shared))
            job.run(talk)


@dataclass(frozen=True)
class _Job:
    session: Session
    store: Store
    account: AccountImport
    wishes: RepairWishes
    gateway: Gateway

    def run(self, talk: Conversation) -> None:
        """The plan that is asked for, or those an earlier run left."""
        unfinished = [plan.id for plan in self.store.repairs.unfinished(self.account.account.seller)]
        if self.wishes.resume:
            if not unfinished:
                self.session.show(Answer({"steps": []}, (_("There is nothing left to be done."),)))
                return
            self._carry_out(unfinished)
            return
        pending = pending_weights(self.store.repairs, self.account.account.seller)
        plan = without_pending(self._plan(pending), pending)
        is_empty = not (plan.repairs or plan.problems)
        if is_empty and unfinished and not (self.wishes.dry_run or self.wishes.undo):
            self._carry_out(unfinished)  # all that is wanted is on its way, or there already
            return
        if self.wishes.dry_run or not plan.repairs:
            self.session.show(plan_answer(plan, is_dry=self.wishes.dry_run))
            _require_no_problems(plan)
            return
        _require_no_problems(plan)
        self._confirm(talk, plan)
        self._carry_out([*unfinished, self.store.repairs.start(plan)])

    def _plan(self, pending: Pending) -> RepairPlan:
        seller = self.account.account.seller
        if self.wishes.undo:
            return plan_undo(self.gateway, self.store.repairs, seller)
        ids = tuple(connection.marketplace.id for connection in self.account.connections)
        rows = narrowed(self.wishes.rows, self.account)
        reads_back = self.account.account.api != MWS
        request = RepairRequest(seller, ids, rows, reads_back=reads_back, pending=pending)
        return plan_repairs(self.gateway, self.gateway, request)

    def _confirm(self, talk: Conversation, plan: RepairPlan) -> None:
        """A plan is shown and agreed to before anything is written."""
        if self.wishes.yes:
            return
        if not talk.may_ask:
            raise click.UsageError(_("{flag} is needed where nobody can be asked.").format(flag="--yes"))
        from mwslink.present.tables import render_plain

        answer = plan_answer(plan, is_dry=False)
        for piece in (*answer.text, *answer.warnings):
            talk.tell(piece if isinstance(piece, str) else render_plain(piece).rstrip())
        if not talk.confirm(_("Write this at Amazon?"), default=False, silent=False):
            raise RejectedError(_("Nothing was written."))

    def _carry_out(self, plans: Sequence[int]) -> None:
        outcomes = []
        for plan_id in plans:
            run = RepairRun(plan_id, wait_seconds=self.wishes.wait, feed_from=self._feed_from())
            outcomes.append(run_repairs(self.gateway, self.gateway, self.store.repairs, run, on_step=_log))
        weighed = weigh_known(self.store, self.account.connections)
        released = [id_ for one in weighed.values() for id_ in one.released]
        self.session.show(outcome_answer(outcomes, released))
        _raise_failures(outcomes)

    def _feed_from(self) -> int:
        """Over MWS there are only feeds."""
        return 1 if self.account.account.api == MWS else FEED_FROM


def _log(step: Step, state: State) -> None:
    _logger.info("repair %d: %s", step.id, state)


def _require_no_problems(plan: RepairPlan) -> None:
    """One wish that cannot be met stops all: whoever wrote a file meant all of it. Raises ConfigError."""
    if plan.problems:
        problems = [Problem(problem.text, key=problem.sku) for problem in plan.problems]
        raise ConfigError(_("Not all of it can be written; nothing was."), problems=problems)


def _raise_failures(outcomes: Sequence[RepairOutcome]) -> None:
    """Raises RejectedError, PartialError, or TemporaryError for what is not visible yet."""
    steps = [step for outcome in outcomes for step in outcome.steps]
    bad = [step for outcome in outcomes for step in outcome.of(State.REFUSED, State.INEFFECTIVE)]
    if bad:
        error: MwslinkError = RejectedError(
            ngettext("{count} weight did not take effect.", "{count} weights did not take effect.", len(bad)).format(
                count=len(bad)
            ),
            hint=_("What Amazon does not let you change can be kept here: mwslink set-weight SKU WEIGHT --local"),
        )
        raise error if len(bad) == len(steps) else PartialError(error.message, failures=[error], hint=error.hint)
    if not all(outcome.is_finished for outcome in outcomes):
        raise TemporaryError(
            _("Amazon accepted the weights, but does not show all of them yet."),
            hint=_("Look again later: mwslink set-weight --resume"),
        )
