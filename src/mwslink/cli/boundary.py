"""The only place that turns a failure into words and an exit code."""

from __future__ import annotations

import errno
import logging
import os
import sys
from pathlib import Path
from typing import TextIO

import click

from mwslink import clock
from mwslink.errors import MwslinkError
from mwslink.messages import _
from mwslink.present.answer import Answer

INTERRUPTED = 130
_logger = logging.getLogger("mwslink")


class Outcome:
    """What the boundary knows about the command being run: how it shall answer, and its answer so far."""

    def __init__(self, arguments: list[str]) -> None:
        self.as_json = "--json" in arguments
        self.as_plugin = {"auth-status", "--nagios"} <= set(arguments)
        self.command = ""
        self.answer: Answer | None = None
        self.is_told = False

    def enter(self, command: str) -> None:
        """Note which command runs; one of a group has two words."""
        self.command = f"{self.command} {command}".strip()

    def show(self, answer: Answer) -> None:
        """Print the answer now, or keep it for the one JSON document at the end."""
        self.answer = answer
        if self.as_json:
            return
        from mwslink.present.tables import print_answer

        print_answer(answer, sys.stdout)
        for warning in answer.warnings:
            say(_("Warning: {text}").format(text=warning))

    def tell(self, answer: Answer) -> None:
        """Answer at once, also as JSON: the command goes on for long after, as a server does."""
        self.show(answer)
        if self.as_json:
            self._print_document(None)
        sys.stdout.flush()  # whoever reads a pipe waits for it

    def finish(self, error: MwslinkError | None) -> int:
        """Print the document, or what went wrong; return the exit code."""
        if error and self.as_plugin:
            from mwslink.present.auth_monitors import UNKNOWN, unknown_line

            click.echo(unknown_line(error))  # what reads it takes every other code for a state of the accounts
            return UNKNOWN
        if self.as_json and (self.command or error) and not self.is_told:
            self._print_document(error)
        elif error:
            say(f"mwslink: {error}")
        return error.exit_code if error else 0

    def _print_document(self, error: MwslinkError | None) -> None:
        from mwslink.present.documents import render_document

        click.echo(render_document(self.command, self.answer, error))
        self.is_told = True


def say(text: str) -> None:
    """Talk to the person: on stderr, so that stdout stays the answer."""
    click.echo(text, err=True)


def run(group: click.Group, arguments: list[str], outcome: Outcome) -> int:
    """Run the command line; return the exit code."""
    _open_missing_streams()
    try:
        code = _run(group, arguments, outcome)
        sys.stdout.flush()  # what cannot be written is found out here, not at exit
    except BrokenPipeError:  # `mwslink orders | head`: the reader has seen enough
        _discard(sys.__stdout__, sys.__stderr__)
        return 0
    except OSError as error:
        _discard(sys.__stdout__)
        say("mwslink: " + _("The answer could not be written: {why}").format(why=error.strerror))
        return MwslinkError.exit_code
    return code


def _run(group: click.Group, arguments: list[str], outcome: Outcome) -> int:
    error = _failure_of(group, arguments, outcome)
    if isinstance(error, int):
        return error
    return outcome.finish(error)


def _failure_of(group: click.Group, arguments: list[str], outcome: Outcome) -> MwslinkError | int | None:
    """Run it; what went wrong, None for nothing, a number where nothing is left to say."""
    stdout = sys.stdout
    try:
        left_with = group.main(arguments, prog_name="mwslink", standalone_mode=False, obj=outcome)
    except MwslinkError as failure:
        return failure
    except click.ClickException as wrong:
        return _usage(wrong, outcome)
    except (KeyboardInterrupt, clock.Interrupted, click.Abort):
        clock.interrupt()
        return _interrupted(outcome)
    except SystemExit as left:
        if sys.stdout is not stdout:  # how Click leaves when a pipe breaks
            raise BrokenPipeError from left
        raise
    except Exception as bug:  # the boundary: whatever is left is a bug of ours
        if isinstance(bug, OSError) and bug.errno == errno.ENOSPC and bug.filename is None:
            raise  # files and the store tell of a full disk themselves, so it is standard output's
        return _bug(bug)
    return left_with if isinstance(left_with, int) else None


def _interrupted(outcome: Outcome) -> MwslinkError | int:
    hint = _("What was saved stays; run the command again to go on.")
    if not outcome.as_json:
        say(f"{_('Interrupted.')} {hint}")
        return INTERRUPTED
    failure = MwslinkError(_("Interrupted."), hint=hint)
    failure.exit_code = INTERRUPTED
    return failure


def _open_missing_streams() -> None:
    """Some daemons start programs with closed streams; the next file opened would take their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (open to the end)


def _discard(*streams: TextIO | None) -> None:
    """Let nothing fail at exit because of what is still in these streams' buffers."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        if stream is not None and not stream.closed:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _usage(wrong: click.ClickException, outcome: Outcome) -> MwslinkError | int:
    if not (outcome.as_json or outcome.as_plugin):
        wrong.show()
        return wrong.exit_code
    failure = MwslinkError(wrong.format_message())
    failure.exit_code = wrong.exit_code
    return failure


def _bug(bug: Exception) -> MwslinkError:
    from mwslink.logs import describe_crash

    _logger.error("unexpected: %s", describe_crash(bug))
    return MwslinkError(
        _("Unexpected error ({kind}); this is a fault of mwslink.").format(kind=type(bug).__name__),
        hint=_("Run it again with --log-file and report what the log says."),
    )
