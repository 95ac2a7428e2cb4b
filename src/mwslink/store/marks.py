"""Up to when a seller's orders are complete; apart from the orders, so that a list of connections loads no more."""

from __future__ import annotations

from datetime import datetime

from mwslink.connections import Seller
from mwslink.store.database import Database
from mwslink.store.moments import parse_moment


def load_marks(database: Database, seller: Seller) -> dict[str, datetime]:
    """By marketplace id: the moment up to which the store is complete."""
    rows = database.rows("SELECT marketplace_id, complete_until FROM marks WHERE seller = ?", (str(seller),))
    return {marketplace_id: parse_moment(mark) for marketplace_id, mark in rows}
