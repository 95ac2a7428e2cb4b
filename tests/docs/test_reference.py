"""The reference pages name everything a script or an operator depends on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from mwslink import errors
from mwslink.cli.boundary import INTERRUPTED
from mwslink.config import shapes
from mwslink.orders.export import columns

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    """The text of a reference page."""
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"docs/reference/{name} is not written yet: what it should name is not checked")
    return path.read_text(encoding="utf-8")


def error_classes(root: type[errors.MwslinkError] = errors.MwslinkError) -> Iterator[type[errors.MwslinkError]]:
    """Every failure that has an exit code, but for those a package keeps to itself."""
    yield root
    for kind in root.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield from error_classes(kind)


def config_keys() -> set[str]:
    """Every key of the configuration file, in every table."""
    return {field.name for table in shapes.Table.__subclasses__() for field in msgspec.structs.fields(table)}


def test_the_command_reference_is_current() -> None:
    """It is written from the program's help."""
    page("commands.md")
    done = subprocess.run(
        [sys.executable, "tools/commands.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_exit_code_is_documented() -> None:
    """The contract with cron and monitors."""
    text = page("exit-codes.md")
    codes = {kind.exit_code for kind in error_classes()} | {0, 2, INTERRUPTED}

    assert sorted(code for code in codes if f"| {code} |" not in text) == []


def test_every_configuration_key_is_documented() -> None:
    """Whoever edits the file finds what may stand in it."""
    text = page("configuration.md")

    assert sorted(key for key in config_keys() if f"`{key}`" not in text and f"{key} =" not in text) == []


def test_every_column_of_the_csv_is_documented() -> None:
    """Spreadsheets and scripts name them."""
    text = page("orders-csv.md")

    assert [column for column in columns(personal=True) if f"`{column}`" not in text] == []
