"""The sessions shown in the documentation: read from the pages, and run against a sandbox at a fixed hour."""

from __future__ import annotations

import json
import re
import shlex
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mwslink.cli import mwslink
from mwslink.cli.boundary import Outcome, run
from mwslink.messages import use_language

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 24, 10, 25, 10, tzinfo=UTC)  # no minute ends soon after what the pages show
SHOWN_URL = "http://127.0.0.1:8750"
SHOWN_HOME = "/home/you"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# A bucket that fills in no time: how full it is depends on how fast the computer is.
_FILLING = re.compile(r"\d+( +\d+ +0\.\d s)")
_MEASURED = re.compile(r" *\d+(\.\d+)? s\b")
Capture = Callable[[], tuple[str, str]]


@dataclass(frozen=True)
class Step:
    """A command as it stands in a page, and what the page says it prints."""

    command: str
    shown: str


def session_of(page: Path) -> list[Step]:
    """All commands of the page's console blocks, in order."""
    steps = []
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _line, shown = part.partition("\n")
            steps.append(Step(command, shown))
    return steps


def python_of(page: Path) -> list[str]:
    """The Python examples of the page."""
    return _PYTHON.findall(page.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Terminal:
    """Where a page's commands are run: this process, with a home of its own and a sandbox in a thread."""

    url: str
    home: Path
    capture: Capture

    def run(self, command: str) -> str:
        """What the command prints, with the addresses and the home that the page shows."""
        self.capture()
        program, *arguments = shlex.split(command.replace(SHOWN_URL, self.url).replace(SHOWN_HOME, str(self.home)))
        printed = self._curl(arguments) if program == "curl" else self._mwslink(arguments)
        return printed.replace(self.url, SHOWN_URL).replace(str(self.home), SHOWN_HOME)

    def _mwslink(self, arguments: list[str]) -> str:
        if arguments == ["sandbox", "&"]:
            return ""  # it runs already
        use_language("en")
        arguments = [f"--sandbox={self.url}" if one == "--sandbox" else one for one in arguments]
        run(mwslink, arguments, Outcome(arguments))
        sys.stdout.flush()
        return "".join(self.capture())

    def _curl(self, arguments: list[str]) -> str:
        """What pages do with curl: GET, POST with -d, and -o /dev/null for an answer nobody reads."""
        words = iter(arguments)
        data, is_silent, url = None, False, ""
        for word in words:
            if word == "-d":
                data = next(words).encode()
            elif word == "-o":
                is_silent = next(words) == "/dev/null"
            elif not word.startswith("-"):
                url = word
        with urllib.request.urlopen(urllib.request.Request(url, data), timeout=10) as answer:
            return "" if is_silent else json.dumps(json.load(answer), indent=2, ensure_ascii=False) + "\n"


def rewrite(page: Path, printed: Iterator[str]) -> None:
    """Put what was printed in place of what the page shows, where it differs by more than measured times."""

    def renew(block: re.Match[str]) -> str:
        parts = re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]
        lines = [part.partition("\n") for part in parts]
        told = [(line[0], line[2], next(printed)) for line in lines]
        return (
            "```console\n" + "".join(f"$ {one}\n{old if is_same(old, new) else new}" for one, old, new in told) + "```"
        )

    page.write_text(_BLOCK.sub(renew, page.read_text(encoding="utf-8")), encoding="utf-8")


def is_same(shown: str, printed: str) -> bool:
    """Equal but for measured seconds; `…` in the page stands for anything."""
    pattern = ".*?".join(re.escape(part) for part in _without_measures(shown).split("…"))
    return re.fullmatch(pattern, _without_measures(printed), re.DOTALL) is not None


def _without_measures(text: str) -> str:
    return _MEASURED.sub(" N s", _FILLING.sub(r"N\1", text))
