"""One call to a service through all its layers: retry, throttle, credentials, bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from mwslink.errors import AuthorizationError, ThrottledError
from mwslink.gateways.failures import AnswerError, ReadError, UnreachableError, refused
from mwslink.gateways.http import Network, Request, Response
from mwslink.gateways.retry import DEFAULT, NEVER, RetryPolicy
from mwslink.gateways.throttle import Permit, Throttle, jitter, throttled

T = TypeVar("T")
_RATE = "x-amzn-ratelimit-limit"
# Being refused for speed more often than this in one call means that somebody else uses up the quota.
_MOST_REFUSALS = 3


class Signer(Protocol):
    """What makes a request ours."""

    def sign(self, request: Request) -> Request:
        """The request with credentials. Raises what fetching them raises."""
        ...

    def renew(self, signed: Request, error: AuthorizationError) -> bool:
        """Drop the request's credentials if the error calls them stale; whether fresh ones may help."""
        ...


class Unsigned:
    """For requests that carry their credentials themselves."""

    def sign(self, request: Request) -> Request:
        return request

    def renew(self, _signed: Request, _error: AuthorizationError) -> bool:
        return False


def as_sent(response: Response) -> Response:
    """For services whose status tells what an answer is."""
    return response


class _NoQuota:
    """In place of a permit where a service publishes no quotas."""

    calls_left = None

    def answered(self, _rate: float | None = None) -> None: ...

    def refused(self) -> None: ...

    def unused(self) -> None: ...


@dataclass(frozen=True)
class Caller:
    """How a service is called: its words for errors, its quotas (None: it publishes none), our patience.

    `understand` gives an answer the status that its body means, for a service that sends refusals as successes.
    """

    network: Network
    read_error: ReadError
    throttle: Throttle | None = None
    retry: RetryPolicy = DEFAULT
    understand: Callable[[Response], Response] = as_sent

    def call(
        self,
        request: Request,
        parse: Callable[[Response], T],
        *,
        signer: Signer | None = None,
        is_repeatable: bool | None = None,
        calls_left: float | None = None,
    ) -> T:
        """What `parse` makes of the answer. GET is repeatable unless told otherwise, nothing else is.

        Raises ThrottledError, NetworkError, AuthorizationError, RejectedError.
        """
        repeatable = request.method == "GET" if is_repeatable is None else is_repeatable
        policy = self.retry if repeatable else NEVER
        attempt = _Attempt(self, request, parse, signer or Unsigned(), calls_left, request)
        return policy.run(attempt)


@dataclass
class _Attempt(Generic[T]):
    """One try of a call; credentials that turn out stale are renewed once."""

    caller: Caller
    request: Request
    parse: Callable[[Response], T]
    signer: Signer
    calls_left: float | None
    signed: Request

    def __call__(self) -> T:
        try:
            return self._in_turn()
        except AuthorizationError as error:
            if not self.signer.renew(self.signed, error):
                raise
        return self._in_turn()

    @property
    def operation(self) -> str:
        return self.request.quota or self.request.operation

    def _in_turn(self) -> T:
        # Before any quota is spent: credentials that cannot be had must not cost a turn.
        self.signed = self.signer.sign(self.request)
        throttle = self.caller.throttle
        if throttle is None:
            return self._without_quota()
        waited = 0.0
        for _refusal in range(_MOST_REFUSALS):
            permit = throttle.acquire(self.operation, calls_left=self.calls_left, cost=self.request.cost)
            waited += permit.wait
            try:
                return self._send(permit)
            except ThrottledError as error:
                waited += self._pause(throttle, error, waited)
        raise throttled(self.operation, throttle.level(self.operation).wait_for_next, provider=throttle.provider)

    def _without_quota(self) -> T:
        try:
            return self._send(_NoQuota())
        except ThrottledError as error:
            raise AnswerError(error.message, retry_after=error.wait_seconds or None) from None

    def _pause(self, throttle: Throttle, error: ThrottledError, waited: float) -> float:
        """Let pass what the plan, or the service, wants between a refusal and the next try."""
        turn = throttle.level(self.operation).wait_for_next
        pause = max(error.wait_seconds, jitter(turn))
        if waited + pause > throttle.max_wait:
            raise throttled(self.operation, pause, provider=throttle.provider) from None
        throttle.pause(self.operation, pause, calls_left=self.calls_left)
        return pause

    def _send(self, permit: Permit | _NoQuota) -> T:
        try:
            self.signed = self.signer.sign(self.request)  # again: a token may have expired while waiting
        except BaseException:
            permit.unused()
            raise
        try:
            sent = replace(self.signed, calls_left=permit.calls_left)
            response = self.caller.understand(self.caller.network.send(sent))
        except UnreachableError:
            permit.unused()
            raise
        except BaseException:
            permit.answered()
            raise
        if response.is_success and not response.is_page:
            permit.answered(_rate(response))
            return self.parse(response)
        error = refused(self.request, response, self.caller.read_error(response.body))
        if isinstance(error, ThrottledError):
            permit.refused()
        else:
            permit.answered(_rate(response))
        raise error


def _rate(response: Response) -> float | None:
    try:
        return float(response.headers.get(_RATE, ""))
    except ValueError:
        return None
