"""All shipments: made, announced, moved along by their carrier on the sandbox's clock, cancelled."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mwslink.sandbox.exchange import Json
from mwslink.sandbox.sendcloud.carriers import Journey, carrier_of, make_tracking_number
from mwslink.sandbox.sendcloud.shipment import Box, Parcel, Shipment
from mwslink.sandbox.sendcloud.statuses import find_status

FIRST_PARCEL = 383_700_001
WATCHED = timedelta(days=14)  # how long a requested cancellation waits for the carrier's first scan
OnChange = Callable[[Shipment, Parcel], None]
CARRIER_ERROR = "Service error: An error occurred while connecting to the carrier."


@dataclass(frozen=True)
class Consignment:
    """What a new shipment is to be."""

    integration_id: int
    option: str
    fields: Json
    boxes: list[Box]
    order: int = 0
    external_order_id: str = ""
    tracking_numbers: list[str] = field(default_factory=list)
    journey: Journey | None = None  # None: the carriers' usual one
    is_announced: bool = True  # False: no label is asked for yet


class ShipmentDesk:
    """Shipments by id; the newest last. `on_change` is told of every status a parcel takes."""

    def __init__(self, *, seed: int, on_change: OnChange) -> None:
        self._seed = seed
        self._on_change = on_change
        self._shipments: dict[str, Shipment] = {}
        self._by_order: dict[int, list[Shipment]] = {}
        self._parcels: dict[int, tuple[Shipment, Parcel]] = {}
        self._due: list[tuple[datetime, int]] = []
        self.journey = Journey()
        self.failures = 0  # how many announcements are to fail next

    def __iter__(self) -> Iterator[Shipment]:
        return iter(self._shipments.values())

    def __len__(self) -> int:
        return len(self._shipments)

    def get(self, shipment_id: str) -> Shipment | None:
        return self._shipments.get(shipment_id)

    def parcel(self, number: int) -> tuple[Shipment, Parcel] | None:
        """A parcel and whose it is."""
        return self._parcels.get(number)

    def of_order(self, order: int) -> list[Shipment]:
        """The shipments made of an order."""
        return self._by_order.get(order, [])

    def by_tracking_number(self, number: str) -> tuple[Shipment, Parcel] | None:
        """The newest parcel with this number."""
        found = [pair for pair in self._parcels.values() if pair[1].tracking_number == number]
        return found[-1] if found else None

    def create(self, wanted: Consignment, now: datetime) -> Shipment:
        """A new shipment; its parcels are being announced, or without label."""
        serial = len(self._shipments) + 1
        shipment = Shipment(
            id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self._seed}:shipment:{serial}")),
            serial=serial,
            integration_id=wanted.integration_id,
            option=wanted.option,
            fields=wanted.fields,
            parcels=[],
            order=wanted.order,
            external_order_id=wanted.external_order_id,
            carrier_code=carrier_of(wanted.option),
        )
        self._shipments[shipment.id] = shipment
        if wanted.order:
            self._by_order.setdefault(wanted.order, []).append(shipment)
        for index, box in enumerate(wanted.boxes):
            numbers = wanted.tracking_numbers
            self._add_parcel(shipment, box, now, numbers[index] if index < len(numbers) else "")
        if wanted.is_announced:
            self.begin(shipment, now, wanted.journey)
        return shipment

    def _add_parcel(self, shipment: Shipment, box: Box, now: datetime, tracking_number: str) -> None:
        number = FIRST_PARCEL + len(self._parcels)
        made = tracking_number or make_tracking_number(shipment.carrier_code, f"{self._seed}:{number}")
        parcel = Parcel(number, box, now, now, find_status("NO_LABEL"), label_number=made)
        self._parcels[number] = (shipment, parcel)
        shipment.parcels.append(parcel)

    def begin(self, shipment: Shipment, now: datetime, journey: Journey | None = None) -> None:
        """Ask the carrier for labels; what it does later is planned here."""
        journey = journey or self.journey
        announced = now + journey.announce
        plan = [(announced, "READY_TO_SEND"), *((announced + after, code) for after, code in journey.stages())]
        if self.failures > 0:
            self.failures -= 1
            plan = [(announced, "ANNOUNCEMENT_FAILED")]
        for parcel in shipment.parcels:
            if parcel.status.code == "NO_LABEL":
                self._move(shipment, parcel, "ANNOUNCING", now)
                self._plan(parcel, plan)

    def _plan(self, parcel: Parcel, plan: list[tuple[datetime, str]]) -> None:
        parcel.plan = plan
        if plan:
            heapq.heappush(self._due, (plan[0][0], parcel.id))

    def settle(self, now: datetime) -> None:
        """Let everything happen that is due, in its order."""
        while self._due and self._due[0][0] <= now:
            due_at, number = heapq.heappop(self._due)
            shipment, parcel = self._parcels[number]
            if parcel.plan and parcel.plan[0][0] == due_at:
                self._move(shipment, parcel, parcel.plan[0][1], due_at)
                self._plan(parcel, parcel.plan[1:])

    def move(self, shipment: Shipment, parcel: Parcel, code: str, now: datetime, message: str = "") -> None:
        """Let a parcel have a status from now on, and nothing happen to it by itself any more."""
        self._plan(parcel, [])
        self._move(shipment, parcel, code, now, message)

    def announce(self, shipment: Shipment, now: datetime) -> None:
        """Have what is being announced announced at once."""
        for parcel in shipment.parcels:
            if parcel.plan and parcel.status.code == "ANNOUNCING":
                code = parcel.plan[0][1]
                self._plan(parcel, parcel.plan[1:])
                self._move(shipment, parcel, code, now)

    def cancel(self, shipment: Shipment, parcel: Parcel, now: datetime, *, at_once: bool) -> None:
        """Cancelled now, or asked for and done unless the carrier scans it meanwhile."""
        self.move(shipment, parcel, "CANCELLED" if at_once else "CANCELLATION_REQUESTED", now)
        if not at_once:
            self._plan(parcel, [(now + WATCHED, "CANCELLED")])

    def _move(self, shipment: Shipment, parcel: Parcel, code: str, at: datetime, message: str = "") -> None:
        parcel.move(code, at, message)
        if code == "ANNOUNCEMENT_FAILED":
            shipment.errors = [{"status": "500", "code": "parcel_announcement_error", "detail": CARRIER_ERROR}]
        elif code in ("READY_TO_SEND", "ANNOUNCED") or parcel.status.by_carrier:
            parcel.announced_at = parcel.announced_at or at
            parcel.tracking_number = parcel.tracking_number or parcel.label_number
        self._on_change(shipment, parcel)
