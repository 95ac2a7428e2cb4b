"""An edit changes what it is about; every comment, blank line and oddity around it stays to the byte."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.config_file import Document
from mwslink.errors import ConfigError

TEXT = """\
# our shops
version = 1    # of the format

# the parent company
[accounts.acme]
region = 'eu'  # Europe
token   =   "env:T"
# endpoint = "http://127.0.0.1:8750"

# Spain, opened in March
[connections.amazon-es]
account = "acme"
country = "ES" # Madrid

# Italy
[connections.amazon-it]
  account = "acme"
  country = "IT"

# where orders go
[sendcloud]
public_key = "abc"
"""
LINES = TEXT.splitlines()


def edited(text: str = TEXT) -> Document:
    return Document(text)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines gone and lines come, the ones around them having stayed."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


class TestChanging:
    def test_a_value_changes_in_its_place(self):
        """Its comment and its neighbours stay."""
        document = edited()
        document.set_values(("accounts", "acme"), {"region": "na"})

        assert changed_lines(TEXT, document.text) == (["region = 'eu'  # Europe\n"], ['region = "na"  # Europe\n'])

    def test_the_same_value_changes_nothing(self):
        """Not even the kind of quotes."""
        document = edited()
        document.set_values(("accounts", "acme"), {"region": "eu", "token": "env:T", "endpoint": None})

        assert document.text == TEXT

    def test_a_new_key_comes_last_in_its_table(self):
        """Before the comment that belongs to the next table, indented like its neighbours."""
        document = edited()
        document.set_values(("connections", "amazon-es"), {"import_weight": False})
        document.set_values(("connections", "amazon-it"), {"name": "Italia"})

        expected = TEXT.replace("# Madrid\n", "# Madrid\nimport_weight = false\n")
        assert document.text == expected.replace('  country = "IT"\n', '  country = "IT"\n  name = "Italia"\n')

    def test_a_removed_key_takes_its_line_along(self):
        """And nothing else."""
        document = edited()
        document.set_values(("connections", "amazon-es"), {"country": None})

        assert changed_lines(TEXT, document.text) == (['country = "ES" # Madrid\n'], [])

    def test_a_new_table_stands_with_its_like(self):
        """Not between a comment and the table it is about."""
        document = edited()
        document.set_values(("connections", "amazon-fr"), {"account": "acme", "country": "FR"})
        document.set_values(("accounts", "other"), {"region": "na"})
        document.set_values(("privacy",), {"retain_days": 20})

        new_connection = '\n[connections.amazon-fr]\naccount = "acme"\ncountry = "FR"\n'
        expected = TEXT.replace('  country = "IT"\n', f'  country = "IT"\n{new_connection}')
        new_account = '\n[accounts.other]\nregion = "na"\n'
        expected = expected.replace(':8750"\n', f':8750"\n{new_account}')
        assert document.text == f"{expected}\n[privacy]\nretain_days = 20\n"

    def test_a_first_key_goes_above_the_tables(self):
        """Below a table it would belong to that."""
        document = edited("[a]\nb = 1\n")
        document.set_values((), {"version": 1})

        assert document.text == "version = 1\n\n[a]\nb = 1\n"

    @pytest.mark.parametrize("text", ["", "# only a comment", "# only a comment\n"])
    def test_an_empty_file_gets_what_it_needs(self, text):
        """A comment in it stays."""
        document = edited(text)
        document.set_values((), {"version": 1})
        document.set_values(("a", "b c"), {"d": date(2026, 3, 14)})

        assert document.text == f'{text.strip()}\nversion = 1\n\n[a."b c"]\nd = 2026-03-14\n'.lstrip()

    def test_line_ends_and_byte_order_mark_are_kept(self):
        """A file edited on Windows stays one."""
        document = edited("\ufeff" + TEXT.replace("\n", "\r\n"))
        document.set_values(("accounts", "acme"), {"region": "na", "api": "mws"})
        document.set_values(("connections", "amazon-fr"), {"country": "FR"})
        document.remove(("connections", "amazon-es"))

        assert document.text.startswith("\ufeff# our")
        assert document.text.count("\n") == document.text.count("\r\n")
        assert list(document.values["connections"]) == ["amazon-it", "amazon-fr"]

    @pytest.mark.parametrize(
        "text",
        [
            'connections = { a = { x = 1 }, b = { x = 2 } } # end\n',
            "connections.a.x = 1\nconnections.b.x = 2 # end\n",
            "[connections]\na.x = 1\nb = { x = 2 } # end\n",
            "[connections.a]\nx = 1\n[other]\ny = 1 # end\n[connections.b]\nx = 2\n",
            "[connections.a]\nx = 1\n[connections.b]\nx = 2 # end",
            "[connections.a]\n[connections.b]\nx = 2 # end\n[connections]\na2 = 1\n[connections.a.x]\n",
        ],
    )  # fmt: skip
    def test_unusual_layouts_can_be_edited(self, text):
        """Tables in braces, dotted keys, tables out of order, no line break at the end."""
        document = edited(text)
        expected = tomllib.loads(text)["connections"]
        document.set_values(("connections", "b"), {"x": 3, "y": "new"})
        document.set_values(("connections", "c"), {"x": 4})
        document.remove(("connections", "a"))
        del expected["a"]

        assert document.values["connections"] == expected | {"b": {"x": 3, "y": "new"}, "c": {"x": 4}}
        assert "# end" in document.text

    def test_what_is_no_table_is_refused(self):
        """Rather than replaced."""
        with pytest.raises(ConfigError, match=r"version\.x is no table"):
            edited().set_values(("version", "x"), {"y": 1})


class TestRemoving:
    def test_a_table_goes_with_what_is_in_it(self):
        """The comment above it stays, apart from the next table."""
        document = edited()
        document.remove(("connections", "amazon-es"))

        gone = '[connections.amazon-es]\naccount = "acme"\ncountry = "ES" # Madrid\n'
        assert document.text == TEXT.replace(gone, "")

    def test_keys_commented_out_in_it_go_too(self):
        """The comment of the next table does not."""
        document = edited()
        document.remove(("accounts", "acme"))

        assert '# endpoint = "' not in document.text
        assert "# the parent company\n\n# Spain, opened in March\n[connections.amazon-es]" in document.text

    def test_the_last_table_leaves_no_blank_lines(self):
        """At the end of the file."""
        document = edited("a = 1\n\n[b]\nc = 1\n")
        document.remove(("b",))

        assert document.text == "a = 1\n"

    def test_what_is_not_there_is_not_removed(self):
        """Disconnecting twice is harmless."""
        document = edited()
        document.remove(("connections", "nothing"))

        assert document.text == TEXT


KEYS = st.text("abcXYZ0-_ .é\"'\\", min_size=1, max_size=5)
VALUES = st.one_of(st.text(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.dates())
TABLES = st.dictionaries(KEYS, st.dictionaries(KEYS, VALUES, max_size=4), max_size=4)


@given(TABLES)
def test_whatever_is_written_is_read_back(tables):
    """Any text, any key, any date."""
    document = edited("")
    for name, values in tables.items():
        document.set_values(("connections", name), values)

    assert tomllib.loads(document.text).get("connections", {}) == {name: v for name, v in tables.items() if v}


@given(st.sampled_from([n for n, line in enumerate(LINES) if "=" in line and not line.startswith("#")]), VALUES)
def test_changing_a_key_changes_only_its_line(number, value):
    """All others stay to the byte."""
    before = LINES[number]
    key = before.partition("=")[0].strip()
    header = next((line for line in reversed(LINES[:number]) if line.startswith("[")), "[]")
    document = edited()
    document.set_values(tuple(header.strip("[]").split(".")) if header != "[]" else (), {key: value})
    # Texts such as "\\x85" hold what str.splitlines takes for a line break.
    lines = document.text.split("\n")

    assert lines[:number] == LINES[:number]
    assert lines[number].partition("=")[0] == before.partition("=")[0]
    assert lines[number].partition("#")[2] == before.partition("#")[2] or "#" in str(value)
    assert lines[number + 1 :] == [*LINES[number + 1 :], ""]


@given(TABLES, st.data())
def test_changes_are_undone_by_their_contrary(tables, data):
    """A table added and removed leaves the file as it was, whatever else is in it."""
    document = edited(TEXT)
    for name, values in tables.items():
        document.set_values(("connections", name), values)
    for name in data.draw(st.permutations(list(tables))):
        document.remove(("connections", name))

    assert document.values == tomllib.loads(TEXT)
    assert [line for line in document.text.splitlines() if line] == [line for line in LINES if line]
