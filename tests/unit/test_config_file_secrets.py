"""Secrets typed by the user are kept beside the configuration, for its owner only."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.config_file import forget_secret, keep_secret, store_secret
from mwslink.credentials import MissingSecretError, Secret, fault_of_secret, resolve
from mwslink.errors import ConfigError

CANARY = "canary-4711"


@pytest.fixture
def secrets_file(tmp_path: Path) -> Path:
    return tmp_path / "mwslink" / "secrets.toml"


@given(
    st.lists(st.text("abcXYZ09-_ é\"'", min_size=1).filter(str.strip), min_size=1, max_size=3),
    st.text(min_size=1).filter(lambda text: not fault_of_secret(text)),
)
def test_what_is_stored_is_resolved(parts, text):
    """Any key, any secret that can be one."""
    key = ".".join(part.strip() for part in parts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "secrets.toml"
        store_secret(path, key, Secret(text))

        assert resolve(f"secrets:{key}", secrets_file=path) == Secret(text)


def test_secrets_are_added_replaced_and_forgotten(secrets_file):
    """Others, and the user's comments, stay."""
    store_secret(secrets_file, "accounts.acme.token", Secret("one"))
    secrets_file.write_text("# mine\n" + secrets_file.read_text())
    store_secret(secrets_file, "store.key", Secret("k"))
    store_secret(secrets_file, "accounts.acme.token", Secret("two"))

    assert secrets_file.read_text() == '# mine\n[accounts.acme]\ntoken = "two"\n\n[store]\nkey = "k"\n'
    assert secrets_file.stat().st_mode & 0o777 == 0o600

    forget_secret(secrets_file, "accounts.acme.token")
    forget_secret(secrets_file, "accounts.acme.token")

    assert secrets_file.read_text() == '# mine\n\n[store]\nkey = "k"\n'
    with pytest.raises(MissingSecretError):
        resolve("secrets:accounts.acme.token", secrets_file=secrets_file)


def test_a_file_others_can_read_is_refused(secrets_file):
    """Its owner shall hear that the secrets in it were open."""
    store_secret(secrets_file, "a", Secret(CANARY))
    secrets_file.chmod(0o640)

    with pytest.raises(ConfigError, match="chmod 600") as caught:
        store_secret(secrets_file, "b", Secret("x"))
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize("key", ["", ".", "a..b", "a."])
def test_a_key_has_a_name_in_every_part(secrets_file, key):
    """It could not be referred to otherwise."""
    with pytest.raises(ConfigError, match=r"accounts\.acme\.token"):
        store_secret(secrets_file, key, Secret("x"))


@pytest.mark.parametrize("text", ["", f"{CANARY}\n", f" {CANARY}"])
def test_what_cannot_be_a_secret_is_not_stored(secrets_file, text):
    """And not shown."""
    with pytest.raises(ConfigError, match="cannot be a secret") as caught:
        store_secret(secrets_file, "a", Secret(text))

    assert CANARY not in str(caught.value)
    assert not secrets_file.exists()


def test_a_key_below_a_secret_is_refused(secrets_file):
    """`a` is a secret, so there can be no `a.b`; the secret stays."""
    store_secret(secrets_file, "a", Secret(CANARY))

    with pytest.raises(ConfigError, match="a is no table") as caught:
        store_secret(secrets_file, "a.b", Secret("x"))
    assert CANARY not in str(caught.value)
    assert resolve("secrets:a", secrets_file=secrets_file) == Secret(CANARY)


def test_a_table_is_not_replaced_by_a_secret(secrets_file):
    """`a.b` is a secret, so there can be no `a`; it stays."""
    store_secret(secrets_file, "a.b", Secret(CANARY))

    with pytest.raises(ConfigError, match="a is a table"):
        store_secret(secrets_file, "a", Secret("x"))
    assert resolve("secrets:a.b", secrets_file=secrets_file) == Secret(CANARY)


def test_a_secret_is_made_once(secrets_file):
    """However many runs start at the same time on a new machine: data sealed under the losing key would be lost."""
    text = (
        "import sys\n"
        "from pathlib import Path\n"
        "from mwslink.config_file import keep_secret\n"
        "from mwslink.credentials import Secret\n"
        "print(keep_secret(Path(sys.argv[1]), 'store.key', lambda: Secret(sys.argv[2])).reveal())\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", text, str(secrets_file), f"key-{n}"], stdout=subprocess.PIPE, text=True)
        for n in range(4)
    ]
    kept = {process.communicate(timeout=60)[0].strip() for process in running}

    assert len(kept) == 1
    assert keep_secret(secrets_file, "store.key", lambda: Secret("another")) == Secret(kept.pop())


@pytest.mark.parametrize(
    "text", ['"accounts.acme.token" = "old"\n', '[accounts.acme]\n# ours\n\n[accounts]\n"acme.token" = "old"\n']
)
def test_a_key_that_a_person_wrote_in_quotes_is_the_same_key(secrets_file, text):
    """Else a new token would not be used, and a forgotten one would stay."""
    secrets_file.parent.mkdir()
    secrets_file.write_text(text)
    secrets_file.chmod(0o600)

    store_secret(secrets_file, "accounts.acme.token", Secret(CANARY))
    assert resolve("secrets:accounts.acme.token", secrets_file=secrets_file) == Secret(CANARY)
    assert "old" not in secrets_file.read_text()

    forget_secret(secrets_file, "accounts.acme.token")
    assert CANARY not in secrets_file.read_text()
