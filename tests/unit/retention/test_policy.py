"""Personal data goes on its day: never early, never late, whatever happened to the order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mwslink.config.model import Privacy
from mwslink.orders.model import OrderStatus
from mwslink.retention.policy import Facts, Reason, months_later, order_due, personal_due

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SHIPMENT = Privacy()
DELIVERY = Privacy(count_from="delivery")


def facts(status: str = OrderStatus.SHIPPED, **known: datetime | None) -> Facts:
    given_ = {"updated_at": START + 5 * DAY, "promised_by": START + 8 * DAY, **known}
    return Facts(status=status, created_at=START, **given_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("privacy", "known", "days", "reason"),
    [
        (SHIPMENT, {"shipped_at": START + 2 * DAY}, 32, Reason.SHIPMENT),
        (SHIPMENT, {"shipped_at": START + 2 * DAY, "delivered_at": START + 4 * DAY}, 32, Reason.SHIPMENT),
        (DELIVERY, {"shipped_at": START + 2 * DAY, "delivered_at": START + 4 * DAY}, 34, Reason.DELIVERY),
        (DELIVERY, {"shipped_at": START + 2 * DAY}, 32, Reason.SHIPMENT),
        (SHIPMENT, {"delivered_at": START + 4 * DAY}, 34, Reason.DELIVERY),
        (SHIPMENT, {}, 38, Reason.PROMISE),
        (SHIPMENT, {"promised_by": None}, 30, Reason.PROMISE),
        (Privacy(retain_days=5), {"shipped_at": START + 2 * DAY}, 7, Reason.SHIPMENT),
        (Privacy(retain_days=90), {"shipped_at": START + 2 * DAY}, 32, Reason.SHIPMENT),
    ],
)
def test_the_clock_starts_at_shipment_delivery_or_promise(privacy, known, days, reason):
    due = personal_due(facts(**known), privacy)

    assert (due.at, due.reason) == (START + days * DAY, reason)


NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("status", [OrderStatus.UNSHIPPED, OrderStatus.SHIPPED, OrderStatus.CANCELLED])
@pytest.mark.parametrize("privacy", [SHIPMENT, DELIVERY])
def test_a_moment_that_is_somebodys_never_breaks_nothing(status, privacy):
    """And where another moment is known, that one counts."""
    for name in ("promised_by", "shipped_at", "shipped_by", "delivered_at", "requested_at", "authorization_ended_at"):
        personal_due(facts(status, **{name: NEVER}), privacy)
    shipped = facts(promised_by=NEVER, shipped_by=START + DAY)

    assert personal_due(shipped, privacy).at == START + 31 * DAY
    assert order_due(Facts(status, NEVER, NEVER)).at.year > START.year


def test_a_cancelled_order_loses_it_at_once():
    """Also one that was shipped before."""
    due = personal_due(facts(OrderStatus.CANCELLED, shipped_at=START + DAY), SHIPMENT)

    assert (due.at, due.reason) == (START + 5 * DAY, Reason.CANCELLED)


def test_a_request_is_heard_at_once():
    asked = START + 3 * DAY

    due = personal_due(facts(shipped_at=START + 2 * DAY, requested_at=asked), SHIPMENT)

    assert (due.at, due.reason) == (asked, Reason.REQUEST)


def test_what_waits_to_be_shipped_keeps_its_address_beyond_the_promise():
    """The first of two parcels left long ago; the second still needs to know where to."""
    waiting = facts(OrderStatus.PARTIALLY_SHIPPED, shipped_at=START + 20 * DAY)

    assert personal_due(waiting, SHIPMENT).at == START + 50 * DAY


def test_the_end_of_the_authorization_takes_everything_within_a_month():
    ended = START + 10 * DAY
    known = facts(OrderStatus.UNSHIPPED, promised_by=START + 60 * DAY, authorization_ended_at=ended)

    assert personal_due(known, SHIPMENT).at == ended + 30 * DAY
    assert order_due(known).at == ended + 30 * DAY


def test_all_other_data_goes_after_eighteen_months():
    assert order_due(facts()).at == datetime(2027, 9, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "later"), [((2026, 8, 31), (2028, 2, 29)), ((2025, 8, 31), (2027, 2, 28)), ((2026, 1, 28), (2027, 7, 28))]
)
def test_a_month_without_that_day_ends_earlier(day, later):
    assert months_later(datetime(*day, tzinfo=UTC), 18) == datetime(*later, tzinfo=UTC)


calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy computer is no fault
moments = st.integers(0, 200).map(lambda days: START + days * DAY)
orders = st.builds(
    Facts,
    status=st.sampled_from([str(status) for status in OrderStatus]),
    created_at=st.just(START),
    updated_at=moments,
    promised_by=st.none() | moments,
    shipped_at=st.none() | moments,
    delivered_at=st.none() | moments,
    requested_at=st.none() | moments,
    authorization_ended_at=st.none() | moments,
)


@calmly
@given(orders, st.integers(1, 90), st.sampled_from(["shipment", "delivery"]))
def test_no_setting_keeps_it_for_more_than_thirty_days(known, days, count_from):
    """After what Amazon counts from: the last of shipment, delivery and promise at the very latest."""
    due = personal_due(known, Privacy(days, count_from))
    last = max(one for one in (START, known.promised_by, known.shipped_at, known.delivered_at) if one)

    assert due.at <= last + 30 * DAY


@calmly
@given(orders)
def test_a_shipped_order_is_never_late_and_never_early(known):
    """With the settings everybody begins with: on the thirtieth day after the shipment, or when something else asks."""
    if known.status != OrderStatus.SHIPPED or known.shipped_at is None:
        return
    due = personal_due(known, SHIPMENT)

    assert due.at <= known.shipped_at + 30 * DAY
    if due.reason is Reason.SHIPMENT:
        assert due.at == known.shipped_at + 30 * DAY
    else:
        assert due.reason in (Reason.REQUEST, Reason.AUTHORIZATION_ENDED)


@calmly
@given(orders, st.sampled_from(["shipment", "delivery"]))
def test_learning_more_never_moves_a_request_or_cancellation_back(known, count_from):
    """Whatever the order of events."""
    due = personal_due(known, Privacy(30, count_from))

    if known.requested_at:
        assert due.at <= known.requested_at
    if known.status == OrderStatus.CANCELLED:
        assert due.at <= known.updated_at
