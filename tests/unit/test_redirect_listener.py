"""The listener for the consent's redirect, apart from the command that waits on it."""

from __future__ import annotations

import http.client
import select
import socket
import time
import urllib.request
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

import pytest

from mwslink.authorization.listener import RedirectListener


class Unhurried(RedirectListener):
    """Its thread is slow just when it has shown the page for the first answer, as on a busy computer."""

    def _catch(self, address: str) -> None:
        if "first" in address:
            time.sleep(0.3)  # noqa: TID251  (a thread of a real server)
        super()._catch(address)


@pytest.fixture
def uri() -> str:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/consent"


def test_answers_are_taken_in_the_order_they_were_shown_to_have_come(uri):
    sent = [f"{uri}?state=ours&spapi_oauth_code={code}" for code in ("first", "second")]
    with Unhurried(urlsplit(uri), "ours") as listener:
        for address in sent:
            with urllib.request.urlopen(address, timeout=10) as page:
                assert page.status == 200
        taken = [listener.take() for _address in sent]

    assert taken == sent


def test_the_answer_of_a_browser_that_hangs_up_at_once_counts(uri, monkeypatch):
    """Somebody closes the window before the page is there: the code is good all the same."""
    monkeypatch.setattr(BaseHTTPRequestHandler, "end_headers", _gone)
    address = f"{uri}?state=ours&spapi_oauth_code=x"
    with RedirectListener(urlsplit(uri), "ours") as listener:
        with pytest.raises(http.client.HTTPException):
            urllib.request.urlopen(address, timeout=10)
        came = bool(select.select([listener], [], [], 5)[0])

        assert came
        assert listener.take() == address


def _gone(_handler: BaseHTTPRequestHandler) -> None:
    raise BrokenPipeError
