"""Token buckets per seller, application and operation, on the sandbox's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Quota:
    """A usage plan: `rate` requests a second, `burst` at once."""

    rate: float
    burst: int


@dataclass
class _Bucket:
    tokens: float
    filled_at: datetime


class Quotas:
    """All buckets; each is full when first used, as Amazon's are."""

    def __init__(self, *, enforced: bool) -> None:
        self.enforced = enforced
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def take(self, key: tuple[str, ...], quota: Quota, *, now: datetime, cost: int = 1) -> bool:
        """Take so many tokens; False when they are not there (a refused request costs nothing)."""
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(tokens=quota.burst, filled_at=now)
        elapsed = max(0.0, (now - bucket.filled_at).total_seconds())
        bucket.tokens = min(float(quota.burst), bucket.tokens + elapsed * quota.rate)
        bucket.filled_at = now
        # a client that waits exactly 1/rate must be served in spite of rounding
        if not self.enforced or bucket.tokens >= cost - 1e-6:
            bucket.tokens = max(0.0, bucket.tokens - cost)
            return True
        return False

    def left(self) -> dict[str, float]:
        """Tokens left in every bucket used so far, as of its last request."""
        return {" ".join(key): round(bucket.tokens, 3) for key, bucket in self._buckets.items()}
