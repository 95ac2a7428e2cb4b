"""Quotas, tokens, fallbacks, locks and the run journal: what runs leave for the next ones."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from contract.store.samples import OTHER_SELLER, SELLER, at
from mwslink import clock
from mwslink.credentials import Secret
from mwslink.errors import BusyError, ConfigError
from mwslink.gateways.throttle import Bucket
from mwslink.store import Store, new_store_key, open_store

KEY = new_store_key()


def opened(tmp_path: Path) -> Store:
    return open_store(f"sqlite:{tmp_path}/data/store.db", key=lambda: KEY, timeout=5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def take(bucket: Bucket | None) -> tuple[Bucket, float]:
    """One call more; answers the tokens there were."""
    before = bucket or Bucket(1000.0, 1_000_000.5, 0.0167, 20.0)
    return Bucket(before.tokens - 1, before.at, before.rate, before.burst), before.tokens


class TestQuotas:
    def test_a_bucket_lasts_from_run_to_run(self, tmp_path: Path) -> None:
        with opened(tmp_path) as first:
            assert first.quotas.change("host/app/seller", "searchOrders", take) == 1000
        with opened(tmp_path) as second:
            assert second.quotas.change("host/app/seller", "searchOrders", take) == 999
            assert second.quotas.change("host/app/seller", "getOrder", take) == 1000
            assert second.quotas.all("host/") == {
                ("host/app/seller", "searchOrders"): Bucket(998.0, 1_000_000.5, 0.0167, 20.0),
                ("host/app/seller", "getOrder"): Bucket(999.0, 1_000_000.5, 0.0167, 20.0),
            }
            assert second.quotas.all("host_") == {}

    def test_a_change_that_fails_changes_nothing(self, store: Store) -> None:
        store.quotas.change("s", "o", take)
        with pytest.raises(ZeroDivisionError):
            store.quotas.change("s", "o", lambda bucket: (Bucket(1 / 0, 0, 0, 0), 0))

        assert store.quotas.change("s", "o", take) == 999

    def test_threads_and_other_connections_never_take_the_same_token(self, tmp_path: Path, store: Store) -> None:
        with opened(tmp_path) as other:
            seen: list[float] = []

            def work(one: Store) -> None:
                seen.extend(one.quotas.change("s", "o", take) for _ in range(50))

            threads = [threading.Thread(target=work, args=(one,)) for one in (store, store, other, other)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

            assert sorted(seen, reverse=True) == [1000 - number for number in range(200)]

    def test_a_clock_that_went_back_is_for_the_caller_to_judge(self, store: Store) -> None:
        store.quotas.change("s", "o", lambda _: (Bucket(1, 2e9, 1, 1), None))

        assert store.quotas.change("s", "o", lambda bucket: (Bucket(2, 1e9, 1, 1), bucket)) == Bucket(1, 2e9, 1, 1)
        assert store.quotas.all() == {("s", "o"): Bucket(2, 1e9, 1, 1)}


class TestTokens:
    def test_a_token_lasts_from_run_to_run(self, tmp_path: Path) -> None:
        with opened(tmp_path) as first:
            first.tokens.save("scope", Secret("Atza|one"), at(1))
            first.tokens.save("scope", Secret("Atza|two"), at(2))
        with opened(tmp_path) as second:
            assert second.tokens.load("scope") == (Secret("Atza|two"), at(2))
            assert second.tokens.load("other") is None

    def test_a_forgotten_token_is_gone(self, store: Store) -> None:
        store.tokens.save("scope", Secret("t"), at(1))
        store.tokens.forget("scope")
        store.tokens.forget("never there")

        assert store.tokens.load("scope") is None


class TestFallbacks:
    def test_they_are_kept_per_seller_and_api(self, store: Store) -> None:
        store.fallbacks.set(SELLER, "orders-2026-01-01", at(1))
        store.fallbacks.set(SELLER, "orders-2026-01-01", at(2))

        assert store.fallbacks.until(SELLER, "orders-2026-01-01") == at(2)
        assert store.fallbacks.until(SELLER, "listings") is None
        assert store.fallbacks.until(OTHER_SELLER, "orders-2026-01-01") is None


class TestLock:
    def test_who_comes_second_is_told_at_once(self, tmp_path: Path, store: Store) -> None:
        with opened(tmp_path) as other, store.lock("import A@eu"):
            with pytest.raises(BusyError), other.lock("import A@eu"):
                pass
            with pytest.raises(BusyError), store.lock("import A@eu"):
                pass
            with other.lock("import B@eu"):
                pass
        with store.lock("import A@eu"):
            pass

    def test_it_ends_with_the_block_also_when_that_fails(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError), store.lock("import"):
            raise ZeroDivisionError
        with store.lock("import"):
            pass

    def test_a_killed_holder_holds_nothing(self, tmp_path: Path, store: Store) -> None:
        code = (
            "import sys\nfrom mwslink.store import open_store\n"
            f"with open_store('sqlite:{tmp_path}/data/store.db', key=None).lock('import'):\n"
            "    print('held', flush=True)\n    sys.stdin.read()\n"
        )
        with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
            assert holder.stdout
            assert holder.stdout.readline() == b"held\n"
            with pytest.raises(BusyError), store.lock("import"):
                pass
            holder.kill()
            holder.wait()
            with store.lock("import"):
                pass

    def test_a_name_is_no_path(self, tmp_path: Path, store: Store) -> None:
        with store.lock("../../a/b"), pytest.raises(BusyError), store.lock("../../a/b"):
            pass

        assert [path.name for path in tmp_path.iterdir() if path.name not in ("data", "home")] == []


class TestRuns:
    def test_the_journal_tells_what_a_run_did(self, store: Store) -> None:
        run_id = store.runs.start("import", ["acme", "café"])
        store.runs.note(run_id, "acme", "warning", "waited 3 s")
        store.runs.finish(run_id, "success", 0, {"new": 3})
        other = store.runs.start("doctor")
        latest, run = store.runs.recent(2)

        assert (latest.id, latest.status, latest.finished_at, latest.names) == (other, "running", None, ())
        assert (run.command, run.names, run.status, run.exit_code) == ("import", ("acme", "café"), "success", 0)
        assert run.summary == {"new": 3}
        assert run.started_at <= run.events[0].at <= run.finished_at  # type: ignore[operator]
        assert [(event.connection, event.level, event.text) for event in run.events] == [
            ("acme", "warning", "waited 3 s")
        ]
        assert len(store.runs.recent(1)) == 1

    def test_a_run_is_forgotten_after_more_than_a_year(self, store: Store) -> None:
        """With what was noted in it, when the next one begins."""
        with clock.use_clock(clock.ScaledClock(1, start=clock.now() - timedelta(days=401))):
            store.runs.note(store.runs.start("import"), "acme", "warning", "long ago")
        with clock.use_clock(clock.ScaledClock(1, start=clock.now() - timedelta(days=399))):
            store.runs.start("import")
        store.runs.start("doctor")

        assert [run.command for run in store.runs.recent()] == ["doctor", "import"]

    def test_a_killed_run_is_marked_interrupted(self, tmp_path: Path, store: Store) -> None:
        code = (
            "import os\nfrom mwslink.store import open_store\n"
            f"open_store('sqlite:{tmp_path}/data/store.db', key=None).runs.start('import')\nos._exit(9)\n"
        )
        subprocess.run([sys.executable, "-c", code], check=False)
        assert [run.status for run in store.runs.recent()] == ["interrupted"]
        mine = store.runs.start("import")

        assert [(run.id, run.status) for run in store.runs.recent()] == [(mine, "running"), (mine - 1, "interrupted")]


class TestFiles:
    def modes(self, tmp_path: Path) -> set[int]:
        return {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}

    def test_only_the_owner_can_read_them(self, tmp_path: Path) -> None:
        before = os.umask(0)
        try:
            with opened(tmp_path) as store, store.lock("import"):
                store.quotas.change("s", "o", take)

                assert len(list((tmp_path / "data").iterdir())) >= 4
                assert self.modes(tmp_path) == {0o600}
                assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
        finally:
            os.umask(before)

    def test_wider_modes_are_taken_back(self, tmp_path: Path, store: Store) -> None:
        store.quotas.change("s", "o", take)
        for path in (tmp_path / "data").iterdir():
            path.chmod(0o664)
        with opened(tmp_path):
            assert all(
                stat.S_IMODE(path.stat().st_mode) == 0o600
                for path in (tmp_path / "data").iterdir()
                if "lock" not in path.name
            )

    def test_a_folder_that_others_use_is_left_as_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir(mode=0o755)
        with opened(tmp_path):
            assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o755

    def test_without_a_path_it_is_in_the_usual_place(
        self, blank_environment: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (blank_environment / ".local/share/mwslink").mkdir(parents=True)
        with open_store("sqlite:", key=lambda: KEY):
            place = blank_environment / ".local/share/mwslink"
            assert (place / "store.db").exists()
            assert stat.S_IMODE(place.stat().st_mode) == 0o700
        monkeypatch.setenv("XDG_DATA_HOME", str(blank_environment / "data"))
        with open_store("sqlite:", key=lambda: KEY):
            assert (blank_environment / "data/mwslink/store.db").exists()

    @pytest.mark.parametrize("slashes", ["", "/", "//"])
    def test_urls_may_have_the_slashes_of_other_programs(self, tmp_path: Path, slashes: str) -> None:
        with open_store(f"sqlite:{slashes}{tmp_path}/x.db", key=lambda: KEY):
            assert (tmp_path / "x.db").exists()

    @pytest.mark.parametrize("url", ["postgresql://me:secret@host/db", "store.db", "", "mysql:x"])
    def test_a_url_of_another_kind_is_refused_without_its_password(self, url: str) -> None:
        with pytest.raises(ConfigError) as caught:
            open_store(url, key=lambda: KEY)

        assert "secret" not in str(caught.value)
