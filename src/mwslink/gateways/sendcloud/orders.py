"""Orders API v3: hand orders over, see what was saved, take them back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from mwslink.errors import ConfigError, MwslinkError, Problem, RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.failures import BadRequestError
from mwslink.gateways.http import Response
from mwslink.gateways.sendcloud.orders_wire import read_kept, render_batch, render_order
from mwslink.gateways.sendcloud.protocol import PROVIDER, Origin, next_cursor, read_error
from mwslink.gateways.sendcloud.shipments import Shipments
from mwslink.messages import _
from mwslink.shipping.push_desk import BatchRefusedError, SavedOrder, StillSavingError
from mwslink.shipping.push_model import Handover
from mwslink.shipping.statuses import may_have_label

_ROUTE, _ONE = "/orders", "/orders/{id}"
_PAGE = 200
_NOT_FOUND = "not_found"
_PLACE = re.compile(r"/\[?(\d+)\]?(?=/|$)")
_SHORTEST_HIDDEN = 3


class _Taken(msgspec.Struct):
    id: int | str  # the description says one and shows the other
    order_id: str


class _TakenAnswer(msgspec.Struct):
    data: list[_Taken]


class _Details(msgspec.Struct):
    order_updated_at: datetime | None = None


class _Shipping(msgspec.Struct):
    measurement: msgspec.Raw = msgspec.Raw()


class _Saved(msgspec.Struct):
    id: int | str
    order_id: str
    order_details: _Details = msgspec.field(default_factory=_Details)
    shipping_address: msgspec.Raw = msgspec.Raw()
    shipping_details: _Shipping | None = None


class _SavedAnswer(msgspec.Struct):
    data: list[_Saved]


class _OneAnswer(msgspec.Struct):
    data: _Saved


_taken = msgspec.json.Decoder(_TakenAnswer)
_saved = msgspec.json.Decoder(_SavedAnswer)
_one = msgspec.json.Decoder(_OneAnswer)


@dataclass(frozen=True)
class SendcloudOrders:
    """The orders of one integration (a `shipping.push_desk.PushDesk`)."""

    caller: Caller
    signer: Signer
    origin: Origin
    integration_id: int

    def hand_over(self, batch: Sequence[Handover]) -> Mapping[str, int]:
        """As `shipping.push_desk.PushDesk` says."""
        body = render_batch([render_order(order, self.integration_id) for order in batch])
        # Sendcloud quotes what it refuses, and messages must not hold what was sent.
        caller = replace(self.caller, read_error=lambda answer: read_error(answer, _hiding(batch)))
        failure: MwslinkError
        try:
            answer = caller.call(
                self.origin.post("create_orders", _ROUTE, body),
                lambda response: parse_json(response, _taken, provider=PROVIDER),
                signer=self.signer,
                is_repeatable=True,
            )
        except BadRequestError as error:
            failure = self._explained(error)
        else:
            return {one.order_id: int(one.id) for one in answer.data}
        raise failure

    def _explained(self, error: BadRequestError) -> MwslinkError:
        """What a refused batch means."""
        if any("still processing" in one.text for one in error.problems):
            return StillSavingError(_("Sendcloud is still saving an earlier version of an order."))
        if any("order_details/integration" in one.key for one in error.problems):
            text = _("These keys of Sendcloud do not open integration {id}.")
            hint = _("Find out which they open: mwslink connect-sendcloud")
            return ConfigError(text.format(id=self.integration_id), hint=hint)
        return BatchRefusedError(error.message, reasons=_reasons(error.problems), details=error.details)

    def saved_orders(self) -> Iterator[Sequence[SavedOrder]]:
        """The orders that wait to be shipped, newest first, page by page."""
        cursor: str | None = None
        while True:
            query = {"integration": self.integration_id, "page_size": _PAGE} | ({"cursor": cursor} if cursor else {})
            try:
                orders, cursor = self._list(query)
            except RejectedError as error:
                if cursor is None or error.code != _NOT_FOUND:
                    raise
                return  # the cursor died; whoever reads on asks for the rest one by one
            yield orders
            if cursor is None:
                return

    def find(self, order_id: str) -> SavedOrder | None:
        """The order with Amazon's id."""
        orders, _cursor = self._list({"integration": self.integration_id, "order_id": order_id})
        return next((one for one in orders if one.order_id == order_id), None)

    def _list(self, query: Mapping[str, str | int]) -> tuple[list[SavedOrder], str | None]:
        def parse(response: Response) -> tuple[list[SavedOrder], str | None]:
            page = parse_json(response, _saved, provider=PROVIDER)
            return [replace(_render(one), is_waiting=True) for one in page.data], next_cursor(response)

        return self.caller.call(self.origin.get("list_orders", _ROUTE, query), parse, signer=self.signer)

    def get(self, sendcloud_id: int) -> SavedOrder | None:
        """One order, by Sendcloud's id."""
        request = self.origin.get_one("retrieve_order", _ONE, id=sendcloud_id)
        try:
            return self.caller.call(
                request,
                lambda response: _render(parse_json(response, _one, provider=PROVIDER).data),
                signer=self.signer,
            )
        except RejectedError as error:
            if error.code != _NOT_FOUND:
                raise
        return None

    def remove(self, sendcloud_id: int) -> bool:
        """Delete an order; False where there was none."""
        request = self.origin.delete("delete_order", _ONE, id=sendcloud_id)
        try:
            return self.caller.call(request, lambda _response: True, signer=self.signer, is_repeatable=True)
        except RejectedError as error:
            if error.code != _NOT_FOUND:
                raise
        return False

    def has_label(self, order_id: str) -> bool:
        """Whether a parcel of the order is announced to a carrier, and not taken back."""
        shipments = Shipments(self.caller, self.signer, self.origin)
        parcels = shipments.of_order(order_id, integration_id=self.integration_id)
        return any(one.announced_at is not None and may_have_label(one.status) for one in parcels)


def _render(one: _Saved) -> SavedOrder:
    at = one.order_details.order_updated_at
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    measurement = one.shipping_details.measurement if one.shipping_details else msgspec.Raw()
    return SavedOrder(one.order_id, int(one.id), at, kept=read_kept(one.shipping_address, measurement))


def _reasons(problems: Sequence[Problem]) -> dict[int, str]:
    """What Sendcloud says, by place in the batch, with the field it is about."""
    reasons: dict[int, list[str]] = {}
    for problem in problems:
        if found := _PLACE.search(problem.key):
            field = problem.key[found.end() :].strip("/")
            reasons.setdefault(int(found[1]), []).append(f"{field}: {problem.text}" if field else problem.text)
    return {place: "; ".join(texts) for place, texts in reasons.items()}


def _hiding(batch: Sequence[Handover]) -> Callable[[str], str]:
    """Takes out of a text whatever tells of a buyer of the batch."""
    texts = {line.strip() for order in batch for text in order.personal_texts for line in text.splitlines()}
    hidden = sorted((text for text in texts if len(text) >= _SHORTEST_HIDDEN), key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(text) for text in hidden) or r"(?!)", re.IGNORECASE)
    return lambda text: pattern.sub("***", text)
