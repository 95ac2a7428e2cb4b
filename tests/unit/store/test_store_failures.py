"""A store in trouble says so in a sentence, with exit code 8 or 5, and loses nothing."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contract.store.erasures import erase_personal
from contract.store.samples import SELLER, order, order_id, stream
from mwslink.errors import BusyError, MwslinkError, StoreError
from mwslink.orders.pull import Pulled
from mwslink.store import Store, new_store_key, open_store
from mwslink.store.queries import OrderQuery

KEY = new_store_key()


def opened(path: Path, timeout: float = 5) -> Store:
    return open_store(f"sqlite:{path}", key=lambda: KEY, timeout=timeout)


def page(first: int) -> list[object]:
    return [order(number) for number in range(first, first + 100)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def refusal(path: Path, kind: type[MwslinkError] = StoreError, **options: float) -> str:
    with pytest.raises(kind) as caught:
        opened(path, **options).close()
    assert caught.value.hint
    assert isinstance(caught.value, StoreError | BusyError)
    return str(caught.value)


def fill(store: Store) -> tuple[int, StoreError]:
    """Save pages until one fails; the pages that were saved, and the failure."""
    for saved in range(10_000):
        try:
            store.orders.save_page(stream(f"{saved + 1}"), page(100 * saved))  # type: ignore[arg-type]
        except StoreError as error:
            return saved, error
    raise AssertionError("it never filled up")


class TestFullDisk:
    def check(self, store: Store, make_room: Callable[[], object]) -> None:
        saved, error = fill(store)

        assert saved > 0
        assert error.exit_code == 8
        assert "Lucía" not in str(error)
        assert store.orders.count(OrderQuery()) == 100 * saved
        assert [one.position for one in store.orders.positions(SELLER)] == [str(saved)]
        make_room()
        assert store.orders.save_page(stream("go on"), page(100 * saved)) == Pulled(new=100)  # type: ignore[arg-type]

    def test_a_database_that_may_not_grow(self, path: Path) -> None:
        with opened(path) as store:
            store._database.row("PRAGMA max_page_count = 200")
            self.check(store, lambda: store._database.row("PRAGMA max_page_count = 100000"))

    def test_a_file_that_may_not_grow(self, path: Path) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with opened(path) as store:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
            try:
                self.check(store, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard)))
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
                signal.signal(signal.SIGXFSZ, before)

    @pytest.fixture
    def small_disk(self, tmp_path: Path) -> Iterator[Path]:
        disk = tmp_path / "disk"
        disk.mkdir()
        mount = shutil.which("mount")
        if os.geteuid() != 0 or not mount:
            pytest.skip("a really full file system: only root can mount one")
        done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("a really full file system: mounting is not allowed here")
        yield disk
        subprocess.run(["umount", disk], check=True)

    def test_a_file_system_that_is_full(self, small_disk: Path) -> None:
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * 1_000_000)
        with opened(small_disk / "store.db") as store:
            self.check(store, ballast.unlink)

    def test_a_full_disk_is_called_so(self, small_disk: Path) -> None:
        with opened(small_disk / "store.db") as store:
            assert "disk is full" in str(fill(store)[1])

    def test_no_room_even_to_begin(self, small_disk: Path) -> None:
        (small_disk / "ballast").write_bytes(b"x" * (2 * 1024 * 1024))

        assert refusal(small_disk / "store.db")


class TestOtherFiles:
    def test_a_file_that_is_no_database(self, path: Path) -> None:
        text = b"order-id,name\n" * 500
        path.write_bytes(text)

        assert "not a store" in refusal(path)
        assert path.read_bytes() == text

    def test_a_database_of_another_program(self, path: Path) -> None:
        with sqlite3.connect(path) as raw:
            raw.execute("CREATE TABLE bookmarks (url TEXT)")
        raw.close()
        before = path.read_bytes()

        assert "not a store" in refusal(path)
        assert path.read_bytes() == before

    def test_a_store_of_a_newer_version_is_not_touched(self, path: Path) -> None:
        opened(path).close()
        with sqlite3.connect(path) as raw:
            raw.execute("INSERT INTO migrations VALUES (999, 'later')")
        raw.close()
        before = path.read_bytes()

        assert "999" in refusal(path)
        assert path.read_bytes() == before

    def test_a_damaged_store(self, path: Path) -> None:
        with opened(path) as store:
            for number in range(20):
                store.orders.save_page(stream(), page(100 * number))  # type: ignore[arg-type]
        damaged = bytearray(path.read_bytes())
        damaged[4096 * 20 : -4096] = b"\x55" * (len(damaged) - 4096 * 21)
        path.write_bytes(damaged)

        with pytest.raises(StoreError) as caught, opened(path) as store:
            list(store.orders.find(OrderQuery()))
        assert "damaged" in str(caught.value)

    def test_a_folder(self, path: Path) -> None:
        path.mkdir()

        assert refusal(path)

    def test_a_folder_below_a_file(self, path: Path) -> None:
        path.write_text("")

        assert refusal(path / "store.db")

    def test_a_store_that_was_closed(self, path: Path) -> None:
        store = opened(path)
        store.close()
        store.close()

        with pytest.raises(StoreError):
            store.orders.count(OrderQuery())


class TestPermissions:
    """Root may write everywhere, so as root each case runs as somebody who may not."""

    @pytest.fixture
    def folder(self) -> Iterator[Path]:
        made = Path(tempfile.mkdtemp(prefix="mwslink-test-"))  # tmp_path is closed to others
        opened(made / "other.db").close()  # loads all modules, which somebody else may not be able to
        made.chmod(0o777)
        yield made
        made.chmod(0o777)
        shutil.rmtree(made)

    @contextmanager
    def as_nobody(self) -> Iterator[None]:
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)

    def check(self, path: Path) -> None:
        with self.as_nobody():
            assert "cannot be opened for writing" in refusal(path)

    def test_a_folder_that_may_not_be_written(self, folder: Path) -> None:
        folder.chmod(0o555)
        self.check(folder / "store.db")

    def test_a_new_folder_where_none_may_be_made(self, folder: Path) -> None:
        folder.chmod(0o555)
        self.check(folder / "new" / "store.db")

    def test_a_file_that_may_not_be_written(self, folder: Path) -> None:
        opened(folder / "store.db").close()
        (folder / "store.db").chmod(0o444)
        self.check(folder / "store.db")

    def test_a_folder_in_which_the_log_cannot_be_made(self, folder: Path) -> None:
        opened(folder / "store.db").close()
        (folder / "store.db").chmod(0o666)
        folder.chmod(0o555)
        self.check(folder / "store.db")


class TestBusy:
    def test_a_writer_that_takes_too_long(self, path: Path) -> None:
        with opened(path) as one, opened(path, timeout=0.05) as two, one._database.writing():
            with pytest.raises(BusyError) as caught:
                two.orders.save_page(stream(), [order()])
            assert caught.value.exit_code == 5
            assert two.orders.count(OrderQuery()) == 0  # reading goes on

    def test_it_is_waited_for(self, path: Path) -> None:
        with opened(path) as one, opened(path) as two:
            with one._database.writing():
                saving = threading.Thread(target=two.orders.save_page, args=(stream(), [order()]))
                saving.start()
                saving.join(0.1)
                assert saving.is_alive()
            saving.join()

            assert one.orders.get(SELLER, order_id(1)) is not None

    def test_an_erasure_tells_when_a_reader_keeps_the_log(self, path: Path) -> None:
        """Calling again, once the reader is gone, finishes it."""
        with opened(path, timeout=0.05) as store:
            store.orders.save_page(stream(), [order()])
            reader = sqlite3.connect(path, isolation_level=None)
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM orders").fetchall()
            with pytest.raises(BusyError):
                erase_personal(store._database, 1)
            assert not store.holds_sealed_data()
            reader.close()

            assert erase_personal(store._database, 1) == 0

    def interrupted(self, store: Store) -> None:
        with store._database.writing() as sql:
            sql.execute("DELETE FROM migrations")
            raise ZeroDivisionError

    def test_a_transaction_that_fails_leaves_nothing_and_the_store_usable(self, path: Path) -> None:
        with opened(path) as store:

            def orders() -> Iterator[object]:
                yield order(1)
                raise KeyboardInterrupt

            with pytest.raises(KeyboardInterrupt):
                store.orders.save_page(stream(), orders())  # type: ignore[arg-type]
            with pytest.raises(ZeroDivisionError):
                self.interrupted(store)

            assert store.orders.positions(SELLER) == []
            assert store.orders.save_page(stream(), [order()]) == Pulled(new=1)
        opened(path).close()
