"""The tables of the archive's index: which bundles there are, which orders are in them, and rehearsals of opening one.

An order's row in the index goes with the order; what stays of an archive for ever has no order ids in it.
"""

from __future__ import annotations

ARCHIVE_TABLES = (
    """CREATE TABLE archives (
        id TEXT PRIMARY KEY,
        seller TEXT NOT NULL,
        year INTEGER NOT NULL,
        place TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at TEXT NOT NULL,
        expires_on TEXT NOT NULL,
        orders INTEGER NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        manifest_sha256 TEXT NOT NULL,
        proof_sha256 TEXT NOT NULL,
        verified_at TEXT,
        expired_at TEXT
    ) STRICT""",
    """CREATE TABLE archived_orders (
        archive_id TEXT NOT NULL REFERENCES archives ON DELETE CASCADE,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        version TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, archive_id),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX archived_orders_by_archive ON archived_orders (archive_id)",
    """CREATE TABLE rehearsals (
        id INTEGER PRIMARY KEY,
        archive_id TEXT NOT NULL,
        at TEXT NOT NULL,
        orders INTEGER NOT NULL
    ) STRICT""",
    # Stores of earlier releases do not know since when their key is theirs: since their first day at the latest.
    """INSERT INTO meta (name, value) SELECT 'key_since', CAST((SELECT min(applied_at) FROM migrations) AS BLOB)
        FROM meta WHERE name = 'key_check'""",
)
