"""The line that renews itself while a person watches."""

from __future__ import annotations

from mwslink.cli.progress import Progress


def test_a_line_is_no_wider_than_the_terminal(capsys, monkeypatch):
    """What wraps would stay on the screen each time it is renewed."""
    monkeypatch.setenv("COLUMNS", "40")
    with Progress(is_shown=True) as progress:
        progress.count_orders("acme", 12345)
        progress.wait("searchListingsItems", 178)
    drawn = capsys.readouterr().err.split("\r")

    assert max(map(len, drawn)) == 39
