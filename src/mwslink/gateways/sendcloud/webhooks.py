"""Sendcloud's messages about parcels: the signature is checked, and of the content only ids are taken.

A message is a hint to look at a parcel, no more: what is true of it is asked over the API. So neither a repeated
message nor one that comes late or out of order can do harm.
"""

from __future__ import annotations

import hashlib
import hmac

import msgspec

from mwslink.credentials import Secret
from mwslink.errors import AuthorizationError, RejectedError
from mwslink.messages import _
from mwslink.shipping.parcel_poll import WEBHOOK, Hint

MOST_BYTES = 2**20
SIGNATURE_HEADER = "Sendcloud-Signature"
_PARCEL_CHANGED = "parcel_status_changed"
_MILLISECONDS = 10**11  # a time before 1973 in them, one after 5000 in seconds: examples give no unit


class _Parcel(msgspec.Struct):
    id: int


class _Message(msgspec.Struct):
    action: str
    timestamp: int | float = 0
    parcel: _Parcel | None = None


_message = msgspec.json.Decoder(_Message)


def read_webhook(body: bytes, signature: str, key: Secret) -> Hint | None:
    """The parcel that a message is about; None for messages about something else.

    Raises AuthorizationError for a signature that is not Sendcloud's, RejectedError for a body that is no message.
    """
    if not _is_signed(body, signature, key):
        raise AuthorizationError(_("The signature is not that of this message, so it may not be Sendcloud's."))
    try:
        message = _message.decode(body)
    except msgspec.DecodeError:
        message = None
    if message is None:
        raise RejectedError(_("That is none of Sendcloud's messages."))
    if message.action != _PARCEL_CHANGED or message.parcel is None:
        return None
    return Hint(str(message.parcel.id), WEBHOOK, _version(message.timestamp))


def _is_signed(body: bytes, signature: str, key: Secret) -> bool:
    expected = hmac.new(key.reveal().encode("utf-8", "surrogatepass"), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.strip().lower().encode("utf-8", "surrogatepass"))


def _version(timestamp: float) -> str:
    """The moment as a text that sorts as it does, whatever its unit."""
    milliseconds = timestamp if timestamp >= _MILLISECONDS else timestamp * 1000
    return f"{max(0, int(milliseconds)):020d}"
