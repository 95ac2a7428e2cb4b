"""An edit happens whole or not at all, whoever else edits, whatever breaks, and only its owner can read the result."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock, use_clock
from mwslink.config import load_config
from mwslink.config_file import (
    edit_config,
    remove_connection,
    set_account,
    set_application,
    set_connection,
    set_developer,
    set_sendcloud,
)
from mwslink.errors import BusyError, ConfigError

CANARY = "canary-4711"
ACCOUNT = {"region": "eu", "seller_id": "A2EXAMPLE12345", "token": "secrets:accounts.acme.token"}
TEXT = """\
# ours
version = 1

[accounts.acme]
region = "eu"
seller_id = "A2EXAMPLE12345"
token = "secrets:accounts.acme.token"

[connections.amazon-es]
account = "acme"
country = "ES"

[connections.amazon-it]
account = "acme"
country = "IT"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "mwslink" / "config.toml"
    path.parent.mkdir()
    path.write_text(TEXT)
    path.chmod(0o600)
    return path


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files_beside(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()} - {path.name, f".{path.name}.lock"}


def run_python(text: str, path: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Another process, which has the path as its first argument."""
    return subprocess.run(
        [sys.executable, "-c", text, str(path)], capture_output=True, text=True, check=False, **options
    )


class TestCommandsChanges:
    def test_a_configuration_grows_from_nothing(self, tmp_path):
        """What connect writes on a new machine loads, in a file and folder of their owner's."""
        path = tmp_path / "new" / "mwslink" / "config.toml"
        before = os.umask(0)
        try:
            set_application(path, {"client_id": "amzn1.x", "client_secret": "env:S"})
        finally:
            os.umask(before)
        set_developer(path, {"id": "3244-7764-4129", "access_key_id": "env:A", "secret_key": "env:B"})
        set_sendcloud(path, {"public_key": "abc", "secret_key": "env:C"})
        set_account(path, "acme", ACCOUNT)
        set_connection(path, "amazon-es", values={"account": "acme", "country": "ES", "import_weight": False})
        config = load_config(path)

        assert (mode_of(path), mode_of(path.parent)) == (0o600, 0o700)
        assert path.read_text().startswith("version = 1\n\n[application]\n")
        assert config.connections["amazon-es"].import_weight is False
        assert config.developer
        assert config.sendcloud

    def test_several_changes_are_one_edit(self, config):
        """Account and connection arrive together; nobody reads the one without the other."""
        with edit_config(config) as document:
            document.set_values(("connections", "amazon-us"), {"account": "usa", "country": "US"})
            document.set_values(("accounts", "usa"), ACCOUNT | {"region": "na"})

        assert load_config(config).connections["amazon-us"].account.region == "na"

    def test_removing_tells_whether_the_account_is_still_used(self, config):
        """So that disconnect can offer to remove it as well."""
        assert remove_connection(config, "amazon-es") is True
        assert remove_connection(config, "amazon-it", with_account=True) is False

        assert config.read_text() == "# ours\nversion = 1\n"

    def test_what_is_not_there_or_still_used_is_not_removed(self, config):
        """With the nearest name, or with who uses it."""
        with pytest.raises(ConfigError, match="Nearest: amazon-es"):
            remove_connection(config, "amazon-e")
        with pytest.raises(ConfigError, match="used by amazon-it"):
            remove_connection(config, "amazon-es", with_account=True)
        assert config.read_text() == TEXT


class TestNothingIsLost:
    def test_a_change_that_would_be_wrong_is_not_made(self, config):
        """It is checked like a file that is read."""
        with pytest.raises(ConfigError, match="left as it is") as caught:
            set_connection(config, "amazon-us", values={"account": "acme", "country": "US"})

        assert caught.value.problems[0].key == "connections.amazon-us.country"
        assert (config.read_text(), files_beside(config)) == (TEXT, set())

    def test_a_failure_in_the_middle_of_an_edit_leaves_the_file(self, config):
        """Whatever the caller does between two changes."""
        with suppress(ZeroDivisionError), edit_config(config) as document:
            document.set_values((), {"language": "es"})
            raise ZeroDivisionError

        assert config.read_text() == TEXT

    def test_a_broken_file_is_not_touched(self, config):
        """Its line is named instead."""
        config.write_text(TEXT + "oops\n")

        with pytest.raises(ConfigError, match="line 16: not valid TOML"):
            set_connection(config, "amazon-fr", values={"account": "acme", "country": "FR"})
        assert config.read_text() == TEXT + "oops\n"

    def test_no_change_writes_nothing(self, config):
        """The file keeps its time stamp, and a missing one stays missing."""
        before = config.stat()
        set_connection(config, "amazon-es", values={"country": "ES"})
        with edit_config(config.with_name("other.toml")):
            pass

        assert (before.st_ino, before.st_mtime_ns) == (config.stat().st_ino, config.stat().st_mtime_ns)
        assert not config.with_name("other.toml").exists()

    def test_a_full_disk_leaves_the_old_file(self, config):
        """A message and exit code 3; half of the new file is not left lying about."""
        ended = run_python(
            "import resource, sys\n"
            "from pathlib import Path\n"
            "from mwslink.config_file import set_account\n"
            "from mwslink.errors import ConfigError\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
            "try:\n"
            "    set_account(Path(sys.argv[1]), 'acme', {'token': 'canary-4711'})\n"
            "except ConfigError as error:\n"
            "    print(error)\n"
            "    sys.exit(error.exit_code)\n",
            config,
        )

        assert ended.returncode == 3, ended.stderr
        assert "cannot be written" in ended.stdout
        assert CANARY not in ended.stdout
        assert (config.read_text(), files_beside(config)) == (TEXT, set())

    def test_ctrl_c_leaves_no_temporary_file(self, config, monkeypatch):
        """It would hold secrets; while it is there, only its owner can read it."""
        seen = []

        def interrupted(descriptor: int) -> None:
            seen.append(
                (os.fstat(descriptor).st_mode & 0o777, CANARY in config.with_name(".config.toml.new").read_text())
            )
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "fsync", interrupted)

        with pytest.raises(KeyboardInterrupt):
            set_account(config, "acme", {"token": CANARY})
        assert seen == [(0o600, True)]
        assert (config.read_text(), files_beside(config)) == (TEXT, set())

    def test_after_a_kill_the_next_edit_goes_on(self, config):
        """The lock is gone with the process, and so is, then, what it left."""
        ended = run_python(
            "import os, signal, sys\n"
            "from pathlib import Path\n"
            "from mwslink.config_file import set_account\n"
            "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
            "set_account(Path(sys.argv[1]), 'acme', {'token': 'canary-4711'})\n",
            config,
        )
        left = config.with_name(".config.toml.new")

        assert ended.returncode == -signal.SIGKILL
        assert config.read_text() == TEXT
        assert mode_of(left) == 0o600
        set_connection(config, "amazon-es", values={"import_weight": False})
        assert load_config(config).connections["amazon-es"].import_weight is False
        assert files_beside(config) == set()

    @pytest.mark.parametrize("place", ["/proc/mwslink/config.toml", "/dev/null/config.toml"])
    def test_a_place_that_cannot_be_written_is_named(self, place):
        """Instead of a traceback."""
        with pytest.raises(ConfigError, match="cannot be written") as caught:
            set_account(Path(place), "acme", ACCOUNT)

        assert place in caught.value.message


