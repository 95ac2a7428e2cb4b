"""Tables as plain text, and on terminals of every width."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.tables import display_width, one_line, print_answer, render_plain, render_stacked

TABLE = Table(
    (Column("Id"), Column("Name", flexible=True, optional=True), Column("Count", right=True)),
    [["a-1", "Ñandú 日本", "7"], ["b-22", Cell("x", "bad"), "1234"]],
)


def test_plain_columns_are_aligned_whatever_the_characters():
    """Wide and accented characters take the room they take."""
    lines = render_plain(TABLE).splitlines()

    assert lines == ["ID    NAME        COUNT", "a-1   Ñandú 日本      7", "b-22  x            1234"]
    assert len({display_width(line) for line in lines}) == 1


def test_a_stacked_table_loses_nothing():
    """Every filled cell has a line with its heading."""
    assert render_stacked(TABLE) == "Id     a-1\nName   Ñandú 日本\nCount  7\n\nId     b-22\nName   x\nCount  1234\n"


def test_no_colour_where_it_goes_into_a_file():
    """Tones are for terminals."""
    stream = io.StringIO()
    print_answer(Answer({}, ("Title", TABLE)), stream, environ={})

    assert "\x1b" not in stream.getvalue()
    assert stream.getvalue().startswith("Title\nID ")


@given(st.text())
def test_data_never_controls_the_terminal(text):
    """No escape sequence, line break or other control character gets through."""
    assert all(char.isprintable() for char in one_line(text))


@given(st.lists(st.lists(st.text(min_size=1), min_size=3, max_size=3)))
def test_a_row_is_a_line(rows):
    """One can count and grep them."""
    assert len(render_plain(Table(TABLE.columns, rows)).split("\n")) == len(rows) + 2
