"""The tables of what was asked of Amazon and is still to be answered: consents, and new client secrets.

A consent's state stands here as a digest only: whoever reads the store cannot answer in the seller's place.
"""

from __future__ import annotations

CONSENT_TABLES = (
    """CREATE TABLE consents (
    state TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    asked_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE secret_requests (
    client_id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    accepted_at TEXT
) STRICT""",
)
