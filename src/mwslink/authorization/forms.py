"""The forms of identifiers and credentials, checked before Amazon is asked.

Source: "Connect to the SP-API" and the examples Amazon publishes; for MWS its developer guide. Only what cannot be
right is refused; what merely looks unusual passes, since Amazon publishes no lengths: `unusual_…` says what is unusual
about it. Messages never repeat the value.
"""

from __future__ import annotations

import re

from mwslink.config.rules import check_developer_id, check_seller_id
from mwslink.errors import ConfigError
from mwslink.messages import _

_CLIENT_ID = "amzn1.application-oa2-client."
_CLIENT_SECRET = re.compile(r"amzn1\.oa2-cs\.v1\.\S+|[0-9a-f]{64}")
_MWS_TOKEN = re.compile(r"amzn\.mws\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BARE_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TYPICAL_SELLER_ID = re.compile(r"A[0-9A-Z]{12,13}")
_ACCESS_KEY_ID = re.compile(r"[0-9A-Z]{20}")
_TYPICAL_SECRET_KEY = re.compile(r"[A-Za-z0-9/+]{40}")
# How other credentials of Amazon's begin, which are sometimes pasted in the wrong place.
_OTHER_BEGINNINGS = ("Atzr|", "Atza|", "amzn1.")


class FormError(ConfigError):
    """What cannot be the credential it is given as."""


def unusual_seller_id(seller_id: str) -> str:
    """What is unusual about a seller ID that could be one; empty when nothing is."""
    if _TYPICAL_SELLER_ID.fullmatch(seller_id):
        return ""
    return _("The seller ID has {count} characters; nearly all have 13 or 14. Compare it with Seller Central.").format(
        count=len(seller_id)
    )


def check_refresh_token(text: str) -> str:
    """The refresh token (`Atzr|…`). Raises ConfigError telling apart what else it might be."""
    if text.startswith("Atzr|"):
        return text
    if text.startswith("Atza|"):
        raise FormError(_("That is an access token, which lasts an hour. The refresh token begins with Atzr|."))
    if _MWS_TOKEN.fullmatch(text):
        raise FormError(_("That is an MWS authorization token. SP-API needs a refresh token; it begins with Atzr|."))
    if text.startswith("amzn1."):
        raise FormError(_("That is a client ID or client secret. The refresh token begins with Atzr|."))
    raise FormError(_("A refresh token begins with Atzr|."))


def check_client_id(text: str) -> str:
    """The LWA client ID. Raises ConfigError."""
    if text.startswith(_CLIENT_ID):
        return text
    if text.startswith("amzn1.sp.solution."):
        raise FormError(_("That is the application ID. The client ID stands behind “LWA credentials → View”."))
    raise FormError(_("A client ID begins with {prefix}").format(prefix=_CLIENT_ID))


def check_application_id(text: str) -> str:
    """The application's ID, which stands in the address of its consent page. Raises ConfigError."""
    id_ = text.strip()
    if re.fullmatch(r"amzn1\.(sp\.solution|sellerapps\.app)\.[A-Za-z0-9-]+", id_):
        return id_
    if id_.startswith(_CLIENT_ID):
        raise ConfigError(_("That is the client ID. The application ID begins with amzn1.sp.solution."))
    raise ConfigError(_("An application ID begins with amzn1.sp.solution."))


def check_client_secret(text: str) -> str:
    """The LWA client secret. Raises ConfigError."""
    if _CLIENT_SECRET.fullmatch(text):
        return text
    raise FormError(_("A client secret begins with amzn1.oa2-cs.v1. or, if it is an old one, has 64 hex digits."))


def check_mws_token(text: str) -> str:
    """The MWS authorization token (`amzn.mws.` and a UUID). Raises ConfigError telling apart what else it might be."""
    if _MWS_TOKEN.fullmatch(text):
        return text
    if text.startswith(_OTHER_BEGINNINGS):
        raise FormError(_("That is a credential of SP-API. The MWS authorization token begins with amzn.mws."))
    if _BARE_UUID.fullmatch(text):
        raise FormError(_("The beginning is missing: the MWS authorization token begins with amzn.mws."))
    if text.lower().startswith("amzn.mws."):
        raise FormError(
            _("The MWS authorization token is not whole: after amzn.mws. come 32 small hex digits and four dashes.")
        )
    raise FormError(_("An MWS authorization token begins with amzn.mws."))


def check_access_key_id(text: str) -> str:
    """The developer's access key ID at MWS. Raises ConfigError."""
    if _ACCESS_KEY_ID.fullmatch(text):
        return text
    raise FormError(_("An access key ID has 20 capital letters and digits, such as AKIAIOSFODNN7EXAMPLE."))


def check_secret_key(text: str) -> str:
    """The developer's secret key at MWS: whatever is not another credential. Raises ConfigError."""
    if text.startswith((*_OTHER_BEGINNINGS, "amzn.mws.")):
        raise FormError(_("That is a token or a credential of SP-API, not the secret key of an MWS developer."))
    if _ACCESS_KEY_ID.fullmatch(text):
        raise FormError(_("That is an access key ID. The secret key is the longer one of the two."))
    return text


def unusual_secret_key(text: str) -> str:
    """What is unusual about a secret key that could be one; empty when nothing is."""
    if _TYPICAL_SECRET_KEY.fullmatch(text):
        return ""
    return _("The secret key does not look like one of Amazon's: 40 letters, digits, / and +.")


__all__ = [
    "check_access_key_id",
    "check_client_id",
    "check_client_secret",
    "check_developer_id",
    "check_mws_token",
    "check_refresh_token",
    "check_secret_key",
    "check_seller_id",
    "unusual_secret_key",
    "unusual_seller_id",
]
