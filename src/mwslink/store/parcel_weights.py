"""What parcels weighed that held one SKU only; see `shipping.measuring`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from mwslink import clock
from mwslink.connections import Seller
from mwslink.listings.suggest import NEWEST_PARCELS
from mwslink.shipping.measuring import Measured
from mwslink.store.database import Database, Row
from mwslink.store.moments import moment_text

# An order may have been erased since the parcel was looked at: then nothing is kept.
_SAVE = """INSERT INTO parcel_weights (parcel_id, seller, order_id, sku, grams, units, shipped_at)
    SELECT ?, seller, order_id, ?, ?, ?, ? FROM orders WHERE order_id = ? AND seller = ?
    ON CONFLICT (parcel_id, seller) DO UPDATE SET order_id = excluded.order_id, sku = excluded.sku,
        grams = excluded.grams, units = excluded.units, shipped_at = excluded.shipped_at"""
# A weight that Sendcloud has from us comes back with the parcel: it says nothing that we did not know.
_SHIPPED = """SELECT grams, units FROM parcel_weights p WHERE seller = ? AND sku = ? AND NOT EXISTS
        (SELECT 1 FROM outbox o WHERE o.order_id = p.order_id AND o.seller = p.seller AND o.weighed_at IS NOT NULL)
    ORDER BY shipped_at DESC, parcel_id DESC LIMIT ?"""


class ParcelWeights:
    """The parcels' weights of all sellers (implements `listings.suggest.ParcelWeights`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, seller: Seller, measured: Iterable[Measured], *, without: Iterable[str] = ()) -> None:
        """Keep what these parcels weigh, in place of what was known; of those `without` a weight nothing is kept."""
        now = moment_text(clock.now())
        rows = [_row(seller, one, now) for one in measured]
        gone = [(parcel_id, str(seller)) for parcel_id in without]
        if rows or gone:
            with self._database.writing() as sql:
                sql.executemany("DELETE FROM parcel_weights WHERE parcel_id = ? AND seller = ?", gone)
                sql.executemany(_SAVE, rows)

    def shipped(self, seller: Seller, skus: Collection[str]) -> dict[str, Sequence[Fraction]]:
        """By SKU: grams a piece of the newest parcels that held nothing else and whose orders had no weight of ours."""
        found = {sku: self._database.rows(_SHIPPED, (str(seller), sku, NEWEST_PARCELS)) for sku in skus}
        return {sku: [Fraction(Decimal(grams)) / units for grams, units in rows] for sku, rows in found.items() if rows}


def _row(seller: Seller, one: Measured, now: str) -> Row:
    at = moment_text(one.shipped_at) if one.shipped_at else now
    return one.parcel_id, one.sku, str(one.grams), one.units, at, one.order_id, str(seller)
