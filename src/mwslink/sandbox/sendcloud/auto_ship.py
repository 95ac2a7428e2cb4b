"""Somebody in the warehouse who ships every order that comes, one parcel each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mwslink.sandbox.sendcloud.carriers import Journey
from mwslink.sandbox.sendcloud.model import SavedOrder
from mwslink.sandbox.sendcloud.order_shelf import OrderShelf
from mwslink.sandbox.sendcloud.packing import PackingError, fields_of, option_of, pack
from mwslink.sandbox.sendcloud.shipment_desk import Consignment, ShipmentDesk


@dataclass
class AutoShip:
    """Each order gets its label `delay` after it was last saved, from `carrier` where one is given."""

    delay: timedelta
    journey: Journey
    carrier: str = ""
    _seen: int = 0  # how many savings it has dealt with

    def ship(self, orders: OrderShelf, desk: ShipmentDesk, now: datetime) -> None:
        """Ship what is due, as of the moment it was."""
        while self._seen < len(orders.saved):
            saved_at, number = orders.saved[self._seen]
            if saved_at + self.delay > now:
                return
            self._seen += 1
            order = orders.get(number)
            if order is not None and order.modified_at == saved_at and not desk.of_order(number):
                self._ship(order, desk, saved_at + self.delay)

    def _ship(self, order: SavedOrder, desk: ShipmentDesk, at: datetime) -> None:
        option = f"{self.carrier}:standard" if self.carrier else option_of(order)
        try:
            fields, boxes = fields_of(order), pack(order, [])
        except PackingError:
            return  # it stays among the incoming orders, as in the panel
        consignment = Consignment(
            order.integration_id,
            option,
            fields,
            boxes,
            order=order.id,
            external_order_id=order.order_id,
            journey=self.journey,
        )
        desk.create(consignment, at)
