"""The tables of erasing: what is due and asked for, what was erased, its certificates, and who read personal data.

`erasures` says for good that something does not come back, whatever Amazon sends again; a row goes with the last of
the order's other data, eighteen months after the purchase. A certificate stays for ever and is never changed.
"""

from __future__ import annotations

# `milestones`: at the latest at these moments the order had left and its last parcel had arrived.
# An erasure's `what` is personal, order or seller; its certificate is absent until nothing of it is left in the files.
PRIVACY_TABLES = (
    """CREATE TABLE milestones (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        shipped_by TEXT,
        delivered_by TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE erasure_requests (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        requested_at TEXT NOT NULL,
        is_whole TEXT,
        sendcloud_at TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE endings (seller TEXT PRIMARY KEY, ended_at TEXT NOT NULL, cause TEXT NOT NULL) STRICT",
    """CREATE TABLE certificates (
        number INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        signature BLOB NOT NULL
    ) STRICT""",
    """CREATE TRIGGER certificates_stay BEFORE DELETE ON certificates
        BEGIN SELECT RAISE(ABORT, 'certificates are never deleted'); END""",
    """CREATE TRIGGER certificates_are_final BEFORE UPDATE ON certificates
        BEGIN SELECT RAISE(ABORT, 'certificates are never changed'); END""",
    """CREATE TABLE erasures (
        id INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        what TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_at TEXT NOT NULL,
        erased_at TEXT NOT NULL,
        created_at TEXT NOT NULL,
        certificate INTEGER REFERENCES certificates
    ) STRICT""",
    "CREATE INDEX erasures_by_order ON erasures (seller, order_id, what)",
    "CREATE INDEX erasures_by_certificate ON erasures (certificate)",
    """CREATE TABLE accesses (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        command TEXT NOT NULL,
        user TEXT NOT NULL,
        purpose TEXT NOT NULL,
        opened INTEGER NOT NULL,
        ended_at TEXT
    ) STRICT""",
    "CREATE INDEX accesses_by_age ON accesses (at)",
)
