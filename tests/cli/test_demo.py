"""`mwslink demo`: the tour runs to its end and leaves nothing behind."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from programs import Ran, installed_program

STEPS = (
    "sandbox", "connect", "connections", "import", "orders", "check-weights", "set-weight", "connect-sendcloud", "push",
    "confirm", "sync", "why", "migrate", "privacy status", "privacy purge", "auth-status", "quota", "runs", "doctor",
)  # fmt: skip


def take_tour(home: Path, *arguments: str, **environ: str) -> Ran:
    """The installed program, with a folder for temporary files of its own."""
    temporary = home / "tmp"
    temporary.mkdir()
    done = subprocess.run(
        [installed_program(), "demo", *arguments],
        env={"HOME": str(home), "TMPDIR": str(temporary), **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
def test_the_tour_runs_to_its_end_and_leaves_nothing_behind(blank_environment):
    """Each command is shown before its answer; the user's own configuration is not looked at."""
    own = blank_environment / ".config" / "mwslink" / "config.toml"
    own.parent.mkdir(parents=True)
    own.write_text("this is = not TOML =")
    ran = take_tour(blank_environment, MWSLINK_CONFIG=str(own))

    assert ran.code == 0, ran.out + ran.err
    for step in STEPS:
        assert f"$ mwslink {step}" in ran.out
    assert "That was the tour." in ran.out
    assert "--api mws" in ran.out
    assert re.search(r"[1-9]\d* orders? waits? for a weight", ran.out)
    assert "g (from the listing)" in ran.out
    assert ran.out.count("1 parcel confirmed; 1 seen in the order") == 2, "one by each trigger"
    assert "Status      Shipped" in ran.out
    assert "Both show the same." in ran.out
    assert sorted(path.name for path in blank_environment.rglob("*")) == [".config", "config.toml", "mwslink", "tmp"]


@pytest.mark.slow
def test_keep_keeps_the_folder_and_names_it(blank_environment):
    """In Spanish, for whoever wants to look around afterwards."""
    ran = take_tour(blank_environment, "--keep", LANGUAGE="es")
    (folder,) = (blank_environment / "tmp").iterdir()

    assert ran.code == 0, ran.out + ran.err
    assert str(folder) in ran.out
    assert (folder / ".config" / "mwslink" / "config.toml").exists()
    assert "That was the tour" not in ran.out


@pytest.mark.slow
def test_a_tour_that_cannot_begin_says_why(blank_environment):
    """No folder is left, and the exit code says so."""
    ran = take_tour(blank_environment, PYTHONPATH=str(without_a_server(blank_environment)))

    assert ran.code != 0
    assert "Traceback" not in ran.out + ran.err
    assert not list((blank_environment / "tmp").iterdir())


def without_a_server(home: Path) -> Path:
    """A folder that hides uvicorn, as an installation without the sandbox extra has none."""
    folder = home / "hiding"
    folder.mkdir()
    (folder / "uvicorn.py").write_text("raise ModuleNotFoundError(\"No module named 'uvicorn'\", name='uvicorn')\n")
    return folder
