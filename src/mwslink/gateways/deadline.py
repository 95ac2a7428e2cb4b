"""A limit in seconds for a whole call, where httpx2 limits only each single read.

A server that sends a byte now and then, in the headers too, would otherwise hold a run for ever. The seconds are real
ones even under a scaled clock: they are the network's.
"""

from __future__ import annotations

import math
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpcore2
import httpx2

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Deadline(threading.local):
    """When the call of this thread must be over; never, outside of a call."""

    def __init__(self) -> None:
        self.at = math.inf
        self.was_reached = False  # by the last call of this thread

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        self.at = time.monotonic() + seconds
        try:
            yield
        finally:
            self.was_reached = self.is_over
            self.at = math.inf

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.at

    def limit(self, timeout: float | None) -> float:
        """The time a step may take: its own timeout, or what is left of the call."""
        left = max(self.at - time.monotonic(), 0.001)
        return left if timeout is None else min(timeout, left)


class Connections:
    """What is open, so that another thread can break it off: Ctrl-C must not wait for an answer that never comes."""

    def __init__(self) -> None:
        self.is_over = False
        self._streams: weakref.WeakSet[_Stream] = weakref.WeakSet()
        self._lock = threading.Lock()

    def add(self, stream: _Stream) -> _Stream:
        with self._lock:
            self._streams.add(stream)
        return stream

    def break_off(self) -> None:
        """End every read and write under way, and let nothing be opened any more."""
        with self._lock:
            self.is_over = True
            streams = list(self._streams)
        for stream in streams:
            opened = stream.get_extra_info("socket")
            if opened is not None:
                with suppress(OSError):  # closed already
                    # Not SSLSocket's own, which would take the session away from the thread that reads.
                    socket.socket.shutdown(opened, socket.SHUT_RDWR)


def enforce(client: httpx2.Client, deadline: Deadline) -> Connections:
    """Make every connection of the client obey the deadline of the thread that uses it; return them.

    httpx2 has no public place for this; should a later one keep its pool elsewhere, single reads stay limited
    (tests/unit/gateways/test_http.py notices).
    """
    connections = Connections()
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = _Backend(pool._network_backend, deadline, connections)
    return connections


class _Backend(httpcore2.NetworkBackend):
    def __init__(self, backend: httpcore2.NetworkBackend, deadline: Deadline, connections: Connections) -> None:
        self._backend = backend
        self._deadline = deadline
        self._connections = connections

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        if self._connections.is_over:
            raise httpcore2.ConnectError("the run is being ended")
        limit = self._deadline.limit(timeout)
        stream = self._backend.connect_tcp(host, port, limit, local_address, socket_options)
        return self._connections.add(_Stream(stream, self._deadline, self._connections))


class _Stream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline, connections: Connections) -> None:
        self._stream = stream
        self._deadline = deadline
        self._connections = connections

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.limit(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.limit(timeout))
        return self._connections.add(_Stream(secured, self._deadline, self._connections))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
