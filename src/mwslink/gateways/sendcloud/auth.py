"""Sendcloud's two ways to sign: the keys themselves (Basic), or an access token for them (OAuth2).

An integration with "Use OAuth2 authentication" switched on refuses Basic. That is noticed at the first refusal, and the
rest of the process signs with a token; `oauth` of [sendcloud] saves that first call.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from mwslink.credentials import Secret
from mwslink.errors import AuthorizationError, ConfigError
from mwslink.gateways.calls import Caller
from mwslink.gateways.failures import Refusal
from mwslink.gateways.http import Request
from mwslink.gateways.oauth import fetch_token, read_token_error
from mwslink.gateways.sendcloud.protocol import ENDPOINT, PROVIDER, USER_AGENT, read_error
from mwslink.gateways.tokens import Held, TokenCache, TokenStore
from mwslink.messages import _

TOKEN_ENDPOINT = "https://account.sendcloud.com"  # noqa: S105  (an address)
TOKEN_ROUTE = "/oauth2/token"  # noqa: S105  (a path)
_FORBIDDEN = "forbidden"


@dataclass(frozen=True)
class SendcloudKeys:
    """The keys of one "Sendcloud API" integration, asked for when they are first needed; `oauth`: it wants tokens."""

    public_key: Callable[[], Secret]
    secret_key: Callable[[], Secret]
    endpoint: str = ENDPOINT
    oauth: bool = False

    @property
    def scope(self) -> str:
        """Whose limits and tokens these are, without showing a key."""
        pair = f"{self.public_key().reveal()}\n{self.secret_key().reveal()}".encode("utf-8", "surrogatepass")
        return f"{urlsplit(self.endpoint).netloc}/{hashlib.sha256(pair).hexdigest()[:32]}"

    @property
    def basic(self) -> str:
        """The value of the Authorization header."""
        pair = f"{self.public_key().reveal()}:{self.secret_key().reveal()}".encode("utf-8", "surrogatepass")
        return "Basic " + base64.b64encode(pair).decode()


class SendcloudAuth:
    """Signs requests with the keys, or where the integration wants it with a token (a `calls.Signer`)."""

    def __init__(self, caller: Caller, keys: SendcloudKeys, store: TokenStore) -> None:
        self._caller = caller
        self._keys = keys
        self._store = store
        self._opened: TokenCache | None = None
        self.uses_oauth = keys.oauth

    def sign(self, request: Request) -> Request:
        """The request with credentials."""
        value = f"Bearer {self._tokens.get().reveal()}" if self.uses_oauth else self._keys.basic
        return replace(request, headers={**request.headers, "authorization": value})

    def renew(self, signed: Request, error: AuthorizationError) -> bool:
        """Drop a token that is refused; where the keys are refused, try them for a token."""
        if error.code == _FORBIDDEN:
            return False
        if self.uses_oauth:
            self._tokens.drop(Secret(signed.headers.get("authorization", "").removeprefix("Bearer ")))
        self.uses_oauth = True
        return True

    @property
    def _tokens(self) -> TokenCache:
        if self._opened is None:
            self._opened = TokenCache(f"oauth2/{self._keys.scope}", self._store, self._fetch)
        return self._opened

    def _fetch(self) -> Held:
        return fetch_token(self._caller, _token_request(self._keys), lambda _error: refused_keys())


def _token_request(keys: SendcloudKeys) -> Request:
    origin = TOKEN_ENDPOINT if keys.endpoint == ENDPOINT else keys.endpoint.rstrip("/")
    return Request(
        "sendcloud",
        "token",
        "POST",
        origin + TOKEN_ROUTE,
        route=TOKEN_ROUTE,
        headers={
            "accept": "application/json",
            "authorization": keys.basic,
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": USER_AGENT,
        },
        body=urlencode({"grant_type": "client_credentials"}).encode(),
        provider=PROVIDER,
    )


class RefusedKeysError(ConfigError):
    """Neither the keys nor a token for them are accepted."""


def refused_keys() -> RefusedKeysError:
    """What is wrong then, and where the right ones are."""
    return RefusedKeysError(
        _("Sendcloud does not know this public key with this secret key."),
        hint=_(
            "Both are shown in Sendcloud under Settings → Integrations → Sendcloud API. "
            "Enter them with: mwslink connect-sendcloud"
        ),
    )


def read_oauth_error(body: bytes) -> Refusal:
    """The error of the token endpoint, which has a shape of its own; else one of the API's."""
    refusal = read_token_error(body)
    return refusal if refusal.code else read_error(body)
