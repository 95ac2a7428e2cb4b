"""A seller at the consent page, without a browser: what such a one would send, and where it would be sent."""

from __future__ import annotations

import re
import socket
import urllib.parse
import urllib.request

import pytest

REGISTERED = "https://mwslink.example/consent"
AGREED, CANCELLED = {"do": "confirm", "agree": "on"}, {"do": "cancel"}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


def consent(address: str, account: int = 1, answer: dict[str, str] = AGREED) -> str:
    """Where the page sends the browser of the seller who answers so."""
    form = urllib.parse.urlencode(answer).encode()
    with pytest.raises(urllib.error.HTTPError) as redirect:
        urllib.request.build_opener(_Stay).open(f"{address}&account={account}&language=en", form, timeout=10)
    with redirect.value as answer:
        assert answer.code == 303, answer.read()
        return str(answer.headers["location"])


def address_in(text: str) -> str:
    """The consent page's address as it was printed."""
    found = re.search(r"https?://\S+/apps/authorize/consent\?\S+", text)
    assert found, text
    return found[0]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
