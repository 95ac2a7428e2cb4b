"""How causes are narrowed down: what opens proves, what stays shut only leaves fewer, and a record decides nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.authorization.causes import Cause, Known, render_causes
from mwslink.authorization.clocks import ORDERS_V0_ENDS_ON
from mwslink.authorization.denial import is_unexplained, narrow_denial
from mwslink.authorization.diagnosis import Verdict, explain
from mwslink.authorization.parts import Part, Tried
from mwslink.authorization.roles import Place, judge_part
from mwslink.connections import MWS
from mwslink.errors import AuthorizationError, ConfigError, NetworkError, Obstacle, ThrottledError
from mwslink.marketplaces import BY_COUNTRY

ES = BY_COUNTRY["ES"]
TODAY = date(2026, 11, 27)
HERE = Place(ES, TODAY)
NO = AuthorizationError("HTTP 403", code="Unauthorized")
SILENCE = NetworkError("nobody answers", reason=Obstacle.SILENCE)
DENIED = explain(AuthorizationError("HTTP 403", code="Unauthorized"), ES)
DOORS = st.fixed_dictionaries({region: st.sampled_from([True, False, None]) for region in ("na", "fe")})
PARTS = st.lists(
    st.builds(Tried, st.sampled_from([Part.ORDERS, Part.BUYERS, Part.LISTINGS]), st.sampled_from([None, NO, SILENCE])),
    max_size=3,
)


@given(doors=DOORS, tried=PARTS, sellers=st.integers(0, 40))
def test_a_cause_is_certain_only_where_something_opened(doors, tried, sellers):
    """Another region, or a part of the API; else at least the three that no call can tell apart."""
    finding = narrow_denial(DENIED, doors, tried, place=HERE, sellers=sellers)
    opened_elsewhere = any(doors.values())
    opened = any(one.error is None for one in tried)

    assert (len(finding.causes) == 1) == (opened_elsewhere or opened)
    if opened_elsewhere:
        assert finding.causes == (Cause.WRONG_REGION,)
    elif opened:
        assert finding.causes == (Cause.ROLE_MISSING,)
    else:
        assert {Cause.ROLE_MISSING, Cause.DRAFT_LIMIT, Cause.ACCOUNT_BLOCKED} <= set(finding.causes)
        assert (Cause.WRONG_REGION in finding.causes) == (None in doors.values())
    assert isinstance(finding.error, AuthorizationError)
    assert finding.error.code == "Unauthorized"


def test_only_a_refusal_without_a_reason_is_probed():
    """What Amazon explains needs no more calls."""
    for code, details in (
        ("invalid_grant", ""),
        ("Unauthorized", "The access token you provided is revoked, malformed or invalid."),
    ):
        assert not is_unexplained(explain(AuthorizationError("no", code=code, details=details), ES))
    assert is_unexplained(DENIED)


@pytest.mark.parametrize(
    ("older", "today", "causes"),
    [
        (None, TODAY, (Cause.ORDERS_API_REFUSED,)),
        (NO, TODAY, (Cause.ROLE_MISSING,)),
        (SILENCE, TODAY, (Cause.ROLE_MISSING, Cause.ORDERS_API_REFUSED)),
        (NO, ORDERS_V0_ENDS_ON, (Cause.ROLE_MISSING, Cause.ORDERS_API_REFUSED)),
    ],
)
def test_orders_v0_tells_the_role_from_the_api_as_long_as_there_is_one(older, today, causes):
    """Once Amazon has taken it away, its refusal proves nothing any more."""
    finding = judge_part(Tried(Part.ORDERS, NO), Place(ES, today), Tried(Part.ORDERS_V0, older))

    assert finding.causes == causes
    assert (finding.error is None) == (finding.verdict is Verdict.WARNING)


@pytest.mark.parametrize(
    ("types", "causes"),
    [
        (None, (Cause.SELLER_ID_WRONG, Cause.TOKEN_WRONG)),
        (NO, (Cause.ROLE_MISSING,)),
        (SILENCE, (Cause.ROLE_MISSING, Cause.SELLER_ID_WRONG)),
    ],
)
def test_product_types_tell_the_role_from_the_seller_id(types, causes):
    """They need the one and not the other."""
    finding = judge_part(Tried(Part.LISTINGS, NO), HERE, Tried(Part.PRODUCT_TYPES, types))

    assert finding.causes == causes


def test_a_part_that_cannot_be_asked_now_is_unknown():
    """A used-up quota is no missing role."""
    finding = judge_part(Tried(Part.ORDERS, ThrottledError("used up", wait_seconds=90)), HERE)

    assert (finding.verdict, finding.causes) == (Verdict.UNKNOWN, (Cause.THROTTLED,))


def test_of_mws_a_part_is_refused_in_its_own_words():
    """Its texts name the cause; no role of SP-API is spoken of."""
    refusal = AuthorizationError("no", code="AccessDenied", details="Access to Orders.GetOrder is denied")
    finding = judge_part(Tried(Part.ORDERS, refusal), Place(ES, TODAY, MWS))

    assert (finding.check, finding.causes) == ("permission", (Cause.ROLE_MISSING,))
    assert "(Restricted)" not in judge_part(Tried(Part.ORDERS), Place(ES, TODAY, MWS)).text


@pytest.mark.parametrize("authorized_on", [None, date(2026, 11, 1), date(2024, 1, 1)])
def test_the_recorded_day_is_evidence_and_decides_nothing(authorized_on):
    """It is ours and not Amazon's: lapsed and withdrawn stay both possible, whatever it says."""
    known = Known(today=TODAY, authorized_on=authorized_on)
    finding = explain(AuthorizationError("no", code="invalid_grant"), ES, known)

    assert set(finding.causes) == {Cause.AUTHORIZATION_LAPSED, Cause.AUTHORIZATION_WITHDRAWN, Cause.TOKEN_WRONG}
    assert "authorized_on" in " ".join(finding.evidence)


