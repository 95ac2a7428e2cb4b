"""The store's tables, version by version; each step runs in one transaction with the record that it ran.

A released step is never edited: what it got wrong is put right by a later one. Moments are ISO text in UTC of one
width, so that they sort as they stand; amounts are text, being exact; flags are absent on purpose, a moment says more.
"""

from __future__ import annotations

from mwslink import clock
from mwslink.store.archive_tables import ARCHIVE_TABLES
from mwslink.store.consent_tables import CONSENT_TABLES
from mwslink.store.database import Database
from mwslink.store.evidence_tables import NUMBERED_EVIDENCE
from mwslink.store.failures import newer_version, not_a_store
from mwslink.store.listing_tables import LISTING_TABLES
from mwslink.store.moments import moment_text
from mwslink.store.outbox_tables import ADDRESS_AND_WEIGHT_MARKS, OUTBOX_TABLES, READ_BACK
from mwslink.store.parcel_tables import PARCEL_TABLES
from mwslink.store.parcel_weight_tables import PARCEL_WEIGHT_TABLES
from mwslink.store.privacy_tables import PRIVACY_TABLES
from mwslink.store.sighting_tables import SIGHTING_TABLES

_FIRST = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    """CREATE TABLE orders (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        ship_by TEXT,
        status TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        country TEXT NOT NULL,
        total TEXT,
        currency TEXT,
        items INTEGER NOT NULL,
        document TEXT NOT NULL,
        personal_erased_at TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT""",
    "CREATE INDEX orders_by_age ON orders (created_at, seller, order_id)",
    "CREATE INDEX orders_by_marketplace ON orders (seller, marketplace_id, created_at, order_id)",
    """CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT""",
    """CREATE TABLE positions (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        until TEXT,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT""",
    """CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT""",
    """CREATE TABLE quotas (
        scope TEXT NOT NULL,
        operation TEXT NOT NULL,
        tokens REAL NOT NULL,
        at REAL NOT NULL,
        rate REAL NOT NULL,
        burst REAL NOT NULL,
        PRIMARY KEY (scope, operation)
    ) STRICT""",
    "CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT",
    """CREATE TABLE fallbacks (
        seller TEXT NOT NULL,
        api TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, api)
    ) STRICT""",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        names TEXT NOT NULL,
        process TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        status TEXT NOT NULL,
        exit_code INTEGER,
        summary TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE run_events (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        at TEXT NOT NULL,
        connection TEXT NOT NULL,
        level TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX run_events_by_run ON run_events (run_id)",
)
_REMINDERS = (
    """CREATE TABLE reminders (
        channel TEXT NOT NULL,
        clock TEXT NOT NULL,
        occasion TEXT NOT NULL,
        said_for TEXT NOT NULL,
        claimed_for TEXT,
        claimed_at TEXT,
        claim TEXT,
        PRIMARY KEY (channel, clock, occasion)
    ) STRICT""",
    "CREATE TABLE answers (clock TEXT PRIMARY KEY, refused_at TEXT, code TEXT NOT NULL, accepted_at TEXT) STRICT",
)

# Whether it names the recipient. Of what is there nobody knows without opening it: the next version decides.
_WHOLE_OR_NOT = ("ALTER TABLE personal ADD COLUMN is_whole INTEGER NOT NULL DEFAULT 0",)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    LISTING_TABLES,
    _REMINDERS,
    ARCHIVE_TABLES,
    OUTBOX_TABLES,
    CONSENT_TABLES,
    PRIVACY_TABLES,
    PARCEL_TABLES,
    SIGHTING_TABLES,
    PARCEL_WEIGHT_TABLES,
    NUMBERED_EVIDENCE,
    ADDRESS_AND_WEIGHT_MARKS,
    READ_BACK,
    _WHOLE_OR_NOT,
)
_RECORD = "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT"


def version_of(database: Database) -> int:
    """The number of the last step that ran; raises StoreError for a newer one, or for tables that are not ours."""
    # One look at everything: another run may be making the tables at this moment.
    tables = {name for (name,) in database.rows("SELECT name FROM sqlite_master")}
    if "migrations" not in tables:
        if tables:
            raise not_a_store(database.path)
        return 0
    row = database.row("SELECT max(number) FROM migrations")
    version = int(row[0] or 0) if row else 0
    if version > len(MIGRATIONS):
        raise newer_version(database.path, found=version, known=len(MIGRATIONS))
    return version


def migrate(database: Database) -> None:
    """Run the steps that have not run yet. Raises StoreError, BusyError."""
    version = version_of(database)  # first of all: nothing is changed in a file that is not ours
    database.use_log()
    if version == len(MIGRATIONS):
        return
    with database.alone():
        for number in range(version_of(database) + 1, len(MIGRATIONS) + 1):
            with database.writing() as sql:
                sql.execute(_RECORD)
                for statement in MIGRATIONS[number - 1]:
                    sql.execute(statement)
                sql.execute("INSERT INTO migrations VALUES (?, ?)", (number, moment_text(clock.now())))
