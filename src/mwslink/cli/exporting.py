"""Writing an export: to standard output as it comes, or to a file that appears when it is complete."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mwslink.cli.whole_file import whole_file
from mwslink.errors import ConfigError
from mwslink.messages import _
from mwslink.orders.export import write_csv, write_json_lines
from mwslink.orders.records import OrderRow

_WRITERS: dict[str, Callable[..., int]] = {"csv": write_csv, "jsonl": write_json_lines}


def export_orders(rows: Iterable[OrderRow], *, form: str, output: Path | None, personal: bool) -> int:
    """Write the orders as they are read; return how many there were. Raises ConfigError for an unwritable file."""
    with opened_output(output) as stream:
        return _WRITERS[form](rows, stream, personal=personal)


@contextmanager
def opened_output(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears when it is complete. Raises ConfigError for an unwritable file."""
    if output is None or str(output) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        # A symbolic link stays one.
        with _special(output) if _is_special(output) else whole_file(output.resolve()) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ConfigError(_("Cannot write {file}: {why}").format(file=output, why=error.strerror)) from error


def _is_special(path: Path) -> bool:
    """A pipe or a device, such as the shell's >(...), takes what comes; it cannot be replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def _special(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as stream:
        yield stream
