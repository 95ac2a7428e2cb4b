"""`mwslink privacy rotate-key` and `forget-key`: the key changes, or is gone, and the orders are still there."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from programs import Ran

from contract.store.samples import order, order_id, stream
from mwslink.connections import Seller
from mwslink.credentials import Secret, resolve
from mwslink.errors import BusyError
from mwslink.store import Store, new_store_key, open_store
from mwslink.store.database import Database

ACME = Seller("A2ACME12345678", "eu")
Program = Callable[..., Ran]


class Keys:
    """Where the store key is, for each kind of place."""

    def __init__(self, config: Path, home: Path) -> None:
        self.config = config
        self.secrets = config.with_name("secrets.toml")
        self.url = f"sqlite:{home}/.local/share/mwslink/store.db"
        self.reference = "secrets:store.key"

    def use(self, reference: str) -> None:
        self.reference = reference
        self.config.write_text(f'{self.config.read_text()}\n[store]\nkey = "{reference}"\n')

    def now(self) -> Secret:
        return resolve(self.reference, secrets_file=self.secrets)

    def store(self) -> Store:
        return open_store(self.url, key=self.now)

    def fill(self) -> None:
        with self.store() as store:
            store.orders.save_page(stream(None, seller=ACME), [order(number) for number in range(1, 6)])

    def assert_readable(self) -> None:
        with self.store() as store:
            for number in range(1, 6):
                assert store.orders.get(ACME, order_id(number), with_personal=True).order == order(number)  # type: ignore[union-attr]


@pytest.fixture
def keys(config_file: Path, blank_environment: Path) -> Keys:
    return Keys(config_file, blank_environment)


def test_a_rotation_whose_log_another_run_reads_is_done_all_the_same(
    keys: Keys, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told to run it again one would rotate once more. The next purge clears the log, due or not."""

    def read_by_another(_database: Database) -> None:
        raise BusyError("in use")

    in_secrets(keys, new_store_key())
    keys.fill()
    with monkeypatch.context() as patch:
        patch.setattr(Database, "forget_history", read_by_another)
        ran = program("privacy", "rotate-key")
    assert ran.code == 0, ran
    assert "the next mwslink privacy purge removes it" in ran.err
    keys.assert_readable()
    with keys.store() as store:
        assert store.rotation.state().rotating_since is None
        assert store.erasing.has_traces()

    assert program("privacy", "purge").code == 0
    with keys.store() as store:
        assert not store.erasing.has_traces()


def in_secrets(keys: Keys, key: Secret, _patch: object = None) -> None:
    keys.secrets.write_text(f'{keys.secrets.read_text()}\n[store]\nkey = "{key.reveal()}"\n')
    keys.secrets.chmod(0o600)


def in_file(keys: Keys, key: Secret, _patch: object = None) -> None:
    path = keys.config.with_name("store.key")
    path.write_text(key.reveal() + "\n")
    path.chmod(0o600)
    keys.use("file:store.key")


