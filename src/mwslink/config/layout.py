"""Where the tables and keys of a TOML text stand: for line numbers in messages, and for edits that touch one place.

The text is known to be valid, so this only finds where things begin and end. tomlkit could not replace it: it keeps no
line numbers, and it counts the comment above a table as the end of the table before it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field

Path = tuple[str, ...]

_QUOTED = r""" "(?:\\.|[^"\\\n])*" | '[^'\n]*' """
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_HEADER = re.compile(rf"\[\[?((?:{_QUOTED}|[^\]\"'\n])+)\]\]?[^\n]*", re.VERBOSE)
_KEY = re.compile(rf"((?:{_QUOTED}|[^=\"'\n])+)=[ \t]*", re.VERBOSE)
_VALUE_PART = re.compile(
    rf"""
    (?s:\"\"\"(?:\\.|[^\\])*?\"{{3,5}}) | (?s:'''.*?'{{3,5}}) | {_QUOTED}
    | (?P<open>[\[{{]) | (?P<close>[\]}}]) | (?P<comment>\#[^\n]*) | (?P<newline>\n) | [^\"'\[\]{{}}\#\n]+
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Entry:
    """`key = value`: offsets of the line's begin, of the value, and the path of the key within its table."""

    path: Path
    start: int
    value_start: int
    value_end: int


@dataclass
class Section:
    """A table's header and what follows it; the first one is the file's begin, without a header."""

    path: Path
    start: int
    header_end: int
    entries: list[Entry] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where its last value ends; what follows are comments."""
        return self.entries[-1].value_end if self.entries else self.header_end


def parse_layout(text: str) -> list[Section]:
    """The sections of a valid TOML text, in order."""
    sections = [Section((), 0, 0)]
    position = _skip(_BLANK, text, 0)
    while position < len(text):
        if text[position] == "[":
            header = _match(_HEADER, text, position)
            position = header.end()
            sections.append(Section(_key_path(header[1]), header.start(), position))
        else:
            key = _match(_KEY, text, position)
            position = _value_end(text, key.end())
            sections[-1].entries.append(Entry(_key_path(key[1]), key.start(), key.end(), position))
        position = _skip(_BLANK, text, position)
    return sections


def locate_keys(text: str) -> dict[Path, int]:
    """The line of every key and table, by path; that of a table is where it is first mentioned."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines: dict[Path, int] = {}
    for section in parse_layout(text):
        _remember(lines, section.path, bisect_right(starts, section.start))
        for entry in section.entries:
            _remember(lines, section.path + entry.path, bisect_right(starts, entry.start))
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a key or, where it is missing or inside braces, of the table it belongs to."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path) if path else None


def _remember(lines: dict[Path, int], path: Path, line: int) -> None:
    for length in range(1, len(path) + 1):
        lines.setdefault(path[:length], line)


def _key_path(text: str) -> Path:
    """The parts of a dotted key, quotes and escapes understood."""
    value: object = tomllib.loads(f"{text.strip()} = 0")
    path = []
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        path.append(name)
    return tuple(path)


def _value_end(text: str, position: int) -> int:
    depth = 0
    end = position
    while position < len(text):
        part = _match(_VALUE_PART, text, position)
        if depth == 0 and (part["comment"] or part["newline"]):
            break
        depth += bool(part["open"]) - bool(part["close"])
        if written := part[0].rstrip():
            end = position + len(written)
        position = part.end()
    return end


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    return _match(pattern, text, position).end()


def _match(pattern: re.Pattern[str], text: str, position: int) -> re.Match[str]:
    found = pattern.match(text, position)
    if found is None:
        raise ValueError(f"no {pattern.pattern[:20]!r} at offset {position}; the text was said to be valid TOML")
    return found
