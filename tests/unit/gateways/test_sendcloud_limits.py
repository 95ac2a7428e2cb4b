"""Sendcloud's limits: kept in every second and minute, and 429 without a Retry-After waited for."""

from __future__ import annotations

from bisect import bisect_left

import httpx2
import pytest
from gateway_fakes import MemoryQuotas
from sendcloud_fakes import METADATA, Sendcloud, gateway_of

from mwslink.errors import ThrottledError
from mwslink.gateways.http import Response
from mwslink.gateways.sendcloud.protocol import next_cursor, read_error
from mwslink.gateways.sendcloud.quotas import QUOTAS, READ, READ_SHIPPING, WRITE, SendcloudThrottle

TOO_FAST = httpx2.Response(429)
LIMITS = {READ: (60, 1000), READ_SHIPPING: (60, 420), WRITE: (60, 100)}


@pytest.mark.parametrize(
    ("quota", "seconds", "most"), [*((name, *limit) for name, limit in LIMITS.items()), (WRITE, 1, 15)]
)
def test_no_window_ever_sees_more_than_the_limit(still_clock, quota, seconds, most):
    """However Sendcloud counts its minute, sliding or by the clock."""
    throttle = SendcloudThrottle(MemoryQuotas(), "scope", QUOTAS)
    sent = []
    for _call in range(3 * most):
        permit = throttle.acquire(quota)
        sent.append(still_clock.elapsed)
        permit.answered()

    assert max(bisect_left(sent, start + seconds) - place for place, start in enumerate(sent)) <= most


def test_a_429_without_a_hint_is_waited_for_and_repeated(still_clock):
    """Sendcloud sends no Retry-After."""
    sendcloud = Sendcloud(metadata=[TOO_FAST, METADATA])

    assert gateway_of(sendcloud).integration().id == 4711
    assert still_clock.slept


def test_a_limit_used_up_by_others_ends_with_a_message(still_clock):
    """Somebody else uses the same keys all the time."""
    with pytest.raises(ThrottledError, match="Sendcloud"):
        gateway_of(Sendcloud(metadata=TOO_FAST)).integration()


def test_an_error_names_all_places():
    """Pointers say which order of a batch is meant."""
    body = b"""{"errors": [
        {"status": "400", "code": "invalid", "detail": "Input should be greater than 0",
         "source": {"pointer": "/data/attributes/[1]/order_details/order_items/[0]/quantity"}},
        {"status": "400", "code": "required", "title": "Missing", "detail": "Field required",
         "source": {"pointer": "/data/attributes/[3]/payment_details"}}]}"""
    refusal = read_error(body)

    assert (refusal.code, refusal.message) == ("invalid", "Input should be greater than 0")
    assert [(one.key[-15:], one.text) for one in refusal.problems] == [
        ("ems/[0]/quantity"[-15:], "Input should be greater than 0"),
        ("payment_details", "Missing: Field required"),
    ]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"errors": {}}', b'{"errors": []}'])
def test_a_body_without_an_error_is_no_error(body):
    """Proxies and old endpoints answer otherwise."""
    assert not str(read_error(body))


@pytest.mark.parametrize(
    ("link", "cursor"),
    [
        ('<https://panel.sendcloud.sc/api/v3/orders?cursor=cD0y&page_size=2>; rel="next"', "cD0y"),
        ('<https://x/api/v3/orders?cursor=a>; rel="prev", <https://x/api/v3/orders?cursor=b%3D>; rel="next"', "b="),
        ('<https://x/api/v3/orders?cursor=a>; rel="prev"', None),
        ("", None),
    ],
)
def test_the_next_page_is_found_in_the_link_header(link, cursor):
    """Cursors are opaque."""
    assert next_cursor(Response(200, {"link": link}, b"")) == cursor
