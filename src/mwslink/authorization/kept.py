"""The clocks of a configuration that has not changed since it was last read and found right, in a millisecond.

Reading and checking a thousand accounts takes longer than all else cron's `auth-status` does, and nothing changes from
one run to the next. What is kept holds names and dates, no secret and no reference to one. A file counts as unchanged
while its inode, size and times are the same; one that was changed a moment ago is not kept, since it could change
again within the same tick of the file system's clock.
"""

from __future__ import annotations

import json
import os
from binascii import crc32
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mwslink import __version__
from mwslink.authorization.clocks import Clock
from mwslink.paths import cache_folder

_SETTLED_NANOSECONDS = 2_000_000_000


class Roster(NamedTuple):
    """All clocks of a configuration, where its store is, and how its reminders leave: mail, webhook, healthchecks."""

    clocks: list[Clock]
    store_url: str
    ways_out: tuple[str, ...]


def signature_of(path: Path) -> list[object] | None:
    """What tells one state of the file from another; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    times = [state.st_mtime_ns, state.st_ctime_ns]
    return [__version__, str(path.absolute()), state.st_dev, state.st_ino, state.st_size, state.st_mode, *times]


def load_roster(path: Path, environ: Mapping[str, str]) -> Roster | None:
    """What was kept of this file; None when it has changed since, or nothing was kept."""
    try:
        kept = json.loads(_place(path, environ).read_bytes())
        if kept["signature"] != signature_of(path):
            return None
        return Roster([_read(values) for values in kept["clocks"]], kept["store_url"], tuple(kept["ways_out"]))
    except (OSError, ValueError, LookupError, TypeError, RuntimeError):  # unreadable, not ours, or there is no home
        return None


def keep_roster(path: Path, roster: Roster, signature: list[object] | None, environ: Mapping[str, str]) -> None:
    """Keep it for the next run. `signature`: of the file as it was before it was read. Fails silently."""
    may_hold_password = not roster.store_url.startswith("sqlite:")
    if signature is None or may_hold_password or signature != signature_of(path) or not _is_settled(path):
        return
    document = {**roster._asdict(), "signature": signature, "clocks": [_written(clock) for clock in roster.clocks]}
    with suppress(OSError, RuntimeError):
        _replace(_place(path, environ), json.dumps(document))


def _replace(place: Path, text: str) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        new.replace(place)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def _is_settled(path: Path) -> bool:
    """Whether the file has been as it is for a while, by the clock that stamps files."""
    import time

    state = path.stat()
    return time.time_ns() - max(state.st_mtime_ns, state.st_ctime_ns) > _SETTLED_NANOSECONDS


def _place(path: Path, environ: Mapping[str, str]) -> Path:
    return cache_folder(environ) / f"clocks-{crc32(os.fsencode(path.absolute())):08x}.json"


def _written(clock: Clock) -> list[object]:
    days = [day.isoformat() if day else "" for day in (clock.started_on, clock.ends_on)]
    return [clock.kind, clock.name, clock.key, clock.api, list(clock.connections), *days, clock.page, clock.command]


def _read(values: list[str]) -> Clock:
    kind, name, key, api, connections, started_on, ends_on, page, command = values
    return Clock(kind, name, key, api, tuple(connections), _day(started_on), _day(ends_on), page, command)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
