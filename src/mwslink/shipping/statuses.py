"""What Sendcloud's parcel statuses mean for Amazon: how far a parcel has come, by code (v3) or number (v2).

The codes beside READY_TO_SEND, ANNOUNCED, ANNOUNCING, ANNOUNCEMENT_FAILED and CANCELLED stand in no published
description, and the list grows: a code that is not here is `UNKNOWN` and never counts as handed over.
"""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """How far a parcel has come."""

    BEFORE = "before"  # no label yet
    FAILED = "failed"  # the carrier refused to make a label
    ANNOUNCED = "announced"  # the carrier knows of it, and a label exists
    PROCESSED = "processed"  # the carrier has it
    AMBIGUOUS = "ambiguous"  # may come before or after the carrier has it
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


_NUMBERS = {
    Phase.BEFORE: {"NO_LABEL": 999, "ANNOUNCING": 1001},
    Phase.FAILED: {"ANNOUNCEMENT_FAILED": 1002},
    Phase.ANNOUNCED: {"READY_TO_SEND": 1000, "ANNOUNCED": 1, "ANNOUNCED_NOT_COLLECTED": 13, "ERROR_COLLECTING": 15},
    Phase.PROCESSED: {
        "SHIPMENT_PICKED_UP_BY_DRIVER": 22,
        "EN_ROUTE_TO_SORTING_CENTER": 3,
        "AT_SORTING_CENTRE": 62990,
        "SORTED": 5,
        "NOT_SORTED": 6,
        "BEING_SORTED": 7,
        "PARCEL_EN_ROUTE": 91,
        "DRIVER_EN_ROUTE": 92,
        "AT_CUSTOMS": 62989,
        "DELIVERY_ATTEMPT_FAILED": 8,
        "AWAITING_CUSTOMER_PICKUP": 12,
        "DELIVERED": 11,
        "SHIPMENT_COLLECTED_BY_CUSTOMER": 93,
        "UNABLE_TO_DELIVER": 80,
        "REFUSED_BY_RECIPIENT": 62991,
        "RETURNED_TO_SENDER": 62992,
    },
    Phase.AMBIGUOUS: {
        "DELIVERY_DELAYED": 4,
        "DELIVERY_METHOD_CHANGED": 62993,
        "DELIVERY_DATE_CHANGED": 62994,
        "DELIVERY_ADDRESS_CHANGED": 62995,
        "EXCEPTION": 62996,
        "ADDRESS_INVALID": 62997,
        "UNKNOWN_STATUS": 1337,
        "PARCEL_CANCELLATION_FAILED": 94,  # so it was not cancelled
    },
    Phase.CANCELLED: {
        "CANCELLED_UPSTREAM": 1998,
        "CANCELLATION_REQUESTED": 1999,
        "CANCELLED": 2000,
        "SUBMITTING_CANCELLATION_REQUEST": 2001,
    },
}
_TAKEN_BACK = ("CANCELLED", "CANCELLED_UPSTREAM")  # one that is only asked for may fail
_BY_CODE = {code: phase for phase, codes in _NUMBERS.items() for code in codes}
_BY_NUMBER = {str(number): phase for phase, codes in _NUMBERS.items() for number in codes.values()}


def _spelled(*codes: str) -> frozenset[str]:
    """Codes with their numbers."""
    numbers = {str(number) for known in _NUMBERS.values() for code, number in known.items() if code in codes}
    return frozenset((*codes, *numbers))


_LABELLESS = _spelled("NO_LABEL", *_NUMBERS[Phase.FAILED])
_ARRIVED = _spelled("DELIVERED", "SHIPMENT_COLLECTED_BY_CUSTOMER")
# What has no label, or none any more that could be used; every other status may have one.
WITHOUT_LABEL = _spelled(*_NUMBERS[Phase.BEFORE], *_NUMBERS[Phase.FAILED], *_TAKEN_BACK)


def has_arrived(status: str) -> bool:
    """Whether the recipient has it."""
    return _word(status) in _ARRIVED


def may_have_label(status: str) -> bool:
    """Whether there may be a label that can be used."""
    return _word(status) not in WITHOUT_LABEL


def has_no_label(status: str) -> bool:
    """Whether nobody has asked for a label yet, or the carrier refused to make one."""
    return _word(status) in _LABELLESS


def _word(status: str) -> str:
    return status.strip().upper().replace("-", "_").replace(" ", "_")


def phase_of(status: str) -> Phase:
    """The phase of a code such as READY_TO_SEND, or of a number such as 1000."""
    word = _word(status)
    return _BY_CODE.get(word) or _BY_NUMBER.get(word) or Phase.UNKNOWN
