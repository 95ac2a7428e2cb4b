"""A seller at the sandbox with a store: what the contract of gateways is tried on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from mwslink import clock
from mwslink.connections import Account
from mwslink.credentials import Secret
from mwslink.gateways import Access, Gateway, Network, RetryPolicy, Wait, open_gateway
from mwslink.orders.model import Order
from mwslink.orders.pull import Pulled, PullRequest, pull_orders
from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings
from mwslink.store import Store, new_store_key, open_store
from mwslink.store.queries import OrderQuery
from plain_http import http

# Minutes of quota pass in seconds. Not faster: an access token lives for an hour, a signature of MWS for 15 minutes,
# and a moment in which a busy computer does something else must not be as long.
SPEED = 100
_STANDING = 1e-9
# Real seconds, whatever the speed of the clocks. A service that hangs is given up soon; one that is only slow, on a
# busy computer, must not be: its call would be made, and counted, twice.
HANGING = {"timeout": 0.5, "total": 2}
PATIENT = {"timeout": 60, "total": 120}
SHOPS = ("A1RKKUPIHCS9HS", "APJ6JRA9NG5V4", "A1PA6795UKMFR9", "A13V1IB3VIYZZH", "A1F83G8C2ARO7P")


@dataclass
class Shop:
    """Account 1 of a sandbox, reached by one API, and the store its orders go to."""

    url: str
    api: str
    token: str
    store: Store
    network: Network
    max_wait: float = 1e6
    waits: list[Wait] = field(default_factory=list)

    @property
    def account(self) -> Account:
        return Account("acme", self.api, "eu", "A1SANDBOX00001", "env:X", endpoint=self.url)

    def gateway(self) -> Gateway:
        """As every run opens it: nothing is left of the last one but the store and open connections."""
        return open_gateway(self.account, self.access())

    def access(self) -> Access:
        return Access(
            self.network,
            lambda: Secret(self.token),
            self.store.quotas,
            self.store.tokens,
            client_id="amzn1.application-oa2-client.sandbox",
            client_secret=lambda: Secret("amzn1.oa2-cs.v1.sandbox"),
            access_key_id=lambda: Secret("AKIASANDBOX000000000"),
            secret_key=lambda: Secret("sandbox-secret-key"),
            fallbacks=self.store.fallbacks,
            max_wait=self.max_wait,
            on_wait=self.waits.append,
            retry=RetryPolicy(base=0.1),
        )

    def pull(self) -> Pulled:
        return pull_orders(self.gateway(), self.store.orders, PullRequest(self.account.seller, SHOPS))

    def stored(self) -> dict[str, Order]:
        found = self.store.orders.find(OrderQuery(seller=self.account.seller), with_personal=True)
        return {stored.order.id: stored.order for stored in found}

    def seen(self) -> Counter[str]:
        """How often the sandbox saw each operation."""
        answer = http.get(f"{self.url}/_sandbox/requests").json()
        return Counter(request["operation"] for request in answer["requests"])

    def statuses(self) -> Counter[int]:
        answer = http.get(f"{self.url}/_sandbox/requests").json()
        return Counter(request["status"] for request in answer["requests"])

    def forget_requests(self) -> None:
        http.delete(f"{self.url}/_sandbox/requests").raise_for_status()

    def control(self, path: str, **body: object) -> object:
        """Tell the sandbox that something happened."""
        answer = http.post(f"{self.url}/_sandbox/{path}", json=body)
        answer.raise_for_status()
        return answer.json()


class SteppingClock(clock.SystemClock):
    """Time passes, here and in the sandbox, only while somebody sleeps: however busy the computer is."""

    def __init__(self, start: datetime, step: Callable[[float], object]) -> None:
        super().__init__()
        self._start, self._step, self._passed = start, step, 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def sleep(self, seconds: float) -> None:
        self._passed += seconds
        self._step(seconds)


@contextmanager
def open_standing_shop(folder: Path, api: str, token: str, **settings: object) -> Iterator[Shop]:
    """A shop whose clock, and ours, stand still but for sleeping; for one thread."""
    with open_shop(folder, api, token, clock_speed=_STANDING, start=clock.now(), **settings) as shop:
        steps = SteppingClock(clock.now(), lambda seconds: shop.control("clock", advance=seconds))
        with clock.use_clock(steps):
            yield shop


@contextmanager
def open_shop(folder: Path, api: str, token: str, **settings: object) -> Iterator[Shop]:
    """A shop whose clock, and ours, run SPEED times as fast as the wall's, from the same moment on."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = SandboxSettings(**{"accounts": 1, "orders": 60, "clock_speed": SPEED, **settings})
    key = new_store_key()
    fast = clock.ScaledClock(chosen.clock_speed, chosen.start)
    with (
        running_sandbox(chosen) as sandbox,
        clock.use_clock(fast),
        open_store(f"sqlite:{folder}/store.db", key=lambda: key) as store,
        Network(**(HANGING if "hang" in chosen.faults else PATIENT)) as network,
    ):
        yield Shop(sandbox.url, api, token, store, network)


def seconds_to_pull(shop: Shop) -> float:
    """How long an import takes by our clock."""
    started = clock.monotonic()
    shop.pull()
    return clock.monotonic() - started
