"""`mwslink sandbox`: starts, says where, stops cleanly."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from programs import installed_program


@contextmanager
def started(
    home: Path, *arguments: str, environ: dict[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The installed program serving, and its address from the ready file."""
    ready = home / "ready"
    process = subprocess.Popen(
        [installed_program(), "sandbox", "--port", "0", "--ready-file", str(ready), *arguments],
        env={"HOME": str(home), **(environ or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(600):
            if ready.exists() or process.poll() is not None:
                break
            time.sleep(0.05)  # noqa: TID251  (another process is waited for)
        yield process, ready.read_text().strip() if ready.exists() else ""
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_it_says_where_it_listens_and_what_to_try(blank_environment):
    """A visitor copies the commands; Ctrl-C ends it with 0 and a sentence."""
    with started(blank_environment) as (process, url):
        assert process.stdout is not None
        first = process.stdout.readline()
        second = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=20)

    assert url in first
    assert second.strip() == f"mwslink connect --country ES --sandbox={url}"
    assert process.returncode == 0
    assert err.splitlines()[-1].startswith("The sandbox has stopped")


def test_json_is_told_when_it_listens(blank_environment):
    """One document at once, not when it has stopped; and no second one."""
    with started(blank_environment, "--json") as (process, url):
        process.send_signal(signal.SIGINT)
        out, _err = process.communicate(timeout=20)

    assert json.loads(out)["data"] == {"url": url}


def test_its_options_reach_it(blank_environment):
    """As many accounts as asked for."""
    options = ("--accounts", "2", "--orders", "3", "--seed", "7")
    with (
        started(blank_environment, *options) as (_process, url),
        urllib.request.urlopen(f"{url}/_sandbox/", timeout=10) as answer,
    ):
        told = json.load(answer)

    assert len(told["accounts"]) == 2


def test_a_taken_port_is_a_clear_error(program):
    """With the way out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = program("sandbox", "--port", str(taken.getsockname()[1]))

    assert ran.code == 2
    assert "--port 0" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--faults", "nonsense"), "searchOrders:3:503"),
        (("--clock-speed", "0"), "--clock-speed"),
        (("--accounts", "0"), "--accounts"),
        (("--quotas", "maybe"), "--quotas"),
    ],
)
def test_wrong_options_are_explained(program, arguments, says):
    """Exit 2, before anything listens."""
    ran = program("sandbox", "--port", "0", *arguments)

    assert ran.code == 2
    assert says in ran.err


def test_without_the_extra_it_says_how_to_install_it(blank_environment):
    """A plain installation has no web server."""
    hidden = blank_environment / "hidden"
    hidden.mkdir()
    (hidden / "uvicorn.py").write_text("raise ModuleNotFoundError(\"No module named 'uvicorn'\", name='uvicorn')")
    done = subprocess.run(
        [installed_program(), "sandbox", "--port", "0"],
        env={"HOME": str(blank_environment), "PYTHONPATH": str(hidden)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 3
    assert "pip install 'mwslink[sandbox]'" in done.stderr


def test_a_ready_file_that_cannot_be_written_is_named(program, tmp_path):
    """Whoever waits for it would wait for ever."""
    ran = program("sandbox", "--port", "0", "--ready-file", str(tmp_path / "no" / "ready"))

    assert ran.code == 3
    assert os.fspath(tmp_path / "no" / "ready") in ran.err
