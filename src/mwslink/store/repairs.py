"""The journal of repairs, being built."""

from __future__ import annotations

from mwslink.store.database import Database


class Repairs:
    """The journal of all sellers' repairs."""

    def __init__(self, database: Database) -> None:
        self._database = database
