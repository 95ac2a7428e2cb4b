"""The table of what was handed over to Sendcloud: steps of `migrations`."""

from __future__ import annotations

# `fingerprint` is keyed with a secret of the store: without it nothing of an address can be learnt from it, not even by
# trying addresses. `detail` is Sendcloud's reason, from which whatever was sent has been taken out.
OUTBOX_TABLES = (
    """CREATE TABLE outbox (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        state TEXT NOT NULL,
        integration_id INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        sendcloud_id INTEGER,
        sent_at TEXT,
        version_at TEXT,
        changed_at TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX outbox_by_state ON outbox (state, seller, marketplace_id)",
)


# Keyed like `fingerprint`. Entries of before have none, so that their next change goes as a whole.
ADDRESS_AND_WEIGHT_MARKS = (
    "ALTER TABLE outbox ADD COLUMN address_mark TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE outbox ADD COLUMN weight_mark TEXT NOT NULL DEFAULT ''",
)

# What Sendcloud surely has, whatever became of later versions. Of entries of before only where they were verified.
READ_BACK = (
    "ALTER TABLE outbox ADD COLUMN verified_at TEXT",
    "ALTER TABLE outbox ADD COLUMN address_there TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE outbox ADD COLUMN weight_there TEXT NOT NULL DEFAULT ''",
    """UPDATE outbox SET verified_at = changed_at, address_there = address_mark, weight_there = weight_mark
        WHERE state = 'verified'""",
)
