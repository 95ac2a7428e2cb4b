"""What the tests of gateways share: a clock that stands still, stores in memory, servers that misbehave."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import httpx2

from mwslink.credentials import Secret
from mwslink.gateways.throttle import Bucket

T = TypeVar("T")
Answer = httpx2.Response | Callable[[httpx2.Request], httpx2.Response]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class StillClock:
    """Time passes only where somebody sleeps or the test says so; the wall clock can be set apart from it."""

    def __init__(self, start: datetime = NOON) -> None:
        self.elapsed = 0.0
        self.slept: list[float] = []
        self._start = start

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.elapsed)

    def monotonic(self) -> float:
        return self.elapsed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        self.elapsed += seconds

    def set_by(self, seconds: float) -> None:
        """Somebody sets the computer's clock."""
        self._start += timedelta(seconds=seconds)


class MemoryQuotas:
    """Buckets in memory, changed by one thread at a time."""

    def __init__(self) -> None:
        self.buckets: dict[tuple[str, str], Bucket] = {}
        self._lock = threading.Lock()

    def change(self, scope: str, operation: str, update: Callable[[Bucket | None], tuple[Bucket, T]]) -> T:
        with self._lock:
            self.buckets[scope, operation], answer = update(self.buckets.get((scope, operation)))
            return answer


class MemoryTokens:
    """Tokens in memory."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[Secret, datetime]] = {}

    def load(self, scope: str) -> tuple[Secret, datetime] | None:
        return self.held.get(scope)

    def save(self, scope: str, token: Secret, expires_at: datetime) -> None:
        self.held[scope] = (token, expires_at)

    def forget(self, scope: str) -> None:
        self.held.pop(scope, None)


Answer = Callable[[socket.socket], None]


@contextmanager
def raw_server(*answers: Answer, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that reads a request's head and then does as told: one answer per connection, the last for the rest."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    stop = threading.Event()

    def serve() -> None:
        served = 0
        while not stop.is_set():
            try:
                connection, _address = listener.accept()
            except TimeoutError:
                continue
            answer = answers[min(served, len(answers) - 1)]
            served += 1
            threads.append(threading.Thread(target=_handle, args=(connection, answer, tls), daemon=True))
            threads[-1].start()

    threads = [threading.Thread(target=serve, daemon=True)]
    threads[0].start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        threads[0].join()
        listener.close()


def _handle(connection: socket.socket, answer: Answer, tls: ssl.SSLContext | None) -> None:
    with connection:
        connection.settimeout(5)
        try:
            connection = tls.wrap_socket(connection, server_side=True) if tls else connection
            received = b""
            while b"\r\n\r\n" not in received and not received.startswith(b"\x16"):  # or it speaks TLS
                received += connection.recv(65536) or b"\r\n\r\n"
            answer(connection)
        except OSError:
            return


def whole(body: bytes, *, status: str = "200 OK", headers: str = "") -> Answer:
    """A complete answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{headers}\r\n".encode()
    return lambda connection: connection.sendall(head + body)


def drip(text: bytes, *, every: float = 0.05) -> Answer:
    """The same bytes again and again, for ever."""

    def send(connection: socket.socket) -> None:
        for _count in range(400):
            connection.sendall(text)
            time.sleep(every)  # noqa: TID251  (the server's own time)

    return send


def then(*answers: Answer) -> Answer:
    """One after the other on the same connection."""

    def send(connection: socket.socket) -> None:
        for answer in answers:
            answer(connection)

    return send


class Service:
    """Answers each operation with its answers in turn, the last one for ever."""

    def __init__(self, **answers: Answer | list[Answer]) -> None:
        self.answers = {name: given if isinstance(given, list) else [given] for name, given in answers.items()}
        self.requests: list[tuple[str, httpx2.Request]] = []

    def operation_of(self, request: httpx2.Request) -> str:
        raise NotImplementedError

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        operation = self.operation_of(request)
        self.requests.append((operation, request))
        answers = self.answers[operation]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            return answer(request)
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def operations(self) -> list[str]:
        return [operation for operation, _request in self.requests]

    def seen(self, operation: str) -> list[httpx2.Request]:
        return [request for name, request in self.requests if name == operation]
