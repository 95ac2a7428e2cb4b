"""Checks one table against its shape and says in words what does not fit; never quotes a value that may be secret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import TypeVar, get_origin

import msgspec

from mwslink.config.rules import did_you_mean
from mwslink.config.shapes import Table
from mwslink.errors import ConfigError, Problem
from mwslink.messages import _

T = TypeVar("T", bound=Table)
Path = tuple[str, ...]
# TOML has dates of its own, so a text is not taken for one.
_TOML_TYPES = (date, datetime, time)


@dataclass
class Report:
    """All that is wrong with a file, by the path of the key."""

    found: list[tuple[Path, str]] = field(default_factory=list)

    def add(self, path: Path, text: str) -> None:
        self.found.append((path, text))

    def add_error(self, path: Path, error: ConfigError) -> None:
        """What a rule said, with its hint."""
        self.add(path, f"{error.message} {error.hint}".strip())

    def problems(self, text: str) -> list[Problem]:
        """The problems as the reader gets them, in the order of the file's lines."""
        from mwslink.config.layout import line_of, locate_keys

        lines = locate_keys(text)
        problems = [Problem(what, key=dotted(path), line=line_of(lines, path)) for path, what in self.found]
        return sorted(problems, key=lambda problem: problem.line or 0)


def check_table(value: object, shape: type[T], path: Path, report: Report) -> T | None:
    """The table with its values as the rules give them; None when the report has something new to say."""
    before = len(report.found)
    if not isinstance(value, Mapping):
        report.add(path, _("must be a table: [{path}]").format(path=dotted(path)))
        return None
    try:
        table = msgspec.convert(value, shape, builtin_types=_TOML_TYPES)
    except msgspec.ValidationError:
        _explain(value, shape, path, report)
        return None
    changed = _apply_rules(value, shape, path, report)
    if len(report.found) > before:
        return None
    return msgspec.structs.replace(table, **changed) if changed else table


def _explain(value: Mapping[str, object], shape: type[Table], path: Path, report: Report) -> None:
    """Every misfit, where msgspec names the first."""
    fields = _fields_of(shape)
    for key in value.keys() - fields.keys():
        hint = did_you_mean(key, fields) or _("Possible here: {keys}").format(keys=", ".join(fields))
        report.add((*path, key), _("unknown key. {hint}").format(hint=hint))
    for key, info in fields.items():
        if key not in value:
            if info.required:
                report.add((*path, key), _("is missing."))
        elif fault := _type_fault(value[key], info.type):
            report.add((*path, key), fault)
    sound = {key: one for key, one in value.items() if key in fields and not _type_fault(one, fields[key].type)}
    _apply_rules(sound, shape, path, report)


def _apply_rules(value: Mapping[str, object], shape: type[Table], path: Path, report: Report) -> dict[str, object]:
    """The values that a rule changed."""
    changed: dict[str, object] = {}
    for key, rule in shape.RULES.items():
        if key not in value:
            continue
        try:
            ruled = rule(value[key])  # type: ignore[arg-type]  # its type has been checked against the shape
        except ConfigError as error:
            report.add_error((*path, key), error)
        else:
            if ruled != value[key]:
                changed[key] = ruled
    return changed


@lru_cache(maxsize=32)
def _fields_of(shape: type[Table]) -> dict[str, msgspec.structs.FieldInfo]:
    return {info.name: info for info in msgspec.structs.fields(shape)}


def _type_fault(value: object, wanted: object) -> str:
    """What is wrong with the type of a value; empty when nothing is."""
    try:
        msgspec.convert(value, wanted, builtin_types=_TOML_TYPES)
    except msgspec.ValidationError:
        pass
    else:
        return ""
    if isinstance(value, str) and _is_only_quoted(value, wanted):
        return _("stands without quotes: {value}").format(value=value)
    if isinstance(value, datetime) and wanted == date | None:
        return _("is a day without a time: {value}").format(value=value.date())
    return _("must be {wanted}, not {found}.").format(wanted=_wanted(wanted), found=_found(value))


def _is_only_quoted(value: str, wanted: object) -> bool:
    """Whether the text in the quotes would have been right without them."""
    if wanted == date | None:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value))
    return value in {"true", "false"} if wanted is bool else wanted is int and value.isdecimal()


def _wanted(wanted: object) -> str:
    if wanted == date | None:
        return _("a date such as 2026-03-14, without quotes")
    if get_origin(wanted) is dict:
        return _("a table")
    words: dict[object, str] = {bool: _("true or false"), int: _("a whole number")}
    return words.get(wanted, _("a text in quotes"))


def _found(value: object) -> str:
    kinds: Iterable[tuple[type | tuple[type, ...], str]] = (
        (bool, _("true or false")),
        ((int, float), _("a number")),
        (str, _("a text in quotes")),
        (datetime, _("a date with a time")),
        ((date, time), _("a date or a time")),
        (list, _("a list")),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), _("a table"))


def dotted(path: Path) -> str:
    """The path as it could stand in the file, such as connections.amazon-es.country."""
    return ".".join(part if re.fullmatch(r"[\w-]+", part, re.ASCII) else f'"{part}"' for part in path)
