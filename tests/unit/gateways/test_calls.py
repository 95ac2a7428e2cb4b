"""A call goes through retry, throttle and credentials in that order, and each does its part once."""

from __future__ import annotations

from dataclasses import replace

import httpx2
import pytest
from gateway_fakes import MemoryQuotas

from mwslink.errors import AuthorizationError, NetworkError, RejectedError, ThrottledError
from mwslink.gateways.calls import Caller
from mwslink.gateways.failures import AnswerError, BadRequestError, UnreachableError
from mwslink.gateways.http import Network, Request
from mwslink.gateways.retry import NEVER, RetryPolicy
from mwslink.gateways.spapi.protocol import read_error
from mwslink.gateways.throttle import Quota, Throttle

REQUEST = Request("sp-api", "getOrder", "GET", "https://example.com/x")
PLAN = Quota(0.5, 3)
STALE = {"errors": [{"code": "Unauthorized", "details": "The access token you provided has expired."}]}


class Amazon:
    """Answers with each in turn, the last one for ever."""

    def __init__(self, *answers: httpx2.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)


class Keys:
    """Signs with a number that grows when the credentials are renewed."""

    def __init__(self) -> None:
        self.number = 1
        self.error: Exception | None = None

    def sign(self, request: Request) -> Request:
        if self.error:
            raise self.error
        return replace(request, headers={"key": str(self.number)})

    def renew(self, signed: Request, error: AuthorizationError) -> bool:
        if "expired" not in error.details or signed.headers["key"] != str(self.number):
            return False
        self.number += 1
        return True


def caller_of(amazon: Amazon, quota: Quota | None = PLAN, **options) -> Caller:
    throttle = Throttle(MemoryQuotas(), "scope", {"getOrder": quota}, **options) if quota else None
    return Caller(Network(transport=httpx2.MockTransport(amazon)), read_error, throttle)


def call(caller: Caller, request: Request = REQUEST, **options) -> int:
    return caller.call(request, lambda response: response.status, **options)


def tokens_of(caller: Caller) -> float:
    assert caller.throttle
    return round(caller.throttle.level("getOrder").tokens, 2)


def ok(**headers: str) -> httpx2.Response:
    return httpx2.Response(200, json={}, headers=headers)


def test_each_attempt_takes_a_turn_of_the_quota(still_clock):
    amazon = Amazon(httpx2.Response(500), httpx2.Response(503), ok())
    caller = replace(caller_of(amazon), retry=RetryPolicy(base=0))

    assert call(caller) == 200
    assert tokens_of(caller) == 0


def test_a_request_that_could_not_be_sent_takes_none(still_clock):
    caller = caller_of(Amazon(httpx2.ConnectError("refused")))
    with pytest.raises(UnreachableError):
        call(caller)

    assert tokens_of(caller) == 3


def test_credentials_that_cannot_be_had_take_none(still_clock):
    caller, keys = caller_of(Amazon(ok())), Keys()
    keys.error = AuthorizationError("no consent")
    with pytest.raises(AuthorizationError):
        call(caller, signer=keys)

    assert tokens_of(caller) == 3


def test_credentials_that_went_while_waiting_take_none(still_clock):
    caller, keys = caller_of(Amazon(ok())), Keys()
    for _turn in range(3):
        call(caller)
    caller.throttle._on_wait = lambda _wait: setattr(keys, "error", NetworkError("Login with Amazon is away"))
    with pytest.raises(NetworkError, match="away"):
        call(replace(caller, retry=NEVER), signer=keys)

    assert tokens_of(caller) == 1


def test_stale_credentials_are_renewed_once(still_clock):
    amazon, keys = Amazon(httpx2.Response(403, json=STALE), ok()), Keys()

    assert call(caller_of(amazon), signer=keys) == 200
    assert [request.headers["key"] for request in amazon.requests] == ["1", "2"]


def test_credentials_that_stay_stale_are_an_error(still_clock):
    amazon, keys = Amazon(httpx2.Response(403, json=STALE)), Keys()
    with pytest.raises(AuthorizationError):
        call(caller_of(amazon), signer=keys)

    assert len(amazon.requests) == 2


def test_a_refusal_for_speed_waits_for_the_plan(still_clock):
    """The bucket may have been used by another program with the same keys."""
    amazon = Amazon(httpx2.Response(429), ok())
    caller = caller_of(amazon)

    assert call(caller) == 200
    assert 2 <= still_clock.elapsed <= 2.3


