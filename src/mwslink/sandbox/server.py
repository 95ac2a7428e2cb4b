"""The sandbox as a server: everything on one loopback origin, in a thread or as a command."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from mwslink.sandbox import (
    applications_2023,
    catalog_2022,
    control,
    definitions_2020,
    feeds_2021,
    listings_2021,
    lwa,
    orders_2026,
    orders_v0,
    reports_2021,
    sellers,
    tokens,
)
from mwslink.sandbox.desks import documents
from mwslink.sandbox.dispatch import Endpoint
from mwslink.sandbox.exchange import Operation, Service
from mwslink.sandbox.front import Front
from mwslink.sandbox.gate import identify_seller, missing_token, render_fault
from mwslink.sandbox.mws import endpoint as mws
from mwslink.sandbox.mws.registry import OPERATIONS
from mwslink.sandbox.pages import consent, registration
from mwslink.sandbox.seed import generate_orders
from mwslink.sandbox.sendcloud import api as sendcloud
from mwslink.sandbox.sendcloud import postman
from mwslink.sandbox.settings import SandboxError, SandboxSettings
from mwslink.sandbox.state import OrderSource, State
from mwslink.sandbox.wire import Protocol

SERVICES = (
    lwa.SERVICE,
    sellers.SERVICE,
    orders_2026.SERVICE,
    orders_v0.SERVICE,
    tokens.SERVICE,
    registration.SERVICE,
    consent.SERVICE,
    applications_2023.SERVICE,
    listings_2021.SERVICE,
    definitions_2020.SERVICE,
    catalog_2022.SERVICE,
    reports_2021.SERVICE,
    feeds_2021.SERVICE,
    documents.SERVICE,
    sendcloud.SERVICE,
)
_UNKNOWN = Service(
    name="unknown",
    operations=(Operation("unknown", "", "/{path:path}", lambda _state, _call: missing_token().as_reply()),),
    identify=identify_seller,
    render_fault=render_fault,
)


def build_app(state: State) -> Starlette:
    """All services, then the control paths, then Sendcloud's and Amazon's answers to any other path."""
    routes: list[BaseRoute] = [
        Route(operation.path, Endpoint(state, service, operation), methods=[operation.method])
        for service in SERVICES
        for operation in service.operations
    ]
    strange = Route("/api/{path:path}", Endpoint(state, sendcloud.SERVICE, sendcloud.NOTHING_HERE))
    unknown = Route("/{path:path}", Endpoint(state, _UNKNOWN, _UNKNOWN.operations[0]))
    app = Starlette(routes=[*routes, *mws.routes(state, OPERATIONS), *control.routes(state), strange, unknown])
    app.router.redirect_slashes = False
    app.add_middleware(Front, state=state)
    return app


class Sandbox:
    """A running sandbox."""

    def __init__(self, url: str) -> None:
        self.url = url


class _Server(uvicorn.Server):
    """A uvicorn server that tells when it listens."""

    def __init__(self, config: uvicorn.Config, state: State, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._state, self._on_ready = state, on_ready
        self._postman: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._postman = asyncio.create_task(postman.run(self._state))
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._postman is not None:
            self._postman.cancel()
            await asyncio.gather(self._postman, return_exceptions=True)
        await super().shutdown(sockets)


@contextmanager
def running_sandbox(
    settings: SandboxSettings | None = None, *, source: OrderSource = generate_orders
) -> Iterator[Sandbox]:
    """A sandbox in a thread of its own for the length of a `with` block."""
    settings = settings or SandboxSettings()
    listener = listen("127.0.0.1", settings.port)
    ready = threading.Event()
    server = _make_server(State(settings, source), ready.set)
    thread = threading.Thread(target=server.run, args=([listener],), name="sandbox", daemon=True)
    thread.start()
    try:
        if not ready.wait(timeout=30):
            raise SandboxError("the sandbox did not start within 30 seconds")
        yield Sandbox(_url(listener))
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


def serve(
    settings: SandboxSettings,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    ready_file: Path | None = None,
    announce: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until interrupted; calls `announce` with the URL, and writes it to `ready_file`, once it listens.

    Raises SandboxError for a host that is not loopback and for a port that is taken.
    """
    listener = listen(host, settings.port if port is None else port)
    url = _url(listener)

    def tell() -> None:
        if ready_file is not None:
            _write_whole(ready_file, url + "\n")
        announce(url)

    with listener:
        _make_server(State(settings, generate_orders), tell).run([listener])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on a loopback address; raises SandboxError."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        if not ipaddress.ip_address(address).is_loopback:
            raise ValueError(host)
    except ValueError as error:
        raise SandboxError(f"the sandbox serves loopback addresses only, not {host!r}; use 127.0.0.1") from error
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # asyncio switches Nagle's algorithm off only where the protocol is named: 40 ms an answer
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise SandboxError(f"cannot listen on {host} port {port}: {error.strerror}; port 0 picks a free one") from error
    return listener


def _make_server(state: State, on_ready: Callable[[], None]) -> _Server:
    state.prepare()
    config = uvicorn.Config(
        build_app(state),
        http=Protocol,
        loop="asyncio",
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,  # the sandbox's own clock decides
        timeout_keep_alive=65,
        timeout_graceful_shutdown=1,  # a request that hangs on purpose must not keep the server alive
    )
    return _Server(config, state, on_ready)


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _write_whole(path: Path, text: str) -> None:
    """Whoever waits for the file finds all of it or nothing."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(temporary).replace(path)
