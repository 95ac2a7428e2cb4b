"""Asking the person at the terminal, or refusing politely where nobody sits."""

from __future__ import annotations

import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from mwslink.errors import ConfigError
from mwslink.messages import _
from mwslink.paths import expanded

if TYPE_CHECKING:
    from mwslink.gateways import Wait

T = TypeVar("T")
_NARROWEST = 30
_NOTICED = 2  # seconds


class Conversation:
    """Questions on stderr, so that stdout stays the answer; each question has a flag that answers it beforehand."""

    def __init__(self, *, may_ask: bool) -> None:
        self.may_ask = may_ask

    def tell(self, text: str) -> None:
        """Explain something to a person; silent where nobody reads."""
        if self.may_ask:
            click.echo(text, err=True)

    def tell_wait(self, wait: Wait) -> None:
        """Tell a person why nothing happens for a while."""
        if wait.seconds < _NOTICED:
            return
        text = _("Amazon's quota for {operation} is used up; waiting {seconds:.0f} s…")
        self.tell(text.format(operation=wait.operation, seconds=wait.seconds))

    def tell_folded(self, text: str, *, mark: str) -> None:
        """Tell a sentence that may be longer than a line is wide; its lines stand below each other, after the mark."""
        folded = textwrap.TextWrapper(
            max(_NARROWEST, shutil.get_terminal_size().columns),
            initial_indent=mark,
            subsequent_indent=" " * len(mark),
            break_long_words=False,
            break_on_hyphens=False,
        )
        self.tell(folded.fill(text))

    def require(self, answers: Mapping[str, object], *, note: str = "") -> None:
        """Where nobody can be asked: name every flag without an answer at once. Raises UsageError."""
        missing = [flag for flag, answer in answers.items() if not answer]
        if self.may_ask or not missing:
            return
        first, *others = missing
        text = _("{flag} is needed, since nobody can be asked here.")
        if others:
            text = _("{flag} is needed, since nobody can be asked here, and so is: {others}")
        told = text.format(flag=first, others=", ".join(others))
        raise click.UsageError(f"{told}\n{note}" if note else told)

    def ask(  # noqa: PLR0913  (each says another thing about one question)
        self,
        given: str | None,
        parse: Callable[[str], T],
        *,
        flag: str,
        question: str,
        hide: bool = False,
        default: str | None = None,
    ) -> T:
        """What was given, parsed; else the answer to the question, asked again until it is well-formed.

        `default` is what Enter takes; without a person nothing is taken for granted. Raises UsageError naming the flag
        where nobody can be asked, ConfigError when what was given is malformed.
        """
        if given:
            return parse(given)
        if not self.may_ask:
            raise click.UsageError(_("{flag} is needed, since nobody can be asked here.").format(flag=flag))
        while True:
            try:
                return parse(str(click.prompt(question, hide_input=hide, default=default, err=True)))
            except ConfigError as wrong:
                click.echo(str(wrong), err=True)

    def choose(self, given: T | None, *, question: str, choices: dict[str, T], default: T) -> T:
        """What was given, else one of the choices; the default where nobody can be asked."""
        if given is not None or not self.may_ask:
            return default if given is None else given
        texts = {value: text for text, value in choices.items()}
        for number, text in enumerate(choices, 1):
            click.echo(f"  {number}. {text}", err=True)
        first = str(list(choices).index(texts[default]) + 1)
        while True:
            answer = str(click.prompt(question, default=first, err=True)).strip()
            if answer in map(str, range(1, len(choices) + 1)):
                return list(choices.values())[int(answer) - 1]
            click.echo(_("Please answer with a number from 1 to {last}.").format(last=len(choices)), err=True)

    def ask_text(self, question: str, default: str) -> str:
        """Free text, with a default that Enter takes."""
        return str(click.prompt(question, default=default, err=True)).strip() or default

    def confirm(self, question: str, *, default: bool, silent: bool) -> bool:
        """Yes or no; `silent` is the answer where nobody can be asked."""
        if not self.may_ask:
            return silent
        yes = _("yes")[0]
        shown = f"{yes.upper()}/n" if default else f"{yes}/N"
        while True:
            prompt = f"{question} [{shown}]"
            answer = str(click.prompt(prompt, default="", show_default=False, err=True)).strip().casefold()
            if not answer:
                return default
            if answer in _words(_("yes"), "yes") or answer in _words(_("no"), "no"):
                return answer not in _words(_("no"), "no")
            click.echo(_("Please answer {yes} or {no}.").format(yes=_("yes"), no=_("no")), err=True)


def _words(*words: str) -> set[str]:
    """Each word, its first letter, and how it is written in haste: `sí`, `s`, `si`."""
    plain = [unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode() for word in words]
    return {*words, *plain, *(word[0] for word in words)}


def read_secret(text: str | None, file: Path | None, *, flag: str) -> str | None:
    """A secret given by flag, or by a file (`-`: standard input). Raises ConfigError when it cannot be read."""
    if text and file:
        raise click.UsageError(_("Give either {flag} or {flag}-file, not both.").format(flag=flag))
    if file is None:
        return text
    try:
        found = sys.stdin.read() if str(file) == "-" else expanded(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or _("it is not a text file")
        raise ConfigError(_("Cannot read {file}: {why}").format(file=file, why=why)) from None
    if not found.strip():
        raise ConfigError(_("{file} is empty.").format(file=_("Standard input") if str(file) == "-" else file))
    return found
