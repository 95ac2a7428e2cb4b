"""Which sellers an API refuses, and until when the older one is used in its place."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.store.database import Database
from mwslink.store.moments import moment_text, parse_moment

if TYPE_CHECKING:
    from mwslink.connections import Seller

_SAVE = """INSERT INTO fallbacks (seller, api, until) VALUES (?, ?, ?)
    ON CONFLICT (seller, api) DO UPDATE SET until = excluded.until"""


class Fallbacks:
    """Per seller and API: the moment when it is worth trying again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def until(self, seller: Seller, api: str) -> datetime | None:
        """When to try the API again for this seller; None if it was never refused. It may be past."""
        row = self._database.row("SELECT until FROM fallbacks WHERE seller = ? AND api = ?", (str(seller), api))
        return parse_moment(row[0]) if row else None

    def refused(self, api: str, since: datetime) -> set[str]:
        """The sellers whom the API refused so lately that it was to be asked again after `since`."""
        sql = "SELECT seller FROM fallbacks WHERE api = ? AND until > ?"
        rows = self._database.rows(sql, (api, moment_text(since)))
        return {seller for (seller,) in rows}

    def set(self, seller: Seller, api: str, until: datetime) -> None:
        """Note that the API refuses this seller, and when to try again."""
        with self._database.writing() as sql:
            sql.execute(_SAVE, (str(seller), api, moment_text(until)))
