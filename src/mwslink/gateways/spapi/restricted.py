"""Restricted data tokens: what Orders v0 wants to see before it shows buyers and addresses."""

from __future__ import annotations

import logging

import msgspec

from mwslink import clock
from mwslink.errors import AuthorizationError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller
from mwslink.gateways.failures import BadRequestError
from mwslink.gateways.http import Request
from mwslink.gateways.spapi.auth import LwaAuth, is_stale, token_of, with_token
from mwslink.gateways.spapi.orders_v0 import ITEMS_ROUTE, LIST_ROUTE
from mwslink.gateways.spapi.protocol import Origin
from mwslink.gateways.tokens import Held, TokenCache, TokenStore, received_token

OPERATION = "createRestrictedDataToken"
ROUTE = "/tokens/2021-03-01/restrictedDataToken"
_RESOURCES = {
    "restrictedResources": [
        {"method": "GET", "path": LIST_ROUTE, "dataElements": ["buyerInfo", "shippingAddress"]},
        {"method": "GET", "path": ITEMS_ROUTE, "dataElements": ["buyerInfo"]},
    ]
}
_LACKING = "does not have access to one or more requested data elements"
_logger = logging.getLogger("mwslink.spapi")


class _Token(msgspec.Struct, rename="camel"):
    restricted_data_token: str
    expires_in: int = 3600


_token = msgspec.json.Decoder(_Token)


class RestrictedAuth:
    """Signs requests for orders with a restricted data token; without one where the application lacks the role."""

    def __init__(self, caller: Caller, auth: LwaAuth, origin: Origin, store: TokenStore) -> None:
        self._caller = caller
        self._auth = auth
        self._origin = origin
        self._store = store
        self._opened: TokenCache | None = None
        self._lacks_role = False

    def sign(self, request: Request) -> Request:
        """The request with the restricted data token, else with the access token."""
        if not self._lacks_role:
            try:
                return with_token(request, self._tokens.get())
            except BadRequestError as error:
                _logger.warning("orders come without buyers and addresses: no restricted data token (%s)", error.code)
                self._lacks_role = True
        return self._auth.sign(request)

    def renew(self, signed: Request, error: AuthorizationError) -> bool:
        """Drop the token when Amazon says that it expired or is invalid."""
        if self._lacks_role:
            return self._auth.renew(signed, error)
        if not is_stale(error):
            return False
        self._tokens.drop(token_of(signed))
        return True

    def try_fetch(self) -> None:
        """Ask for a token, and throw it away. Raises AuthorizationError when the application lacks the role."""
        try:
            self._fetch()
        except BadRequestError as error:
            if _LACKING not in f"{error.message} {error.details}":
                raise
            raise AuthorizationError(error.message, code=error.code, details=error.details) from None

    @property
    def _tokens(self) -> TokenCache:
        if self._opened is None:
            self._opened = TokenCache(f"{self._auth.scope}/orders-v0", self._store, self._fetch)
        return self._opened

    def _fetch(self) -> Held:
        asked_at = clock.now()
        request = self._origin.post(OPERATION, ROUTE, msgspec.json.encode(_RESOURCES))
        token = self._caller.call(
            request, lambda response: parse_json(response, _token), signer=self._auth, is_repeatable=True
        )
        return received_token(token.restricted_data_token, token.expires_in, asked_at=asked_at)
