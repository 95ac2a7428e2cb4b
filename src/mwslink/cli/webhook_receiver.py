"""The receiver of Sendcloud's messages: HTTP on this computer only, behind the user's own web server.

It answers as soon as the parcel is noted; `confirm` looks at it. What cannot be noted now is answered 503, and
Sendcloud sends it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from mwslink.errors import AuthorizationError, MwslinkError, RejectedError
from mwslink.gateways.sendcloud.webhooks import MOST_BYTES, SIGNATURE_HEADER

HOST = "127.0.0.1"
_SECONDS = 10.0  # for a whole message
_logger = logging.getLogger("mwslink.webhook")
Take = Callable[[bytes, str], None]  # body, signature


class Receiver(ThreadingHTTPServer):
    """Listens; `take` gets each message and raises what is wrong with it."""

    daemon_threads = True

    def __init__(self, port: int, take: Take) -> None:
        super().__init__((HOST, port), _Handler)
        self.take = take

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}/"

    def handle_error(self, _request: object, _client: object) -> None:
        """A caller that went away, or never came to the point: nothing to say, and never a traceback with a body."""
        _logger.info("a call broke off")


class _Handler(BaseHTTPRequestHandler):
    server: Receiver
    server_version, sys_version = "mwslink", ""
    timeout = _SECONDS

    def do_POST(self) -> None:
        """Sendcloud's message."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()):
            self._answer(411)
        elif int(length) > MOST_BYTES:
            self._answer(413)
        else:
            body = self.rfile.read(int(length))
            self._answer(self._take(body) if len(body) == int(length) else 400)

    def _take(self, body: bytes) -> int:
        try:
            self.server.take(body, self.headers.get(SIGNATURE_HEADER, ""))
        except AuthorizationError:
            _logger.warning("a message with a wrong signature was refused")
            return 401
        except RejectedError:
            _logger.warning("something that is no message was refused")
            return 400
        except MwslinkError as error:
            _logger.warning("a message could not be noted: %s", error.message)
            return 503
        return 200

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def log_message(self, format: str, *_args: object) -> None:  # noqa: A002  (its name there)
        """Standard error is for the user; what came is in the log."""
