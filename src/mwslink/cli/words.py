"""Click's commands and options with help texts that are translated when they are shown, not when they are defined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mwslink.cli.moments import DURATION
from mwslink.messages import N_, _

F = TypeVar("F", bound=Callable[..., Any])


class Translated:
    """An attribute that is translated each time it is read."""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = f"_untranslated_{name}"

    def __get__(self, instance: object, _owner: type) -> str | None:
        text = getattr(instance, self._name, None)
        return _(text) if text else text

    def __set__(self, instance: object, text: str | None) -> None:
        setattr(instance, self._name, text)


OPTIONS_METAVAR = N_("[OPTIONS]")
SUBCOMMAND_METAVAR = N_("COMMAND [ARGS]...")


class Command(click.Command):
    """A command whose help is written with N_()."""

    help = Translated()
    epilog = Translated()
    options_metavar = Translated()


class Option(click.Option):
    """An option whose help and metavar are written with N_()."""

    help = Translated()
    metavar = Translated()


class Argument(click.Argument):
    """An argument whose metavar is written with N_()."""

    metavar = Translated()


def command(name: str, **attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """Click's decorator, for a command with translated help."""
    return click.command(name, cls=Command, **attributes)


def option(*names: str, **attributes: Any) -> Callable[[F], F]:
    """Click's decorator, for an option with translated help."""
    return click.option(*names, cls=Option, **attributes)


def argument(*names: str, **attributes: Any) -> Callable[[F], F]:
    """Click's decorator, for an argument with translated metavar."""
    return click.argument(*names, cls=Argument, **attributes)


json_option = option(
    "--json", "as_json", is_flag=True, expose_value=False, help=N_("Print one JSON document and nothing else.")
)
max_wait_option = option(
    "--max-wait",
    type=DURATION,
    default="15m",
    metavar=N_("TIME"),
    help=N_("How long one call may wait for a quota (15m)."),
)
HOW_MANY = click.IntRange(1, 1_000_000_000)  # the store can count no further than 2**63
names_argument = argument("names", nargs=-1, metavar=N_("[NAME]..."))
