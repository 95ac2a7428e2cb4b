"""A blank environment for every test, and no network but the computer's own."""

from __future__ import annotations

import gc
import ipaddress
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from mwslink.messages import use_language

# What the interpreter and the test tools themselves need.
_KEPT = ("PATH", "TMPDIR", "VIRTUAL_ENV", "PYTHON", "PYTEST", "COVERAGE", "COV_", "HYPOTHESIS", "MWSLINK_TEST")


def _is_loopback(host: object) -> bool:
    text = host.decode() if isinstance(host, bytes) else str(host)
    if host is None or text in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook sees every way to a socket, whichever library takes it."""
    host: object = None
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    if not _is_loopback(host):
        raise RuntimeError(f"a test wants to reach {host!r}; only this computer may be reached")


sys.addaudithook(_refuse_network)

# By itself Hypothesis fails an example of more than 200 ms, and a test whose examples are slow to make.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Thousands of collected tests stay to the end: whoever collects garbage need not look through them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def blank_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty home, no variables of the person running the tests, English; returns the home."""
    for name in os.environ:
        if not name.startswith(_KEPT):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LANGUAGE", "en")  # set here, so that what use_language does to it is undone
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")  # botocore would look for an instance's role for seconds
    use_language("en")
    return home
