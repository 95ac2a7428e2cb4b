"""A Sendcloud that answers by method and path, for tests of single parts of the gateway; and the gateway to it."""

from __future__ import annotations

import httpx2
from gateway_fakes import Answer, MemoryQuotas, MemoryTokens, Service

from mwslink.credentials import Secret
from mwslink.gateways import Network, RetryPolicy
from mwslink.gateways.sendcloud.auth import SendcloudKeys
from mwslink.gateways.sendcloud.gateway import SendcloudAccess, SendcloudGateway

METADATA = httpx2.Response(200, json={"data": {"user_id": 7, "integration_id": 4711}})
TOKEN = httpx2.Response(200, json={"access_token": "canary-access", "token_type": "bearer", "expires_in": 3600})


class Sendcloud(Service):
    """Answers each "METHOD /path"."""

    def __init__(self, **answers: Answer | list[Answer]) -> None:
        super().__init__(**{"metadata": METADATA, "token": TOKEN, **answers})

    def operation_of(self, request: httpx2.Request) -> str:
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
