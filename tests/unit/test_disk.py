"""Files that others read are replaced at once, and stay what they were: links, modes, pipes."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from mwslink.disk import replace_public_file


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    """Also one that leads to a file which is still to come."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "old").write_bytes(b"old")
    for name in ("old", "new"):
        (tmp_path / name).symlink_to(folder / name)
        replace_public_file(tmp_path / name, b"now")

        assert (tmp_path / name).is_symlink()
        assert (folder / name).read_bytes() == b"now"
    assert {one.name for one in folder.iterdir()} == {"old", "new"}


def test_a_loop_of_links_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="symbolic links"):
        replace_public_file(tmp_path / "loop", b"now")

    assert (tmp_path / "loop").is_symlink()


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o664])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    """Whatever the umask would have made of a new one."""
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(mode)
    replace_public_file(path, b"now")

    assert path.read_bytes() == b"now"
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_keeps_its_owner_and_group(tmp_path: Path) -> None:
    """With mode 0640, the group is who reads it."""
    path = tmp_path / "x"
    path.write_bytes(b"old")
    os.chown(path, 65534, 65533)
    replace_public_file(path, b"now")

    assert (path.stat().st_uid, path.stat().st_gid) == (65534, 65533)


def test_a_new_file_has_the_mode_of_new_files(tmp_path: Path) -> None:
    umask = os.umask(0o027)
    try:
        replace_public_file(tmp_path / "x", b"now")
    finally:
        os.umask(umask)

    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640


@pytest.mark.parametrize("is_linked", [False, True])
def test_a_pipe_takes_what_comes(tmp_path: Path, is_linked: bool) -> None:
    """As the shell's >(...), and as /dev/stdout, which is a link; replaced, it would be lost to all programs."""
    path = pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if is_linked:
        path = tmp_path / "link"
        path.symlink_to(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    replace_public_file(path, b"now")
    reader.join(timeout=30)

    assert read == [b"now"]
    assert pipe.is_fifo()
    assert path.is_symlink() is is_linked


def test_of_a_file_that_cannot_be_written_nothing_stays(tmp_path: Path) -> None:
    """A folder stands in its place."""
    path = tmp_path / "served" / "x"
    path.mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        replace_public_file(path, b"now")

    assert list(path.parent.iterdir()) == [path]