class TestModesAndLinks:
    @pytest.mark.parametrize(("before", "after"), [(0o644, 0o600), (0o600, 0o600), (0o400, 0o400), (0o444, 0o400)])
    def test_a_file_becomes_its_owners_and_never_wider(self, config, before, after):
        """Even where the umask would allow more."""
        config.chmod(before)
        set_connection(config, "amazon-es", values={"import_weight": False})

        assert mode_of(config) == after

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can edit the file of somebody else")
    def test_root_leaves_the_file_to_its_owner(self, config):
        """sudo mwslink must not lock the user out."""
        os.chown(config, 65534, 65534)
        set_connection(config, "amazon-es", values={"import_weight": False})

        assert (config.stat().st_uid, config.stat().st_gid) == (65534, 65534)

    @pytest.mark.parametrize("exists", [True, False])
    def test_a_symbolic_link_stays_one(self, config, tmp_path, exists):
        """The file it leads to is changed: a folder of dotfiles, kept elsewhere."""
        target = tmp_path / "dotfiles" / "mwslink.toml"
        target.parent.mkdir()
        if exists:
            config.rename(target)
        else:
            config.unlink()
        config.symlink_to(Path("..") / "dotfiles" / "mwslink.toml")
        set_account(config, "other", ACCOUNT)

        assert config.is_symlink()
        assert not target.is_symlink()
        assert "other" in load_config(target).accounts
        assert mode_of(target) == 0o600


class TestSeveralAtOnce:
    def test_processes_that_edit_at_once_lose_nothing(self, config):
        """Every one of their changes is there in the end, through the link or not."""
        link = config.with_name("link.toml")
        link.symlink_to(config)
        text = (
            "import sys\n"
            "from pathlib import Path\n"
            "from mwslink.config_file import set_account\n"
            f"account = {ACCOUNT!r}\n"
            "for number in range(10):\n"
            "    set_account(Path(sys.argv[1]), f'a{sys.argv[2]}-{number}', account)\n"
        )
        running = [
            subprocess.Popen([sys.executable, "-c", text, str(path), str(number)])
            for number, path in enumerate([config, link, config])
        ]

        assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
        assert load_config(config).accounts.keys() == {"acme"} | {f"a{p}-{n}" for p in range(3) for n in range(10)}

    def test_threads_that_edit_at_once_lose_nothing(self, config):
        """The lock counts inside a process too."""
        threads = [threading.Thread(target=set_account, args=(config, f"a{number}", ACCOUNT)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(load_config(config).accounts) == 9

    def test_a_lock_that_is_never_released_ends_in_busy(self, config):
        """After half a minute, with the exit code for "later"."""
        with edit_config(config), use_clock(ScaledClock(200)), pytest.raises(BusyError) as caught:
            set_account(config, "other", ACCOUNT)

        assert caught.value.exit_code == 5
        assert str(config) in caught.value.message
