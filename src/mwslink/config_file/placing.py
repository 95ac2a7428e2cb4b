"""Puts keys and tables where a person would: beside their like, and no comment changes its neighbour."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date

from mwslink.config.layout import Entry, Path, Section, parse_layout

Value = str | bool | int | date | None  # None: the key goes


def with_values(text: str, table: Path, values: Mapping[str, Value]) -> str:
    """The text with these keys of a table set, or removed where the value is None."""
    if table and not any(section.path == table for section in parse_layout(text)):
        return _with_table(text, table, values) if any(value is not None for value in values.values()) else text
    for key, value in values.items():
        text = _with_value(text, table, key, value)
    return text


def without_table(text: str, table: Path) -> str:
    """The text without a table and those below it, and without the comments inside them."""
    for section in reversed(parse_layout(text)):
        if section.path[: len(table)] == table:
            text = _cut_section(text, section)
    return text


def _with_value(text: str, table: Path, key: str, value: Value) -> str:
    sections = [section for section in parse_layout(text) if section.path == table]
    for section in sections:
        for entry in section.entries:
            if entry.path == (key,):
                return _changed(text, entry, value)
    return text if value is None else _with_line(text, sections[-1], key, value)


def _changed(text: str, entry: Entry, value: Value) -> str:
    if value is None:
        return text[: _line_start(text, entry.start)] + text[_line_end(text, entry.value_end) :]
    written = text[entry.value_start : entry.value_end]
    if _is_same(tomllib.loads(f"value = {written}")["value"], value):
        return text  # as the person wrote it
    return text[: entry.value_start] + _render(value) + text[entry.value_end :]


def _is_same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _with_line(text: str, section: Section, key: str, value: Value) -> str:
    break_ = _line_break(text)
    if not section.path and not section.entries:
        return _with_first_line(text, f"{_render_key(key)} = {_render(value)}{break_}")
    place = _line_end(text, section.end)
    indent = text[_line_start(text, section.entries[-1].start) : section.entries[-1].start] if section.entries else ""
    before = _ended(text[:place], break_)
    return f"{before}{indent}{_render_key(key)} = {_render(value)}{break_}{text[place:]}"


def _with_first_line(text: str, line: str) -> str:
    """The file's first key goes above the tables, and below a text of comments only."""
    break_ = _line_break(text)
    if len(parse_layout(text)) > 1:
        return f"{line}{break_}{text}"
    return f"{_ended(text, break_)}{line}"


def _with_table(text: str, table: Path, values: Mapping[str, Value]) -> str:
    break_ = _line_break(text)
    header = ".".join(_render_key(part) for part in table)
    lines = [f"{_render_key(key)} = {_render(value)}" for key, value in values.items() if value is not None]
    place = _after_its_like(text, table)
    before, after = _ended(text[:place], break_), text[place:]
    new = break_.join([f"[{header}]", *lines, ""])
    gap = break_ if before.strip() else ""
    return f"{before}{gap}{new}{break_ if after.strip() and not _starts_blank(after) else ''}{after}"


def _after_its_like(text: str, table: Path) -> int:
    """After the last table of the same kind, or at the end of the file."""
    alike = [section for section in parse_layout(text) if section.path[:1] == table[:1]]
    return _block_end(text, alike[-1]) if alike else len(text)


def _cut_section(text: str, section: Section) -> str:
    start, end = _line_start(text, section.start), _block_end(text, section)
    before, after = text[:start], text[end:]
    if not after.strip():
        return before.rstrip() + _line_break(text) if before.strip() else ""
    last_line = before.rstrip("\r\n").rpartition("\n")[2]
    stands_free = not before or before.endswith(("\n\n", "\n\r\n"))
    # A comment right above the table stays, and a blank line keeps it apart from the next table.
    return before + (after.lstrip("\r\n") if stands_free or not last_line.lstrip().startswith("#") else after)


def _block_end(text: str, section: Section) -> int:
    """Where the table's last line ends, and the comments right below it, which are keys commented out."""
    end = _line_end(text, section.end)
    while text[end:].lstrip(" \t").startswith("#"):
        end = _line_end(text, end)
    return end


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    return text.find("\n", offset) + 1 or len(text)


def _line_break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(text: str, break_: str) -> str:
    return text if not text or text.endswith("\n") else text + break_


def _starts_blank(text: str) -> bool:
    return not text.partition("\n")[0].strip()


def _render(value: Value) -> str:
    import tomlkit

    return tomlkit.item(value).as_string()


def _render_key(key: str) -> str:
    import tomlkit

    return tomlkit.key(key).as_string()
