"""The table of what parcels weighed, and which orders were handed over with a weight: a step of `migrations`."""

from __future__ import annotations

# Of an order handed over before this step nobody knows whether it had a weight, so it counts as one that had.
PARCEL_WEIGHT_TABLES = (
    """CREATE TABLE parcel_weights (
        parcel_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        order_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        grams TEXT NOT NULL,
        units INTEGER NOT NULL,
        shipped_at TEXT NOT NULL,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX parcel_weights_by_sku ON parcel_weights (seller, sku, shipped_at)",
    "CREATE INDEX parcel_weights_by_order ON parcel_weights (order_id, seller)",
    "ALTER TABLE outbox ADD COLUMN weighed_at TEXT",
    "UPDATE outbox SET weighed_at = coalesce(sent_at, changed_at) WHERE sent_at IS NOT NULL OR state != 'held'",
)
