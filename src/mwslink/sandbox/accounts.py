"""The sandbox's sellers and applications, with their fixed credentials."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mwslink.marketplaces import BY_COUNTRY, Marketplace

APPLICATION_ID = "amzn1.sp.solution.sandbox"
CLIENT_ID = "amzn1.application-oa2-client.sandbox"
CLIENT_SECRET = "amzn1.oa2-cs.v1.sandbox"  # noqa: S105  (public on purpose: it opens nothing but the sandbox)
OTHER_CLIENT_ID = "amzn1.application-oa2-client.other"
OTHER_CLIENT_SECRET = "amzn1.oa2-cs.v1.other"  # noqa: S105  (as above)
DEVELOPER_ID = "3244-7764-4129"
ACCESS_KEY_ID = "AKIASANDBOX000000000"
SECRET_KEY = "sandbox-secret-key"  # noqa: S105  (as above)
SENDCLOUD_KEYS = ("sandbox-public", "sandbox-secret")
SCOPES = frozenset({"sellingpartnerapi::notifications", "sellingpartnerapi::client_credential:rotation"})

DELIVERY = "Direct-to-Consumer Delivery (Restricted)"
TAX_INVOICING = "Tax Invoicing (Restricted)"
TAX_REMITTANCE = "Tax Remittance (Restricted)"
TRACKING = "Inventory and Order Tracking"
LISTING = "Product Listing"
FINANCE = "Finance and Accounting"
ROLES = (
    DELIVERY, TAX_INVOICING, TAX_REMITTANCE, TRACKING, LISTING, FINANCE, "Account Information Service Provider",
    "Amazon Fulfillment", "Buyer Communication", "Buyer Solicitation", "Pricing",
    "Professional Services (Restricted)", "Selling Partner Insights",
)  # fmt: skip
DEFAULT_ROLES = frozenset({DELIVERY, TRACKING, LISTING})
AUTHORIZATION_DAYS = 365
OAUTH_LIMIT = 25  # sellers of a public application that is still a draft
SECRET_LIFETIME, SECRET_GRACE = timedelta(days=180), timedelta(days=7)
REDIRECT_URIS = ("https://mwslink.example/consent", "http://127.0.0.1:8751/consent")
_FIRST = ("ES", "IT", "DE", "FR", "GB")
_OTHERS = (("ES",), ("DE", "FR"), ("GB",), ("IT", "ES"), ("FR", "BE"), ("DE",), ("NL", "BE"), ("PL", "SE", "DE"))


@dataclass
class Queue:
    """Where a new client secret is sent: an SQS queue at an AWS endpoint; without a url the application has none.

    While it `holds`, messages wait in `held`, as Amazon's may for minutes.
    """

    url: str = ""
    endpoint: str = ""
    holds: bool = False
    held: list[str] = field(default_factory=list)
    sent: int = 0
    failure: str = ""


@dataclass
class Application:
    """A developer's application: its LWA credentials, and how it is registered.

    A draft is consented to with `version=beta` and by few sellers; a hybrid one gets the seller's MWS token too.
    """

    id: str
    client_id: str
    client_secret: str
    secret_expired: bool = False
    draft_limit: int | None = None  # None: published; else the most sellers that a draft may serve
    name: str = "Sandbox Application"
    redirect_uris: tuple[str, ...] = REDIRECT_URIS
    is_hybrid: bool = True
    consents: set[int] = field(default_factory=set)  # numbers of the accounts that consented on the page
    secret_expires_at: datetime | None = None
    earlier_secrets: dict[str, datetime] = field(default_factory=dict)  # until when each one works
    queue: Queue = field(default_factory=Queue)

    @property
    def is_draft(self) -> bool:
        return self.draft_limit is not None

    def accepts(self, client_secret: str, now: datetime) -> bool:
        """Whether this is its secret now, or an earlier one in its last days."""
        if client_secret == self.client_secret:
            return not self.secret_expired and (self.secret_expires_at is None or now < self.secret_expires_at)
        return now < self.earlier_secrets.get(client_secret, now)

    def replace_secret(self, client_secret: str, now: datetime) -> None:
        """A new secret for 180 days; the one before works for seven more, or as long as it would have."""
        end = now + SECRET_GRACE
        if not self.secret_expired:
            self.earlier_secrets[self.client_secret] = min(end, self.secret_expires_at or end)
        self.client_secret, self.secret_expired = client_secret, False
        self.secret_expires_at = now + SECRET_LIFETIME


@dataclass(frozen=True)
class Developer:
    """MWS: who signs with these keys; sellers authorize the ID."""

    id: str
    name: str
    access_key_id: str
    secret_key: str


@dataclass
class MwsAuthorization:
    """MWS: a seller's leave for one developer. It lapses after a year and, renewed, has the same token again."""

    developer_id: str
    token: str
    since: datetime
    revoked: bool = False

    @property
    def until(self) -> datetime:
        return self.since + timedelta(days=AUTHORIZATION_DAYS)

    def is_active(self, now: datetime) -> bool:
        return not self.revoked and now < self.until

    def renew(self, now: datetime) -> None:
        """Another year from now, with the same token."""
        self.since, self.revoked = now, False


