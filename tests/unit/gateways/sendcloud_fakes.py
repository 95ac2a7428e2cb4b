"""A Sendcloud that answers by method and path, for tests of single parts of the gateway; and the gateway to it."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
from gateway_fakes import MemoryQuotas, MemoryTokens

from mwslink.credentials import Secret
from mwslink.gateways import Network, RetryPolicy
from mwslink.gateways.sendcloud.auth import SendcloudKeys
from mwslink.gateways.sendcloud.gateway import SendcloudAccess, SendcloudGateway

Answer = httpx2.Response | Callable[[httpx2.Request], httpx2.Response]
METADATA = httpx2.Response(200, json={"data": {"user_id": 7, "integration_id": 4711}})
TOKEN = httpx2.Response(200, json={"access_token": "canary-access", "token_type": "bearer", "expires_in": 3600})


class Sendcloud:
    """Answers each "METHOD /path" with its answers in turn, the last one for ever."""

    def __init__(self, **answers: Answer | list[Answer]) -> None:
        self.answers: dict[str, list[Answer]] = {"metadata": [METADATA], "token": [TOKEN]}
        self.answers |= {name: given if isinstance(given, list) else [given] for name, given in answers.items()}
        self.requests: list[tuple[str, httpx2.Request]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        operation = _operation(request)
        self.requests.append((operation, request))
        answers = self.answers[operation]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            return answer(request)
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def operations(self) -> list[str]:
        return [operation for operation, _request in self.requests]

    def seen(self, operation: str) -> list[httpx2.Request]:
        return [request for name, request in self.requests if name == operation]


def _operation(request: httpx2.Request) -> str:
    path = request.url.path.removeprefix("/api/v3")
    if path in {"/user/auth/metadata", "/oauth2/token"}:
        return path.rpartition("/")[2]
    is_one = path.rpartition("/")[2].isdecimal()
    return f"{request.method.lower()}_{path.split('/')[1]}{'_one' if is_one else ''}"


def gateway_of(sendcloud: Sendcloud, **options) -> SendcloudGateway:
    chosen = {
        "keys": keys_of(**{name: options.pop(name) for name in ("endpoint", "oauth") if name in options}),
        "quotas": MemoryQuotas(),
        "tokens": MemoryTokens(),
        "retry": RetryPolicy(attempts=2, base=0),
    }
    return SendcloudGateway(SendcloudAccess(Network(transport=httpx2.MockTransport(sendcloud)), **(chosen | options)))


def keys_of(**options) -> SendcloudKeys:
    return SendcloudKeys(lambda: Secret("canary-public"), lambda: Secret("canary-secret"), **options)


def refusal(status: int, code: str, detail: str = "", pointer: str = "") -> httpx2.Response:
    error = {"status": str(status), "code": code, "detail": detail}
    if pointer:
        error["source"] = {"pointer": pointer}
    return httpx2.Response(status, json={"errors": [error]})


UNAUTHENTICATED = refusal(401, "authentication_failed", "Invalid username/password.")
