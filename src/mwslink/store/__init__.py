"""The store: orders, positions, quotas, tokens and the run journal in one SQLite file; personal data sealed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from mwslink.store.database import TIMEOUT_SECONDS, Database
from mwslink.store.files import database_path, locked

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from mwslink.connections import Seller
    from mwslink.credentials import Secret
    from mwslink.store.accesses import AccessLog, Reader
    from mwslink.store.answers import Answers
    from mwslink.store.archives import Archives
    from mwslink.store.certificates import Certificates
    from mwslink.store.consents import Consents
    from mwslink.store.coverage import Coverage
    from mwslink.store.demands import Demands
    from mwslink.store.erasing import Erasing
    from mwslink.store.fallbacks import Fallbacks
    from mwslink.store.histories import Histories
    from mwslink.store.keys import StoreKey
    from mwslink.store.listings import Listings
    from mwslink.store.milestones import MilestoneBook
    from mwslink.store.order_weights import OrderWeights
    from mwslink.store.orders import Orders
    from mwslink.store.outbox import Outbox
    from mwslink.store.overrides import Overrides
    from mwslink.store.parcel_hints import Hints
    from mwslink.store.parcel_weights import ParcelWeights
    from mwslink.store.parcels import Parcels
    from mwslink.store.quotas import Quotas
    from mwslink.store.reminders import Reminders
    from mwslink.store.repairs import Repairs
    from mwslink.store.retained import Retained
    from mwslink.store.rotation import Rotation
    from mwslink.store.runs import Runs
    from mwslink.store.secret_requests import SecretRequests
    from mwslink.store.secrets import Secrets
    from mwslink.store.sightings import Sightings
    from mwslink.store.tokens import Tokens

__all__ = ["Store", "new_store_key", "open_store"]


def new_store_key() -> Secret:
    """A fresh store key: 32 random bytes, as text."""
    from mwslink.store import vault  # a look at the store needs no key

    return vault.new_store_key()


def open_store(
    url: str, *, key: Callable[[], Secret], timeout: float = TIMEOUT_SECONDS, reader: Callable[[], Reader] | None = None
) -> Store:
    """Open the store at `url` (`sqlite:/path`), making it where there is none and bringing its tables up to date.

    `key` is asked for when something is first sealed or opened; `reader` is who the access log tells of.
    Raises ConfigError for a url that is none, StoreError for a file that is not a store, is of a newer version or
    cannot be written, BusyError when others keep it.
    """
    from mwslink.store.migrations import migrate

    database = Database(database_path(url), timeout=timeout)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Store(database, key, reader)


class Store:
    """An open store; each part is loaded when first used, so that a command pays for what it needs."""

    def __init__(
        self, database: Database, key: Callable[[], Secret], reader: Callable[[], Reader] | None = None
    ) -> None:
        self._database = database
        self._ask_key = key
        self._reader = reader

    @cached_property
    def _key(self) -> StoreKey:
        from mwslink.store.keys import StoreKey

        return StoreKey(self._ask_key, lambda: self.accesses.note())

    @cached_property
    def orders(self) -> Orders:
        """Orders, positions and marks."""
        from mwslink.store.orders import Orders

        return Orders(self._database, self._key)

    def marks(self, seller: Seller) -> dict[str, datetime]:
        """By marketplace id: the moment up to which the seller's orders are complete."""
        from mwslink.store.marks import load_marks

        return load_marks(self._database, seller)

    @cached_property
    def quotas(self) -> Quotas:
        """What is left of the usage plans."""
        from mwslink.store.quotas import Quotas

        return Quotas(self._database)

    @cached_property
    def tokens(self) -> Tokens:
        """Access tokens."""
        from mwslink.store.tokens import Tokens

        return Tokens(self._database, self._key)

    @cached_property
    def runs(self) -> Runs:
        """The run journal."""
        from mwslink.store.runs import Runs

        return Runs(self._database)

    @cached_property
    def fallbacks(self) -> Fallbacks:
        """Which sellers an API refuses."""
        from mwslink.store.fallbacks import Fallbacks

        return Fallbacks(self._database)

    @cached_property
    def reminders(self) -> Reminders:
        """Which reminders were sent."""
        from mwslink.store.reminders import Reminders

        return Reminders(self._database)

    @cached_property
    def answers(self) -> Answers:
        """What Amazon last said to each account."""
        from mwslink.store.answers import Answers

        return Answers(self._database)

    @cached_property
    def consents(self) -> Consents:
        """Consents that were asked for."""
        from mwslink.store.consents import Consents

        return Consents(self._database)

    @cached_property
    def secret_requests(self) -> SecretRequests:
        """New client secrets that were asked for."""
        from mwslink.store.secret_requests import SecretRequests

        return SecretRequests(self._database)

    @cached_property
    def listings(self) -> Listings:
        """Listings, interrupted scans, marks, and the catalogue's weights."""
        from mwslink.store.listings import Listings

        return Listings(self._database)

    @cached_property
    def overrides(self) -> Overrides:
        """Local weights."""
        from mwslink.store.overrides import Overrides

        return Overrides(self._database)

    @cached_property
    def order_weights(self) -> OrderWeights:
        """What orders weigh, and which wait for a weight."""
        from mwslink.store.order_weights import OrderWeights

        return OrderWeights(self._database)

    @cached_property
    def repairs(self) -> Repairs:
        """The journal of repairs."""
        from mwslink.store.repairs import Repairs

        return Repairs(self._database)

    @cached_property
    def outbox(self) -> Outbox:
        """What was handed over to Sendcloud."""
        from mwslink.store.outbox import Outbox

        return Outbox(self._database, lambda: self.secrets.get("outbox"))

    @cached_property
    def archives(self) -> Archives:
        """The index of the archive."""
        from mwslink.store.archives import Archives

        return Archives(self._database)

    @cached_property
    def coverage(self) -> Coverage:
        """Which orders are safe in the archive."""
        from mwslink.store.coverage import Coverage

        return Coverage(self._database, self.orders)

    @cached_property
    def secrets(self) -> Secrets:
        """Secrets the program makes for itself."""
        from mwslink.store.secrets import Secrets

        return Secrets(self._database, self._key)

    @cached_property
    def rotation(self) -> Rotation:
        """A new store key, and the end of a lost one."""
        from mwslink.store.rotation import Rotation

        return Rotation(self._database, self._key)

    @cached_property
    def milestones(self) -> MilestoneBook:
        """When orders had left and arrived."""
        from mwslink.store.milestones import MilestoneBook

        return MilestoneBook(self._database)

    @cached_property
    def retained(self) -> Retained:
        """What must go some day."""
        from mwslink.store.retained import Retained

        return Retained(self._database)

    @cached_property
    def erasing(self) -> Erasing:
        """Erasing, and the evidence of it."""
        from mwslink.store.erasing import Erasing

        return Erasing(self._database)

    @cached_property
    def demands(self) -> Demands:
        """What was asked to be erased, and sellers that have gone."""
        from mwslink.store.demands import Demands

        return Demands(self._database)

    @cached_property
    def certificates(self) -> Certificates:
        """The certificates of erasure."""
        from mwslink.store.certificates import Certificates

        return Certificates(self._database)

    @cached_property
    def parcels(self) -> Parcels:
        """Parcels, and what Amazon was told of them."""
        from mwslink.store.parcels import Parcels

        return Parcels(self._database, self._key)

    @cached_property
    def parcel_hints(self) -> Hints:
        """Parcels to look at."""
        from mwslink.store.parcel_hints import Hints

        return Hints(self._database)

    @cached_property
    def parcel_weights(self) -> ParcelWeights:
        """What parcels weighed."""
        from mwslink.store.parcel_weights import ParcelWeights

        return ParcelWeights(self._database)

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self._database.path.parent

    @cached_property
    def histories(self) -> Histories:
        """What is known of one order beside itself."""
        from mwslink.store.histories import Histories

        return Histories(self._database)

    @cached_property
    def sightings(self) -> Sightings:
        """By which calls orders came."""
        from mwslink.store.sightings import Sightings

        return Sightings(self._database)

    @cached_property
    def accesses(self) -> AccessLog:
        """Who opened personal data."""
        from mwslink.store.accesses import AccessLog, Reader

        return AccessLog(self._database, self._reader() if self._reader else Reader())

    def lock(self, name: str) -> AbstractContextManager[None]:
        """Hold the lock `name` within a `with` block; BusyError at once when another run holds it."""
        return locked(self._database.path, name)

    def holds_sealed_data(self) -> bool:
        """Whether there is personal data in it, which a new store key could not open."""
        from mwslink.store.sealed import holds_sealed

        return holds_sealed(self._database.row)

    def close(self) -> None:
        """Let go of the files."""
        if "accesses" in self.__dict__:
            self.accesses.finish()
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
