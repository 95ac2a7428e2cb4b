"""Signature Version 2, by the package `mws`: it spells the parameters and signs; nothing else of it is used.

Its own network call has no time limit, no session, follows redirects and shows the whole address in its errors; its XML
parser changes data. It is imported when the first call is signed, because that takes 120 ms.

Key, token and signature travel in the **body**, as a form: MWS took GET, POST with a query and POST with a form alike,
and a body is the one of them that proxies, servers and error messages do not write down. SubmitFeed alone has them in
the address, because its body is the feed. Addresses are never logged (`http`).

What is signed as the host is what `mws` signs: the host over https, and `http://` with the host over plain http, which
Amazon never spoke and stand-ins accept (a `Host` header has no scheme).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from types import ModuleType
from typing import cast
from urllib.parse import quote, urlsplit

from mwslink import clock
from mwslink.credentials import Secret, fault_of_secret
from mwslink.errors import AuthorizationError, ConfigError, RejectedError
from mwslink.gateways.http import Request
from mwslink.gateways.mws.sections import MwsRequest
from mwslink.messages import _

FORM = "application/x-www-form-urlencoded"
# MWS refuses what was signed more than 15 minutes ago or ahead; a smaller difference is not what it refused.
_WORTH_CORRECTING = timedelta(minutes=1)


@dataclass(frozen=True)
class MwsKeys:
    """Whose calls they are: the developer's keys, the seller and the token that lets the developer in.

    The secrets are asked for when they are first needed; without a token the keys are the seller's own.
    """

    seller_id: str
    access_key_id: Callable[[], Secret]
    secret_key: Callable[[], Secret]
    token: Callable[[], Secret]


class MwsSigner:
    """Signs requests (a `calls.Signer`). Raises ConfigError when a key cannot be one."""

    def __init__(self, keys: MwsKeys) -> None:
        self._keys = keys
        self.correction = timedelta(0)

    def sign(self, request: Request) -> Request:
        """The request with all parameters and the signature."""
        if not isinstance(request, MwsRequest):
            raise TypeError(f"not a request to MWS: {request.operation}")
        form = self._form(request)
        if request.is_upload:
            return replace(request, url=f"{request.url}?{form}")
        headers = {**request.headers, "content-type": FORM}
        return replace(request, body=form.encode("ascii"), headers=headers)

    def renew(self, _signed: Request, _error: AuthorizationError) -> bool:
        """There is nothing to renew: a token of MWS lasts until the seller acts."""
        return False

    def correct(self, skew: timedelta | None) -> bool:
        """Sign with the server's time from now on; whether that makes a difference. `skew`: theirs minus ours."""
        if skew is None or abs(skew - self.correction) < _WORTH_CORRECTING:
            return False
        self.correction = skew
        return True

    def hide(self, text: str) -> str:
        """The text without our keys and token, which an answer may quote."""
        if not self._is_known:
            return text
        for secret in (self._secret_key, self._access_key_id, self._token):
            text = text.replace(secret.reveal(), "***") if secret else text
        return text

    def _form(self, request: MwsRequest) -> str:
        """Everything as `name=value` joined by `&`, percent-encoded, the signature last."""
        library = load_library()
        origin, path = split_origin(request.url)
        try:
            described = cast("str", library.calc_request_description(self._spelled(library, request)))
        except library.MWSError:  # lone surrogates
            described = ""
        if not described:
            # Not inside `except`: the errors of package and codec hold the text.
            raise RejectedError(_("A value holds characters that cannot be sent to Amazon."), code="InvalidInput")
        api = library.MWS(
            self._access_key_id.reveal(), self._secret_key.reveal(), self._keys.seller_id, domain=origin, uri=path
        )
        signature = cast("bytes", api.calc_signature(request.method, described)).decode("ascii")
        return f"{described}&Signature={quote(signature, safe='')}"

    def _spelled(self, library: ModuleType, request: MwsRequest) -> dict[str, str]:
        """All parameters, encoded. (`get_params` of the package reads the computer's clock, so it cannot serve.)"""
        now = clock.now() + self.correction
        parameters = {
            "AWSAccessKeyId": self._access_key_id.reveal(),
            "Action": request.operation,
            "MWSAuthToken": self._token.reveal(),
            request.section.seller: self._keys.seller_id,
            "SignatureMethod": "HmacSHA256",
            "SignatureVersion": "2",
            "Timestamp": now.replace(tzinfo=None, microsecond=0),  # MWS means UTC where no zone is written
            "Version": request.section.version,
            **request.parameters,
        }
        filled = library.remove_empty_param_keys(parameters)
        return cast("dict[str, str]", library.clean_params_dict(filled))

    @property
    def _is_known(self) -> bool:
        return {"_secret_key", "_access_key_id", "_token"} <= vars(self).keys()

    @cached_property
    def _access_key_id(self) -> Secret:
        return _usable(self._keys.access_key_id(), _("The access key id in [developer] cannot be used: {fault}."))

    @cached_property
    def _secret_key(self) -> Secret:
        return _usable(self._keys.secret_key(), _("The secret key in [developer] cannot be used: {fault}."))

    @cached_property
    def _token(self) -> Secret:
        token = self._keys.token()
        return _usable(token, _("The MWS authorization token cannot be used: {fault}.")) if token else token


def _usable(secret: Secret, text: str) -> Secret:
    if fault := fault_of_secret(secret.reveal()):
        raise ConfigError(text.format(fault=fault), hint=_("Store it again with mwslink connect."))
    return secret


def split_origin(url: str) -> tuple[str, str]:
    """Scheme with host and port as they are signed (in lower case, a usual port left out), and the path."""
    parts = urlsplit(url)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    host = parts.netloc.lower()
    return f"{parts.scheme}://{host.removesuffix(f':{usual}')}", parts.path or "/"


def load_library() -> ModuleType:
    """The module of the package `mws` that has its functions and classes."""
    import mws.mws as library  # type: ignore[import-untyped]  # late: it imports requests

    return cast("ModuleType", library)
