"""One request from arrival to answer: found, recorded, perhaps spoiled, answered."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace
from email.utils import format_datetime

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from mwslink.sandbox.clock import whole_second
from mwslink.sandbox.exchange import HOME_REGION, Call, Operation, Reply, Service
from mwslink.sandbox.faults import Fault
from mwslink.sandbox.front import REGION
from mwslink.sandbox.record import Entry
from mwslink.sandbox.state import State
from mwslink.sandbox.wire import reset, send_reply, truncate, wait_for_disconnect

_HTML_500 = (
    b"<html><head><title>500 Internal Server Error</title></head>"
    b"<body><center><h1>500 Internal Server Error</h1></center><hr></body></html>\n"
)


@dataclass(frozen=True)
class Endpoint:
    """One operation as an ASGI application."""

    state: State
    service: Service
    operation: Operation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        asked = f"{request.url} {body.decode(errors='replace')}" if self.state.faults.rules else ""
        fault = self.state.faults.strike(self.operation.name, asked)
        call = make_call(request, body, fault)
        entry = self._record(call)
        if fault is not None and fault.kind in ("reset", "hang"):
            entry.status = 0
            await (reset(scope, receive) if fault.kind == "reset" else wait_for_disconnect(receive))
            return
        if fault is not None and fault.kind == "slow" and not await self._is_still_meant(fault.seconds):
            await reset(scope, receive)
            return
        reply = self._with_common_headers(self._answer(call))
        if fault is not None and fault.kind == "truncate":
            entry.status = reply.status if reply.body or reply.chunks else 0
            await truncate(reply, scope, receive, send)
            return
        entry.status = reply.status
        await send_reply(reply, send)

    async def _is_still_meant(self, seconds: float) -> bool:
        """Whether the sandbox was not started over meanwhile: what was asked of it before must not come true after."""
        clock = self.state.clock
        await asyncio.sleep(seconds)
        return self.state.clock is clock

    def _answer(self, call: Call) -> Reply:
        if call.fault is not None:
            if call.fault.kind == "html500":
                return Reply(500, _HTML_500, content_type="text/html")
            if (spoiled := self.service.render_fault(call.fault.kind)) is not None:
                return spoiled
        return self.operation.handle(self.state, call)

    def _record(self, call: Call) -> Entry:
        account = self.service.identify(self.state, call)
        now = self.state.clock.now()
        return self.state.record.add(Entry(now, self.service.name, self.operation.name, account))

    def _with_common_headers(self, reply: Reply) -> Reply:
        number = f"{self.state.settings.seed}:{self.state.next_serial()}"
        request_id = hashlib.sha256(number.encode()).hexdigest()[:32]
        now = whole_second(self.state.clock.now())
        headers = {**reply.headers, "Date": format_datetime(now, usegmt=True)}
        if self.service.request_ids and "x-mws-request-id" not in headers:
            headers["x-amzn-RequestId"] = (
                f"{request_id[:8]}-{request_id[8:12]}-{request_id[12:16]}-{request_id[16:20]}-{request_id[20:]}"
            )
        return replace(reply, headers=headers)


def make_call(request: Request, body: bytes, fault: Fault | None = None) -> Call:
    """The request as operations see it."""
    raw_path = request.scope.get("raw_path", b"").decode("ascii")
    return Call(
        method=request.method,
        raw_path=raw_path,
        path_values=request.path_params,
        query=tuple(request.query_params.multi_items()),
        headers=dict(request.headers.items()),
        body=body,
        fault=fault,
        region=request.scope.get(REGION, HOME_REGION),
    )
