"""From the file to a Config: TOML, then table by table, then what only all of them together can tell."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mwslink.config import shapes
from mwslink.config.building import build_config
from mwslink.config.checks import Report, check_table
from mwslink.config.model import Config
from mwslink.credentials import parse_reference
from mwslink.errors import ConfigError, Problem
from mwslink.messages import _, ngettext


def load_config(path: Path) -> Config:
    """The configuration in this file; without the file, an empty one.

    Raises ConfigError with every problem, its line and key.
    """
    found = read_config_text(path)
    if found is None:
        return Config(path)
    text, state = found
    return _parse(text, path, is_open=stat.S_ISREG(state.st_mode) and bool(state.st_mode & 0o077))


def parse_config(text: str, path: Path) -> Config:
    """The configuration in this text; `path` is where it belongs. Raises ConfigError with every problem."""
    return _parse(text, path, is_open=False)


def read_config_text(path: Path) -> tuple[str, os.stat_result] | None:
    """The file's text as it is (byte order mark and line ends too), and its state; None without a file.

    Raises ConfigError when it cannot be read or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            content = file.read()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        raise ConfigError(_("{path} cannot be read: {why}.").format(path=path, why=why)) from None
    try:
        return content.decode("utf-8"), state
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _wrong(path, [Problem(_("not UTF-8 text; save the file as UTF-8."), line=line)]) from None


def parse_toml(text: str, path: Path) -> dict[str, object]:
    """The values of a TOML text, a byte order mark before it allowed. Raises ConfigError with the line."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, [_syntax_problem(str(error), text)]) from None
    except RecursionError:
        raise _wrong(path, [Problem(_("brackets inside brackets, too many of them."))]) from None


def _parse(text: str, path: Path, *, is_open: bool) -> Config:
    document = parse_toml(text, path)
    if not document:
        return Config(path)
    report = Report()
    config = None
    if _check_version(document, report):
        table = check_table(document, shapes.FileTable, (), report)
        config = build_config(document, path, table.language if table else "auto", report)
        if is_open:
            _check_literals(document, path, report)
    if report.found or config is None:
        raise _wrong(path, report.problems(text.removeprefix("\ufeff")))
    return config


def _check_version(document: Mapping[str, object], report: Report) -> bool:
    """Whether the rest can be understood; a newer file has rules we do not know."""
    version = document.get("version")
    if version is None or (type(version) is int and version < 1):
        report.add(("version",), _("must stand first in the file: version = {version}").format(version=shapes.VERSION))
    if type(version) is not int or version <= shapes.VERSION:
        return True
    report.add(
        ("version",),
        _("written by a newer mwslink: version {version}, this one reads {ours}. Install the newer one.").format(
            version=version, ours=shapes.VERSION
        ),
    )
    return False


def _check_literals(document: Mapping[str, object], path: Path, report: Report) -> None:
    """Others can read the file: it must not hold secrets."""
    found = list(_literals(document))
    if found:
        report.add(
            found[0],
            ngettext(
                "others can read this file, and it holds a secret here. Close it: chmod 600 {path}",
                "others can read this file, and it holds {count} secrets, the first one here. "
                "Close it: chmod 600 {path}",
                len(found),
            ).format(count=len(found), path=path),
        )


def _literals(document: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """The keys whose value is a secret itself."""
    tables = {name: shape for name, shape in shapes.SINGLE_TABLES.items() if isinstance(document.get(name), Mapping)}
    for name, shape in tables.items():
        yield from ((name, key) for key in shape.SECRETS if _is_literal(document[name], key))
    reminders = document.get("reminders")
    for name, table in reminders.items() if isinstance(reminders, Mapping) else ():
        secrets = shapes.REMINDER_TABLES[name].SECRETS if name in shapes.REMINDER_TABLES else ()
        yield from (("reminders", name, key) for key in secrets if _is_literal(table, key))
    accounts = document.get("accounts")
    for name, account in accounts.items() if isinstance(accounts, Mapping) else ():
        yield from (("accounts", name, key) for key in shapes.AccountTable.SECRETS if _is_literal(account, key))
        if isinstance(account, Mapping) and _is_literal(account.get("migrated_from"), "token"):
            yield ("accounts", name, "migrated_from", "token")
    store = document.get("store")
    if isinstance(store, Mapping) and _has_password(store.get("url")):
        yield ("store", "url")


def _is_literal(table: object, key: str) -> bool:
    value = table.get(key) if isinstance(table, Mapping) else None
    try:
        return isinstance(value, str) and bool(value) and parse_reference(value).kind == "literal"
    except ConfigError:
        return False  # reported already


def _has_password(url: object) -> bool:
    try:
        return isinstance(url, str) and bool(urlsplit(url).password)
    except ValueError:
        return False


def _syntax_problem(message: str, text: str) -> Problem:
    """tomllib's sentence, its "(at line 3, column 5)" taken apart."""
    what, _bracket, where = message.partition(" (at ")
    found = re.match(r"line (\d+)", where)
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    return Problem(_("not valid TOML: {what}.").format(what=what.rstrip(".")), line=line)


def _wrong(path: Path, problems: list[Problem]) -> ConfigError:
    message = ngettext("{path} has a problem:", "{path} has {count} problems:", len(problems))
    return ConfigError(message.format(path=path, count=len(problems)), problems=problems)
