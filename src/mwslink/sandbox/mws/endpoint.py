"""One request to MWS from its bytes to its operation: many operations share an address, `Action` tells which."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive, Scope, Send

from mwslink.sandbox.dispatch import Endpoint
from mwslink.sandbox.exchange import Call, Operation, Reply, Service
from mwslink.sandbox.mws.answers import XML, MwsRefusalError, front_refusal, milliseconds, refusal_reply
from mwslink.sandbox.mws.gate import check_seller, check_sender, tell_quota, use_up, with_headers
from mwslink.sandbox.mws.misbehaviour import refuse_on_request, spoiled_reply
from mwslink.sandbox.mws.request import read_parameters
from mwslink.sandbox.mws.sections import SECTIONS, MwsCall, MwsOperation, Section
from mwslink.sandbox.state import State

# Sections that were there and are not served: what is asked of them is refused in MWS's words.
_OTHERS = (
    "CartInformation", "CustomerInformation", "EasyShip", "Finances", "FulfillmentInboundShipment",
    "FulfillmentInventory", "FulfillmentOutboundShipment", "MerchantFulfillment", "Recommendations",
    "ShipmentInvoicing", "Subscriptions",
)  # fmt: skip
_ACTION = re.compile(r"[A-Za-z]{1,80}")


def routes(state: State, operations: Mapping[tuple[str, str], MwsOperation]) -> list[BaseRoute]:
    """All addresses of all sections, then those of versions and sections that nobody serves."""
    served = dict.fromkeys(path for section in SECTIONS for path in section.paths)
    names = dict.fromkeys([*(section.name for section in SECTIONS), *_OTHERS])
    paths = [*served, *(f"/{name}/{{version}}" for name in names)]
    endpoint = MwsEndpoint(state, operations)
    return [Route(path, endpoint, methods=["GET", "POST"]) for path in paths]


@dataclass(frozen=True)
class MwsEndpoint:
    """All addresses as an ASGI application; `operations` by section and action."""

    state: State
    operations: Mapping[tuple[str, str], MwsOperation]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await Request(scope, receive).body()
        query = scope.get("query_string", b"").decode("ascii", "replace")
        kind = Request(scope).headers.get("content-type", "")
        visit = _Visit(self.state, scope["path"], self.operations)
        try:
            visit.parameters = read_parameters(query, kind, body)
        except MwsRefusalError as refusal:
            visit.refusal = refusal
        operation = Operation(visit.name, scope["method"], scope["path"], visit.answer)
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
        action = self.parameters.get("Action", "")
        return action if _ACTION.fullmatch(action) else ("ping" if self._is_ping else "unknown")

    @property
    def _is_ping(self) -> bool:
        return self._path == "/" and not self.parameters and self.refusal is None

    @property
    def section(self) -> Section:
        here = [section for section in SECTIONS if self._path in section.paths] or [_unserved(self._path)]
        action = self.parameters.get("Action", "")
        return next((section for section in here if (section.name, action) in self._operations), here[0])

    def identify(self, state: State, _call: Call) -> int | None:
        """The number of the seller's account."""
        seller_id = self.parameters.get("SellerId") or self.parameters.get("Merchant")
        return next((number for number, one in state.accounts.items() if one.seller_id == seller_id), None)

    def answer(self, state: State, call: Call) -> Reply:
        """The answer with the headers that MWS always sends."""
        headers = {
            "x-mws-request-id": self._request_id,
            "x-mws-timestamp": milliseconds(state.clock.now()),
            "x-mws-response-context": hashlib.sha256(self._request_id.encode()).hexdigest(),
            "Server": "Server",
            "Vary": "Content-Type,Accept-Encoding,User-Agent",
        }
        return with_headers(self._answer(state, call), headers)

    def _answer(self, state: State, call: Call) -> Reply:
        if self._is_ping and call.method == "GET":
            stamp = milliseconds(state.clock.now())
            ping = f'<PingResponse><Timestamp timestamp="{stamp}"/></PingResponse>'
            return Reply(200, ping.encode(), content_type=XML)
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
        headers |= tell_quota(state, operation, request, developer=developer)
        refuse_on_request(call)
        use_up(state, operation, request, developer=developer)
        headers |= tell_quota(state, operation, request, developer=developer)
        return spoiled_reply(call) or with_headers(operation.handle(state, request), headers)

    def _operation(self) -> MwsOperation:
        action, version = self.parameters["Action"], self.parameters["Version"]
        section = self.section
        operation = self._operations.get((section.name, action))
        if operation is None or version != section.version:
            text = f"Operation {action} is not available for section {section.name}/{version}"
            raise front_refusal(404, "InvalidAddress", text)
        return operation


def _unserved(path: str) -> Section:
    """A section, or a version of one, that has no operations here."""
    name, version = path.strip("/").split("/")
    return Section(name, version, f"https://mws.amazonservices.com/{name}/{version}", (path,))


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