def test_a_token_that_worked_is_no_wrong_one():
    """Whenever that was."""
    known = Known(today=TODAY, token_worked_at=datetime(2026, 3, 1, tzinfo=UTC))
    finding = explain(AuthorizationError("no", code="invalid_grant"), ES, known)

    assert Cause.TOKEN_WRONG not in finding.causes
    assert "2026-03-01" in finding.evidence[0]


@pytest.mark.parametrize(
    ("made_on", "says"),
    [
        (None, "not recorded"),
        (TODAY - timedelta(days=10), "last until"),
        (TODAY - timedelta(days=180), "ended on 2026-11-27"),
    ],
)
def test_the_age_of_the_client_secret_is_evidence(made_on, says):
    """Wrong and expired look alike to Login with Amazon."""

    class ClientRefusedError(ConfigError):
        code = "invalid_client"

    finding = explain(ClientRefusedError("no"), ES, Known(today=TODAY, secret_made_on=made_on))

    assert {Cause.CLIENT_SECRET_WRONG, Cause.CLIENT_SECRET_EXPIRED, Cause.CLIENT_ID_WRONG} == set(finding.causes)
    assert says in " ".join(finding.evidence)


def test_that_the_secret_before_was_tried_too_is_evidence():
    """Within its seven days it should have worked."""

    class ClientRefusedError(ConfigError):
        code = "invalid_client"

    known = Known(today=TODAY, secret_made_on=TODAY, previous_ends_on=TODAY + timedelta(days=7))

    assert "good until 2026-12-04" in explain(ClientRefusedError("no"), ES, known).evidence[0]


@pytest.mark.parametrize("reason", Obstacle)
def test_whatever_keeps_an_answer_away_has_causes_and_no_verdict(reason):
    """Nothing is said against the credentials."""
    finding = explain(NetworkError("no answer", reason=reason), ES)

    assert finding.verdict is Verdict.UNKNOWN
    assert finding.causes
    assert finding.check in {"network", "tls", "access"}


@given(st.lists(st.sampled_from(Cause), unique=True))
def test_one_cause_is_no_choice(causes):
    """That several cannot be told apart is said of several."""
    assert bool(render_causes(causes)) == (len(causes) > 1)
