"""A shop with canaries among its buyers, whose every command is looked at, and every file that it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from mwslink.cli import mwslink
from mwslink.cli.group import CommandGroup
from mwslink.store.queries import OrderQuery
from mwslink.store.sealed import SEALED_TABLES, context_of
from mwslink.store.vault import Sealed
from system.shop import Amazon, Ran, Shop, files_below
from system.test_secrecy import CANARY, Forbidden, _pieces

TRACKING = "CANARYTRACK4711"
# What these are told to write holds personal data in clear: the only places where any may be.
TOLD_IN_CLEAR = ("orders --personal", "privacy restore")


@dataclass(frozen=True)
class Step:
    """A run of the program; `stdin` or `is_apart`: as a process. `clear`: the file it is told to write in clear."""

    line: str
    codes: tuple[int, ...] = (0,)
    stdin: str | None = None
    is_apart: bool = False
    clear: Path | None = None

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(self.line.split())

    @property
    def tells_it(self) -> bool:
        """Whether it is asked for personal data; on standard output, unless into a file."""
        return self.line.startswith(TOLD_IN_CLEAR)


@dataclass
class Canary:
    """A shop with canaries; `pieces` are their texts, `parts` what was ever sealed, `keys` the data keys in clear."""

    shop: Shop
    identity: Path  # the archive's private key, on another computer
    pieces: set[str] = field(default_factory=set)
    parts: set[bytes] = field(default_factory=set)
    keys: set[bytes] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    runs: int = 0
    _clean: dict[Path, tuple[int, int, int]] = field(default_factory=dict)

    @property
    def amazon(self) -> Amazon:
        return self.shop.amazon

    @property
    def forbidden(self) -> Forbidden:
        return Forbidden(frozenset(self.pieces), frozenset())

    def do(self, step: Step) -> Ran:
        """Run it; nothing personal is told, or in any file, but where it was asked for."""
        line = *self._logged(), *step.arguments
        if step.stdin is None and not step.is_apart:
            ran = self.shop.run_here(*line)
        else:
            ran = self.shop.run(*line, stdin=step.stdin or "")
        self.commands.add(command_of(step.arguments))
        assert ran.code in step.codes, f"{step.line}: {ran.told}"
        self._look_at_told(step, ran)
        self.assert_nothing_in_clear(but=step.clear)
        if step.clear:
            step.clear.unlink()
        return ran

    def _look_at_told(self, step: Step, ran: Ran) -> None:
        told = self.forbidden.found_in(ran.out + ran.err)
        if not step.tells_it:
            assert told == set(), step.line
        elif step.clear:
            assert told == set(), step.line
            assert CANARY["address"]["name"] in step.clear.read_text(), step.line
            assert step.clear.stat().st_mode & 0o777 == 0o600, step.line
        else:
            assert CANARY["address"]["name"] in ran.out, step.line

    def _logged(self) -> tuple[str, ...]:
        self.runs += 1
        form = ("text", "json")[self.runs % 2]
        return "--log-file", str(self.shop.home / f"log.{form}"), "--log-level", "debug", "--log-format", form

    def learn(self) -> None:
        """What is held now, opened: none of it may be found."""
        with self.shop.opened() as store:
            held = [one.order.personal for one in store.orders.find(OrderQuery(), with_personal=True)]
        self.pieces |= {piece for one in held if one for piece in _pieces(one) if len(piece) >= 8}
        self.pieces.add(TRACKING)

    def held(self) -> set[str]:
        """The orders of which personal data is held."""
        with self.shop.opened() as store:
            return {one.order.id for one in store.orders.find(OrderQuery()) if one.has_personal}

    def remember(self) -> None:
        """Carve every wrapped data key, every sealed text and, with the store key, every data key."""
        with self.shop.opened() as store:
            vault = store._key.to_open(store._database)
            for table in SEALED_TABLES:
                query = f"SELECT order_id, seller, data_key, sealed FROM {table}"
                for order_id, seller, data_key, sealed in store._database.rows(query):
                    context = context_of(table, seller, order_id)
                    self.keys.add(vault.open(data_key, context="data key of " + context))
                    assert vault.open_apart(Sealed(data_key, sealed), context=context)
                    self.parts |= {data_key[1:], sealed[1:]}

    def everything(self) -> bytes:
        return b"".join(path.read_bytes() for path in files_below(self.shop.home))

    def assert_nothing_in_clear(self, *, but: Path | None = None) -> None:
        """In no file that was written to since the last look; temporary files are below the home as well."""
        forbidden = self.forbidden
        for path in files_below(self.shop.home):
            facts = path.stat()
            state = facts.st_mtime_ns, facts.st_size, len(self.pieces)
            if path != but and self._clean.get(path) != state:
                assert forbidden.found_in(path.read_bytes()) == set(), path
                self._clean[path] = state

    def windows_left(self) -> int:
        """How many pieces of 16 bytes of what was sealed are still in a file."""
        everything = self.everything()
        pieces = (part[at : at + 16] for part in self.parts for at in range(0, len(part) - 16, 16))
        return sum(piece in everything for piece in pieces)


def all_commands(group: click.Command = mwslink, name: str = "") -> Iterator[str]:
    """Every command that is registered, those of groups below by both names."""
    if not isinstance(group, CommandGroup):
        yield name
        return
    context = click.Context(group)
    for one in group.list_commands(context):
        found = group.get_command(context, one)
        assert found, one
        yield from all_commands(found, f"{name} {one}".strip())


def command_of(arguments: tuple[str, ...]) -> str:
    """The name of the command in a command line."""
    known = set(all_commands())
    return next(name for name in (" ".join(arguments[:2]), arguments[0]) if name in known)
