"""The statuses a parcel can have: Sendcloud's code, number in API v2, message, and the phase of its journey."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """`phase` is what tracking and events call it; `by_carrier` says that the carrier has the parcel, or had it."""

    code: str
    number: int
    message: str
    phase: str = "unknown"
    by_carrier: bool = False


_TABLE = (
    Status("NO_LABEL", 999, "No label", "no_label"),
    Status("ANNOUNCING", 1001, "Being announced", "announcing"),
    Status("ANNOUNCEMENT_FAILED", 1002, "Announcement failed", "no_label"),
    Status("READY_TO_SEND", 1000, "Ready to send", "ready_to_send"),
    Status("ANNOUNCED", 1, "Announced", "announced"),
    Status("ANNOUNCED_NOT_COLLECTED", 13, "Announced: not collected", "announced"),
    Status("ERROR_COLLECTING", 15, "Error collecting", "announced"),
    Status("SHIPMENT_PICKED_UP_BY_DRIVER", 22, "Shipment picked up by driver", "accepted", by_carrier=True),
    Status("EN_ROUTE_TO_SORTING_CENTER", 3, "En route to sorting center", "accepted", by_carrier=True),
    Status("AT_SORTING_CENTRE", 62990, "At sorting centre", "in_transit", by_carrier=True),
    Status("SORTED", 5, "Sorted", "sorted", by_carrier=True),
    Status("NOT_SORTED", 6, "Not sorted", "in_transit", by_carrier=True),
    Status("BEING_SORTED", 7, "Being sorted", "in_transit", by_carrier=True),
    Status("PARCEL_EN_ROUTE", 91, "Parcel en route", "in_transit", by_carrier=True),
    Status("DRIVER_EN_ROUTE", 92, "Driver en route", "in_delivery", by_carrier=True),
    Status("AT_CUSTOMS", 62989, "At Customs", "customs", by_carrier=True),
    Status("DELIVERY_ATTEMPT_FAILED", 8, "Delivery attempt failed", "attempted", by_carrier=True),
    Status("AWAITING_CUSTOMER_PICKUP", 12, "Awaiting customer pickup", "pup", by_carrier=True),
    Status("DELIVERED", 11, "Delivered", "delivered", by_carrier=True),
    Status("SHIPMENT_COLLECTED_BY_CUSTOMER", 93, "Shipment collected by customer", "delivered", by_carrier=True),
    Status("UNABLE_TO_DELIVER", 80, "Unable to deliver", "attempted", by_carrier=True),
    Status("REFUSED_BY_RECIPIENT", 62991, "Refused by recipient", "attempted", by_carrier=True),
    Status("RETURNED_TO_SENDER", 62992, "Returned to sender", "delivered", by_carrier=True),
    Status("DELIVERY_DELAYED", 4, "Delivery delayed"),
    Status("DELIVERY_METHOD_CHANGED", 62993, "Delivery method changed"),
    Status("DELIVERY_DATE_CHANGED", 62994, "Delivery date changed"),
    Status("DELIVERY_ADDRESS_CHANGED", 62995, "Delivery address changed"),
    Status("EXCEPTION", 62996, "Exception"),
    Status("ADDRESS_INVALID", 62997, "Address invalid"),
    Status("UNKNOWN_STATUS", 1337, "Unknown status - check carrier track & trace page for more insights"),
    Status("CANCELLED_UPSTREAM", 1998, "Cancelled upstream", "cancelled"),
    Status("CANCELLATION_REQUESTED", 1999, "Cancellation requested", "cancelled"),
    Status("CANCELLED", 2000, "Cancelled", "cancelled"),
    Status("SUBMITTING_CANCELLATION_REQUEST", 2001, "Submitting cancellation request", "cancelled"),
    Status("PARCEL_CANCELLATION_FAILED", 94, "Parcel cancellation failed"),
)
STATUSES = {status.code: status for status in _TABLE}


def find_status(code: str, message: str = "") -> Status:
    """The status of a code; one that nobody knows is made up, as Sendcloud's list grows without notice."""
    return STATUSES.get(code) or Status(code, 0, message or code.replace("_", " ").capitalize())
