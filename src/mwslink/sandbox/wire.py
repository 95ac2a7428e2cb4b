"""What happens on the connection itself: answers sent whole, cut off, reset or never."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterator

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from mwslink.sandbox.exchange import Reply

_TRANSPORT = "sandbox_transport"


class Protocol(H11Protocol):
    """HTTP that lets an application reach its own connection, to break it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = {**self.app_state, _TRANSPORT: transport}
        super().connection_made(transport)


async def send_reply(reply: Reply, send: Send) -> None:
    """The whole answer."""
    await send({"type": "http.response.start", "status": reply.status, "headers": _headers(reply)})
    if reply.chunks is not None:
        await _send_chunks(reply.chunks(), send)
    await send({"type": "http.response.body", "body": reply.body})


async def _send_chunks(chunks: Iterator[bytes], send: Send) -> None:
    for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await asyncio.sleep(0)  # others are served meanwhile


async def truncate(reply: Reply, scope: Scope, receive: Receive, send: Send) -> None:
    """Promise the whole body, send half of it and close; an answer without a body does not come at all."""
    body = next(reply.chunks(), b"") if reply.chunks is not None else reply.body
    if body:
        await send({"type": "http.response.start", "status": reply.status, "headers": _headers(reply)})
        half = body[: len(body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
    _transport(scope).close()
    await wait_for_disconnect(receive)


async def reset(scope: Scope, receive: Receive) -> None:
    """Reset the connection (RST, not FIN)."""
    transport = _transport(scope)
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await wait_for_disconnect(receive)


async def wait_for_disconnect(receive: Receive) -> None:
    """Do nothing until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _transport(scope: Scope) -> asyncio.Transport:
    transport = scope["state"][_TRANSPORT]
    assert isinstance(transport, asyncio.Transport)  # noqa: S101  (for the type checker)
    return transport


def _headers(reply: Reply) -> list[tuple[bytes, bytes]]:
    named = dict(reply.headers)
    if reply.status != 204:
        named |= {"Content-Type": reply.content_type}
        if reply.chunks is None:
            named |= {"Content-Length": str(len(reply.body))}
    return [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in named.items()]
