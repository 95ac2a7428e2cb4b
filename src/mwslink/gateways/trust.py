"""Whose certificates this computer trusts: the system's, or what SSL_CERT_FILE and SSL_CERT_DIR name."""

from __future__ import annotations

import functools
import os
import ssl
from pathlib import Path

from mwslink.errors import TrustStoreError
from mwslink.messages import _

_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR")


def trusted() -> ssl.SSLContext:
    """What connections are checked with. Raises TrustStoreError when the file that is named cannot be read."""
    try:
        return _read(*map(os.environ.get, _VARIABLES))
    except OSError as error:  # ssl.SSLError among them: a file that holds no certificate
        place = trust_place()
        why = error.strerror if not isinstance(error, ssl.SSLError) and error.strerror else type(error).__name__
    raise TrustStoreError(
        _("The certificates in {place} cannot be read: {why}.").format(place=place, why=why),
        hint=_("Correct or unset SSL_CERT_FILE."),
    )


@functools.cache
def _read(*_places: str | None) -> ssl.SSLContext:
    """Once a process: a system's hundred and forty certificates take as long to read as a page of orders."""
    import httpx2

    return httpx2.create_ssl_context()


def trust_place() -> str:
    """Where the certificates come from, as the operator would name it."""
    for name in _VARIABLES:
        if value := os.environ.get(name):
            return f"{name}={value}"
    paths = ssl.get_default_verify_paths()
    return paths.cafile or paths.capath or paths.openssl_cafile


def has_certificates(context: ssl.SSLContext) -> bool:
    """Whether there are any; those of a folder are read when they are needed, so that it only has to hold files."""
    folder = os.environ.get("SSL_CERT_DIR") or ssl.get_default_verify_paths().capath
    return bool(context.cert_store_stats()["x509_ca"]) or bool(
        folder and any(one.is_file() for one in Path(folder).iterdir())
    )
