"""Somebody in the warehouse who ships every order that comes, one parcel each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mwslink.sandbox.sendcloud.carriers import Journey
from mwslink.sandbox.sendcloud.model import SavedOrder
from mwslink.sandbox.sendcloud.packing import PackingError, fields_of, option_of, pack
from mwslink.sandbox.sendcloud.shipment_desk import Consignment, ShipmentDesk


@dataclass(frozen=True)
class AutoShip:
    """Each order gets its label `delay` after it was last changed, from `carrier` where one is given."""

    delay: timedelta
    journey: Journey
    carrier: str = ""

    def ship(self, orders: Iterable[SavedOrder], desk: ShipmentDesk, now: datetime) -> None:
        """Ship what is due, as of the moment it was."""
        for order in list(orders):
            due_at = order.modified_at + self.delay
            if due_at <= now and not desk.of_order(order.id):
                self._ship(order, desk, due_at)

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
