"""New files for their owner alone, files that others read, and what makes them last through a power cut."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def new_private_file(path: Path) -> Iterator[BinaryIO]:
    """A file that did not exist, mode 0600, on the disk when the block ends. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make new names last; they are in place whether or not this can be done here."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def replace_public_file(path: Path, content: bytes) -> None:
    """Put it where others read it, whole at any moment. Raises OSError.

    A symbolic link stays one, a file that is there keeps its mode and, where that can be done, its owner and group;
    a pipe or a device, which cannot be replaced, takes what comes.
    """
    there = _looked_at(path)
    if there and not stat.S_ISREG(there.st_mode):
        with path.open("wb") as special:
            special.write(content)
        return
    target = path.resolve()
    new = target.with_name(f".{target.name}.{os.getpid()}")
    new.unlink(missing_ok=True)  # a killed run's
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600 if there else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if there:
                _take_after(there, descriptor)
            file.write(content)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _looked_at(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _take_after(there: os.stat_result, descriptor: int) -> None:
    with suppress(OSError):  # another's file, in a folder that is ours
        os.fchown(descriptor, there.st_uid, there.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(there.st_mode))  # after the owner, whose change takes bits away
