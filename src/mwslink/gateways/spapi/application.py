"""What an application does in its own name: exchange a seller's code, try a client secret, ask for another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from mwslink import clock
from mwslink.credentials import Secret
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError, RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, as_sent
from mwslink.gateways.failures import AnswerError
from mwslink.gateways.http import Network, Request
from mwslink.gateways.oauth import read_token_error
from mwslink.gateways.spapi.auth import (
    ClientRefusedError,
    TokenSigner,
    explain,
    fetch_token,
    token_request,
)
from mwslink.gateways.spapi.protocol import Origin, read_error
from mwslink.gateways.throttle import Quota, QuotaStore, Throttle
from mwslink.gateways.tokens import Held, TokenCache, TokenStore, received_token
from mwslink.marketplaces import LWA_ENDPOINT
from mwslink.messages import _

ROTATE, ROTATE_ROUTE = "rotateApplicationClientSecret", "/applications/2023-11-30/clientSecret"
ROTATION_SCOPE = "sellingpartnerapi::client_credential:rotation"
_QUOTAS = {ROTATE: Quota(0.0167, 1)}


class _Consent(msgspec.Struct):
    refresh_token: str


_consent = msgspec.json.Decoder(_Consent)


@dataclass(frozen=True)
class ApplicationAccess:
    """Whose keys sign, where, and what is shared between runs. `sandbox`: its origin; empty for Amazon's.

    `max_wait`: the longest wait for a turn.
    """

    network: Network
    client_id: str
    client_secret: Callable[[], Secret]
    quotas: QuotaStore
    tokens: TokenStore
    endpoint: str
    sandbox: str = ""
    max_wait: float = 120


class ApplicationGateway:
    """One application at Amazon. Every method raises ConfigError where its keys are wrong, and NetworkError."""

    def __init__(self, access: ApplicationAccess) -> None:
        self._access = access
        self._lwa = Caller(access.network, read_token_error)
        self._origin = Origin(access.sandbox or access.endpoint)
        throttle = Throttle(
            access.quotas, f"{self._origin.endpoint}/{access.client_id}", _QUOTAS, max_wait=access.max_wait
        )
        self._caller = Caller(access.network, read_error, throttle)

    def exchange(self, code: Secret, redirect_uri: str) -> Secret:
        """The refresh token for the code that a consent gave.

        A code is good for one exchange, so nothing is repeated. Raises AuthorizationError for a code that is none (any
        more), ConfigError for a redirect URI that is not the one of the consent.
        """
        form = {"grant_type": "authorization_code", "code": code.reveal()}
        if redirect_uri:
            form["redirect_uri"] = redirect_uri
        failure: MwslinkError
        try:
            answer = self._lwa.call(self._token_request(form), lambda response: parse_json(response, _consent))
        except (AuthorizationError, RejectedError) as error:
            failure = _explain_code(error)
        except AnswerError as error:
            hint = _("The code may be used up: if it is refused now, the seller has to consent again.")
            failure = AnswerError(error.message, hint=hint)
        else:
            return received_token(answer.refresh_token, 0, asked_at=clock.now())[0]
        raise failure

    def accepts(self, client_secret: Secret) -> bool:
        """Whether Amazon takes this client secret now; which scopes the application has is another matter."""
        try:
            fetch_token(self._lwa, self._grantless_request(client_secret))
        except ClientRefusedError:
            return False
        except (AuthorizationError, RejectedError):
            return True
        return True

    def sign_in(self) -> None:
        """Have what `rotate` needs, so that only the rotation itself can go wrong later."""
        self._tokens().get()

    def rotate(self) -> None:
        """Ask for a new client secret, which comes by the queue alone.

        Raises RejectedError when no queue is registered for the application, ThrottledError (one a minute), AnswerError
        when nobody knows whether Amazon did it.
        """
        request = self._origin.post(ROTATE, ROTATE_ROUTE, b"")
        failure: MwslinkError
        try:
            self._caller.call(request, as_sent, signer=TokenSigner(self._tokens))
        except RejectedError as error:
            failure = RejectedError(
                _("Amazon does not rotate the client secret: {why}").format(why=error.message),
                code=error.code,
                hint=_(
                    "Register the queue for this application: Developer Central → the application → Edit → "
                    "notification preferences, row “Application Client New Secret”."
                ),
            )
        else:
            return
        raise failure

    def _tokens(self) -> TokenCache:
        access = self._access
        scope = f"{self._origin.endpoint}/{access.client_id}/{ROTATION_SCOPE}"

        def fetch() -> Held:
            return fetch_token(self._lwa, self._grantless_request(access.client_secret()))

        return TokenCache(scope, access.tokens, fetch)

    def _grantless_request(self, client_secret: Secret) -> Request:
        return self._token_request({"grant_type": "client_credentials", "scope": ROTATION_SCOPE}, client_secret)

    def _token_request(self, form: dict[str, str], client_secret: Secret | None = None) -> Request:
        secret = client_secret or self._access.client_secret()
        keys = {"client_id": self._access.client_id, "client_secret": secret.reveal()}
        return token_request(self._access.sandbox or LWA_ENDPOINT, form | keys)


def _explain_code(error: AuthorizationError | RejectedError) -> MwslinkError:
    """LWA's `invalid_grant` means another thing for a code than for a refresh token."""
    if error.code == "invalid_grant" and "redirect_uri" in error.message:
        return ConfigError(
            _("Amazon refuses the code because of redirect_uri: the seller consented with another one."),
            hint=_("Set redirect_uri in [application] exactly as it is registered, and let the seller consent again."),
        )
    if error.code == "invalid_grant":
        return AuthorizationError(
            _("Amazon does not take the code: it is older than five minutes, was used already, or is another one's."),
            code=error.code,
            hint=_("The seller has to consent again; give the new address at once."),
        )
    return explain(error)
