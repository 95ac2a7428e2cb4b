"""`mwslink runs`: the journal of a real store."""

from __future__ import annotations

import pytest
from shops import open_shop

SUMMARY = {
    "connections": [
        {"connection": "amazon-es", "new": 7, "changed": 2},
        {"connection": "amazon-it", "new": 1, "changed": 0},
    ],
    "calls": {"searchOrders": 3, "token": 1},
    "waited_seconds": 12.5,
}


@pytest.fixture
def journal(config_file):
    """A run that went well, one that failed in part with a note, one that is under way."""
    with open_shop(config_file) as store:
        first = store.runs.start("import", ["amazon-es", "amazon-it"])
        store.runs.finish(first, "success", 0, SUMMARY)
        second = store.runs.start("import", ["amazon-es"])
        store.runs.note(second, "amazon-es", "error", "consent was withdrawn")
        store.runs.finish(second, "partial", 7, SUMMARY)
        store.runs.start("import", ["other-de"])
    return config_file


def test_before_the_first_run_it_says_what_to_run(program, config_file, blank_environment):
    """No store is made for a look."""
    ran = program("runs")

    assert ran.code == 0
    assert "mwslink import" in ran.out
    assert not (blank_environment / ".local").exists()


def test_the_latest_run_comes_first_with_what_it_did_and_cost(program, journal):
    """New and changed orders, calls, status."""
    lines = program("runs").out.splitlines()

    assert [line.split()[0] for line in lines[1:]] == ["3", "2", "1"]
    assert "running" in lines[1]
    assert "partly failed (7)" in lines[2]
    assert lines[3].split()[-5:-2] == ["8", "2", "4"]


def test_one_run_shows_its_calls_and_notes(program, journal):
    """What went wrong, and which operations were called."""
    ran = program("runs", "2")

    assert "searchOrders 3, token 1" in ran.out
    assert "consent was withdrawn" in ran.out
    assert "amazon-it" not in ran.out


def test_json_has_the_stable_keys(program, journal):
    """One run looks the same in the list and alone."""
    one = program("runs", "1", "--json").data["runs"][0]

    assert set(one) == {
        "run",
        "command",
        "connections",
        "started_at",
        "finished_at",
        "seconds",
        "status",
        "exit_code",
        "new",
        "changed",
        "calls",
        "waited_seconds",
        "notes",
    }
    assert (one["new"], one["changed"], one["calls"]["searchOrders"], one["status"]) == (8, 2, 3, "success")
    assert program("runs", "--json").data["runs"][2] == one


def test_limit_takes_the_latest(program, journal):
    """As many as asked for."""
    assert [run["run"] for run in program("runs", "--limit", "2", "--json").data["runs"]] == [3, 2]


def test_an_unknown_run_exits_6(program, journal):
    """With the way to those there are."""
    ran = program("runs", "99")

    assert ran.code == 6
    assert "mwslink runs" in ran.err
