"""What is left of each usage plan, shared by all runs and processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mwslink.gateways.throttle import Bucket
from mwslink.store.database import Database

T = TypeVar("T")
_SAVE = """INSERT INTO quotas (scope, operation, tokens, at, rate, burst) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (scope, operation) DO UPDATE SET tokens = excluded.tokens, at = excluded.at, rate = excluded.rate,
        burst = excluded.burst"""


class Quotas:
    """A bucket per scope and operation (implements `gateways.throttle.QuotaStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, scope: str, operation: str, update: Callable[[Bucket | None], tuple[Bucket, T]]) -> T:
        """Replace a bucket by what `update` makes of it, with no other thread or process between; return its answer.

        `update` must be quick and must not use the store: everybody else waits for it.
        """
        with self._database.writing() as sql:
            row = sql.execute(
                "SELECT tokens, at, rate, burst FROM quotas WHERE scope = ? AND operation = ?", (scope, operation)
            ).fetchone()
            before = Bucket(*row) if row else None
            bucket, answer = update(before)
            if bucket != before:
                sql.execute(_SAVE, (scope, operation, bucket.tokens, bucket.at, bucket.rate, bucket.burst))
        return answer

    def all(self, scope_prefix: str = "") -> dict[tuple[str, str], Bucket]:
        """By scope and operation: the buckets of all scopes that begin so."""
        rows = self._database.rows(
            "SELECT scope, operation, tokens, at, rate, burst FROM quotas WHERE substr(scope, 1, ?) = ? "
            "ORDER BY scope, operation",
            (len(scope_prefix), scope_prefix),
        )
        return {(scope, operation): Bucket(*bucket) for scope, operation, *bucket in rows}
