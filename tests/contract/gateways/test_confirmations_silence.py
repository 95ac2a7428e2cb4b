"""One order of which Amazon never tells: the others are told and verified, it is named, and it is not told twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from contract.gateways.shop import SHOPS, SPEED, Shop, open_shop
from contract.gateways.test_confirmations import TOKENS, confirm, make_labels, numbers, open_orders, states
from mwslink import clock
from mwslink.errors import AuthorizationError, NetworkError
from mwslink.orders.model import Order
from mwslink.shipping.confirm import Reason
from mwslink.shipping.journal import State

READS = {"sp-api": "getOrder", "mws": "ListOrderItems"}
HOURS = 4 * 3600


@pytest.fixture(params=["sp-api", "mws"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path, request.param, TOKENS[request.param], quotas=False) as made:
        made.pull()
        yield made


def silence(shop: Shop, *orders: Order, operation: str = "", kind: str = "503") -> None:
    """From now on Amazon fails whenever one of these orders is read."""
    rules = [f"{operation or READS[shop.api]}@{order.id}:100%:{kind}" for order in orders]
    shop.control("faults", rules=rules)


@contextmanager
def later(shop: Shop, seconds: int) -> Iterator[None]:
    """So many seconds from now, here and at Amazon."""
    shop.control("clock", advance=seconds)
    with clock.use_clock(clock.ScaledClock(SPEED, clock.now() + timedelta(seconds=seconds))):
        yield


def interrupt(shop: Shop, *orders: Order) -> None:
    """Tell Amazon of these orders' parcels, and be killed before it is written down that it took them."""
    with pytest.MonkeyPatch.context() as patch:

        def killed(*_args: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(type(shop.store.parcels), "move", killed)
        for _order in orders:
            with pytest.raises(KeyboardInterrupt):
                confirm(shop, feed_from=300)


@contextmanager
def one_silent(tmp_path: Path) -> Iterator[tuple[Shop, Order]]:
    """A run was killed as it told Amazon of an order's parcel, and Amazon fails whenever that order is read."""
    with open_shop(tmp_path, "sp-api", TOKENS["sp-api"], quotas=False) as shop:
        shop.pull()
        (bad,) = open_orders(shop, 1)
        make_labels(shop, [bad])
        interrupt(shop, bad)
        silence(shop, bad)
        yield shop, bad


def state(shop: Shop, order: Order) -> State:
    (found,) = states(shop, [order])
    return found


def test_an_order_that_is_not_read_keeps_no_other_from_being_told(shop: Shop) -> None:
    """It stays as it is and is named; the next one is told and seen."""
    bad, good = open_orders(shop, 2)
    make_labels(shop, [bad])
    silence(shop, bad)
    confirm(shop)
    with later(shop, 2400):
        make_labels(shop, [bad, good])
        outcome = confirm(shop)

    assert isinstance(outcome.error, NetworkError)
    assert bad.id in outcome.error.message
    assert good.id not in outcome.error.message
    assert (state(shop, bad), state(shop, good)) == (State.ACCEPTED, State.EFFECTIVE)


def test_after_hours_it_is_a_problem_with_a_name_and_no_failure(shop: Shop) -> None:
    """Said as news once; as soon as Amazon tells of the order again, all is well."""
    bad, good = open_orders(shop, 2)
    make_labels(shop, [bad])
    silence(shop, bad)
    confirm(shop)
    with later(shop, HOURS):
        make_labels(shop, [bad, good])
        first, second = confirm(shop), confirm(shop)
        silence(shop)
        healed = confirm(shop)

    assert (first.error, second.error, healed.error) == (None, None, None)
    assert [(one.order.id, one.is_new) for one in first.of(Reason.UNREADABLE)] == [(bad.id, True)]
    assert [(one.order.id, one.is_new) for one in second.of(Reason.UNREADABLE)] == [(bad.id, False)]
    assert states(shop, [bad, good]) == {State.EFFECTIVE}
    assert len(numbers(shop, bad)) == 1


def test_a_call_that_may_have_arrived_is_not_repeated_while_amazon_does_not_tell(tmp_path: Path) -> None:
    """Killed after Amazon had it, and the order cannot be read: the others go on, this one is told once."""
    with open_shop(tmp_path, "sp-api", TOKENS["sp-api"], quotas=False) as shop:
        shop.pull()
        bad, good = sorted(open_orders(shop, 2), key=lambda one: one.id)
        make_labels(shop, [bad])
        interrupt(shop, bad)
        silence(shop, bad)
        make_labels(shop, [bad, good])
        outcome = confirm(shop, feed_from=300)

        assert outcome.error is not None
        assert bad.id in outcome.error.message
        assert (state(shop, bad), state(shop, good)) == (State.SUBMITTED, State.EFFECTIVE)
        assert shop.seen()["confirmShipment"] == 2
        silence(shop)
        assert confirm(shop, feed_from=300).error is None
        assert states(shop, [bad, good]) == {State.EFFECTIVE}
        assert shop.seen()["confirmShipment"] == 2


def test_an_import_that_shows_the_parcel_settles_it(tmp_path: Path) -> None:
    """The order itself need not be asked for."""
    with one_silent(tmp_path) as (shop, bad):
        with later(shop, 300):
            shop.pull()
            outcome = confirm(shop, feed_from=300)

        assert outcome.error is None
        assert state(shop, bad) is State.EFFECTIVE
        assert shop.seen()["confirmShipment"] == 1


def test_retry_tells_amazon_again_where_it_never_answered(tmp_path: Path) -> None:
    """For whoever saw in Seller Central that the parcel is missing; it is one package all the same."""
    with one_silent(tmp_path) as (shop, bad):
        with later(shop, HOURS):
            confirm(shop, feed_from=300)
            confirm(shop, feed_from=300, retries=True)
            silence(shop)
            confirm(shop, feed_from=300)

        assert shop.seen()["confirmShipment"] == 2
        assert len(numbers(shop, bad)) == 1
        assert state(shop, bad) is State.EFFECTIVE


def test_many_silent_orders_keep_the_rest_back_for_one_run_at_most(tmp_path: Path) -> None:
    """Three in a row look like an Amazon that is down; they come last in the next run."""
    with open_shop(tmp_path, "sp-api", TOKENS["sp-api"], quotas=False) as shop:
        shop.pull()
        *bad, good = sorted(open_orders(shop, 5), key=lambda one: one.id)
        make_labels(shop, [*bad, good])
        silence(shop, *bad, operation="confirmShipment")
        for _run in range(3):
            confirm(shop, feed_from=300)

        assert len(numbers(shop, good)) == 1
        assert [numbers(shop, one) for one in bad] == [{}] * 4


def test_an_order_amazon_denies_access_to_keeps_no_other_back(tmp_path: Path) -> None:
    """It counts as refused, and is told again on demand; where all are denied, it is the seller."""
    with open_shop(tmp_path, "sp-api", TOKENS["sp-api"], quotas=False) as shop:
        shop.pull()
        make_labels(shop, open_orders(shop, 2))
        ids = [group[0].order_id for group in shop.store.parcels.open(shop.account.seller, SHOPS)]
        bad, good = (shop.stored()[one] for one in ids)
        silence(shop, bad, operation="confirmShipment", kind="revoked-token")
        outcome = confirm(shop, feed_from=300)
        silence(shop)
        again = confirm(shop, feed_from=300, retries=True)

        assert outcome.error is None
        assert [one.order.id for one in outcome.of(Reason.REFUSED)] == [bad.id]
        assert again.error is None
        assert states(shop, [bad, good]) == {State.EFFECTIVE}


def test_a_seller_amazon_denies_access_to_is_no_matter_of_orders(tmp_path: Path) -> None:
    """Nothing counts as refused: all of it is told once the authorization is there again."""
    with open_shop(tmp_path, "sp-api", TOKENS["sp-api"], quotas=False) as shop:
        shop.pull()
        orders = open_orders(shop, 4)
        make_labels(shop, orders)
        shop.control("faults", rules=["confirmShipment:100%:revoked-token"])
        outcome = confirm(shop, feed_from=300)
        silence(shop)
        confirm(shop, feed_from=300)

        assert isinstance(outcome.error, AuthorizationError)
        assert states(shop, orders) == {State.EFFECTIVE}


def test_a_feed_amazon_never_tells_of_keeps_no_other_back(shop: Shop) -> None:
    """After hours the orders in it decide what it did."""
    first, second = open_orders(shop, 2)
    make_labels(shop, [first])
    result = {"sp-api": "getFeed", "mws": "GetFeedSubmissionList"}[shop.api]
    shop.control("faults", rules=[f"{result}:100%:503"])
    confirm(shop, wait_seconds=0)
    (feed,) = shop.store.parcels.open_feeds(shop.account.seller)
    shop.control("faults", rules=[f"{result}@{feed.feed_id}:100%:503"])
    with later(shop, 600):
        make_labels(shop, [first, second])
        early = confirm(shop)
    with later(shop, HOURS):
        late = confirm(shop)

    assert early.error is not None
    assert str(feed.feed_id) in early.error.message
    assert late.error is None
    assert states(shop, [first, second]) == {State.EFFECTIVE}
    assert len(numbers(shop, first)) == len(numbers(shop, second)) == 1
