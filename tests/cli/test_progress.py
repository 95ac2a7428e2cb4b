"""The line that renews itself while a person watches."""

from __future__ import annotations

import os

import pytest

from mwslink.cli.progress import Progress


@pytest.mark.parametrize("columns", [40, 0], ids=["known", "unknown"])
def test_a_line_is_no_wider_than_the_terminal_it_is_on(capsys, monkeypatch, columns):
    """What wraps would stay on the screen each time it is renewed; stdout tells only where stderr does not."""
    monkeypatch.delenv("COLUMNS", raising=False)
    wide = columns + 30 if columns else 40
    monkeypatch.setattr(os, "get_terminal_size", lambda fd: os.terminal_size((columns if fd == 2 else wide, 24)))
    with Progress(is_shown=True) as progress:
        progress.count_orders("acme", 12345)
        progress.wait("searchListingsItems", 178)
    drawn = capsys.readouterr().err.split("\r")

    assert max(map(len, drawn)) == 39
