"""A batch with a bad order in it: that one is set aside, the rest goes through, in few calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mwslink import clock
from mwslink.errors import NetworkError, Obstacle, RejectedError
from mwslink.shipping.push_delivery import Delivered, deliver
from mwslink.shipping.push_desk import BatchRefusedError, StillSavingError
from mwslink.shipping.push_model import Handover
from mwslink.shipping.silence import Silences
from unit.gateways.gateway_fakes import StillClock
from unit.shipping.handovers import handover


class Desk:
    """Refuses whole batches for their bad orders, which it names or not."""

    def __init__(self, *bad: int, names: bool = True, reason: str = "") -> None:
        self.bad = {handover(number).order_id for number in bad}
        self.names = names
        self.reason = reason
        self.silent: set[str] = set()
        self.calls: list[int] = []
        self.busy = 0

    def hand_over(self, batch: Sequence[Handover]) -> Mapping[str, int]:
        self.calls.append(len(batch))
        if self.busy:
            self.busy -= 1
            raise StillSavingError("busy")
        if any(order.order_id in self.silent for order in batch):
            raise NetworkError("Sendcloud could not answer create_orders (HTTP 500).")
        bad = {place: self._reason(order) for place, order in enumerate(batch) if order.order_id in self.bad}
        if bad:
            raise BatchRefusedError("no", reasons=bad if self.names else {}, details=next(iter(bad.values())))
        return {order.order_id: 1 for order in batch}

    def _reason(self, order: Handover) -> str:
        return self.reason or f"bad {order.order_id}"


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[StillClock]:
    still = StillClock()
    with clock.use_clock(still):
        yield still


def result(desk: Desk, count: int = 100) -> Delivered:
    taken: dict[str, int] = {}
    refused: dict[str, str] = {}
    silent: tuple[str, ...] = ()
    batch = [handover(number) for number in range(count)]
    for part in deliver(desk, batch, Silences()):  # type: ignore[arg-type]  # all it asks of a desk
        assert not {*taken, *refused, *silent} & {*part.taken, *part.refused, *part.silent}
        taken |= part.taken
        refused |= part.refused
        silent += part.silent
    return Delivered(taken, refused, silent)


def test_a_good_batch_is_one_call() -> None:
    """Writes are what Sendcloud limits most."""
    desk = Desk()

    assert len(result(desk).taken) == 100
    assert desk.calls == [100]


def test_orders_that_are_named_cost_one_call_more() -> None:
    """All at once, with a reason each."""
    desk = Desk(3, 40, 99)
    done = result(desk)

    assert desk.calls == [100, 97]
    assert done.refused == {handover(number).order_id: f"bad {handover(number).order_id}" for number in (3, 40, 99)}
    assert len(done.taken) == 97


def test_an_order_that_is_not_named_is_found_by_halving() -> None:
    """Twice the halvings of a hundred, at most."""
    desk = Desk(57, names=False)
    done = result(desk)

    assert set(done.refused) == {handover(57).order_id}
    assert len(done.taken) == 99
    assert len(desk.calls) <= 15


@given(bad=st.sets(st.integers(0, 11), max_size=12), names=st.booleans())
@settings(max_examples=50, deadline=None)
def test_whichever_orders_are_bad_the_others_go(bad: set[int], names: bool) -> None:
    """Each once."""
    done = result(Desk(*bad, names=names), 12)

    assert set(done.refused) == {handover(number).order_id for number in bad}
    assert len(done.taken) == 12 - len(bad)


def test_a_batch_that_is_still_being_saved_waits_its_turn(still_clock: StillClock) -> None:
    """Sendcloud says how: in a moment."""
    desk = Desk()
    desk.busy = 3

    assert len(result(desk).taken) == 100
    assert still_clock.slept == [1.0, 2.0, 4.0]


def test_one_that_is_saved_for_ever_is_left_to_the_next_run() -> None:
    """No endless waiting; a few calls more tell that it is not one order."""
    desk = Desk()
    desk.busy = 99
    with pytest.raises(StillSavingError):
        result(desk)

    assert len(desk.calls) <= 8


def test_all_orders_refused_for_one_reason_are_not_the_orders_fault() -> None:
    """Sendcloud changed its rules: a handful of calls tells, not two hundred."""
    desk = Desk(*range(100), names=False, reason="unknown field: order_number")
    with pytest.raises(RejectedError):
        result(desk)

    assert len(desk.calls) < 20


def test_a_failure_of_the_network_ends_it() -> None:
    """A few calls tell that Sendcloud is down; where it is not even reached, one does."""
    for reason, most in ((Obstacle.SERVICE, 4), (Obstacle.SILENCE, 1)):

        class Broken(Desk):
            why = reason

            def hand_over(self, batch: Sequence[Handover]) -> Mapping[str, int]:
                self.calls.append(len(batch))
                raise NetworkError("gone", reason=self.why)

        desk = Broken()
        with pytest.raises(NetworkError):
            result(desk)

        assert len(desk.calls) <= most


@given(silent=st.sets(st.integers(0, 99), max_size=2))
@settings(max_examples=50, deadline=None)
def test_an_order_at_which_sendcloud_fails_keeps_no_other_here(silent: set[int]) -> None:
    """It is found among a hundred in few calls, and named."""
    desk = Desk()
    desk.silent = {handover(number).order_id for number in silent}
    done = result(desk)

    assert set(done.silent) == desk.silent
    assert len(done.taken) == 100 - len(silent)
    assert len(desk.calls) <= 1 + 28 * len(silent)
