"""Weights and listings as the tables hold them, and back; IN lists in pieces that a statement can take."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import islice

from mwslink.listings.model import Listing, Weights
from mwslink.listings.weights import Weight
from mwslink.store.database import Database, Row, Value
from mwslink.store.moments import moment_text, parse_optional_moment

AT_ONCE = 500
WEIGHT_COLUMNS = "shipping, package, item, catalogue_package, catalogue_item"
LISTING_COLUMNS = (
    "sku, marketplace_id, asin, title, product_type, statuses, fulfilled_by, created_at, updated_at, " + WEIGHT_COLUMNS
)


def weight_text(weight: Weight | None) -> str | None:
    """A weight as it was stated."""
    return None if weight is None else f"{weight.value} {weight.unit}"


def parse_stored_weight(text: str) -> Weight:
    """The weight `weight_text` wrote."""
    value, _space, unit = text.partition(" ")
    return Weight(Decimal(value), unit)


def parse_optional_weight(text: str | None) -> Weight | None:
    """The weight, where there is one."""
    return None if text is None else parse_stored_weight(text)


def parse_weights(row: Row) -> Weights:
    """The weights of a row of WEIGHT_COLUMNS."""
    if not any(row):
        return _NONE
    return Weights(*(parse_optional_weight(text) for text in row))


_NONE = Weights()


def listing_row(listing: Listing) -> Row:
    """The values of LISTING_COLUMNS."""
    weights = listing.weights
    return (
        listing.sku,
        listing.marketplace_id,
        listing.asin,
        listing.title,
        listing.product_type,
        ",".join(listing.statuses),
        listing.fulfilled_by,
        moment_text(listing.created_at) if listing.created_at else None,
        moment_text(listing.updated_at) if listing.updated_at else None,
        weight_text(weights.shipping),
        weight_text(weights.package),
        weight_text(weights.item),
        weight_text(weights.catalogue_package),
        weight_text(weights.catalogue_item),
    )


def parse_listing(row: Row) -> Listing:
    """The listing of a row of LISTING_COLUMNS."""
    sku, marketplace_id, asin, title, product_type, statuses, fulfilled_by, created_at, updated_at, *weights = row
    return Listing(
        sku,
        marketplace_id,
        asin,
        title,
        product_type,
        tuple(statuses.split(",")) if statuses else (),
        fulfilled_by,
        parse_optional_moment(created_at),
        parse_optional_moment(updated_at),
        parse_weights(tuple(weights)),
    )


def rows_in(database: Database, statement: str, values: tuple[Value, ...], wanted: Collection[str]) -> Iterator[Row]:
    """The rows of a statement that ends in `IN`, for any number of values in its list."""
    left = iter(wanted)
    while some := list(islice(left, AT_ONCE)):
        marks = ",".join("?" * len(some))
        yield from database.rows(f"{statement} ({marks})", (*values, *some))
