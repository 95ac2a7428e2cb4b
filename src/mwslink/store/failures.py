"""What the database or the disk says, as an error of ours: no sqlite3 exception leaves the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mwslink.errors import BusyError, MwslinkError, StoreError
from mwslink.messages import _

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise StoreError or BusyError for what sqlite3 and the file system raise about the store at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _from_sqlite(error, path) from error
    except OSError as error:
        raise _unwritable(path, error.strerror or "") from error


def _from_sqlite(error: sqlite3.Error, path: Path) -> MwslinkError:
    """The message holds SQLite's name of the error, never its text, which may quote what was being written."""
    name = getattr(error, "sqlite_errorname", "") or type(error).__name__
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bits are details
    if code in _BUSY:
        return BusyError(
            _("The store {path} is in use by another run.").format(path=path), hint=_("Run the command again later.")
        )
    if code == sqlite3.SQLITE_FULL:
        return _full(path)
    if code == sqlite3.SQLITE_IOERR:
        return _failing(path, name)
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_store(path)
    if code == sqlite3.SQLITE_CORRUPT:
        return _damaged(path)
    if code in _UNWRITABLE:
        return _unwritable(path, name)
    return StoreError(_("The store {path} failed: {name}.").format(path=path, name=name))


def not_a_store(path: Path) -> StoreError:
    """The file is something else."""
    return StoreError(
        _("{path} is not a store of mwslink.").format(path=path),
        hint=_("Point url of [store] at another file, or move this one away."),
    )


def newer_version(path: Path, *, found: int, known: int) -> StoreError:
    """A later release has been here; guessing its tables could damage it."""
    return StoreError(
        _("The store {path} is of version {found}; this mwslink knows versions up to {known}.").format(
            path=path, found=found, known=known
        ),
        hint=_("A newer mwslink has used it: update this one. Nothing was changed."),
    )


def _full(path: Path) -> StoreError:
    return StoreError(
        _("The disk is full: the store {path} could not be written.").format(path=path),
        hint=_("Make room and run the command again. All that was saved before is intact."),
    )


def _failing(path: Path, name: str) -> StoreError:
    return StoreError(
        _("The store {path} could not be read or written ({name}).").format(path=path, name=name),
        hint=_("Check the disk and its limits, then run the command again. All that was saved before is intact."),
    )


def _damaged(path: Path) -> StoreError:
    return StoreError(
        _("The store {path} is damaged.").format(path=path),
        hint=_("Put a backup in its place, or move it away and import again: Amazon still has the orders."),
    )


def _unwritable(path: Path, reason: str) -> StoreError:
    return StoreError(
        _("The store {path} cannot be opened for writing ({reason}).").format(path=path, reason=reason),
        hint=_("Check that the file and its folder belong to you and can be written."),
    )
