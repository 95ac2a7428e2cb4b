"""What pyrage reads from and writes to: files and pieces, with what goes wrong there kept as it was."""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Iterator
from typing import BinaryIO

# What was opened, piece by piece; then what went wrong, or None for the end.
Opened = queue.Queue[bytes | BaseException | None]


class Source:
    """What pyrage reads from: the pieces, one after the other."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.size = 0
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        end = size if size > 0 else len(self._rest)
        piece, self._rest = self._rest[:end], self._rest[end:]
        self.size += len(piece)
        return piece


class Target:
    """What pyrage writes to: the file, measured."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.digest = hashlib.sha256()
        self.error: BaseException | None = None

    def write(self, piece: bytes) -> int:
        try:
            self._file.write(piece)
        except BaseException as error:
            self.error = error
            raise
        self.size += len(piece)
        self.digest.update(piece)
        return len(piece)

    def flush(self) -> None:
        self._file.flush()


class Reader:
    """What pyrage reads a sealed file from; the failure of a disk or a network stays what it was."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except BaseException as error:
            self.error = error
            raise


class Pieces:
    """What pyrage writes the opened text to."""

    def __init__(self, pieces: Opened, gone: threading.Event) -> None:
        self._pieces = pieces
        self._gone = gone

    def write(self, piece: bytes) -> int:
        if self._gone.is_set():
            raise BrokenPipeError
        self._pieces.put(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass
