"""Brings the Spanish catalogue up to date with the messages in the program and in Click; reports what is missing.

    python tools/messages.py            rewrite the .po file and list the messages without Spanish
    python tools/messages.py --check    change nothing; leave with 1 when the file is not current or not complete

Click's sentences ("Usage:", "No such command ...") are looked up in our catalogue as well (mwslink/messages.py), so
its installed sources are read like our own.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "mwslink"
CATALOGUE = SOURCE / "locales" / "es" / "LC_MESSAGES" / "mwslink.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# Click's Windows console, its test runner and what only its developers' users' developers read are never shown here.
CLICK_UNUSED = {"_winconsole.py", "testing.py"}
# Babel writes the time of every run into these, which would change the file each time.
VOLATILE = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Language-Team')


def extract() -> Catalog:
    """All messages of the program and of the installed Click, each with the files it stands in."""
    template = Catalog()
    for path, place in [*_own_files(), *_click_files()]:
        for _line, message, comments, _context in extract_from_file("python", path, KEYWORDS, ["Translators:"]):
            template.add(message, locations=[(place, 0)], auto_comments=comments)
    return template


def update(catalogue: Catalog) -> Catalog:
    """The catalogue with exactly the messages of today; translations that still fit are kept, none is guessed.

    Click's sentences stay also where the installed Click does not have them: other versions of it do.
    """
    catalogue.update(extract(), no_fuzzy_matching=True)
    for message in list(catalogue.obsolete.values()):
        if is_clicks(message):
            message.locations = [(place, 0) for place, _line in message.locations]  # sorted among the others
            catalogue[message.id] = message
    return catalogue


def is_clicks(message: Message) -> bool:
    """Whether the message stands in Click alone."""
    return bool(message.locations) and all(place.startswith("click/") for place, _line in message.locations)


def missing(catalogue: Catalog) -> list[Message]:
    """Messages without Spanish, or with only one of the two forms of a plural."""
    return [message for message in catalogue if message.id and not _is_complete(message)]


def load() -> Catalog:
    """The Spanish catalogue as it is in the repository."""
    with CATALOGUE.open("rb") as text:
        return read_po(text, locale="es")


def own_messages(catalogue: Catalog) -> set[tuple[str, str, frozenset[str]]]:
    """What the check compares: Click's places for its sentences change with its version, ours are in the repository."""
    return {
        (str(message.id), str(message.string), frozenset(place for place, _line in message.locations))
        for message in catalogue
        if message.id and not is_clicks(message)
    }


def render(catalogue: Catalog) -> str:
    """The catalogue as the text of its file, the same for the same messages."""
    text = io.BytesIO()
    write_po(text, catalogue, width=110, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    lines = text.getvalue().decode().splitlines(keepends=True)
    start = next(index for index, line in enumerate(lines) if line.startswith("msgid"))  # after Babel's own header
    return "".join(line for line in lines[start:] if not line.startswith(VOLATILE))


def main(arguments: list[str]) -> int:
    updated = update(load())
    is_current = own_messages(updated) == own_messages(load())
    if "--check" not in arguments:
        CATALOGUE.write_text(render(updated), encoding="utf-8")
    elif not is_current:
        click.echo("The catalogue is not current: run python tools/messages.py")
    for message in missing(updated):
        click.echo(f"no Spanish: {message.id!r}")
    return 1 if missing(updated) or ("--check" in arguments and not is_current) else 0


def _own_files() -> Iterator[tuple[Path, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "sandbox" not in path.relative_to(SOURCE).parts:  # it speaks as Amazon does: English
            yield path, path.relative_to(SOURCE.parents[1]).as_posix()


def _click_files() -> Iterator[tuple[Path, str]]:
    folder = Path(click.__file__).parent
    for path in sorted(folder.glob("*.py")):
        if path.name not in CLICK_UNUSED:
            yield path, f"click/{path.name}"


def _is_complete(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and len(forms) == (2 if message.pluralizable else 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