def in_keyring(keys: Keys, key: Secret, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = pytest.importorskip("keyring", reason="the keyring extra is not installed")
    entries: dict[tuple[str, str], str] = {}

    class Desktop(keyring.backend.KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            return entries.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            entries[service, username] = password

    monkeypatch.setattr(keyring.core, "_keyring_backend", Desktop())
    keyring.set_password("mwslink", "store", key.reveal())
    keys.use("keyring:mwslink/store")


@pytest.mark.parametrize("put", [in_secrets, in_file, in_keyring])
def test_where_the_place_can_be_written_one_run_does_it(
    keys: Keys, program: Program, put: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(keys, new_store_key(), monkeypatch)
    keys.fill()
    old = keys.now()
    ran = program("privacy", "rotate-key")

    assert ran.code == 0, ran
    assert "5 keys were sealed anew." in ran.out
    assert "Back it up now" in ran.out
    assert keys.now() != old
    assert old.reveal() not in ran.out + ran.err
    assert keys.now().reveal() not in ran.out + ran.err
    keys.assert_readable()
    again = program("privacy", "rotate-key", "--json").document["data"]
    assert (again["is_finished"], again["renewed"]) == (True, 5)


def test_a_variable_takes_two_runs(
    keys: Keys, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In between both keys open the store."""
    monkeypatch.setenv("STORE_KEY", new_store_key().reveal())
    keys.use("env:STORE_KEY")
    keys.fill()
    file = tmp_path / "new.key"

    assert program("privacy", "rotate-key").code == 3
    first = program("privacy", "rotate-key", "--write-new", str(file), "--json").document["data"]
    assert (first["is_finished"], first["renewed"]) == (False, 5)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    keys.assert_readable()
    still = program("privacy", "rotate-key")
    assert "env:STORE_KEY still gives the old key" in still.out
    monkeypatch.setenv("STORE_KEY", file.read_text().strip())
    keys.assert_readable()
    last = program("privacy", "rotate-key", "--json").document["data"]
    assert last["is_finished"] is True
    keys.assert_readable()


def test_a_new_key_is_never_written_over_something(keys: Keys, program: Program, tmp_path: Path) -> None:
    in_secrets(keys, new_store_key())
    keys.fill()
    (tmp_path / "there").write_text("precious")

    assert program("privacy", "rotate-key", "--write-new", str(tmp_path / "there")).code == 3
    assert (tmp_path / "there").read_text() == "precious"
    keys.assert_readable()


def lose(keys: Keys) -> None:
    keys.secrets.write_text(re.sub(r'(?s)\[store\]\nkey = "[^"]*"\n', "", keys.secrets.read_text()))


def test_a_lost_key_takes_the_buyers_and_leaves_the_orders(keys: Keys, program: Program) -> None:
    in_secrets(keys, new_store_key())
    keys.fill()
    lose(keys)
    asked = program("privacy", "forget-key")
    ran = program("privacy", "forget-key", "--yes", "--json")

    assert asked.code == 2
    assert ran.code == 0, ran
    assert ran.document["data"] == {"orders": 5, "others": 0, "unarchived": 0}
    listed = program("orders", "--json").document["data"]["orders"]
    assert len(listed) == 5
    in_secrets(keys, new_store_key())
    with keys.store() as store:
        store.orders.save_page(stream(None, seller=ACME), [order(1)])
        assert store.orders.get(ACME, order_id(1), with_personal=True).order == order(1)  # type: ignore[union-attr]


def test_a_key_that_is_there_is_not_lost(keys: Keys, program: Program) -> None:
    in_secrets(keys, new_store_key())
    keys.fill()
    ran = program("privacy", "forget-key", "--yes")

    assert ran.code == 6
    assert "not lost" in ran.err
    keys.assert_readable()


def in_open_file(keys: Keys) -> None:
    keys.secrets.chmod(0o644)


def in_a_failing_command(keys: Keys) -> None:
    keys.use("command:false")


def in_words_that_are_no_key(keys: Keys) -> None:
    keys.use("command:echo the safe is locked")


@pytest.mark.parametrize("hide", [in_open_file, in_a_failing_command, in_words_that_are_no_key])
def test_a_key_that_cannot_be_read_now_is_not_lost(keys: Keys, program: Program, hide: Callable[[Keys], None]) -> None:
    """The reason is said, and nothing goes."""
    in_secrets(keys, new_store_key())
    keys.fill()
    before = keys.secrets.read_text(), keys.config.read_text()
    hide(keys)
    ran = program("privacy", "forget-key", "--yes")

    assert ran.code == 3, ran
    assert "Whether the store key is lost cannot be told: " in ran.err
    keys.config.write_text(before[1])
    keys.secrets.chmod(0o600)
    keys.reference = "secrets:store.key"
    keys.assert_readable()


def test_another_key_in_its_place_counts_as_lost(keys: Keys, program: Program) -> None:
    in_secrets(keys, new_store_key())
    keys.fill()
    lose(keys)
    in_secrets(keys, new_store_key())

    assert program("privacy", "forget-key", "--yes", "--json").data["orders"] == 5


def test_what_went_with_the_key_is_certified(keys: Keys, program: Program) -> None:
    in_secrets(keys, new_store_key())
    keys.fill()
    lose(keys)
    assert program("privacy", "forget-key", "--yes").code == 0

    assert program("privacy", "purge", "--json").data["certificate"]["number"] == 1
    (erasure,) = program("privacy", "certificates", "--order", order_id(1), "--json").data["erasures"]
    assert (erasure["what"], erasure["reason"], erasure["certificate"]) == ("personal", "key-lost", 1)
    assert program("privacy", "certificates", "--verify").code == 0


def test_a_demand_outlasts_a_lost_key(keys: Keys, program: Program) -> None:
    """What an import brings again of the others is let in; of this one it is not."""
    in_secrets(keys, new_store_key())
    keys.fill()
    with keys.store() as store:
        store.demands.ask([(ACME, order_id(1))], is_whole=False)
    lose(keys)
    assert program("privacy", "forget-key", "--yes").code == 0
    assert program("privacy", "purge").code == 0
    with keys.store() as store:
        store.orders.save_page(stream(None, seller=ACME), [order(1), order(2)])
        held = [store.orders.get(ACME, order_id(number)) for number in (1, 2)]

    assert [one.has_personal for one in held if one] == [False, True]


def test_where_nothing_is_sealed_there_is_nothing_to_rotate_or_to_lose(config_file: Path, program: Program) -> None:
    assert program("privacy", "rotate-key").code == 6
    assert program("privacy", "forget-key", "--yes").code == 6
