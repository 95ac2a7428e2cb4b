"""Moments and sellers as the tables hold them, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mwslink.connections import Seller


def moment_text(moment: datetime) -> str:
    """A moment in UTC, always as wide, so that texts sort as the moments do."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")


def parse_moment(text: str) -> datetime:
    """The moment `moment_text` wrote."""
    return datetime.fromisoformat(text)


def parse_optional_moment(text: str | None) -> datetime | None:
    """The moment, where there is one."""
    return parse_moment(text) if text else None


@lru_cache(maxsize=256)  # a store has thousands of orders of each
def parse_seller(text: str) -> Seller:
    """The seller whose text this is."""
    from mwslink.connections import Seller  # late: most who need moments need no seller

    seller_id, _, region = text.rpartition("@")
    return Seller(seller_id, region)
