"""A seller at the consent page, without a browser: what such a one would send, and where it would be sent."""

from __future__ import annotations

import json
import re
import socket
import urllib.parse
import urllib.request

import pytest

from system.shop import Amazon

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


def new_token(amazon: Amazon, account: int = 1) -> str:
    """As the seller's consent gives it: another one than before."""
    return exchanged(amazon, amazon.call(f"/accounts/{account}/authorize", {})["spapi_oauth_code"])


def exchanged(amazon: Amazon, code: str) -> str:
    """The refresh token for a code."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": "amzn1.application-oa2-client.sandbox",
        "client_secret": "amzn1.oa2-cs.v1.sandbox",
    }
    data = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(f"{amazon.url}/auth/o2/token", data, timeout=10) as answer:
        token: str = json.load(answer)["refresh_token"]
    return token


def address_in(text: str) -> str:
    """The consent page's address as it was printed."""
    found = re.search(r"https?://\S+/apps/authorize/consent\?\S+", text)
    assert found, text
    return found[0]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
