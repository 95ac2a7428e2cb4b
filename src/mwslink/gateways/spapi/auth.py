"""Login with Amazon: an access token for the seller's refresh token, and its use in requests."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from mwslink.credentials import Secret
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError, RejectedError
from mwslink.gateways import oauth
from mwslink.gateways.calls import Caller
from mwslink.gateways.http import Request
from mwslink.gateways.spapi.protocol import TOKEN_HEADER, USER_AGENT
from mwslink.gateways.tokens import Held, TokenCache, TokenStore
from mwslink.messages import _

_logger = logging.getLogger("mwslink.lwa")
ROUTE = "/auth/o2/token"
_STALE = ("token you provided has expired", "revoked, malformed or invalid")


class ClientRefusedError(ConfigError):
    """LWA does not take the client ID with this client secret; `code` is its own word."""

    code = "invalid_client"


@dataclass(frozen=True)
class LwaCredentials:
    """Whose token is fetched with whose keys; the secrets are asked for when they are first needed."""

    endpoint: str
    client_id: str
    client_secret: Callable[[], Secret]
    refresh_token: Callable[[], Secret]
    account: str = ""
    previous_client_secret: Callable[[], Secret] | None = None


class TokenSigner:
    """Signs requests with an access token (a `calls.Signer`); its cache is opened when it is first needed."""

    def __init__(self, open_tokens: Callable[[], TokenCache]) -> None:
        self._open_tokens = open_tokens
        self._opened: TokenCache | None = None

    def sign(self, request: Request) -> Request:
        """The request with the access token."""
        return with_token(request, self._tokens.get())

    def renew(self, signed: Request, error: AuthorizationError) -> bool:
        """Drop the access token when Amazon says that it expired or is invalid."""
        if not is_stale(error):
            return False
        self._tokens.drop(token_of(signed))
        return True

    @property
    def _tokens(self) -> TokenCache:
        if self._opened is None:
            self._opened = self._open_tokens()
        return self._opened


class LwaAuth(TokenSigner):
    """Signs requests with the access token of a seller."""

    def __init__(self, caller: Caller, credentials: LwaCredentials, store: TokenStore) -> None:
        super().__init__(lambda: TokenCache(self.scope, store, self._fetch))
        self._caller = caller
        self._credentials = credentials

    @property
    def scope(self) -> str:
        """What the access token is good for: a replaced refresh token must not go on with the old one's."""
        given = self._credentials
        return client_scope(given.endpoint, given.client_id) + token_scope(given.refresh_token())

    def _fetch(self) -> Held:
        """With the client secret; where Amazon does not take it, with the one before it as long as that lasts."""
        credentials = self._credentials
        try:
            return fetch_token(self._caller, refresh_request(credentials))
        except ClientRefusedError as error:
            refused = error
        if credentials.previous_client_secret is None:
            raise refused
        earlier = replace(credentials, client_secret=credentials.previous_client_secret)
        held = fetch_token(self._caller, refresh_request(earlier))
        # Once for an access token, so about once a run: it works now, and will cease to within days.
        _logger.warning("Amazon does not take the client secret, only the one before it, which ends soon: see doctor")
        return held


def fetch_token(caller: Caller, request: Request) -> Held:
    """The access token that the request asks for. Raises LWA's refusal, explained."""
    return oauth.fetch_token(caller, request, explain)


def client_scope(endpoint: str, client_id: str) -> str:
    """How the scopes of all tokens given to an application begin."""
    return f"{urlsplit(endpoint).netloc}/{client_id}/"


def token_scope(refresh_token: Secret) -> str:
    """How the scope of this refresh token's access tokens goes on, and that of what is fetched with those."""
    return hashlib.sha256(refresh_token.reveal().encode("utf-8", "surrogatepass")).hexdigest()[:32]


def refresh_request(credentials: LwaCredentials) -> Request:
    """The request for a new access token."""
    form = {
        "grant_type": "refresh_token",
        "refresh_token": credentials.refresh_token().reveal(),
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret().reveal(),
    }
    return token_request(credentials.endpoint, form, account=credentials.account)


def token_request(endpoint: str, form: Mapping[str, str], *, account: str = "") -> Request:
    """A request for tokens, of any grant."""
    return Request(
        "lwa",
        "token",
        "POST",
        endpoint.rstrip("/") + ROUTE,
        route=ROUTE,
        headers={
            "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
            "user-agent": USER_AGENT,
        },
        body=urlencode(form, errors="surrogatepass").encode(),
        account=account,
    )


def explain(error: AuthorizationError | RejectedError) -> MwslinkError:
    """Why LWA gives no token, and what to do about it."""
    if error.code == "invalid_client":
        return ClientRefusedError(
            _("Login with Amazon does not know this client id with this client secret."),
            hint=_(
                "Check both in [application]. A client secret that was not renewed within 180 days is switched off: "
                "make a new one in Developer Central and store it with mwslink rotate-secret."
            ),
        )
    if error.code == "invalid_grant":
        return AuthorizationError(
            _("The authorization has lapsed, was withdrawn, or its refresh token is wrong."),
            code=error.code,
            hint=_("The seller must authorize again; then give mwslink the new refresh token: mwslink renew."),
        )
    if error.code == "unauthorized_client":
        return AuthorizationError(
            _("The refresh token belongs to another application than the client id in [application]."),
            code=error.code,
            hint=_("Use the token that was issued to this application, or that application's client id and secret."),
        )
    if error.code == "access_denied":
        return AuthorizationError(
            _("Login with Amazon denies access: the seller, or Amazon, refuses it."),
            code=error.code,
            hint=_("Ask the seller to look at Seller Central, and to authorize again."),
        )
    return error


def is_stale(error: AuthorizationError) -> bool:
    """Whether a refusal is about the token and not about what was asked for."""
    return any(text in error.details or text in error.message for text in _STALE)


def with_token(request: Request, token: Secret) -> Request:
    """The request with this token in its header."""
    return replace(request, headers={**request.headers, TOKEN_HEADER: token.reveal()})


def token_of(signed: Request) -> Secret:
    """The token a request was signed with."""
    return Secret(signed.headers.get(TOKEN_HEADER, ""))


__all__ = [
    "ClientRefusedError",
    "LwaAuth",
    "LwaCredentials",
    "TokenSigner",
    "TokenStore",
    "explain",
    "fetch_token",
    "is_stale",
    "token_request",
    "with_token",
]
