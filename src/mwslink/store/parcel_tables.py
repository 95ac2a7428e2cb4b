"""The tables of parcels and of what Amazon was told of them: a step of `migrations`."""

from __future__ import annotations

# What leads to the buyer (the tracking number, what is in it) stands in `parcel_labels`, sealed; a parcel without a row
# there was erased. `reason` and `text` say why it stands where it stands, without quoting the label.
# `parcel_hints` are parcels to look at: a webhook named them, or their order was not in the store.
PARCEL_TABLES = (
    """CREATE TABLE parcels (
        parcel_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        order_id TEXT NOT NULL,
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        processed_at TEXT,
        told_at TEXT,
        settled_at TEXT,
        reason TEXT NOT NULL,
        text TEXT NOT NULL,
        feed INTEGER,
        feed_place INTEGER,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX parcels_by_order ON parcels (order_id, seller)",
    "CREATE INDEX parcels_open ON parcels (seller, order_id) WHERE settled_at IS NULL",
    "CREATE INDEX parcels_by_feed ON parcels (feed) WHERE feed IS NOT NULL",
    """CREATE TABLE parcel_labels (
        parcel_id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (parcel_id, seller) REFERENCES parcels ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX parcel_labels_by_order ON parcel_labels (order_id, seller)",
    """CREATE TABLE confirmation_feeds (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT""",
    "CREATE INDEX confirmation_feeds_open ON confirmation_feeds (seller) WHERE collected_at IS NULL",
    """CREATE TABLE parcel_hints (
        parcel_id TEXT PRIMARY KEY,
        cause TEXT NOT NULL,
        at TEXT NOT NULL,
        version TEXT NOT NULL,
        order_number TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE shipment_marks (source TEXT PRIMARY KEY, changed_until TEXT NOT NULL) STRICT",
)
