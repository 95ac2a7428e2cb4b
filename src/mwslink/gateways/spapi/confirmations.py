"""Telling Amazon of shipments, parcel by parcel (confirmShipment of Orders v0, which stays), and reading them back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from mwslink.errors import AuthorizationError, RejectedError
from mwslink.gateways.answers import parse_json
from mwslink.gateways.calls import Caller, Signer
from mwslink.gateways.failures import AnswerError, BadRequestError
from mwslink.gateways.spapi.fallback import ACCESS_DENIED, is_unexplained, is_v0_alive
from mwslink.gateways.spapi.orders import ROUTE
from mwslink.gateways.spapi.orders_reading import read_order
from mwslink.gateways.spapi.orders_v0 import ListedOrders
from mwslink.gateways.spapi.orders_wire import WireOrder
from mwslink.gateways.spapi.protocol import Origin, render_moment
from mwslink.orders.model import Order
from mwslink.shipping.model import Confirmation
from mwslink.shipping.target import Unread

OPERATION = "confirmShipment"
CONFIRM_ROUTE = "/orders/v0/orders/{orderId}/shipmentConfirmation"
_ORDER_ROUTE = ROUTE + "/{orderId}"
# No buyer and no address: what is read back is the packages.
_INCLUDED = ("FULFILLMENT", "PACKAGES")


class _Found(msgspec.Struct):
    order: WireOrder


_found = msgspec.json.Decoder(_Found)


@dataclass(frozen=True)
class Confirmations:
    """A seller's shipments; `older` reads orders where Amazon refuses the seller the newer API."""

    caller: Caller
    signer: Signer
    origin: Origin
    older: ListedOrders

    def confirm(self, confirmation: Confirmation) -> None:
        """Tell Amazon of one parcel. Repeated where the answer is unclear: the same reference changes nothing."""
        body = msgspec.json.encode(render_confirmation(confirmation))
        request = self.origin.post(OPERATION, CONFIRM_ROUTE, body, orderId=confirmation.order_id)
        self.caller.call(request, lambda _response: None, signer=self.signer, is_repeatable=True)

    def read(self, order_ids: Sequence[str]) -> Iterator[Order | Unread]:
        """These orders as they are now, a call each; one that fails keeps no other from being read."""
        for count, order_id in enumerate(order_ids):
            try:
                order = self._read(order_id, calls_left=len(order_ids) - count)
            except (AnswerError, RejectedError) as error:
                yield Unread(order_id, error)
            except AuthorizationError as error:
                if error.code not in ACCESS_DENIED:
                    raise
                yield Unread(order_id, error)
            else:
                if order:
                    yield order

    def _read(self, order_id: str, *, calls_left: int) -> Order | None:
        request = self.origin.get("getOrder", _ORDER_ROUTE, {"includedData": _INCLUDED}, orderId=order_id)
        try:
            found = self.caller.call(
                request, lambda response: parse_json(response, _found), signer=self.signer, calls_left=calls_left
            )
        except AuthorizationError as error:
            if not (is_unexplained(error) and is_v0_alive()):
                raise
        except BadRequestError:
            raise
        except RejectedError:  # 404: Amazon does not know it any more
            return None
        else:
            return read_order(found.order)
        return self.older.find(order_id)


def render_confirmation(confirmation: Confirmation) -> dict[str, object]:
    """The body as Amazon's model has it: the package's number is a text of digits, quantities are numbers."""
    carrier = confirmation.carrier
    package: dict[str, object] = {"packageReferenceId": confirmation.reference, "carrierCode": carrier.code}
    if carrier.name:
        package["carrierName"] = carrier.name
    if carrier.method:
        package["shippingMethod"] = carrier.method
    package["trackingNumber"] = confirmation.tracking_number
    package["shipDate"] = render_moment(confirmation.shipped_at)
    package["orderItems"] = [{"orderItemId": id_, "quantity": quantity} for id_, quantity in confirmation.items]
    return {"marketplaceId": confirmation.marketplace_id, "packageDetail": package}
