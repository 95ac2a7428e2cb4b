"""What all parts of MWS have in common: how a call is made, counted, corrected and explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from mwslink.errors import AuthorizationError, MwslinkError, RejectedError
from mwslink.gateways.calls import Caller
from mwslink.gateways.http import Response
from mwslink.gateways.mws.hours import Hours
from mwslink.gateways.mws.refusals import EXPIRED, explain
from mwslink.gateways.mws.sections import MwsRequest, Section
from mwslink.gateways.mws.signature import MwsSigner
from mwslink.gateways.spapi.protocol import USER_AGENT
from mwslink.gateways.throttle import Throttle

T = TypeVar("T")
TWIN = "ByNextToken"


@dataclass(frozen=True)
class Service:
    """MWS for one seller."""

    caller: Caller
    signer: MwsSigner
    throttle: Throttle
    hours: Hours
    account: str = ""

    def request(self, section: Section, action: str, host: str, parameters: Mapping[str, str]) -> MwsRequest:
        """A call of an operation at a host, its parameters in the body."""
        return MwsRequest(
            "mws",
            action,
            "POST",
            host + section.path,
            route=section.path,
            headers={"user-agent": USER_AGENT, "accept": "text/xml, text/plain, */*"},
            account=self.account,
            section=section,
            parameters=parameters,
        )

    def call(
        self,
        request: MwsRequest,
        read: Callable[[Response], T],
        *,
        is_repeatable: bool = True,
        calls_left: float | None = None,
    ) -> T:
        """What `read` makes of the answer. Everything but SubmitFeed and RequestReport may be repeated.

        A request that Amazon finds expired is signed once more, with Amazon's time. Raises AuthorizationError,
        ConfigError (our keys), ThrottledError, NetworkError, RejectedError.
        """
        attempt = _Attempt(self, request, is_repeatable=is_repeatable, calls_left=calls_left)
        failure: MwslinkError
        try:
            return attempt(read)
        except (AuthorizationError, RejectedError) as error:
            failure = error
        if _code(failure) == EXPIRED and self.signer.correct(self.caller.network.skew):
            try:
                return attempt(read)
            except (AuthorizationError, RejectedError) as error:
                failure = error
        raise explain(failure) if isinstance(failure, (AuthorizationError, RejectedError)) else failure


@dataclass(frozen=True)
class _Attempt:
    """One call with its turn in the hour, which the headers of its answer correct."""

    service: Service
    request: MwsRequest
    is_repeatable: bool
    calls_left: float | None

    def __call__(self, read: Callable[[Response], T]) -> T:
        service, request = self.service, self.request
        operation = request.operation
        if request.section.has_hours:
            service.hours.acquire(operation, calls_left=self.calls_left, cost=request.cost)

        def learn_and_read(response: Response) -> T:
            if request.section.has_hours:
                service.hours.learn(operation, response)
            return read(response)

        return service.caller.call(
            request,
            learn_and_read,
            signer=service.signer,
            is_repeatable=self.is_repeatable,
            calls_left=self.calls_left,
        )


def twin_of(request: MwsRequest, token: str, *, shares_quota: bool) -> MwsRequest:
    """The call for the page after: nothing but the token, which holds the filters."""
    operation = request.operation + TWIN
    quota = request.operation if shares_quota else ""
    return replace(request, operation=operation, parameters={"NextToken": token}, quota=quota)


def _code(error: MwslinkError) -> str:
    return error.code if isinstance(error, (AuthorizationError, RejectedError)) else ""


def render_moment(at: datetime) -> str:
    """As Amazon writes moments: UTC, with Z; fractions of a second only where there are any."""
    text = at.astimezone(UTC).isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return text.removesuffix("+00:00") + "Z"
