"""A TOML text being edited: values change where they stand, and everything around them stays to the byte.

tomlkit keeps comments too, but counts the comment above a table as the end of the table before it: a table or key
added or removed there would take the next table's comment along. So the place is found by `config.layout`, and tomlkit
edits what has no place of its own (tables in braces, dotted keys). Either way the result is read back and compared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from mwslink.config.layout import Path
from mwslink.config_file import placing
from mwslink.config_file.placing import Value
from mwslink.errors import ConfigError
from mwslink.messages import _

_BOM = "\ufeff"


class Document:
    """The text of a TOML file and its changes; `text` is what is to be written."""

    def __init__(self, text: str) -> None:
        self._mark = _BOM if text.startswith(_BOM) else ""
        self._text = text.removeprefix(_BOM)

    @property
    def text(self) -> str:
        return self._mark + self._text

    @property
    def values(self) -> dict[str, Any]:
        """What the text says now."""
        return tomllib.loads(self._text)

    def has(self, table: Path) -> bool:
        """Whether there is such a table or key."""
        found: object = self.values
        for part in table:
            if not isinstance(found, dict) or part not in found:
                return False
            found = found[part]
        return True

    def set_values(self, table: Path, values: Mapping[str, Value]) -> None:
        """Set keys of a table, made where there is none yet; keys not named stay, those that are None go.

        Raises ConfigError when the file is laid out so that it cannot be done safely.
        """
        wanted = self.values
        node = wanted
        for part in table:
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                raise ConfigError(_("{key} is no table.").format(key=".".join(table)))
        for key, value in values.items():
            if isinstance(node.pop(key, None), dict):
                raise ConfigError(_("{key} is a table.").format(key=".".join((*table, key))))
            if value is not None:
                node[key] = value
        self._become(
            wanted,
            lambda: placing.with_values(self._text, table, values),
            lambda: _with_values_by_tomlkit(self._text, table, values),
        )

    def remove(self, table: Path) -> None:
        """Remove a table and all below it; comments around it stay. Does nothing when there is none."""
        if not self.has(table):
            return
        wanted = self.values
        node = wanted
        for part in table[:-1]:
            node = node[part]
        del node[table[-1]]
        self._become(
            wanted,
            lambda: placing.without_table(self._text, table),
            lambda: _without_by_tomlkit(self._text, table),
        )

    def _become(self, wanted: dict[str, Any], *ways: Callable[[], str]) -> None:
        """Take the first way whose result says what it should."""
        for way in ways:
            try:
                text = way()
            except (ValueError, KeyError):  # tomlkit's, for what it cannot edit
                continue
            if _says(text, wanted):
                self._text = text
                return
        raise ConfigError(
            _("The file is laid out in a way that cannot be changed safely."),
            hint=_("Change it in an editor; a table each, such as [connections.amazon-es], always works."),
        )


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return _filled(tomllib.loads(text)) == _filled(wanted)
    except tomllib.TOMLDecodeError:
        return False


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    """Without empty tables, which come and go with the last key in them."""
    filled = {key: _filled(value) if isinstance(value, dict) else value for key, value in table.items()}
    return {key: value for key, value in filled.items() if value != {}}


def _with_values_by_tomlkit(text: str, table: Path, values: Mapping[str, Value]) -> str:
    import tomlkit
    import tomlkit.items

    document = tomlkit.parse(text)
    node: Any = document
    for part in table:
        if part not in node:
            in_braces = isinstance(node, tomlkit.items.InlineTable)
            node[part] = tomlkit.inline_table() if in_braces else tomlkit.table()
        node = node[part]
    for key, value in values.items():
        if value is not None:
            node[key] = value
        elif key in node:
            del node[key]
    return tomlkit.dumps(document)


def _without_by_tomlkit(text: str, table: Path) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    node: Any = document
    for part in table[:-1]:
        node = node[part]
    del node[table[-1]]
    return tomlkit.dumps(document)
