"""Requests as Amazon wants them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from mwslink.gateways.spapi.protocol import Origin, as_utc, render_moment, render_query, render_user_agent


def test_lists_are_one_value_and_everything_is_encoded():
    query = render_query({"marketplaceIds": ("A", "B"), "paginationToken": "a+b/c=d e%", "maxResultsPerPage": 100})

    assert query == "marketplaceIds=A%2CB&paginationToken=a%2Bb%2Fc%3Dd%20e%25&maxResultsPerPage=100"


def test_ids_in_paths_are_encoded_and_stay_out_of_the_log():
    request = Origin("https://example.com/").get("getOrderItems", "/orders/{orderId}/items", orderId="a/b ?,%")

    assert request.url == "https://example.com/orders/a%2Fb%20%3F%2C%25/items"
    assert request.route == "/orders/{orderId}/items"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 11, 24, 8, tzinfo=UTC), "2026-11-24T08:00:00Z"),
        (datetime(2026, 11, 24, 8, 0, 0, 999999, tzinfo=UTC), "2026-11-24T08:00:00.999Z"),
        (datetime(2026, 11, 24, 9, tzinfo=timezone(timedelta(hours=1))), "2026-11-24T08:00:00Z"),
    ],
)
def test_moments_are_utc_and_never_later_than_they_are(at, text):
    assert render_moment(at) == text


def test_a_moment_without_zone_is_utc():
    assert as_utc(datetime(2026, 11, 24, 8)) == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_the_user_agent_follows_amazons_grammar():
    agent = render_user_agent("1.0(x", "Python/3.12", "Lin(ux); v=1\\2/é")

    assert agent == r"mwslink/1.0\(x (Language=Python/3.12; Platform=Lin(ux\)\; v=1\\2/?)"


def test_the_user_agent_is_never_too_long():
    assert len(render_user_agent("1", "Python/3", ";" * 999)) <= 500
