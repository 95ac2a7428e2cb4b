"""A web server that takes reminders and writes them down."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


@contextmanager
def a_hook(statuses: list[int]) -> Iterator[tuple[str, list[bytes]]]:
    """A webhook that answers so, then 200; its address, and what was posted: path, space, body."""
    posted: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(self.path.encode() + b" " + self.rfile.read(int(self.headers["content-length"])))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/canary", posted
        finally:
            server.shutdown()
            thread.join()
