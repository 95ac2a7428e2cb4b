"""What may pass by itself is tried again, for a while; nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.errors import AuthorizationError, NetworkError, RejectedError, ThrottledError
from mwslink.gateways.failures import AnswerError
from mwslink.gateways.retry import RetryPolicy


class Calls:
    """Fails with each error in turn, then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


def test_three_failures_are_survived(still_clock):
    calls = Calls(*[NetworkError("x")] * 3)

    assert RetryPolicy().run(calls) == "done"
    assert len(still_clock.slept) == 3


def test_the_fourth_failure_is_the_end(still_clock):
    calls = Calls(*[NetworkError("x")] * 4)
    with pytest.raises(NetworkError):
        RetryPolicy().run(calls)

    assert calls.made == 4


def test_what_a_call_repeated_itself_is_not_repeated_around_it(still_clock):
    """A call whose token cannot be fetched costs four attempts, not four times four."""
    calls = Calls(*[NetworkError("x")] * 16)
    with pytest.raises(NetworkError):
        RetryPolicy().run(lambda: RetryPolicy().run(calls))

    assert calls.made == 4


@pytest.mark.parametrize(
    "error", [RejectedError("x"), AuthorizationError("x"), ThrottledError("x", wait_seconds=1), KeyboardInterrupt()]
)
def test_what_would_fail_again_is_not_repeated(still_clock, error):
    calls = Calls(error)
    with pytest.raises(type(error)):
        RetryPolicy().run(calls)

    assert calls.made == 1


def test_the_services_own_wish_counts_for_more_than_our_idea(still_clock):
    RetryPolicy().run(Calls(AnswerError("x", retry_after=42)))

    assert still_clock.slept == [42]


def test_a_wish_beyond_our_patience_ends_it(still_clock):
    with pytest.raises(AnswerError):
        RetryPolicy(total=60).run(Calls(AnswerError("x", retry_after=3600)))

    assert still_clock.slept == []


def test_attempts_that_take_long_end_it_too(still_clock):
    def slow() -> None:
        still_clock.pass_by(100)
        raise NetworkError("x")

    with pytest.raises(NetworkError):
        RetryPolicy(total=150).run(slow)

    assert still_clock.elapsed < 350


@given(st.integers(1, 20))
def test_pauses_grow_up_to_their_limit(attempt):
    policy = RetryPolicy(base=1, cap=30)

    assert 0 <= policy.pause(attempt) <= min(30, 2 ** (attempt - 1))
