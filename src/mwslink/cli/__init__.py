"""The command line."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import Any

import click

from mwslink import __version__
from mwslink.cli.boundary import Outcome, run
from mwslink.cli.group import COMMANDS, CommandGroup
from mwslink.cli.moments import Seconds
from mwslink.cli.session import Session
from mwslink.cli.words import Option, option
from mwslink.logs import LEVELS, open_log
from mwslink.messages import LANGUAGES, N_, use_language
from mwslink.paths import config_path

# The language is needed before Click builds the first help text, so it is looked for ahead of parsing.
_LANGUAGE_LINE = re.compile(r"""^language\s*=\s*["'](\w+)["']""", re.MULTILINE)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _let_every_text_out()
    use_language(_wanted_language(arguments))
    sys.exit(run(mwslink, arguments, Outcome(arguments)))


@click.group(
    cls=CommandGroup,
    table=COMMANDS,
    help=N_("Connects Amazon seller accounts to Sendcloud, from a terminal and from cron."),
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "MWSLINK"},
)
@click.version_option(__version__, prog_name="mwslink", cls=Option, help=N_("Show the version and exit."))
@option("--config", type=click.Path(path_type=Path), metavar=N_("FILE"), help=N_("The configuration file."))
@option("--language", type=click.Choice(["auto", *LANGUAGES]), help=N_("Language of the messages."))
@option("--log-file", type=click.Path(path_type=Path), metavar=N_("FILE"), help=N_("Write a log to this file."))
@option("--log-level", type=click.Choice(LEVELS), default="info", help=N_("How much goes into the log."))
@option("--log-format", type=click.Choice(["text", "json"]), default="text", help=N_("Lines of text, or of JSON."))
@option(
    "--timeout",
    type=Seconds(0.1, 600),
    default=30,
    metavar=N_("SECONDS"),
    help=N_("How long to wait for an answer (30)."),
)
@click.pass_context
def mwslink(context: click.Context, /, config: Path | None, timeout: float, **log: Any) -> None:
    open_log(log["log_file"], level=log["log_level"], as_json=log["log_format"] == "json")
    context.obj = Session(config, timeout, context.obj)


def _let_every_text_out() -> None:
    """A terminal or a locale that cannot show a character gets a question mark, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _wanted_language(arguments: list[str]) -> str:
    """What --language, MWSLINK_LANGUAGE or the configuration file asks for, without loading anything."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--language="):
            return argument.partition("=")[2]
        if argument == "--language" and index + 1 < len(arguments):
            return arguments[index + 1]
    return os.environ.get("MWSLINK_LANGUAGE") or _configured_language(arguments) or "auto"


def _configured_language(arguments: list[str]) -> str:
    explicit = None
    for index, argument in enumerate(arguments):
        if argument.startswith("--config="):
            explicit = Path(argument.partition("=")[2])
        elif argument == "--config" and index + 1 < len(arguments):
            explicit = Path(arguments[index + 1])
    try:
        text = config_path(explicit, os.environ).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""  # whoever loads the file will say what is wrong with it
    found = _LANGUAGE_LINE.search(text.partition("\n[")[0])
    return found[1] if found else ""
