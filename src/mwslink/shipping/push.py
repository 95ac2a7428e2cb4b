"""Hand the orders of all connections over to Sendcloud: each once, and again when it has changed.

What Sendcloud took earlier is read back first, so that what got lost goes along again; then orders that were cancelled,
or shipped elsewhere, are taken back; then orders go a hundred at a time, whatever connection they are of; then they are
read back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from mwslink import clock
from mwslink.connections import Seller
from mwslink.errors import NetworkError, RejectedError
from mwslink.shipping.outbox import Entry, Outbox, State
from mwslink.shipping.push_choosing import Choice, Chooser, Passed, held, stranded
from mwslink.shipping.push_delivery import Delivered, deliver
from mwslink.shipping.push_desk import MOST, PushDesk, SavedOrder
from mwslink.shipping.push_lookup import judged, look_up
from mwslink.shipping.push_model import Hold, PushRule, Reason
from mwslink.shipping.push_report import Action, Outcome, Pushed
from mwslink.shipping.push_withdrawing import Cause, Needless, is_settled, withdraw
from mwslink.shipping.silence import Silences

OnProgress = Callable[[Pushed], None]


@dataclass
class Push:
    """One run. `wait`: seconds to wait for Sendcloud to save what it took; what was done by now is in `pushed`."""

    desk: PushDesk
    outbox: Outbox
    chooser: Chooser
    rules: Sequence[PushRule]
    wait: float = 15
    on_progress: OnProgress = lambda _pushed: None
    pushed: Pushed = field(default_factory=Pushed)
    silences: Silences = field(default_factory=Silences)

    def run(self) -> None:
        """All of it. Raises what Sendcloud and the store raise, in the end also where single orders got no answer; the
        next run goes on where this one ended."""
        self._read_back()
        self._withdraw(self._needless())
        for batch in _batches(self._choices()):
            self._send(batch)
        self._read_back_new()
        if failure := self.silences.failure:
            raise failure

    def plan(self) -> None:
        """What `run` would hand over and take back, without asking Sendcloud or changing anything."""
        for needless in self._needless():
            self._plan_withdrawal(needless)
        for page in self._judged():
            for one in page:
                if isinstance(one, Needless):
                    self._plan_withdrawal(one)
                elif isinstance(one, Choice):
                    self._add(one.rule.connection, replace(_outcome(one), handover=one.handover), is_told=True)
                else:
                    self._note(one)

    @property
    def _places(self) -> list[tuple[Seller, str]]:
        return [(rule.seller, rule.marketplace_id) for rule in self.rules]

    def _rule(self, entry: Entry) -> PushRule:
        place = (entry.seller, entry.marketplace_id)
        return next(rule for rule in self.rules if (rule.seller, rule.marketplace_id) == place)

    def _connection(self, entry: Entry) -> str:
        return self._rule(entry).connection

    def _add(self, connection: str, outcome: Outcome, *, is_told: bool) -> None:
        self.pushed.of(connection).add(outcome, is_told=is_told)

    def _judged(self) -> Iterator[list[Choice | Passed | Needless]]:
        for rule in self.rules:
            yield from self.chooser.pages(rule, now=clock.now())

    def _choices(self) -> Iterator[Choice]:
        """The orders to be handed over; the others are noted on the way."""
        for page in self._judged():
            choices = [one for one in page if isinstance(one, Choice)]
            passed = [one for one in page if isinstance(one, Passed)]
            self._withdraw([one for one in page if isinstance(one, Needless)])
            found = self._looked_up(choices)
            stopped = self._stopped(choices, found)
            for one in (*passed, *stopped.values()):
                self._note(one)
            self.outbox.save([one.entry for one in (*passed, *stopped.values()) if one.entry])
            for choice in choices:
                id_ = choice.entry.order_id
                if id_ not in stopped and id_ not in self.silences:
                    yield choice.keeping(found[id_]) if id_ in found else choice

    def _note(self, one: Passed) -> None:
        is_told = one.outcome.action is not Action.UNCHANGED or one.outcome.is_unwanted
        self._add(one.rule.connection, one.outcome, is_told=is_told)

    def _looked_up(self, choices: Sequence[Choice]) -> dict[str, SavedOrder]:
        """By order id: those that have changed, as they are in Sendcloud."""
        known = [replace(one.entry, sent_at=None) for one in choices if one.is_change]
        return look_up(self.desk, known, self.silences, now=clock.now()) if known else {}

    def _stopped(self, choices: Sequence[Choice], found: Mapping[str, SavedOrder]) -> dict[str, Passed]:
        """By order id: changes that must neither bring back what somebody deleted in Sendcloud since it was read back,
        nor open again, without a word, what has a label made of the earlier version."""
        stopped = {}
        for choice in choices:
            id_, saved = choice.entry.order_id, found.get(choice.entry.order_id)
            if choice.is_change and saved is None and id_ not in self.silences:
                stopped[id_] = _deleted(choice)
            elif saved and not saved.is_waiting and self._has_label(id_):
                stopped[id_] = held(choice.rule, choice.before, Hold(Reason.LABELLED))
        unwanted = {one.entry.order_id for one in choices if one.is_unwanted}
        return {
            id_: replace(one, outcome=replace(one.outcome, is_unwanted=id_ in unwanted)) for id_, one in stopped.items()
        }

    def _has_label(self, order_id: str) -> bool:
        try:
            is_labelled = self.desk.has_label(order_id)
        except NetworkError as error:
            self.silences.miss(order_id, error)
            return False
        self.silences.hear(is_answered=True)
        return is_labelled

    def _needless(self) -> list[Needless]:
        """What Amazon cancelled and Sendcloud may have; and what was shipped without it, where Amazon hears of
        Sendcloud's shipments from here: elsewhere an order may be told first and shipped afterwards."""
        now = clock.now()
        telling = [(rule.seller, rule.marketplace_id) for rule in self.rules if rule.tells_amazon]
        cancelled = [one for one in self.outbox.cancelled(self._places) if not is_settled(one, now=now)]
        shipped = self.outbox.shipped_elsewhere(telling)
        return [
            *(Needless(self._rule(one), one, Cause.CANCELLED) for one in cancelled),
            *(Needless(self._rule(one), one, Cause.SHIPPED) for one in shipped),
        ]

    def _plan_withdrawal(self, one: Needless) -> None:
        if self._is_out_of_reach(one):
            if one.cause is Cause.CANCELLED:
                self._note(stranded(one.rule, one.entry))
        elif one.cause is Cause.CANCELLED or not self._is_labelled(one):  # else only a run can tell
            outcome = Outcome(one.entry.order_id, Action.WITHDRAWN, one.cause)
            self._add(one.rule.connection, outcome, is_told=True)

    def _is_labelled(self, one: Needless) -> bool:
        return bool(self.outbox.labelled(one.entry.seller, [one.entry.order_id]))

    def _is_out_of_reach(self, one: Needless) -> bool:
        return one.entry.integration_id != self.chooser.integration_id

    def _withdraw(self, needless: Sequence[Needless]) -> None:
        for one in needless:
            if not self._is_out_of_reach(one):
                self._take_back(one)
            elif one.cause is Cause.CANCELLED:
                passed = stranded(one.rule, one.entry)
                self.outbox.save([passed.entry] if passed.entry else [])
                self._note(passed)

    def _take_back(self, one: Needless) -> None:
        entry, tally = one.entry, self.pushed.of(one.rule.connection)
        try:
            done = withdraw(self.desk, one, is_labelled=self._is_labelled(one), now=clock.now())
        except RejectedError as error:  # one order must not keep all the others here
            tally.stuck.append(Outcome(entry.order_id, Action.WITHDRAWN, one.cause, error.message))
            return
        except NetworkError as error:
            self.silences.miss(entry.order_id, error)
            return
        self.silences.hear(is_answered=True)
        self.outbox.save([done.entry])
        if done.action:
            tally.add(Outcome(entry.order_id, done.action, one.cause, is_new=done.is_new), is_told=True)

    def _send(self, batch: Sequence[Choice]) -> None:
        by_id = {one.entry.order_id: one for one in batch}
        self.outbox.save([one.entry for one in batch])
        for part in deliver(self.desk, [one.handover for one in batch], self.silences):
            self._settle(part, by_id)
            self.on_progress(self.pushed)

    def _settle(self, part: Delivered, by_id: dict[str, Choice]) -> None:
        taken = [
            replace(by_id[id_].entry, state=State.ACCEPTED, sendcloud_id=number)
            for id_, number in part.taken.items()
            if id_ in by_id
        ]
        refused = [
            replace(by_id[id_].entry, state=State.REFUSED, reason=Reason.REFUSED, detail=detail)
            for id_, detail in part.refused.items()
        ]
        lost = [replace(by_id[id_].entry, state=State.LOST) for id_ in part.silent]
        self.outbox.save([*taken, *refused, *lost])
        for entry in taken:
            outcome = _outcome(by_id[entry.order_id])
            is_odd = bool(outcome.doubts or outcome.odd_weights or outcome.is_unwanted)
            is_told = is_odd or outcome.action is Action.AGAIN
            self._add(by_id[entry.order_id].rule.connection, outcome, is_told=is_told)
        for entry in refused:
            outcome = Outcome(entry.order_id, Action.REFUSED, Reason.REFUSED, entry.detail)
            self._add(by_id[entry.order_id].rule.connection, outcome, is_told=True)

    def _read_back_new(self) -> None:
        """Give Sendcloud time to save, as far as we may; the next run looks for the rest."""
        waited, pause = 0.0, 1.0
        while self.outbox.find(self._places, State.ACCEPTED) and waited + pause <= self.wait:
            clock.sleep(pause)
            waited, pause = waited + pause, pause * 2
            self._read_back()
        for entry in self.outbox.find(self._places, State.ACCEPTED):
            self.pushed.of(self._connection(entry)).waiting += 1

    def _read_back(self) -> None:
        waiting = [one for one in self.outbox.find(self._places, State.ACCEPTED) if one.order_id not in self.silences]
        found = look_up(self.desk, waiting, self.silences, now=clock.now())
        moved = judged([one for one in waiting if one.order_id not in self.silences], found, now=clock.now())
        self.outbox.save(moved)
        for entry in moved:
            self.pushed.of(self._connection(entry)).verified += entry.state is State.VERIFIED


def _batches(choices: Iterator[Choice]) -> Iterator[list[Choice]]:
    """As many as one call takes, whatever connection they are of."""
    while batch := list(islice(choices, MOST)):
        yield batch


def _outcome(choice: Choice) -> Outcome:
    """An order that goes, with what somebody should look at."""
    return Outcome(
        choice.entry.order_id,
        choice.action,
        doubts=choice.handover.address.doubts,
        odd_weights=choice.odd_weights,
        is_unwanted=choice.is_unwanted,
    )


def _deleted(choice: Choice) -> Passed:
    """What becomes of a changed order that is not there any more."""
    entry = replace(choice.entry, state=State.DELETED, reason=Reason.DELETED_THERE)
    return Passed(choice.rule, Outcome(entry.order_id, Action.HELD, Reason.DELETED_THERE), entry)
