"""Keys are found where they stand, however the file is written."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.config.layout import line_of, locate_keys, parse_layout

TEXT = '''\
# a comment with [brackets] and "quotes
version = 1   # = [x]

[accounts.acme] # [not.a.table]
token = "a # no comment"
"odd key" = "it's"
[ accounts . "other one" ]
list = [ # ]
  "[connections.x]",
  "a = 1",
]
text = """
[connections.no]
x = "1"
""""
inside = { a = 1, b = "}" }
dotted.key = 2026-03-14
[[many]]
a = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("version",), 2),
        (("accounts",), 4),
        (("accounts", "acme"), 4),
        (("accounts", "acme", "token"), 5),
        (("accounts", "other one", "list"), 8),
        (("accounts", "other one", "text"), 12),
        (("accounts", "other one", "inside"), 16),
        (("accounts", "other one", "inside", "b"), 16),
        (("accounts", "other one", "dotted", "key"), 17),
        (("accounts", "other one", "missing"), 7),
        (("many", "a"), 19),
        (("missing",), None),
        ((), None),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_key_is_found_on_its_line(path, line, line_break):
    """Through comments, quotes, lists over several lines and texts that look like tables."""
    text = TEXT.replace("\n", line_break)
    tomllib.loads(text)  # it is what it should be

    assert line_of(locate_keys(text), path) == line


VALUES = st.one_of(
    st.text().map(repr).map(lambda text: "'''" + text.replace("'", "") + "'''").filter(lambda text: text.isprintable()),
    st.integers().map(str),
    st.lists(st.integers()).map(lambda numbers: "[\n" + "".join(f"  {number}, # ]\n" for number in numbers) + "]"),
    st.sampled_from(['"a\\"b"', "'a\"b'", '"""a""b"""', '"""x\\""""', "'''a''b'''", '""', "''", "2026-03-14 10:00:00"]),
)


@given(st.lists(st.tuples(st.sampled_from(["", "# a = 1\n", "\n", "  "]), VALUES), max_size=8))
def test_every_value_is_cut_out_whole(pairs):
    """What is between its begin and end reads as the same value."""
    text = "".join(f"{before}key{number} = {value} # end\n" for number, (before, value) in enumerate(pairs))
    wanted = tomllib.loads(text)
    entries = parse_layout(text)[0].entries
    found = {entry.path[0]: text[entry.value_start : entry.value_end] for entry in entries}

    assert {key: tomllib.loads(f"x = {value}")["x"] for key, value in found.items()} == wanted
