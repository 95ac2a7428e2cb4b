"""A seller's computer and a local Amazon: the real program, run as cron runs it, against the real sandbox."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mwslink import clock
from mwslink.cli import mwslink
from mwslink.cli.boundary import Outcome, run
from mwslink.credentials import resolve
from mwslink.messages import use_language
from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings
from mwslink.store import Store, open_store
from mwslink.store.queries import OrderQuery, StoredOrder

COUNTRIES = ("ES", "IT", "DE", "FR", "GB")
SEARCH = "searchOrders"
# Between two imports whose results are compared no order may become older, paid or visible.
STANDING = 1e-9
MOST_SECONDS = 60.0  # for a run that no dead server may hold up, on a computer with other things to do


@dataclass(frozen=True)
class Ran:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str
    seconds: float = 0.0

    @property
    def document(self) -> Any:
        """The one JSON document."""
        return json.loads(self.out)

    @property
    def told(self) -> str:
        """All that a person could see, for the message of a failed test."""
        return f"exit {self.code} after {self.seconds:.1f} s\n{self.out}{self.err}"


class Amazon:
    """The sandbox, seen through its control paths."""

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, path: str, body: object = None, *, method: str = "") -> Any:
        """GET a control path, or POST to it where there is a body."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_sandbox{path}", data, method=method or None)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Every call seen, in order of arrival."""
        entries: list[dict[str, Any]] = self.call("/requests")["requests"]
        return entries

    def calls(self) -> Counter[str]:
        """How often each operation was called."""
        return Counter(entry["operation"] for entry in self.requests)

    def statuses(self) -> Counter[int]:
        """How often each status was answered."""
        return Counter(entry["status"] for entry in self.requests)

    def forget(self) -> None:
        """Begin a new record."""
        self.call("/requests", method="DELETE")

    def misbehave(self, *rules: str) -> None:
        """Let these fault rules be in force, counted from now; none: behave."""
        self.call("/faults", {"rules": list(rules)})

    def patience(self, *, in_vain: str = "3") -> str:
        """Seconds to wait for an answer: few where one never comes; elsewhere a busy computer gets its time.

        `in_vain`: few enough, and still more than a good answer takes where calls are counted.
        """
        rules = [rule["rule"] for rule in self.call("/faults")["rules"]]
        return in_vain if any(rule.endswith((":hang", ":slow:30")) for rule in rules) else "60"

    def fired(self) -> int:
        """How many faults the rules in force have caused."""
        return sum(rule["fired"] for rule in self.call("/faults")["rules"])

    def wait_for(self, operation: str, number: int, *, answered: bool = False) -> None:
        """Return as soon as call `number` (from 1) of the operation has arrived, or was answered."""

        def has_come() -> bool:
            entries = [entry for entry in self.requests if entry["operation"] == operation]
            return len(entries) >= number and (not answered or entries[number - 1]["status"] is not None)

        until(has_come)


@contextmanager
def serving(**settings: Any) -> Iterator[Amazon]:
    """A sandbox in a thread."""
    with running_sandbox(SandboxSettings(**settings)) as sandbox:
        yield Amazon(sandbox.url)


@contextmanager
def sandbox_process(folder: Path, *options: str) -> Iterator[Amazon]:
    """`mwslink sandbox` as a process of its own."""
    ready = folder / "ready"
    command = [*PROGRAM, "sandbox", "--port", "0", "--ready-file", str(ready), *options]
    process = subprocess.Popen(command, env=_environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        give_up_at = time.monotonic() + 60
        while not ready.exists():
            assert process.poll() is None, "the sandbox gave up"
            assert time.monotonic() < give_up_at, "the sandbox did not start"
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
        yield Amazon(ready.read_text().strip())
    finally:
        process.kill()
        process.wait()


PROGRAM = (sys.executable, "-m", "mwslink")


def _environment(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": os.environ.get("PATH", os.defpath)}


@dataclass(frozen=True)
class Content:
    """What a store holds, opened: to be the same after trouble as without it."""

    orders: dict[str, StoredOrder] = field(repr=False)
    marks: dict[str, object]
    interrupted: int  # streams whose end is still to come


@dataclass(frozen=True)
class Shop:
    """A home folder with a configuration, and perhaps a store, in it."""

    home: Path
    amazon: Amazon

    @property
    def config(self) -> Path:
        return self.home / ".config" / "mwslink" / "config.toml"

    @property
    def secrets(self) -> Path:
        return self.config.with_name("secrets.toml")

    @property
    def database(self) -> Path:
        return self.home / ".local" / "share" / "mwslink" / "store.db"

    @property
    def environment(self) -> dict[str, str]:
        """Temporary files would be found among the shop's own."""
        (self.home / "tmp").mkdir(parents=True, exist_ok=True)
        return {**_environment(self.home), "TMPDIR": str(self.home / "tmp")}

    def start(self, *arguments: str, **more: Any) -> subprocess.Popen[str]:
        """Begin a run, as a process."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        return subprocess.Popen([*PROGRAM, *arguments], env=self.environment, text=True, **streams)

    def run(self, *arguments: str, stdin: str = "", seconds: float = 60, **more: Any) -> Ran:
        """A whole run, as a process."""
        started = time.monotonic()
        with self.start(*arguments, stdin=subprocess.PIPE, **more) as process:
            try:
                out, err = process.communicate(stdin, timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Ran(process.returncode, out, err, time.monotonic() - started)

    def run_here(self, *arguments: str, at: clock.Clock | None = None) -> Ran:
        """A whole run in this process, up to and including its boundary, by another clock."""
        out, err, started = io.StringIO(), io.StringIO(), time.monotonic()
        with (
            pytest.MonkeyPatch.context() as patch,
            clock.use_clock(at or clock.SystemClock()),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            patch.setenv("HOME", str(self.home))
            use_language("en")
            try:
                code = run(mwslink, list(arguments), Outcome(list(arguments)))
            finally:
                _close_log()
        return Ran(code, out.getvalue(), err.getvalue(), time.monotonic() - started)

    def connect(self, *countries: str, number: int = 1, api: str = "sp-api", weighed: bool = False) -> Ran:
        """Connect an account of the sandbox in these countries; all have to succeed.

        Unless `weighed`, an import asks for orders and nothing else.
        """
        options = ["--sandbox", self.amazon.url, "--account-number", str(number), "--api", api]
        options.append("--import-weight" if weighed else "--no-import-weight")
        for country in countries:
            ran = self.run_here("connect", "--country", country, *options)
            assert ran.code == 0, ran.told
        return ran

    def copy(self, home: Path, *, with_store: bool = False) -> Shop:
        """The same configuration in another home; without the store the next run begins from nothing."""
        shutil.copytree(self.home, home, ignore=None if with_store else shutil.ignore_patterns(".local"))
        return Shop(home, self.amazon)

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store, with its key."""
        url = f"sqlite:{self.database}"
        with open_store(url, key=lambda: resolve("secrets:store.key", secrets_file=self.secrets)) as store:
            yield store

    def content(self) -> Content:
        """All that the store holds; its files have to be sound."""
        with self.opened() as store:
            assert store._database.rows("PRAGMA integrity_check") == [("ok",)]
            found = list(store.orders.find(OrderQuery(), with_personal=True))
            orders = {one.order.id: one for one in found}
            assert len(orders) == len(found), "an order is there twice"
            sellers = {one.seller for one in found}
            marks = {f"{one} {id_}": mark for one in sellers for id_, mark in store.orders.marks(one).items()}
            return Content(orders, marks, sum(len(store.orders.positions(one)) for one in sellers))


