"""Every kind of secret is found where its reference says, and every way this fails says what to do."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from mwslink.credentials import MissingSecretError, Secret, parse_reference, resolve
from mwslink.credentials.command_source import run_command
from mwslink.errors import ConfigError

CANARY = "canary-4711"


@pytest.fixture
def secrets_file(tmp_path: Path) -> Path:
    path = tmp_path / "mwslink" / "secrets.toml"
    path.parent.mkdir()
    return path


@pytest.fixture
def fails(secrets_file):
    """Resolves, expects a ConfigError, and gives its text after checking what every such error promises."""

    def resolve_and_fail(reference: str, error: type[ConfigError] = ConfigError) -> str:
        with pytest.raises(error) as caught:
            resolve(reference, secrets_file=secrets_file)
        assert caught.value.exit_code == 3
        assert CANARY not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
        return str(caught.value)

    return resolve_and_fail


def write_private(path: Path, content: str | bytes, mode: int = 0o600) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.chmod(mode)
    return path


def program(text: str) -> str:
    """A command line that runs this Python text."""
    return f"command:{sys.executable} -c '{text}'"


class TestLiteralAndEnvironment:
    def test_a_literal_is_the_secret(self, secrets_file):
        """As design has it: anything without a kind."""
        assert resolve("Atzr|x", secrets_file=secrets_file) == Secret("Atzr|x")

    def test_a_variable_is_read(self, secrets_file, monkeypatch):
        """From this process's environment, or the one given."""
        monkeypatch.setenv("TOKEN", "one")

        assert resolve("env:TOKEN", secrets_file=secrets_file) == Secret("one")
        assert resolve("env:TOKEN", secrets_file=secrets_file, environ={"TOKEN": "two"}) == Secret("two")

    def test_a_missing_variable_is_named(self, fails):
        """And cron, where it is usually missing."""
        text = fails("env:TOKEN", MissingSecretError)

        assert "env:TOKEN" in text
        assert "cron" in text

    @pytest.mark.parametrize("value", ["", f"{CANARY}\nmore", f" {CANARY}", f"Atzr|{CANARY} x", "a\u200bb"])
    def test_an_unusable_value_is_refused(self, fails, monkeypatch, value):
        """Empty, or pasted with spaces or line breaks."""
        monkeypatch.setenv("TOKEN", value)

        assert "cannot be a secret" in fails("env:TOKEN")


class TestFile:
    @pytest.mark.parametrize("content", ["s3cret", "s3cret\n", "s3cret\r\n", "\ufeffs3cret\n"])
    def test_a_file_holds_one_secret(self, secrets_file, content):
        """With or without the line break an editor adds."""
        write_private(secrets_file.parent / "token", content)

        assert resolve("file:token", secrets_file=secrets_file) == Secret("s3cret")

    def test_a_path_may_begin_at_home(self, secrets_file, blank_environment):
        """~ is the home, anything relative begins beside the configuration."""
        write_private(blank_environment / "token", "s3cret")

        assert resolve("file:~/token", secrets_file=secrets_file) == Secret("s3cret")

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
    def test_a_file_others_can_read_is_refused(self, fails, secrets_file, mode):
        """With the command that closes it."""
        path = write_private(secrets_file.parent / "token", CANARY, mode)

        assert f"chmod 600 {path}" in fails("file:token")

    @pytest.mark.parametrize(
        ("content", "why"),
        [("", "empty"), (f"{CANARY}\n\n", "line breaks"), (b"\xff\xfe", "UTF-8"), ("x" * 70_000, "too large")],
    )
    def test_a_file_that_holds_no_secret_is_refused(self, fails, secrets_file, content, why):
        """Saying why."""
        write_private(secrets_file.parent / "token", content)

        assert why in fails("file:token")

    def test_what_cannot_be_read_is_refused(self, fails, secrets_file):
        """Missing, a folder, a device, a name with a zero byte."""
        (secrets_file.parent / "folder").mkdir(0o700)

        assert "there is no file" in fails("file:nothing", MissingSecretError)
        assert "there is no file" in fails("file:~nobody-here/token", MissingSecretError)
        assert "not a regular file" in fails("file:folder")
        assert "not a regular file" in fails("file:/dev/null")
        assert "cannot be read" in fails("file:a\0b")

    def test_a_named_pipe_does_not_hang(self, fails, secrets_file):
        """A run from cron must not wait for ever."""
        os.mkfifo(secrets_file.parent / "pipe", 0o600)

        assert "not a regular file" in fails("file:pipe")


