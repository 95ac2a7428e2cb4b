"""The evidence of erasures, with the number of the certificate that each will be in: a step of `migrations`."""

from __future__ import annotations

# Before, the number was written into each row when the certificate was signed: for every row a second time.
NUMBERED_EVIDENCE = (
    """CREATE TABLE erasures_anew (
        id INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        what TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_at TEXT NOT NULL,
        erased_at TEXT NOT NULL,
        created_at TEXT NOT NULL,
        certificate INTEGER NOT NULL
    ) STRICT""",
    """INSERT INTO erasures_anew SELECT id, order_id, seller, what, reason, due_at, erased_at, created_at,
        coalesce(certificate, (SELECT coalesce(max(number), 0) + 1 FROM certificates)) FROM erasures""",
    "DROP TABLE erasures",
    "ALTER TABLE erasures_anew RENAME TO erasures",
    "CREATE INDEX erasures_by_order ON erasures (seller, order_id, what)",
    "CREATE INDEX erasures_by_certificate ON erasures (certificate)",
)