def _close_log() -> None:
    """What the end of a process does to the log."""
    logger = logging.getLogger("mwslink")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def make_shop(home: Path, amazon: Amazon, *countries: str, **options: Any) -> Shop:
    """A connected shop whose store is still to be made; `options` are those of `Shop.connect`."""
    shop = Shop(home, amazon)
    home.mkdir(parents=True, exist_ok=True)
    shop.connect(*(countries or ("ES", "IT")), **options)
    shutil.rmtree(home / ".local")
    amazon.forget()
    return shop


@dataclass(frozen=True)
class Scene:
    """A connected shop to copy, and what its import brings, calls and takes when nothing goes wrong."""

    shop: Shop
    undisturbed: Content
    calls: Counter[str]
    seconds: float

    @property
    def amazon(self) -> Amazon:
        return self.shop.amazon


@contextmanager
def calm_scene(home: Path, *, orders: int, page_size: int = 10, api: str = "sp-api") -> Iterator[Scene]:
    """One seller in five countries, no quotas, and a sandbox whose clock stands."""
    with serving(accounts=1, orders=orders, page_size=page_size, quotas=False, clock_speed=STANDING) as amazon:
        shop = make_shop(home / "template", amazon, *COUNTRIES, api=api)
        calm = shop.copy(home / "calm")
        ran = calm.run("import")
        assert ran.code == 0, ran.told
        yield Scene(shop, calm.content(), amazon.calls(), ran.seconds)


def assert_whole(shop: Shop, undisturbed: Content) -> None:
    """The store holds what it would hold if nothing had gone wrong, and no run is half done."""
    content = shop.content()
    assert content.orders.keys() == undisturbed.orders.keys()
    assert content == undisturbed
    assert content.interrupted == 0


def files_below(*folders: Path) -> Iterable[Path]:
    """Every file, for those who look for what must not be there."""
    return (path for folder in folders for path in folder.rglob("*") if path.is_file())


def until(claim: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait until the claim holds."""
    give_up_at = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < give_up_at, "it never came true"
