"""Secrets that a program prints, such as `pass show sendcloud`; run without a shell."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from mwslink.credentials.reference import Reference
from mwslink.errors import ConfigError
from mwslink.messages import _

# Long enough for a person to type the passphrase of a password store.
TIMEOUT_SECONDS = 60.0


def run_command(
    reference: Reference, *, folder: Path, environ: Mapping[str, str], timeout: float = TIMEOUT_SECONDS
) -> str:
    """What the command prints, without the line break at its end.

    Raises ConfigError when it cannot be run, fails, takes too long or prints more than a line; nothing it prints is
    in the message, and what it says on standard error is dropped, since either could hold the secret.
    """
    arguments = _split(reference)
    try:
        ended = subprocess.run(  # noqa: S603  (running the user's own command is what this reference is for)
            arguments,
            cwd=folder if folder.is_dir() else None,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _failed(reference, _("no answer within {seconds:g} seconds").format(seconds=timeout)) from None
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        raise _failed(reference, why) from None
    return _printed(reference, ended)


def _split(reference: Reference) -> list[str]:
    try:
        program, *rest = shlex.split(reference.target)
    except ValueError:
        raise ConfigError(_("{reference}: a quote is missing in the line.").format(reference=reference)) from None
    # Not Path.expanduser, which raises where there is no such user's home.
    return [os.path.expanduser(program), *rest]  # noqa: PTH111


def _printed(reference: Reference, ended: subprocess.CompletedProcess[bytes]) -> str:
    if ended.returncode < 0:
        raise _failed(reference, _("ended by signal {number}").format(number=-ended.returncode))
    if ended.returncode:
        raise _failed(reference, _("ended with exit code {code}").format(code=ended.returncode))
    try:
        text = ended.stdout.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise _failed(reference, _("what it prints is not UTF-8 text")) from None
    if "\n" in text:
        raise ConfigError(
            _("{reference}: the command prints {count} lines.").format(reference=reference, count=text.count("\n") + 1),
            hint=_('Let it print the secret alone, for example with sh -c "… | head -n 1".'),
        )
    return text


def _failed(reference: Reference, why: str) -> ConfigError:
    return ConfigError(
        _("{reference}: the command failed: {why}.").format(reference=reference, why=why),
        hint=_("Run it yourself to see what it says; its output is not shown here because it may hold the secret."),
    )
