"""Listings, interrupted scans and marks in the database, and what the catalogue says of their ASINs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from sqlite3 import Cursor

from mwslink import clock
from mwslink.connections import Seller
from mwslink.listings.model import MERCHANT, Listing, Weights
from mwslink.listings.pull import ListingMark, Scan
from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment
from mwslink.store.weights import (
    LISTING_COLUMNS,
    listing_row,
    parse_listing,
    parse_optional_weight,
    rows_in,
    weight_text,
)

_PAGE = 2000
_NAMES = [name.strip() for name in LISTING_COLUMNS.split(",")]
_SAVE = (
    f"INSERT INTO listings (seller, seen_at, {LISTING_COLUMNS}) VALUES ({', '.join('?' * (len(_NAMES) + 2))}) "  # noqa: S608  (our own names)
    "ON CONFLICT (seller, sku, marketplace_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in [*_NAMES[2:], "seen_at"])
)
_SAVE_SCAN = """INSERT INTO listing_scans (seller, marketplace_ids, since, position, started_at, until)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (seller, marketplace_ids, since) DO UPDATE SET
        position = excluded.position, started_at = excluded.started_at, until = excluded.until"""
_FORGET_SCAN = "DELETE FROM listing_scans WHERE seller = ? AND marketplace_ids = ? AND since = ?"
_MOVE_MARK = """UPDATE listing_marks SET complete_until = ?
    WHERE seller = ? AND marketplace_id = ? AND complete_until >= ? AND complete_until < ?"""
_SET_MARK = """INSERT INTO listing_marks (seller, marketplace_id, complete_until, whole_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (seller, marketplace_id) DO UPDATE SET
        complete_until = max(listing_marks.complete_until, excluded.complete_until), whole_at = excluded.whole_at"""
_DROP_GONE = "DELETE FROM listings WHERE seller = ? AND marketplace_id = ? AND seen_at < ?"
_SAVE_CATALOGUE = """INSERT INTO catalogue_weights (asin, marketplace_id, package, item, asked_at)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT (asin, marketplace_id) DO UPDATE SET
        package = excluded.package, item = excluded.item, asked_at = excluded.asked_at"""


class Listings:
    """The listings of all sellers (implements `listings.pull.ListingStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def scans(self, seller: Seller) -> Sequence[Scan]:
        """Interrupted scans of the seller, whole ones first."""
        rows = self._database.rows(
            "SELECT marketplace_ids, since, position, started_at, until FROM listing_scans WHERE seller = ? "
            "ORDER BY since, marketplace_ids",
            (str(seller),),
        )
        return [
            Scan(
                seller,
                tuple(ids.split(",")),
                parse_moment(since) if since else None,
                position,
                parse_moment(started_at),
                parse_moment(until),
            )
            for ids, since, position, started_at, until in rows
        ]

    def marks(self, seller: Seller) -> Mapping[str, ListingMark]:
        """By marketplace id: up to when the store is complete."""
        rows = self._database.rows(
            "SELECT marketplace_id, complete_until, whole_at FROM listing_marks WHERE seller = ?", (str(seller),)
        )
        return {id_: ListingMark(parse_moment(until), parse_moment(whole)) for id_, until, whole in rows}

    def save_page(self, scan: Scan, listings: Iterable[Listing]) -> int:
        """Save listings and the scan's position in one transaction, as `ListingStore` says."""
        with self._database.writing() as sql:
            # Not before the scan began, even if the clock was set back meanwhile: else they would seem gone.
            save_listings(sql, scan.seller, listings, seen_at=moment_text(max(clock.now(), _started_at(scan))))
            return _save_scan(sql, scan)

    def start_over(self, seller: Seller) -> None:
        """Forget up to when the listings are complete, so that all are read again: another API tells other things."""
        with self._database.writing() as sql:
            for table in ("listing_marks", "listing_scans", "asked_skus"):
                sql.execute(f"DELETE FROM {table} WHERE seller = ?", (str(seller),))  # noqa: S608  (our own names)

    def get(self, seller: Seller, marketplace_id: str, sku: str) -> Listing | None:
        """One listing; None where it is not known."""
        row = self._database.row(
            f"SELECT {LISTING_COLUMNS} FROM listings WHERE seller = ? AND sku = ? AND marketplace_id = ?",  # noqa: S608
            (str(seller), sku, marketplace_id),
        )
        return parse_listing(row) if row else None

    def find(self, seller: Seller, skus: Collection[str]) -> Iterator[list[Listing]]:
        """The listings of these SKUs, those of one SKU (all marketplaces) together."""
        for sku in skus:
            rows = self._database.rows(
                f"SELECT {LISTING_COLUMNS} FROM listings WHERE seller = ? AND sku = ? ORDER BY marketplace_id",  # noqa: S608
                (str(seller), sku),
            )
            if rows:
                yield [parse_listing(row) for row in rows]

    def by_sku(self, seller: Seller) -> Iterator[list[Listing]]:
        """All listings of the seller by SKU, those of one SKU together; read page by page, nothing held between."""
        return (list(same) for _sku, same in groupby(self._all(seller), attrgetter("sku")))

    def _all(self, seller: Seller) -> Iterator[Listing]:
        after = ("", "")
        while True:
            rows = self._database.rows(
                f"SELECT {LISTING_COLUMNS} FROM listings WHERE seller = ? AND (sku, marketplace_id) > (?, ?) "  # noqa: S608
                "ORDER BY sku, marketplace_id LIMIT ?",
                (str(seller), *after, _PAGE),
            )
            yield from map(parse_listing, rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1][:2]

    def count(self, seller: Seller, marketplace_id: str) -> int:
        """How many listings the seller has to ship from there."""
        row = self._database.row(
            "SELECT count(*) FROM listings WHERE seller = ? AND marketplace_id = ? AND fulfilled_by = ?",
            (str(seller), marketplace_id, MERCHANT),
        )
        return int(row[0]) if row else 0

    def save_catalogue(self, marketplace_id: str, asins: Collection[str], found: Iterable[Listing]) -> None:
        """Keep what the catalogue says of the ASINs that it was asked for; nothing for those it does not know."""
        now = moment_text(clock.now())
        weights = {one.asin: one.weights for one in found}
        rows = []
        for asin in {*asins, *weights}:
            known = weights.get(asin, Weights())
            rows.append(
                (asin, marketplace_id, weight_text(known.catalogue_package), weight_text(known.catalogue_item), now)
            )
        with self._database.writing() as sql:
            sql.executemany(_SAVE_CATALOGUE, rows)

    def catalogue(
        self, marketplace_id: str, asins: Collection[str], *, asked_since: datetime | None = None
    ) -> dict[str, Weights]:
        """By ASIN: the catalogue's weights, of those it was asked for (since then); empty where it has none."""
        since = moment_text(asked_since) if asked_since else ""
        statement = (
            "SELECT asin, package, item FROM catalogue_weights WHERE marketplace_id = ? AND asked_at >= ? AND asin IN"
        )
        found = rows_in(self._database, statement, (marketplace_id, since), asins)
        return {
            asin: Weights(catalogue_package=parse_optional_weight(package), catalogue_item=parse_optional_weight(item))
            for asin, package, item in found
        }


def save_listings(sql: Cursor, seller: Seller, listings: Iterable[Listing], *, seen_at: str) -> None:
    """Save listings within a transaction; what was known of them before is replaced."""
    sql.executemany(_SAVE, [(str(seller), seen_at, *listing_row(one)) for one in listings])


def _save_scan(sql: Cursor, scan: Scan) -> int:
    seller, ids = str(scan.seller), tuple(sorted(scan.marketplace_ids))
    since = moment_text(scan.since) if scan.since else ""
    until = moment_text(scan.until or _started_at(scan))
    started_at = moment_text(_started_at(scan))
    if scan.position is not None:
        sql.execute(_SAVE_SCAN, (seller, ",".join(ids), since, scan.position, started_at, until))
        return 0
    sql.execute(_FORGET_SCAN, (seller, ",".join(ids), since))
    if since:
        sql.executemany(_MOVE_MARK, [(until, seller, id_, since, until) for id_ in ids])
        return 0
    sql.executemany(_SET_MARK, [(seller, id_, until, started_at) for id_ in ids])
    _forget_covered(sql, seller, set(ids))
    return max(sql.executemany(_DROP_GONE, [(seller, id_, started_at) for id_ in ids]).rowcount, 0)


def _forget_covered(sql: Cursor, seller: str, ids: set[str]) -> None:
    """Interrupted scans of marketplaces that were read as a whole since need not go on."""
    others = sql.execute("SELECT marketplace_ids, since FROM listing_scans WHERE seller = ?", (seller,)).fetchall()
    covered = [(seller, text, since) for text, since in others if ids.issuperset(text.split(","))]
    sql.executemany(_FORGET_SCAN, covered)


def _started_at(scan: Scan) -> datetime:
    return scan.started_at or clock.now()
