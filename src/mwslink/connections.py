"""Who sells, where, by which API, and where the credentials are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mwslink.marketplaces import BY_COUNTRY, Marketplace

SP_API = "sp-api"
MWS = "mws"


@dataclass(frozen=True)
class Seller:
    """One selling partner in one region, whichever API and account name lead to it: the owner of stored orders."""

    seller_id: str
    region: str

    def __str__(self) -> str:
        return f"{self.seller_id}@{self.region}"


@dataclass(frozen=True)
class EarlierAccess:
    """What an account had before it was migrated to another API, kept until the migration is confirmed."""

    api: str
    token: str = field(repr=False)  # may be a literal
    authorized_on: date | None = None
    endpoint: str = ""


@dataclass(frozen=True)
class Account:
    """One seller in one region, one API, its credentials; `token` is a secret reference, never the secret."""

    name: str
    api: str
    region: str
    seller_id: str
    token: str = field(repr=False)  # may be a literal
    authorized_on: date | None = None
    endpoint: str = ""
    migrated_from: EarlierAccess | None = None

    @property
    def seller(self) -> Seller:
        return Seller(self.seller_id, self.region)

    @property
    def earlier(self) -> Account | None:
        """The account as it was before its migration; None when there is nothing to go back to."""
        before = self.migrated_from
        if before is None:
            return None
        return Account(
            self.name, before.api, self.region, self.seller_id, before.token, before.authorized_on, before.endpoint
        )


@dataclass(frozen=True)
class Connection:
    """An account in one country's marketplace, with name and settings (the guide: an integration)."""

    id: str
    name: str
    account: Account
    country: str
    import_weight: bool = True
    update_status: str = "announced"
    packaging_grams: int = 0
    push_prime: bool = False

    @property
    def marketplace(self) -> Marketplace:
        return BY_COUNTRY[self.country]


@dataclass(frozen=True)
class Participation:
    """One marketplace of a seller as the Sellers API tells it (Amazon: marketplace participation)."""

    marketplace_id: str
    country: str
    name: str
    domain: str
    currency: str
    language: str
    store_name: str
    is_participating: bool
    has_suspended_listings: bool