def test_a_refusal_for_speed_beyond_our_patience_says_how_long_it_lasts(still_clock):
    with pytest.raises(ThrottledError) as caught:
        call(caller_of(Amazon(httpx2.Response(429)), max_wait=1))

    assert 2 <= caught.value.wait_seconds <= 2.3
    assert still_clock.slept == []


def test_refusals_without_end_end(still_clock):
    amazon = Amazon(httpx2.Response(429))
    with pytest.raises(ThrottledError):
        call(caller_of(amazon))

    assert len(amazon.requests) == 3


def test_what_the_service_asks_to_wait_is_waited(still_clock):
    amazon = Amazon(httpx2.Response(429, headers={"Retry-After": "50"}), ok())

    assert call(caller_of(amazon)) == 200
    assert 50 <= still_clock.elapsed <= 51


def test_a_refusal_for_speed_without_a_plan_is_tried_again(still_clock):
    amazon = Amazon(httpx2.Response(429), ok())

    assert call(caller_of(amazon, quota=None)) == 200


def test_writing_is_not_repeated(still_clock):
    amazon = Amazon(httpx2.Response(503), ok())
    with pytest.raises(AnswerError):
        call(caller_of(amazon), replace(REQUEST, method="POST"))

    assert len(amazon.requests) == 1


def test_a_plan_that_grew_is_used(still_clock):
    caller = caller_of(Amazon(ok(**{"x-amzn-RateLimit-Limit": "5.0"})))
    call(caller)

    assert caller.throttle
    assert caller.throttle.level("getOrder").rate == 5


def test_an_operation_may_use_up_the_quota_of_another(still_clock):
    """MWS counts ListOrdersByNextToken as ListOrders."""
    caller = caller_of(Amazon(ok()))
    call(caller, replace(REQUEST, operation="getOrderByNextToken", quota="getOrder"))

    assert tokens_of(caller) == 2


def test_progress_learns_what_the_quota_has_left(still_clock):
    calls = []
    caller = caller_of(Amazon(ok()))
    caller = replace(caller, network=Network(transport=httpx2.MockTransport(Amazon(ok())), on_call=calls.append))
    call(caller)
    call(caller)

    assert [made.calls_left for made in calls] == [2, 1]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, AnswerError),
        (400, BadRequestError),
        (401, AuthorizationError),
        (403, AuthorizationError),
        (404, RejectedError),
        (408, AnswerError),
        (409, RejectedError),
        (413, RejectedError),
        (415, RejectedError),
        (422, RejectedError),
        (500, AnswerError),
        (502, AnswerError),
        (503, AnswerError),
    ],
)
def test_every_status_has_its_error_with_amazons_own_words(still_clock, status, kind):
    body = {"errors": [{"code": "Code7", "message": "Because.", "details": "Details."}]}
    caller = replace(caller_of(Amazon(httpx2.Response(status, json=body))), retry=RetryPolicy(attempts=1))
    with pytest.raises(kind) as caught:
        call(caller)

    if isinstance(caught.value, AuthorizationError | RejectedError):
        assert (caught.value.code, caught.value.details) == ("Code7", "Details.")
        assert "Code7: Because.: Details." in caught.value.message


@pytest.mark.parametrize("status", [200, 403, 404, 500])
@pytest.mark.parametrize("headers", [{"content-type": "text/html"}, {}])
def test_a_web_page_is_nobodys_refusal(still_clock, status, headers):
    """A proxy's 403 must not look as if the seller had withdrawn the consent."""
    page = httpx2.Response(status, headers=headers, content=b"<!DOCTYPE html><title>Blocked</title>")
    caller = replace(caller_of(Amazon(page)), retry=RetryPolicy(attempts=1))
    with pytest.raises(AnswerError, match="web page"):
        call(caller)


def test_what_amazon_says_is_cleaned_before_it_is_shown(still_clock):
    message = "token Atza|Canaria and Atz.sprdt|Canaria\x1b[31m\nof amzn1.oa2-cs.v1.Canaria " + "x" * 999
    body = {"errors": [{"code": "InvalidInput", "message": message}]}
    with pytest.raises(RejectedError) as caught:
        call(caller_of(Amazon(httpx2.Response(400, json=body))))

    assert "Canaria" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 450


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"errors": []}', b'{"errors": 7}', b"\xff"])
def test_an_error_without_words_is_told_as_such(still_clock, body):
    with pytest.raises(RejectedError, match="no reason given"):
        call(caller_of(Amazon(httpx2.Response(404, content=body))))
