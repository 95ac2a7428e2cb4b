"""Signature Version 2: the string that is signed, and whether a signature fits it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator, Mapping
from urllib.parse import quote

ALGORITHMS = {"HmacSHA256": hashlib.sha256, "HmacSHA1": hashlib.sha1}
_UNRESERVED = "-_.~"


def canonical_query(parameters: Mapping[str, str]) -> str:
    """All parameters but the signature, sorted by the bytes of their names, encoded as RFC 3986 says."""
    names = sorted((name for name in parameters if name != "Signature"), key=lambda name: name.encode())
    return "&".join(f"{_encoded(name)}={_encoded(parameters[name])}" for name in names)


def string_to_sign(verb: str, host: str, path: str, query: str) -> str:
    """Four lines, none at the end."""
    return "\n".join((verb, host, path or "/", query))


def sign(text: str, secret: str, method: str) -> str:
    """The signature in base64."""
    digest = hmac.new(secret.encode(), text.encode(), ALGORITHMS[method]).digest()
    return base64.b64encode(digest).decode("ascii")


def hosts(header: str) -> Iterator[str]:
    """What a client may have signed as its host: the header with and without port, and, over plain http, what the
    package `mws` signs there, scheme included."""
    host = header.lower()
    yield host
    bare = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
    yield bare
    yield f"http://{host}"
    yield f"https://{host}"


def fits(parameters: Mapping[str, str], *, verb: str, host: str, path: str, secret: str) -> bool:
    """Whether the signature among the parameters is that of the request under any of the hosts."""
    method = parameters["SignatureMethod"]
    query = canonical_query(parameters)
    given = parameters["Signature"].encode()
    found = [
        hmac.compare_digest(sign(string_to_sign(verb, one, path, query), secret, method).encode(), given)
        for one in hosts(host)
    ]
    return any(found)


def _encoded(text: str) -> str:
    return quote(text, safe=_UNRESERVED)
