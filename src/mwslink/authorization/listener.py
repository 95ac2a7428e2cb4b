"""Waits on this computer for the browser that the consent page sends back, where the application registered that.

Whoever can reach the port may knock: only a request for the redirect URI, with the state of this consent, counts; all
else gets an error and changes nothing. The query is never logged, it holds the code.
"""

from __future__ import annotations

import hmac
import os
import threading
from collections import deque
from collections.abc import Callable
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, parse_qs, urlsplit

from mwslink.errors import BusyError
from mwslink.messages import _

_PATIENCE = 10  # seconds for a request that was begun
_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>mwslink</title></head>
<body style="font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 4rem auto"><p id="told">{text}</p></body></html>
"""


class RedirectListener:
    """A server at a loopback redirect URI; `fileno` is readable once the answer with this state has come.

    Raises BusyError when the port is taken.
    """

    def __init__(self, redirect_uri: SplitResult, state: str) -> None:
        self.address = redirect_uri.netloc
        self._caught: deque[str] = deque()
        self._reader, self._writer = os.pipe()
        try:
            self._server = _Server(redirect_uri, state, self._catch)
        except OSError as error:
            self._close_pipe()
            raise BusyError(
                _("Nothing can listen at {address}: {why}.").format(address=redirect_uri.netloc, why=error.strerror)
            ) from None
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="redirect", daemon=True)
        self._thread.start()

    def fileno(self) -> int:
        """For `select`."""
        return self._reader

    def take(self) -> str:
        """The address the browser was sent to; another one may come after it."""
        os.read(self._reader, 1)
        return self._caught.popleft()

    def close(self) -> None:
        """Let go of the port; an answer under way is still given."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._close_pipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def _catch(self, address: str) -> None:
        self._caught.append(address)
        os.write(self._writer, b".")

    def _close_pipe(self) -> None:
        os.close(self._reader)
        os.close(self._writer)


class _Server(ThreadingHTTPServer):
    """Each connection has a thread of its own: browsers open some that they never use."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, redirect_uri: SplitResult, state: str, catch: Callable[[str], None]) -> None:
        self.redirect_uri = redirect_uri
        self.state = state
        self.catch = catch
        self.one_by_one = threading.Lock()
        host = redirect_uri.hostname or "127.0.0.1"
        if ":" in host:
            import socket

            self.address_family = socket.AF_INET6
        super().__init__(("127.0.0.1" if host == "localhost" else host, redirect_uri.port or 80), _Handler)

    def server_bind(self) -> None:
        """Without HTTPServer's look at the computer's name, which may ask the network."""
        import socketserver

        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def handle_error(self, _request: object, _client_address: object) -> None:
        """A browser that went away is nobody's trouble."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _PATIENCE
    server: _Server
    server_version = "mwslink"
    sys_version = ""

    def do_GET(self) -> None:
        wanted, asked = self.server.redirect_uri, urlsplit(self.path)
        is_ours = self.headers.get("host", "").lower() == wanted.netloc.lower()
        if not is_ours or (asked.path or "/") != (wanted.path or "/"):
            self._answer(404, _("There is nothing here."))
            return
        (state, *_others) = parse_qs(asked.query).get("state", [""])
        if not hmac.compare_digest(state.encode(), self.server.state.encode()):
            self._answer(400, _("This does not answer the consent that mwslink waits for."))
            return
        with self.server.one_by_one:  # what comes after this page was shown is caught after it, too
            try:
                self._answer(200, _("mwslink has the answer. Go back to the terminal; this window can be closed."))
            finally:  # the browser may be gone; its answer counts
                self.server.catch(f"{wanted.scheme}://{wanted.netloc}{asked.path}?{asked.query}")

    def _answer(self, status: int, text: str) -> None:
        page = _PAGE.format(text=escape(text)).encode()
        self.send_response(status)
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(page)),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "Connection": "close",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_arguments: object) -> None:
        """Nothing: the path holds the code."""
