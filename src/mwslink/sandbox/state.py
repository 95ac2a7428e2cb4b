"""Everything a sandbox remembers; lives in memory and belongs to the server's one thread."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Protocol

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.accounts import Account, Application, make_account, make_applications, make_developers
from mwslink.sandbox.agenda import Agenda
from mwslink.sandbox.clock import VirtualClock, whole_second
from mwslink.sandbox.desks.documents import Documents
from mwslink.sandbox.desks.feeds import FeedDesk
from mwslink.sandbox.desks.processors import PROCESSORS
from mwslink.sandbox.desks.reports import ReportDesk
from mwslink.sandbox.faults import Faults
from mwslink.sandbox.hours import HourlyQuotas
from mwslink.sandbox.listing_book import ListingBook
from mwslink.sandbox.listings.pages import Pages
from mwslink.sandbox.model import Order
from mwslink.sandbox.order_book import OrderBook
from mwslink.sandbox.paging import Snapshots
from mwslink.sandbox.quotas import Quotas
from mwslink.sandbox.record import Record
from mwslink.sandbox.seed.assortment import Assortment
from mwslink.sandbox.sendcloud.panel import Panel
from mwslink.sandbox.settings import SandboxSettings

TOKEN_LIFETIME = timedelta(hours=1)
CODE_LIFETIME = timedelta(minutes=5)
_MANY = 5_000


class OrderSource(Protocol):
    """Where a seller's orders come from: the same ones for the same arguments."""

    def __call__(
        self, *, seed: int, seller_id: str, marketplaces: Sequence[Marketplace], count: int, now: datetime
    ) -> list[Order]: ...


@dataclass(frozen=True)
class RestrictedResource:
    """What a restricted data token opens."""

    method: str
    path: str
    data_elements: frozenset[str]


@dataclass(frozen=True)
class AccessToken:
    """An access token, or a restricted data token where `resources` is not empty."""

    value: str
    client_id: str
    expires_at: datetime
    account: Account | None  # None for grantless operations
    scope: str = ""
    resources: tuple[RestrictedResource, ...] = ()


@dataclass
class AuthorizationCode:
    """What the seller's browser brings back from the consent page."""

    value: str
    account: Account
    client_id: str
    expires_at: datetime
    redirect_uri: str = ""
    used: bool = False


