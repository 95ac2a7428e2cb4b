"""Numbers and lengths of time that nobody means are mistakes of the command line, not faults of the program."""

from __future__ import annotations

import pytest
from shops import an_order, fill

MANY = "99999999999999999999"
SINCE = [("orders",), ("import",), ("confirm", "--dry-run"), ("privacy", "access-log")]


@pytest.fixture(autouse=True)
def shop(config_file):
    """A store to look into."""
    fill(config_file, [an_order()])


@pytest.mark.parametrize("value", ["999999d", "999999w", "0001-01-01T00:00+05:00"])
@pytest.mark.parametrize("command", SINCE, ids=" ".join)
def test_a_moment_before_the_calendar(program, command, value):
    ran = program(*command, "--since", value)

    assert ran.code == 2, ran.err
    assert f"'{value}' is no date" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("sync", "--spread"),
        ("sync", "--max-wait"),
        ("import", "--max-wait"),
        ("push", "--max-wait"),
        ("confirm", "--late-within"),
        ("set-weight", "SKU", "450g", "--wait"),
        ("migrate", "amazon-es", "--max-wait"),
    ],
    ids=" ".join,
)
def test_a_time_that_nobody_waits(program, arguments):
    ran = program(*arguments, "999999w")

    assert ran.code == 2, ran.err
    assert "'999999w' is too long; 365d is the most." in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("runs", "--limit", MANY),
        ("privacy", "access-log", "--limit", MANY),
        ("import", "--jobs", MANY),
        ("migrate", "amazon-es", "--days", MANY),
        ("settings", "amazon-es", "--packaging-grams", MANY),
        ("webhook", "--port", MANY),
        ("sandbox", "--port", MANY),
        ("sandbox", "--clock-speed", "nan"),
        ("sandbox", "--clock-speed", "inf"),
        ("rotate-secret", "--max-wait", "nan"),
        ("rotate-secret", "--max-wait", "inf"),
        ("renew", "amazon-es", "--consent", "--max-wait", "1e300"),
        ("--timeout", "nan", "import"),
        ("--timeout", "1e300", "import"),
    ],
    ids=" ".join,
)
def test_a_number_out_of_all_proportion(program, arguments):
    ran = program(*arguments)

    assert ran.code == 2, ran.err
    assert "fault of mwslink" not in ran.err


def test_there_may_be_more_orders_than_anybody_has(program):
    assert program("orders", "--limit", MANY).code == 0
