"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime

from mwslink.sandbox.desks.envelope import MessageError
from mwslink.sandbox.desks.processing_reports import FORM
from mwslink.sandbox.model import Order


def parse_feed_moment(text: str, *, order: Order) -> datetime:
    """A date or date-time of ISO 8601; a bare date on the order's own day is not before the order.

    Raises MessageError.
    """
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError as error:
        raise MessageError(FORM, "The ship date is not a date of ISO 8601.", AmazonOrderID=order.id) from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    is_date, same_day = len(text) == len("2026-11-23"), moment.date() == order.created_at.date()
    return max(moment, order.created_at) if is_date and same_day else moment
