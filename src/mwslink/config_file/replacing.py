"""Replaces a file all at once, under a lock, so that a person, cron and a full disk can meet and nothing is lost."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mwslink import clock
from mwslink.disk import new_private_file, sync_folder
from mwslink.errors import BusyError, ConfigError
from mwslink.messages import _

LOCK_SECONDS = 30.0
_LOOK_AGAIN_SECONDS = 0.05


@contextmanager
def locked(path: Path) -> Iterator[Path]:
    """Hold the file for this process and thread; gives the real file where `path` is a symbolic link.

    The lock is on a file of its own, for the file itself is replaced. Raises BusyError when another run holds it for
    longer than LOCK_SECONDS, ConfigError when the folder cannot be written.
    """
    real = Path(os.path.realpath(path))
    try:
        real.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(
            real.with_name(f".{real.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
        )
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        _wait_for(lock, path)
        yield real
    finally:
        os.close(lock)


def _wait_for(lock: int, path: Path) -> None:
    give_up_at = clock.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if clock.monotonic() >= give_up_at:
                raise BusyError(_("{path} is being changed by another run.").format(path=path)) from None
            clock.sleep(_LOOK_AGAIN_SECONDS)
        except OSError as error:  # a file system without locks
            raise unwritable(path, error) from None
        else:
            return


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in place of the file's, which stays whole until then; the caller holds the lock.

    The new file is its owner's only, and no wider than the old one was. Raises OSError.
    """
    # One name, since only the holder of the lock writes it: what a killed run left, secrets perhaps, goes now.
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    try:
        _write_new(temporary, content, _state_of(path))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def _write_new(path: Path, content: bytes, old: os.stat_result | None) -> None:
    with new_private_file(path) as file:
        file.write(content)
        if old and (old.st_uid, old.st_gid) != (os.geteuid(), os.fstat(file.fileno()).st_gid):
            os.fchown(file.fileno(), old.st_uid, old.st_gid)  # root editing a user's file must not take it away
        os.fchmod(file.fileno(), (old.st_mode & 0o600 if old else 0) or 0o600)


def _state_of(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def unwritable(path: Path, error: OSError) -> ConfigError:
    """The failure in words: full disk, no permission, read-only file system, …"""
    return ConfigError(
        _("{path} cannot be written: {why}.").format(path=path, why=error.strerror or type(error).__name__),
        hint=_("It was left as it is."),
    )
