"""Next tokens as MWS's clients saw them: some 400 characters of base64 with `+`, `/` and `=`, which must be encoded."""

from __future__ import annotations

import base64
import hashlib

_LENGTH = 301  # bytes: with the salt not a multiple of three, so that the base64 of it ends in `=`
_SALTS = 256


def wrap(token: str) -> str:
    """The token in MWS's look; the same for the same token."""
    content = token.encode("ascii").ljust(_LENGTH, b"\0")
    for salt in range(_SALTS):
        text = base64.b64encode(bytes([salt]) + _mixed(content, salt)).decode("ascii")
        if "+" in text and "/" in text:
            break
    return text


def unwrap(text: str) -> str:
    """The token in it; empty when it is not one of MWS's look."""
    try:
        salt, *_rest = data = base64.b64decode(text.encode("ascii"), validate=True)
        return _mixed(data[1:], salt).rstrip(b"\0").decode("ascii")
    except ValueError:
        return ""


def _mixed(content: bytes, salt: int) -> bytes:
    mask = hashlib.shake_256(b"mws token %d" % salt).digest(len(content))
    return bytes(one ^ other for one, other in zip(content, mask, strict=True))
