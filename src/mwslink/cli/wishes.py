"""What the flags of `connect` ask for, and what `--sandbox` fills in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

DEFAULT_SANDBOX = "http://127.0.0.1:8750"
UPDATE_STATUSES = ("announced", "processed", "never")


@dataclass(frozen=True)
class Wishes:
    """Each flag of `connect`; None: not said. `token` and `client_secret` as typed, perhaps a secret reference."""

    country: str | None = None
    api: str | None = None
    account: str | None = None
    name: str | None = None
    seller_id: str | None = None
    token: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    endpoint: str | None = None
    import_weight: bool | None = None
    update_status: str | None = None
    authorized_on: date | None = None
    application_id: str | None = None
    sendcloud_endpoint: str | None = None  # only the sandbox brings a Sendcloud along


def sandbox_wishes(wishes: Wishes, url: str, number: int) -> Wishes:
    """Fill in the sandbox's fixed credentials of account `number` (design: sandbox contract)."""
    origin = url.rstrip("/")
    return replace(
        wishes,
        account=wishes.account or ("sandbox" if number == 1 else f"sandbox-{number}"),
        seller_id=wishes.seller_id or f"A1SANDBOX{number:05d}",
        token=wishes.token or f"Atzr|sandbox-{number}",
        application_id="amzn1.sp.solution.sandbox",
        client_id=wishes.client_id or "amzn1.application-oa2-client.sandbox",
        client_secret=wishes.client_secret or "amzn1.oa2-cs.v1.sandbox",
        endpoint=origin,
        sendcloud_endpoint=origin,
    )
