"""Writes docs/reference/commands.md from the program's own help; `--check` only says whether it is current."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from mwslink.cli import mwslink
from mwslink.messages import use_language

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
WIDTH = 100
INTRODUCTION = """\
# Commands

<!-- Written by `python tools/commands.py` from the program's help; do not edit by hand. -->

Options of `mwslink` itself stand before the command: `mwslink --log-file import.log import`.
Every option can also be set in the environment: `MWSLINK_TIMEOUT=60` is `mwslink --timeout 60`, and
`MWSLINK_IMPORT_MAX_WAIT=5m` is `mwslink import --max-wait 5m`. The command line comes first, then the environment.

See also: [exit codes](exit-codes.md), [the documents of `--json`](json.md), [configuration](configuration.md).
"""


def render_commands() -> str:
    """The whole page, in English."""
    use_language("en")
    return INTRODUCTION + "".join(_sections())


def _sections() -> Iterator[str]:
    top = _context(mwslink, "mwslink")
    yield _section("mwslink", mwslink.get_help(top))
    yield from _below(mwslink, top)


def _below(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        inner = _context(command, name, context)
        yield _section(inner.command_path, command.get_help(inner))
        if isinstance(command, click.Group):
            yield from _below(command, inner)


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    return click.Context(command, parent, name, terminal_width=WIDTH, help_option_names=["-h", "--help"])


def _section(title: str, text: str) -> str:
    return f"\n## {title}\n\n```text\n{text.rstrip()}\n```\n"


def main(arguments: list[str]) -> int:
    """Write the page, or compare it; the exit code is 1 where it is out of date."""
    text = render_commands()
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8")
        print(f"{TARGET} is written")
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        print(f"{TARGET} is out of date: run python tools/commands.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
