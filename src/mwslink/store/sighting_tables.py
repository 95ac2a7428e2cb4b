"""The table of when and how each version of an order came: a step of `migrations`.

The columns of the key come first and in its order: of a table WITHOUT ROWID in any other order, SQLite 3.40's
`PRAGMA integrity_check` says that there are NULLs where there are none.
"""

from __future__ import annotations

SIGHTING_TABLES = (
    """CREATE TABLE sightings (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        place INTEGER NOT NULL,
        api TEXT NOT NULL,
        operation TEXT NOT NULL,
        request_id TEXT NOT NULL,
        status TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, seen_at, updated_at, place),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID""",
)
