"""What can happen to a seller in the sandbox, now, as of a day that has passed, and at a moment to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from amazon import ORDERS, Amazon

START = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)  # of the sandbox, see conftest
PARTICIPATIONS = "/sellers/v1/marketplaceParticipations"
DAY = 86400


def text(moment: Any) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def participations(amazon: Amazon, account: int = 1, *, door: str = "") -> tuple[int, str]:
    """Status, and what Amazon says about a refusal."""
    answer = amazon.get(door + PARTICIPATIONS, account=account)
    return answer.status_code, "" if answer.status_code == 200 else answer.json()["errors"][0]["details"]


def later(amazon: Amazon, days: float) -> None:
    amazon.control("POST", "/clock", {"advance": days * DAY})
    amazon.refresh_token_cache()


@pytest.mark.parametrize("action", ["expire", "revoke", "deny"])
def test_an_end_planned_for_a_day_comes_on_that_day(amazon: Amazon, action: str) -> None:
    """Until then all is well, and the plan can be seen."""
    at = text(START + timedelta(days=30))
    planned = amazon.control("POST", f"/accounts/1/{action}", {"at": at})
    later(amazon, 29)
    before = amazon.refresh().status_code
    later(amazon, 1.1)

    assert planned["planned"] == [{"at": at, "action": action}]
    assert before == 200
    assert amazon.refresh().status_code in {400, 403}
    assert amazon.control("GET", "/accounts/1")["planned"] == []


def test_plans_happen_in_the_order_of_their_days(amazon: Amazon) -> None:
    """Revoked in a month and given back in two, planned the other way round; three months pass at once."""
    amazon.control("POST", "/accounts/1/renew", {"at": text(START + timedelta(days=60))})
    amazon.control("POST", "/accounts/1/revoke", {"at": text(START + timedelta(days=30))})
    later(amazon, 90)

    assert amazon.refresh().status_code == 200
    assert amazon.control("GET", "/accounts/1")["authorized_at"] == text(START + timedelta(days=60))


def test_an_authorization_may_have_begun_or_ended_in_the_past(amazon: Amazon) -> None:
    """Its year is counted from there."""
    renewed = amazon.control("POST", "/accounts/1/renew", {"at": "2026-03-14T08:00:00Z"})
    expired = amazon.control("POST", "/accounts/2/mws-expire", {"at": "2026-11-01T08:00:00Z"})

    assert renewed["authorized_until"] == "2027-03-14T08:00:00Z"
    assert expired["mws_authorized_until"] == "2026-11-01T08:00:00Z"


def test_a_blocked_account_is_refused_everything_without_a_reason(amazon: Amazon) -> None:
    """Login with Amazon still gives tokens."""
    amazon.control("POST", "/accounts/1/restrict", {})

    assert amazon.refresh().status_code == 200
    assert participations(amazon) == (403, "")
    assert amazon.search().status_code == 403
    amazon.control("POST", "/accounts/1/restrict", {"on": False})
    assert participations(amazon)[0] == 200


def test_a_draft_serves_so_many_sellers_and_no_more(amazon: Amazon) -> None:
    """The others are refused without a reason until it is published."""
    amazon.control("POST", "/application/draft", {"limit": 2})
    refused = [participations(amazon, account) for account in (1, 2, 3)]
    amazon.control("POST", "/application/draft", {"on": False})

    assert refused == [(200, ""), (200, ""), (403, "")]
    assert participations(amazon, 3)[0] == 200


def test_an_account_of_another_region_is_let_in_at_that_regions_door(amazon: Amazon) -> None:
    """And nowhere else; the root is the door of eu."""
    at_home = [participations(amazon, door=door)[0] for door in ("", "/eu", "/na", "/fe")]
    amazon.control("POST", "/accounts/1/region", {"region": "na"})
    moved = [participations(amazon, door=door)[0] for door in ("", "/eu", "/na", "/fe")]

    assert at_home == [200, 200, 403, 403]
    assert moved == [403, 403, 200, 403]


def test_an_access_token_can_be_said_to_be_revoked(amazon: Amazon) -> None:
    """As in the hour after a seller withdrew the authorization."""
    amazon.control("POST", "/faults", {"rules": ["getMarketplaceParticipations:1:revoked-token"]})

    assert participations(amazon) == (403, "The access token you provided is revoked, malformed or invalid.")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/accounts/1/revoke", {"at": "tomorrow"}),
        ("/accounts/1/roles", {"remove": ["Juggler"], "at": "2030-01-01T00:00:00Z"}),
        ("/accounts/1/region", {"region": "cn"}),
        ("/application/draft", {"limit": -1}),
    ],
)
def test_what_cannot_be_is_refused_at_once(amazon: Amazon, path: str, body: dict[str, Any]) -> None:
    """Not on the day it was planned for."""
    answer = amazon.http.post(f"/_sandbox{path}", json=body)

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_orders_go_through_the_regions_door_too(amazon: Amazon) -> None:
    """Any operation, with its path as it was sent."""
    assert amazon.get(f"/eu{ORDERS}", lastUpdatedAfter="2026-11-01T00:00:00Z").status_code == 200
