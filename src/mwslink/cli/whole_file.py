"""A file that is there once it is whole; of a run that was killed, nothing stays that others could come across.

It is written without a name where the system can do that, so that a kill leaves nothing. Elsewhere, and for the moment
in which it takes another file's place, it has a name of its own: what a killed run left under such a name is removed by
the next one that writes to the same folder. A lock says which are still being written.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_ENDING = ".mwslink-part"


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Takes the target's place when the block ends, mode 0600, on the disk; what was there stays if it raises."""
    if target.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    _remove_left(target.parent)
    draft = _nameless(target.parent) or _named(target.parent)
    try:
        with draft.stream as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            draft.take_place_of(target)
    except BaseException:
        if draft.path:
            draft.path.unlink(missing_ok=True)
        raise


@dataclass
class _Draft:
    """An open file; without a path, it has no name yet."""

    stream: BinaryIO
    path: Path | None = None

    def take_place_of(self, target: Path) -> None:
        if self.path is None:
            if self._is_linked(target):
                return
            self.path = _new_path(target.parent)  # a link replaces nothing, a rename does
            self._is_linked(self.path)
        self.path.replace(target)

    def _is_linked(self, path: Path) -> bool:
        """Give it this name; False where there is a file of that name."""
        descriptor = self.stream.fileno()
        try:
            # `src_dir_fd`, of no use for an absolute path, makes Python call linkat, which follows the link in /proc.
            os.link(_path_of(descriptor), path, src_dir_fd=descriptor, follow_symlinks=True)
        except FileExistsError:
            return False
        return True


def _nameless(folder: Path) -> _Draft | None:
    """None where the system or the file system has no such files."""
    with suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        draft = _Draft(os.fdopen(descriptor, "wb"))
        if Path(_path_of(descriptor)).exists():
            _is_held(descriptor)
            return draft
        draft.stream.close()
    return None


def _named(folder: Path) -> _Draft:
    while True:
        path = _new_path(folder)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        draft = _Draft(os.fdopen(descriptor, "wb"), path)
        with suppress(OSError):  # a file system without locks
            if not _is_held(descriptor) or not os.fstat(descriptor).st_nlink:
                draft.stream.close()  # another run took it for a killed one's, in between
                continue
        return draft


def _new_path(folder: Path) -> Path:
    return folder / f".{secrets.token_hex(8)}{_ENDING}"


def _path_of(descriptor: int) -> str:
    return f"/proc/self/fd/{descriptor}"


def _is_held(descriptor: int) -> bool:
    """Whether this run holds the file now; the kernel lets go of it when the run ends, however it ends."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove_left(folder: Path) -> None:
    """Remove what killed runs left here under a name."""
    for path in folder.glob(f".*{_ENDING}"):
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                if _is_held(descriptor):
                    path.unlink()
            finally:
                os.close(descriptor)
