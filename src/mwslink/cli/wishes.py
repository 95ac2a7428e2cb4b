"""What the flags of `connect` ask for, and what `--sandbox` fills in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mwslink.connections import MWS, SP_API

DEFAULT_SANDBOX = "http://127.0.0.1:8750"
UPDATE_STATUSES = ("announced", "processed", "never")
MWS_TOKEN = "amzn.mws."  # noqa: S105  (how every MWS authorization token begins)


@dataclass(frozen=True)
class Wishes:
    """Each flag of `connect`; None: not said. Tokens and secrets as typed, perhaps a secret reference."""

    country: str | None = None
    api: str | None = None
    account: str | None = None
    name: str | None = None
    seller_id: str | None = None
    token: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    developer_id: str | None = None
    developer_name: str | None = None
    access_key_id: str | None = None
    secret_key: str | None = None
    accept_statements: bool = False
    mws_anyway: bool = False
    endpoint: str | None = None
    import_weight: bool | None = None
    update_status: str | None = None
    authorized_on: date | None = None
    application_id: str | None = None
    redirect_uri: str | None = None
    draft: bool | None = None
    consent: bool = False
    redirect: str | None = None
    browser: bool = True
    max_wait: float = 300
    is_owner_known: bool = False  # the consent's address named the seller
    sendcloud_endpoint: str | None = None  # only the sandbox brings a Sendcloud along

    @property
    def implied_api(self) -> str | None:
        """The API that was said, or that the credentials given belong to; None where nothing tells."""
        if self.api:
            return self.api
        if self.client_id or self.client_secret or (self.token or "").strip().startswith("Atz"):
            return SP_API
        of_developer = (self.developer_id, self.developer_name, self.access_key_id, self.secret_key)
        if any(of_developer) or self.accept_statements or (self.token or "").strip().startswith(MWS_TOKEN):
            return MWS
        return None


def sandbox_wishes(wishes: Wishes, url: str, number: int) -> Wishes:
    """Fill in the sandbox's fixed credentials of account `number` (design: sandbox contract)."""
    fill = _fill_mws if wishes.implied_api == MWS else _fill_spapi
    origin = url.rstrip("/")
    return replace(
        fill(wishes, number),
        seller_id=wishes.seller_id or f"A1SANDBOX{number:05d}",
        endpoint=origin,
        sendcloud_endpoint=origin,
    )


def _fill_spapi(wishes: Wishes, number: int) -> Wishes:
    return replace(
        wishes,
        api=SP_API,
        account=wishes.account or ("sandbox" if number == 1 else f"sandbox-{number}"),
        token=wishes.token or f"Atzr|sandbox-{number}",
        application_id="amzn1.sp.solution.sandbox",
        client_id=wishes.client_id or "amzn1.application-oa2-client.sandbox",
        client_secret=wishes.client_secret or "amzn1.oa2-cs.v1.sandbox",
    )


def _fill_mws(wishes: Wishes, number: int) -> Wishes:
    return replace(
        wishes,
        api=MWS,
        account=wishes.account or ("sandbox-mws" if number == 1 else f"sandbox-mws-{number}"),
        token=wishes.token or f"{MWS_TOKEN}00000000-0000-4000-8000-{number:012d}",
        developer_id=wishes.developer_id or "3244-7764-4129",
        developer_name=wishes.developer_name or "SendCloud",
        access_key_id=wishes.access_key_id or "AKIASANDBOX000000000",
        secret_key=wishes.secret_key or "sandbox-secret-key",
        accept_statements=True,
    )
