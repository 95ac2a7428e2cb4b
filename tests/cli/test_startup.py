"""What a start loads: modules are counted, not milliseconds, which is what `benchmarks/` is for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from shops import an_order, fill

HEAVY = {"httpx2", "boto3", "rich", "tomlkit"}
_RUN = """
import sys
from mwslink.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def loaded(home: Path, *arguments: str) -> set[str]:
    """The modules that are there after the program ran."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        env={"HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("import", "--help"), ("connect", "--help")])
def test_help_loads_no_library_but_click(blank_environment, arguments):
    """Nobody waits for an HTTP client to read what an option means."""
    modules = loaded(blank_environment, *arguments)

    assert not modules & (HEAVY | {"msgspec", "cryptography", "sqlite3", "mwslink.store", "mwslink.gateways"})
    assert "click" in modules


@pytest.mark.parametrize("arguments", [("connections",), ("connections", "--json"), ("runs",)])
def test_a_look_loads_neither_network_nor_encryption(config_file, blank_environment, arguments):
    """A list is a look into two files: nothing that sends, edits or opens sealed data is loaded."""
    fill(config_file, [an_order()])

    modules = loaded(blank_environment, *arguments)

    assert not modules & (HEAVY | {"cryptography", "mwslink.gateways.http"})
    assert "sqlite3" in modules
