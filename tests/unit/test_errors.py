"""Every failure has the exit code that is published, and says where and what."""

from __future__ import annotations

import pytest

from mwslink import errors
from mwslink.errors import ConfigError, MwslinkError, NetworkError, PartialError, Problem, StoreError

EXIT_CODES = {
    "MwslinkError": 1,
    "ConfigError": 3,
    "TrustStoreError": 3,
    "AuthorizationError": 4,
    "TemporaryError": 5,
    "ThrottledError": 5,
    "NetworkError": 5,
    "BusyError": 5,
    "RejectedError": 6,
    "PartialError": 7,
    "StoreError": 8,
    "RetentionError": 9,
    "AttentionError": 10,
}


def test_exit_codes_are_a_contract():
    """The published table, to the number; nothing is missing from it."""
    found = {
        name: kind.exit_code
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, MwslinkError)
    }

    assert found == EXIT_CODES


@pytest.mark.parametrize(
    ("failures", "code"),
    [
        ([NetworkError("a"), NetworkError("b")], 5),
        ([NetworkError("a"), StoreError("b")], 7),
        ([], 7),
    ],
)
def test_a_partial_failure_is_temporary_only_if_all_failures_were(failures, code):
    """Cron stays quiet when the next run may bring everything."""
    assert PartialError("some failed", failures=failures).exit_code == code


def test_a_message_names_connection_and_next_step():
    """What failed, for which connection, and what to do."""
    error = MwslinkError("consent was withdrawn", hint="mwslink renew shop-nl", connection="shop-nl")

    assert str(error) == "shop-nl: consent was withdrawn\n  mwslink renew shop-nl"


def test_all_problems_are_listed_with_line_and_key():
    """One run shows everything there is to repair."""
    problems = [Problem("unknown key", key="a.b", line=3), Problem("is missing", key="c"), Problem("odd")]
    error = ConfigError("config.toml has 3 problems:", problems=problems)

    assert str(error).splitlines() == [
        "config.toml has 3 problems:",
        "  line 3: a.b: unknown key",
        "  c: is missing",
        "  odd",
    ]
