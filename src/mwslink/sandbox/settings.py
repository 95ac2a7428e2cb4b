"""What a sandbox is started with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

DEFAULT_PORT = 8750


class SandboxError(ValueError):
    """The sandbox cannot do what it was asked: a sentence saying why, and what would be accepted."""


@dataclass(frozen=True)
class SandboxSettings:
    """`orders` and `listings` are per account; `faults` is text as `faults.parse_faults` reads it."""

    port: int = 0  # 0 picks a free one
    seed: int = 1
    accounts: int = 3
    orders: int = 250
    listings: int = 120
    listing_delay: float = 15.0  # seconds from the acceptance of a patch to its effect
    saving_delay: float = 1.0  # seconds from Sendcloud's acceptance of an order to its being there
    quotas: bool = True
    clock_speed: float = 1.0
    start: datetime | None = None  # None: the computer's time
    faults: str = ""
    page_size: int = 100  # the most one page of orders holds, whatever the caller asks for

    def __post_init__(self) -> None:
        lowest = {
            "seed": 0,
            "accounts": 1,
            "orders": 0,
            "listings": 0,
            "listing_delay": 0,
            "saving_delay": 0,
            "page_size": 1,
        }
        for name, least in lowest.items():
            if getattr(self, name) < least:
                raise SandboxError(f"{name} must be at least {least}, not {getattr(self, name)}")
        if not 0 <= self.port <= 65535:
            raise SandboxError(f"port must be between 0 and 65535, not {self.port}")
        if not 0 < self.clock_speed <= 1_000_000:
            raise SandboxError(f"clock_speed must be above 0 and at most 1000000, not {self.clock_speed}")
        if self.listings > 1_000_000:
            raise SandboxError(f"listings must be at most 1000000, not {self.listings}")
        if self.accounts > 99_999:
            raise SandboxError(f"accounts must be at most 99999, not {self.accounts}")
        if self.start is not None and self.start.tzinfo is None:
            raise SandboxError("start must have a time zone")