class State:
    """All that changes while the sandbox runs; `reset` starts over."""

    def __init__(self, settings: SandboxSettings, source: OrderSource) -> None:
        self._source = source
        self.reset(settings)

    def reset(self, settings: SandboxSettings) -> None:
        """Forget everything and start again with these settings."""
        self.settings = settings
        self.clock = VirtualClock(speed=settings.clock_speed, start=settings.start)
        self.agenda = Agenda()
        self.quotas = Quotas(enforced=settings.quotas)
        self.faults = Faults(settings.faults, seed=settings.seed)
        self.record = Record()
        self.snapshots = Snapshots(secret=f"{settings.seed}")
        self.documents = Documents(secret=f"{settings.seed}")
        self.reports = ReportDesk(secret=f"{settings.seed}")
        self.feeds = FeedDesk(PROCESSORS, secret=f"{settings.seed}")
        self.sendcloud = Panel(
            seed=settings.seed,
            now=self.clock.start,
            saving_delay=settings.saving_delay,
            enforced=settings.quotas,
        )
        self.access_tokens: dict[str, AccessToken] = {}
        self.codes: dict[str, AuthorizationCode] = {}
        self._books: dict[str, OrderBook] = {}
        self._listings: dict[str, ListingBook] = {}
        self.listing_pages = Pages(secret=f"{settings.seed}")
        self.dropped_carriers: frozenset[str] = frozenset()  # confirmations with them are taken, and nothing happens
        self._serial = count(1)
        self.unread_pages: dict[str, int] = {}  # pages with a token that nobody has seen yet: account number
        self.hours = HourlyQuotas(enforced=settings.quotas)
        self.developers = {one.access_key_id: one for one in make_developers()}
        self.applications = {one.client_id: one for one in make_applications()}
        numbers = range(1, settings.accounts + 1)
        self.accounts = {number: make_account(number, now=self.clock.start) for number in numbers}
        self._client_of: dict[str, str] = {}  # refresh tokens that were issued since
        self._by_refresh_token = {
            token: account for account in self.accounts.values() for token in account.refresh_tokens
        }

    def settle(self) -> None:
        """Let happen what was planned for a moment that has passed."""
        self.agenda.settle(self.clock.now())

    def prepare(self) -> None:
        """Make the first account's orders now rather than within its first request; the others' wait."""
        self.book(self.accounts[1])
        if self.settings.orders >= _MANY:
            # thousands of orders that stay: walking them again and again doubles the time of every page
            gc.collect()
            gc.freeze()

    def opened_books(self) -> dict[int, OrderBook]:
        """The books made so far, by account number; none is made for this."""
        return {
            number: self.book(account) for number, account in self.accounts.items() if account.seller_id in self._books
        }

    def application(self, client_id: str) -> Application | None:
        return self.applications.get(client_id)

    def is_beyond_draft(self, account: Account) -> bool:
        """Whether the seller's application is a draft that serves as many sellers as it may without this one."""
        application = self.applications[account.client_id]
        return application.draft_limit is not None and account.number > application.draft_limit

    def account_of(self, refresh_token: str) -> Account | None:
        """Whose refresh token this is, valid or not."""
        return self._by_refresh_token.get(refresh_token)

    def client_of(self, refresh_token: str, account: Account) -> str:
        """Which application a refresh token of the account was given to."""
        return self._client_of.get(refresh_token, account.client_id)

    def book(self, account: Account) -> OrderBook:
        """The seller's orders as of now; generated when first asked for, as they were at the start."""
        self.feeds.settle(self)
        book = self._books.get(account.seller_id)
        if book is None:
            orders = self.generate(account, number=self.settings.orders, now=self.clock.start)
            book = self._books[account.seller_id] = OrderBook(orders, now=self.clock.start)
        book.settle(self.clock.now())
        return book

    def listings(self, account: Account) -> ListingBook:
        """The seller's listings as of now; the products of its orders are the first of them."""
        self.feeds.settle(self)
        book = self._listings.get(account.seller_id)
        if book is None:
            original = Assortment(
                account.seller_id,
                seed=self.settings.seed,
                count=self.settings.listings,
                marketplaces=[one.marketplace for one in account.participations],
                until=self.clock.start,
            )
            delay = timedelta(seconds=self.settings.listing_delay)
            book = self._listings[account.seller_id] = ListingBook(original, delay=delay)
        book.settle(self.clock.now())
        return book

    def generate(self, account: Account, *, number: int, now: datetime, variation: int = 0) -> list[Order]:
        """Invent orders for a seller; another `variation` gives others."""
        return self._source(
            seed=self.settings.seed + 1_000_003 * variation,
            seller_id=account.seller_id,
            marketplaces=[one.marketplace for one in account.participations],
            count=number,
            now=whole_second(now),
        )

    def issue_access_token(self, client_id: str, account: Account | None, *, scope: str = "") -> AccessToken:
        """A fresh access token, good for an hour."""
        return self._keep(AccessToken(self._opaque("Atza|"), client_id, self._token_expiry(), account, scope))

    def issue_restricted_token(self, parent: AccessToken, resources: tuple[RestrictedResource, ...]) -> AccessToken:
        """A restricted data token for the seller of `parent`."""
        value = self._opaque("Atz.sprdt|")
        return self._keep(
            AccessToken(value, parent.client_id, self._token_expiry(), parent.account, resources=resources)
        )

    def issue_code(self, account: Account, client_id: str, *, redirect_uri: str = "") -> AuthorizationCode:
        """What the consent page hands out; good for five minutes and one exchange."""
        code = AuthorizationCode(
            value=self._opaque("S")[:20],
            account=account,
            client_id=client_id,
            expires_at=self.clock.now() + CODE_LIFETIME,
            redirect_uri=redirect_uri,
        )
        self.codes[code.value] = code
        return code

    def issue_refresh_token(self, account: Account, client_id: str) -> str:
        """One more refresh token, for this application; the earlier ones stay valid."""
        token = f"Atzr|sandbox-{account.number}-{len(account.refresh_tokens) + 1}"
        account.refresh_tokens.append(token)
        self._by_refresh_token[token] = account
        self._client_of[token] = client_id
        return token

    def new_client_secret(self) -> str:
        """What a rotation gives an application."""
        return self._opaque("amzn1.oa2-cs.v1.")

    def drop_tokens(self, account: Account) -> None:
        """Make every access token of a seller worthless at once."""
        self.access_tokens = {
            value: token for value, token in self.access_tokens.items() if token.account is not account
        }

    def next_serial(self) -> int:
        """A number never given before since the last reset."""
        return next(self._serial)

    def _token_expiry(self) -> datetime:
        return self.clock.now() + TOKEN_LIFETIME

    def _keep(self, token: AccessToken) -> AccessToken:
        self.access_tokens[token.value] = token
        return token

    def _opaque(self, prefix: str) -> str:
        """Unguessable enough, and the same for the same seed and order of requests."""
        text = f"{self.settings.seed}:{prefix}:{self.next_serial()}"
        return prefix + hashlib.sha256(text.encode()).hexdigest()
