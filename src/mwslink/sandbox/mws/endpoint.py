"""One request to MWS from its bytes to its operation: many operations share an address, `Action` tells which."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive, Scope, Send

from mwslink.sandbox.clock import as_text
from mwslink.sandbox.dispatch import Endpoint
from mwslink.sandbox.exchange import Call, Operation, Reply, Service
from mwslink.sandbox.mws.answers import XML, MwsRefusalError, front_refusal, refusal_reply
from mwslink.sandbox.mws.gate import check_quota, check_seller, check_sender, with_headers
from mwslink.sandbox.mws.request import read_parameters
from mwslink.sandbox.mws.sections import SECTIONS, MwsCall, MwsOperation, Section
from mwslink.sandbox.state import State

_FAULTS = {
    "429": front_refusal(503, "RequestThrottled", "Request is throttled"),
    "500": MwsRefusalError(
        500, "InternalError", "We encountered an internal error. Please try again.", kind="Receiver"
    ),
    "503": MwsRefusalError(503, "ServiceUnavailable", "Service is temporarily unavailable.", kind="Receiver"),
}
_BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;">]>
<ListOrdersResponse><ListOrdersResult><Orders>&f;</Orders></ListOrdersResult></ListOrdersResponse>
"""
_PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Please log in.</p></body></html>\n"


def routes(state: State, operations: Mapping[tuple[str, str], MwsOperation]) -> list[BaseRoute]:
    """All addresses of all sections."""
    paths = dict.fromkeys(path for section in SECTIONS for path in section.paths)
    return [Route(path, MwsEndpoint(state, path, operations), methods=["GET", "POST"]) for path in paths]


@dataclass(frozen=True)
class MwsEndpoint:
    """One address as an ASGI application; `operations` by section and action."""

    state: State
    path: str
    operations: Mapping[tuple[str, str], MwsOperation]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await Request(scope, receive).body()
        query = scope.get("query_string", b"").decode("ascii", "replace")
        kind = Request(scope).headers.get("content-type", "")
        visit = _Visit(self.state, self.path, self.operations)
        try:
            visit.parameters = read_parameters(query, kind, body)
        except MwsRefusalError as refusal:
            visit.refusal = refusal
        operation = Operation(visit.name, scope["method"], self.path, visit.answer)
        service = Service("mws", (operation,), visit.identify, lambda _kind: None)
        await Endpoint(self.state, service, operation)(scope, _replayed(body, receive), send)


class _Visit:
    """One request: its parameters, what it is about, its answer."""

    def __init__(self, state: State, path: str, operations: Mapping[tuple[str, str], MwsOperation]) -> None:
        self.parameters: dict[str, str] = {}
        self.refusal: MwsRefusalError | None = None
        self._path = path
        self._operations = operations
        self._request_id = _request_id(state)

    @property
    def name(self) -> str:
        """The operation in MWS's word; `ping` for a request without parameters."""
        return self.parameters.get("Action", "") or ("ping" if not self.parameters else "unknown")

    @property
    def section(self) -> Section:
        here = [section for section in SECTIONS if self._path in section.paths]
        action = self.parameters.get("Action", "")
        return next((section for section in here if (section.name, action) in self._operations), here[0])

    def identify(self, state: State, _call: Call) -> int | None:
        """The number of the seller's account."""
        seller_id = self.parameters.get("SellerId") or self.parameters.get("Merchant")
        return next((number for number, one in state.accounts.items() if one.seller_id == seller_id), None)

    def answer(self, state: State, call: Call) -> Reply:
        """The answer with the headers that MWS always sends."""
        now = state.clock.now()
        headers = {
            "x-mws-request-id": self._request_id,
            "x-mws-timestamp": f"{as_text(now)[:-1]}.{now.microsecond // 1000:03d}Z",
            "x-mws-response-context": hashlib.sha256(self._request_id.encode()).hexdigest(),
            "Vary": "Accept-Encoding,User-Agent",
        }
        return with_headers(self._answer(state, call), headers)

    def _answer(self, state: State, call: Call) -> Reply:
        if call.method == "GET" and self._path == "/" and not self.parameters and not self.refusal:
            now = state.clock.now()
            stamp = f"{as_text(now)[:-1]}.{now.microsecond // 1000:03d}Z"
            return Reply(
                200, f'<PingResponse><Timestamp timestamp="{stamp}"/></PingResponse>'.encode(), content_type=XML
            )
        headers: dict[str, str] = {}
        try:
            if self.refusal:
                raise self.refusal
            return self._carry_out(state, call, headers)
        except MwsRefusalError as refusal:
            status = 200 if call.suffers("error200") else refusal.status
            reply = refusal_reply(refusal, namespace=self.section.namespace, request_id=self._request_id)
            return with_headers(Reply(status, reply.body, reply.headers, reply.content_type), headers)

    def _carry_out(self, state: State, call: Call, headers: dict[str, str]) -> Reply:
        developer = check_sender(state, self.parameters, call)
        operation = self._operation()
        account = check_seller(state, operation, self.parameters, developer, call)
        request = MwsCall(operation.section, operation.action, self.parameters, account, call, self._request_id)
        headers |= check_quota(state, operation, request, developer)
        _misbehave(call)
        if call.suffers("doctype"):
            return Reply(200, _BOMB, content_type=XML)
        if call.suffers("html200"):
            return Reply(200, _PAGE, content_type="text/html")
        return with_headers(operation.handle(state, request), headers)

    def _operation(self) -> MwsOperation:
        action, version = self.parameters["Action"], self.parameters["Version"]
        section = self.section
        operation = self._operations.get((section.name, action))
        if operation is None or version != section.version:
            text = f"Operation {action} is not available for section {section.name}/{version}"
            raise front_refusal(404, "InvalidAddress", text)
        return operation


def _misbehave(call: Call) -> None:
    """Refuse what is right, because a fault was asked for."""
    if call.fault is None:
        return
    if call.fault.kind == "quota":
        raise front_refusal(503, "QuotaExceeded", "You exceeded your quota.")
    if call.fault.kind == "error200":
        raise _FAULTS["500"]
    if call.fault.kind in _FAULTS:
        raise _FAULTS[call.fault.kind]


def _request_id(state: State) -> str:
    digest = hashlib.sha256(f"{state.settings.seed}:mws:{state.next_serial()}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The request's body once more, for the layer that reads it too."""
    is_given = False

    async def replay() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
