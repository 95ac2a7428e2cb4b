"""Weights that the user sets for a SKU and that Amazon never sees; for one marketplace or for all of a seller's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from mwslink import clock
from mwslink.connections import Seller
from mwslink.listings.units import WeightError, render_weight
from mwslink.listings.usable import usable_grams
from mwslink.listings.weights import Weight
from mwslink.messages import _
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment
from mwslink.store.weights import parse_stored_weight, rows_in, weight_text

EVERYWHERE = ""
_SET = """INSERT INTO weight_overrides (seller, sku, marketplace_id, weight, set_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (seller, sku, marketplace_id) DO UPDATE SET weight = excluded.weight, set_at = excluded.set_at"""


@dataclass(frozen=True, slots=True)
class Override:
    """A local weight; `marketplace_id` empty: in every marketplace that has no override of its own."""

    sku: str
    weight: Weight
    marketplace_id: str = EVERYWHERE
    set_at: datetime | None = None


class Overrides:
    """The local weights of all sellers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, seller: Seller, overrides: Iterable[Override]) -> None:
        """Keep local weights, all or none, in place of the ones before. Raises WeightError for one not above zero."""
        now = moment_text(clock.now())
        rows = []
        for one in overrides:
            if usable_grams(one.weight) is None:
                raise WeightError(_("{weight} is no weight above zero.").format(weight=render_weight(one.weight)))
            rows.append((str(seller), one.sku, one.marketplace_id, weight_text(one.weight), now))
        with self._database.writing() as sql:
            sql.executemany(_SET, rows)

    def all(self, seller: Seller) -> list[Override]:
        """The seller's local weights by SKU."""
        rows = self._database.rows(
            "SELECT sku, weight, marketplace_id, set_at FROM weight_overrides WHERE seller = ? "
            "ORDER BY sku, marketplace_id",
            (str(seller),),
        )
        return [Override(sku, parse_stored_weight(text), id_, parse_moment(at)) for sku, text, id_, at in rows]

    def weights(self, seller: Seller) -> dict[tuple[str, str], Weight]:
        """All local weights of the seller by SKU and marketplace id ('' for all)."""
        return {(one.sku, one.marketplace_id): one.weight for one in self.all(seller)}

    def of(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> dict[str, Weight]:
        """By SKU: the local weight that counts in the marketplace."""
        statement = (
            "SELECT marketplace_id, sku, weight FROM weight_overrides WHERE seller = ? AND marketplace_id IN ('', ?) "
            "AND sku IN"
        )
        # Sorted, the seller-wide ones come first, so that a marketplace's own replaces them.
        rows = sorted(rows_in(self._database, statement, (str(seller), marketplace_id), skus))
        return {sku: parse_stored_weight(text) for _id, sku, text in rows}

    def remove(self, seller: Seller, sku: str, marketplace_id: str = EVERYWHERE) -> bool:
        """Forget one local weight; return whether there was one."""
        with self._database.writing() as sql:
            sql.execute(
                "DELETE FROM weight_overrides WHERE seller = ? AND sku = ? AND marketplace_id = ?",
                (str(seller), sku, marketplace_id),
            )
            return sql.rowcount > 0
