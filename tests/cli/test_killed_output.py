"""A run that is killed while it writes personal data to a file leaves none of it, or the next one removes it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from mwslink.cli.whole_file import whole_file
from system.privacy_home import PrivacyHome, make_home

DIES = "import os, pathlib, signal\ndef die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)\n"
WRITES = (
    "from mwslink.cli.whole_file import whole_file\nwith whole_file(pathlib.Path({path!r})) as f: f.write(b'Canary')"
)


def has_nameless_files() -> bool:
    try:
        os.close(os.open(tempfile.gettempdir(), os.O_TMPFILE | os.O_WRONLY, 0o600))
    except (AttributeError, OSError):
        return False
    return True


needs_nameless = pytest.mark.skipif(not has_nameless_files(), reason="this system has no nameless files")


def killed(code: str, path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DIES + code + "\n" + WRITES.format(path=str(path))], check=False)
    assert done.returncode == -signal.SIGKILL


def write(path: Path, text: str = "whole") -> None:
    with whole_file(path) as stream:
        stream.write(text.encode())


def write_half(path: Path) -> None:
    with whole_file(path) as stream:
        stream.write(b"half")
        raise RuntimeError


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> PrivacyHome:
    return make_home(tmp_path_factory.mktemp("killed") / "home", due=0, young=3)


@needs_nameless
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_killed_export_leaves_nothing(home: PrivacyHome, tmp_path: Path, form: str) -> None:
    """The real command, all of it written, killed before the file has its name."""
    code = f"{DIES}os.fsync = die\nfrom mwslink.cli import main\nimport sys\nmain(sys.argv[1:])"
    line = ["orders", "--personal", "--format", form, "--output", str(tmp_path / "out")]
    environment = {"HOME": str(home.path), "PATH": os.defpath, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code, *line], env=environment, check=False, capture_output=True)

    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]  # which every test has
    assert home.run(*line).code == 0
    assert {one.name for one in tmp_path.iterdir()} == {"home", "out"}


@pytest.mark.parametrize(
    "code",
    [
        "os.fsync = lambda _fd: None\npathlib.Path.replace = die",  # it has its other name, and takes the place
        "os.fsync = die\nos.__dict__.pop('O_TMPFILE', None)",  # a system without nameless files
    ],
)
def test_what_was_left_under_a_name_goes_with_the_next_run(tmp_path: Path, code: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine").write_text("before")
    killed(code, folder / "mine")
    left = [path for path in folder.iterdir() if path.name != "mine"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in left] == [0o600]
    assert (folder / "mine").read_text() == "before"

    write(folder / "another")

    assert sorted(path.name for path in folder.iterdir()) == ["another", "mine"]


@pytest.mark.parametrize("nameless", [pytest.param(True, marks=needs_nameless), False])
def test_it_takes_the_place_of_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, nameless: bool
) -> None:
    """Readable for its owner alone, whatever the old one was; a failure leaves the old one, and nothing else."""
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    target = tmp_path / "home" / "mine"
    write(target, "new")
    target.chmod(0o644)
    with pytest.raises(RuntimeError):
        write_half(target)
    assert [path.read_text() for path in target.parent.iterdir()] == ["new"]

    write(target, "other")

    assert [path.read_text() for path in target.parent.iterdir()] == ["other"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_what_another_run_is_writing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    folder = tmp_path / "out"
    folder.mkdir()
    with whole_file(folder / "one") as stream:
        write(folder / "two")
        stream.write(b"one")

    assert {path.name: path.read_text() for path in folder.iterdir()} == {"one": "one", "two": "whole"}
