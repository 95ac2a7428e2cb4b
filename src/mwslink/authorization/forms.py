"""The forms of identifiers and credentials, checked before Amazon is asked.

Source: "Connect to the SP-API" and the examples Amazon publishes. Only what cannot be right is refused; what merely
looks unusual passes, since Amazon publishes no lengths. Messages never repeat the value.
"""

from __future__ import annotations

import re

from mwslink.config.rules import SELLER_ID
from mwslink.errors import ConfigError
from mwslink.messages import _

_CLIENT_ID = "amzn1.application-oa2-client."
_CLIENT_SECRET = re.compile(r"amzn1\.oa2-cs\.v1\.\S+|[0-9a-f]{64}")
_MWS_TOKEN = re.compile(r"amzn\.mws\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def check_seller_id(text: str) -> str:
    """The seller ID (merchant token) as Amazon writes it. Raises ConfigError."""
    seller_id = text.strip().upper()
    if seller_id.startswith("AMZN1."):
        raise ConfigError(_("That is an application ID. The seller ID is a word of capitals and digits such as A2…"))
    if not SELLER_ID.fullmatch(seller_id):
        raise ConfigError(
            _("A seller ID begins with A and has only capital letters and digits."),
            hint=_("Seller Central → Settings → Account Info → Your Merchant Token"),
        )
    return seller_id


def check_refresh_token(text: str) -> str:
    """The refresh token (`Atzr|…`). Raises ConfigError telling apart what else it might be."""
    if text.startswith("Atzr|"):
        return text
    if text.startswith("Atza|"):
        raise ConfigError(_("That is an access token, which lasts an hour. The refresh token begins with Atzr|."))
    if _MWS_TOKEN.fullmatch(text):
        raise ConfigError(_("That is an MWS authorization token. SP-API needs a refresh token; it begins with Atzr|."))
    if text.startswith("amzn1."):
        raise ConfigError(_("That is a client ID or client secret. The refresh token begins with Atzr|."))
    raise ConfigError(_("A refresh token begins with Atzr|."))


def check_client_id(text: str) -> str:
    """The LWA client ID. Raises ConfigError."""
    if text.startswith(_CLIENT_ID):
        return text
    if text.startswith("amzn1.sp.solution."):
        raise ConfigError(_("That is the application ID. The client ID stands behind “LWA credentials → View”."))
    raise ConfigError(_("A client ID begins with {prefix}").format(prefix=_CLIENT_ID))


def check_client_secret(text: str) -> str:
    """The LWA client secret. Raises ConfigError."""
    if _CLIENT_SECRET.fullmatch(text):
        return text
    raise ConfigError(_("A client secret begins with amzn1.oa2-cs.v1. or, if it is an old one, has 64 hex digits."))
