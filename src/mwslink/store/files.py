"""The store's files: where they are, that only their owner can read them, and locks beside them."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mwslink import clock
from mwslink.errors import BusyError, ConfigError
from mwslink.messages import _
from mwslink.paths import data_folder, expanded
from mwslink.store.failures import translated

_SCHEME = "sqlite:"


def database_path(url: str, environ: Mapping[str, str] | None = None) -> Path:
    """Where `sqlite:/path/to/file` is; `sqlite:` alone is `$XDG_DATA_HOME/mwslink/store.db`. Raises ConfigError."""
    if not url.startswith(_SCHEME):
        raise ConfigError(
            _("The store {url!r} is of an unknown kind.").format(url=url.partition(":")[0]),
            hint=_('Write it as "sqlite:/path/to/store.db", or "sqlite:" for the usual place.'),
        )
    named = url.removeprefix(_SCHEME)
    if not named:
        return data_folder(os.environ if environ is None else environ) / "store.db"
    return expanded(Path("/" + named.lstrip("/") if named.startswith("/") else named))


def prepare(path: Path) -> None:
    """Make the file and its folder, or take away what others may do with them. Raises StoreError."""
    with translated(path):
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif path.parent == data_folder(os.environ):  # any other folder may be shared with other files
            _tighten(path.parent, 0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            _tighten(file, 0o600)  # SQLite gives later -wal and -shm files the mode of the database


def _tighten(path: Path, mode: int) -> None:
    try:
        if path.stat().st_mode & 0o777 & ~mode:
            path.chmod(mode)
    except (FileNotFoundError, PermissionError):
        pass  # gone since, or another user's: personal data in it is sealed either way


@contextmanager
def locked(path: Path, name: str, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock `name` of the store; BusyError when another holds it, at once or after `wait_seconds`.

    The kernel lets go of it when the process ends, however it ends. The file stays: removing it would let two
    processes hold locks on two files of one name.
    """
    file = path.with_name(f"{path.name}.{re.sub('[^A-Za-z0-9@._-]', '_', name)}.lock")
    with translated(file):
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor, name, clock.monotonic() + wait_seconds)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, name: str, until: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if clock.monotonic() >= until:
                raise BusyError(
                    _("Another run is busy with the same ({name}).").format(name=name),
                    hint=_("Run the command again when it has ended."),
                ) from None
            clock.sleep(0.02)