class TestSecretsFile:
    def test_keys_are_dotted(self, secrets_file):
        """Through tables, or written as one."""
        write_private(secrets_file, '[accounts.acme]\ntoken = "one"\n[accounts.b]\ntoken = "two"\n')

        assert resolve("secrets:accounts.acme.token", secrets_file=secrets_file) == Secret("one")
        assert resolve("secrets:accounts.b.token", secrets_file=secrets_file) == Secret("two")

    def test_a_change_is_seen(self, secrets_file):
        """The file is kept in memory only as long as it is the same."""
        write_private(secrets_file, 'key = "one"')
        first = resolve("secrets:key", secrets_file=secrets_file)
        replacement = write_private(secrets_file.with_name("new"), 'key = "two"')
        replacement.rename(secrets_file)

        assert (first, resolve("secrets:key", secrets_file=secrets_file)) == (Secret("one"), Secret("two"))

    def test_a_thousand_secrets_are_read_at_once(self, secrets_file, monkeypatch):
        """The file is read once, not once for each account: 1,000 times 1,000 keys would take half a minute."""
        lines = (f'[accounts.a{number}]\ntoken = "t{number}"\n' for number in range(1000))
        write_private(secrets_file, "".join(lines))
        opened: list[object] = []
        really_open = os.open
        monkeypatch.setattr(os, "open", lambda path, *rest: opened.append(path) or really_open(path, *rest))
        found = [resolve(f"secrets:accounts.a{n}.token", secrets_file=secrets_file).reveal() for n in range(1000)]

        assert found == [f"t{number}" for number in range(1000)]
        assert opened == [secrets_file]

    @pytest.mark.parametrize("content", ['[a]\nb = "x"', '["a.b"]\nd = "x"', "[a.b]\nc = 1", ""])
    def test_a_missing_key_is_named(self, fails, secrets_file, content):
        """With the file it was looked for in; a number is no secret."""
        write_private(secrets_file, content)

        assert str(secrets_file) in fails("secrets:a.b.c", MissingSecretError)

    def test_a_missing_file_has_no_keys(self, fails):
        """A first run has no secrets.toml."""
        assert "no such key" in fails("secrets:a.b", MissingSecretError)

    def test_a_file_others_can_read_is_refused(self, fails, secrets_file):
        """Even for its owner, who shall hear of it."""
        write_private(secrets_file, f'key = "{CANARY}"', 0o640)

        assert "chmod 600" in fails("secrets:key")

    def test_a_broken_file_is_refused_with_its_line(self, fails, secrets_file):
        """Without quoting the line."""
        write_private(secrets_file, f'a = "x"\nkey = "{CANARY}\n')

        assert "line 2" in fails("secrets:key")


class TestCommand:
    def test_a_program_prints_the_secret(self, secrets_file):
        """Run without a shell, beside the configuration."""
        reference = program('import os; print("s3cret:" + os.path.basename(os.getcwd()))')

        assert resolve(reference, secrets_file=secrets_file) == Secret("s3cret:mwslink")

    def test_there_is_no_shell(self, secrets_file):
        """So nothing in the line is expanded or chained."""
        assert resolve("command:echo $HOME;id", secrets_file=secrets_file) == Secret("$HOME;id")

    def test_it_gets_the_environment_but_not_our_input(self, secrets_file):
        """A program that asks on standard input meets its end at once."""
        reference = program('import os, sys; print(os.environ["A"] + repr(sys.stdin.read()))')
        environ = {"A": "a", "PATH": os.environ["PATH"]}

        assert resolve(reference, secrets_file=secrets_file, environ=environ) == Secret("a''")

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            (f'import sys; print("{CANARY}"); sys.exit("{CANARY}")', "exit code 1"),
            (f'import os; print("{CANARY}", flush=True); os.kill(os.getpid(), 9)', "signal 9"),
            (f'print("{CANARY}"); print("url: x")', "2 lines"),
            ('import sys; sys.stdout.buffer.write(b"\\xff")', "UTF-8"),
            ("pass", "empty"),
        ],
    )
    def test_a_failure_says_how_but_not_what_was_printed(self, fails, text, why, capfd):
        """Neither the message nor the terminal shows what the program said: it may be the secret."""
        assert why in fails(program(text))
        assert CANARY not in "".join(capfd.readouterr())

    @pytest.mark.parametrize(
        ("line", "why"),
        [
            ("no-such-program-here", "No such file"),
            ("~nobody-here/x", "No such file"),
            ("echo 'a", "quote"),
            ("/dev/null", "Permission denied"),
        ],
    )
    def test_what_cannot_be_run_is_said(self, fails, line, why):
        """A misspelt program, a missing quote, no program at all."""
        assert why in fails(f"command:{line}")

    def test_a_program_that_hangs_is_ended(self, tmp_path):
        """A run from cron must end."""
        started = time.monotonic()
        with pytest.raises(ConfigError, match=r"no answer within 0\.2 seconds"):
            run_command(parse_reference("command:sleep 30"), folder=tmp_path, environ=os.environ, timeout=0.2)

        assert time.monotonic() - started < 10


class TestKeyring:
    def test_an_entry_is_read(self, secrets_file, tmp_path, monkeypatch):
        """From whatever keyring this desktop has."""
        keyring = pytest.importorskip("keyring", reason="the keyring extra is not installed")

        class Desktop(keyring.backend.KeyringBackend):
            priority = 1

            def get_password(self, service: str, username: str) -> str | None:
                return {("a/b", "me"): "s3cret"}.get((service, username))

            def set_password(self, service: str, username: str, password: str) -> None:
                raise NotImplementedError

        monkeypatch.setattr(keyring.core, "_keyring_backend", Desktop())

        assert resolve("keyring:a/b/me", secrets_file=secrets_file) == Secret("s3cret")
        with pytest.raises(MissingSecretError, match="keyring set a/b you"):
            resolve("keyring:a/b/you", secrets_file=secrets_file)

    def test_a_server_has_no_keyring(self, fails, monkeypatch):
        """Cron and servers end here: what to use instead."""
        keyring = pytest.importorskip("keyring", reason="the keyring extra is not installed")
        from keyring.backends import fail

        monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())

        assert "use env:, file:, command: or aws:" in fails("keyring:a/me")

    def test_a_locked_keyring_is_said(self, fails, monkeypatch):
        """Nobody is there to type its password."""
        keyring = pytest.importorskip("keyring", reason="the keyring extra is not installed")

        def get_password(*_: object) -> str:
            raise keyring.errors.KeyringLocked(CANARY)

        monkeypatch.setattr(keyring, "get_password", get_password)

        assert "locked" in fails("keyring:a/me")

    def test_a_missing_package_is_named(self, fails, monkeypatch):
        """It is an extra."""
        monkeypatch.setitem(sys.modules, "keyring", None)

        assert "mwslink[keyring]" in fails("keyring:a/me")