@dataclass
class Participation:
    """One marketplace of a seller."""

    marketplace: Marketplace
    participating: bool = True
    suspended: bool = False


@dataclass
class Account:
    """A seller in one region who authorized one application."""

    number: int
    seller_id: str
    client_id: str
    refresh_tokens: list[str]
    mws: MwsAuthorization
    store_name: str
    authorized_at: datetime
    participations: list[Participation]
    region: str = "eu"
    roles: set[str] = field(default_factory=lambda: set(DEFAULT_ROLES))
    revoked: bool = False
    denied: bool = False  # LWA answers access_denied
    restricted: bool = False  # blocked by Amazon: SP-API and MWS refuse it, Login with Amazon does not
    refuse_orders_2026: bool = False

    @property
    def marketplaces(self) -> list[Marketplace]:
        """Where the seller sells; a marketplace left is not among them."""
        return [one.marketplace for one in self.participations if one.participating]

    @property
    def authorized_until(self) -> datetime:
        return self.authorized_at + timedelta(days=AUTHORIZATION_DAYS)

    def is_authorized(self, now: datetime) -> bool:
        return not self.revoked and now < self.authorized_until

    def lets_in(self, token: str, developer_id: str, now: datetime) -> bool:
        """Whether this MWS token of this developer opens the account now."""
        known = self.mws
        return (known.token, known.developer_id) == (token, developer_id) and known.is_active(now)


def make_account(number: int, *, now: datetime) -> Account:
    """Account `number` with the credentials and marketplaces it always has."""
    countries = _FIRST if number == 1 else _OTHERS[(number - 2) % len(_OTHERS)]
    return Account(
        number=number,
        seller_id=f"A1SANDBOX{number:05}",
        client_id=CLIENT_ID,
        refresh_tokens=[f"Atzr|sandbox-{number}"],
        mws=MwsAuthorization(DEVELOPER_ID, f"amzn.mws.00000000-0000-4000-8000-{number:012}", now - timedelta(days=30)),
        store_name=f"Sandbox Store {number}",
        authorized_at=now - timedelta(days=30),
        participations=[Participation(BY_COUNTRY[country]) for country in countries],
    )


def make_developers() -> list[Developer]:
    """The one all accounts authorized over MWS, and another that none did."""
    return [
        Developer(DEVELOPER_ID, "SendCloud", ACCESS_KEY_ID, SECRET_KEY),
        Developer("1111-2222-3333", "Somebody Else", "AKIASANDBOX000000001", "other-secret-key"),
    ]


def make_applications() -> list[Application]:
    """The one all accounts authorized, and another that none did."""
    return [
        Application(APPLICATION_ID, CLIENT_ID, CLIENT_SECRET),
        Application("amzn1.sp.solution.other", OTHER_CLIENT_ID, OTHER_CLIENT_SECRET, name="Other Application"),
    ]
