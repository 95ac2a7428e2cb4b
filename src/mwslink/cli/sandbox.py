"""`mwslink sandbox`: serve a local Amazon and Sendcloud until Ctrl-C."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.boundary import say
from mwslink.cli.words import command, json_option, option
from mwslink.errors import ConfigError
from mwslink.messages import N_, _
from mwslink.present.sandboxes import sandbox_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from mwslink.cli.session import Session

_COUNT = click.IntRange(min=0, max=1_000_000)


@command(
    "sandbox", help=N_("Serve a local Amazon and Sendcloud, with sellers, orders, quotas and faults, until Ctrl-C.")
)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8750,
    metavar=N_("NUMBER"),
    help=N_("Port on this computer; 0 picks a free one."),
)
@option(
    "--seed", type=click.IntRange(min=0), default=1, metavar=N_("NUMBER"), help=N_("Another number, other orders (1).")
)
@option(
    "--accounts",
    type=click.IntRange(1, 99_999),
    default=3,
    metavar=N_("NUMBER"),
    help=N_("How many seller accounts (3)."),
)
@option(
    "--orders",
    type=_COUNT,
    default=250,
    metavar=N_("NUMBER"),
    help=N_("How many orders each account has to ship (250)."),
)
@option(
    "--listings",
    type=_COUNT,
    default=120,
    metavar=N_("NUMBER"),
    help=N_("How many listings each account has (120)."),
)
@option("--quotas", type=click.Choice(["on", "off"]), default="on", help=N_("Whether quotas and limits apply (on)."))
@option(
    "--clock-speed",
    type=click.FloatRange(min=0, max=1_000_000, min_open=True),
    default=1.0,
    metavar=N_("FACTOR"),
    help=N_("How many times as fast its clock runs (1)."),
)
@option(
    "--faults",
    default="",
    metavar=N_("RULES"),
    help=N_("What goes wrong, such as searchOrders:3:503 (the third call) or *:5%:reset."),
)
@option(
    "--ready-file",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("Write the address to this file once it listens."),
)
@json_option
@click.pass_obj
def sandbox(session: Session, /, port: int, ready_file: Path | None, **flags: Any) -> None:
    def announce(url: str) -> None:
        session.tell(sandbox_answer(url))

    try:
        _serve(port, ready_file, announce, {**flags, "quotas": flags["quotas"] == "on"})
    except KeyboardInterrupt:
        say(_("The sandbox has stopped; nothing it held is kept."))


def _serve(port: int, ready_file: Path | None, announce: Callable[[str], None], flags: dict[str, Any]) -> None:
    try:
        from mwslink.sandbox.server import serve
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("mwslink"):
            raise
        raise ConfigError(
            _("The sandbox needs a package that is not installed ({name}).").format(name=missing.name),
            hint=_("Install it: {command}").format(command="pip install 'mwslink[sandbox]'"),
        ) from None
    from mwslink.sandbox.settings import SandboxError, SandboxSettings

    try:
        serve(SandboxSettings(port=port, **flags), ready_file=ready_file, announce=announce)
    except SandboxError as error:
        raise click.UsageError(_refusal(error, port)) from None
    except OSError as error:
        raise ConfigError(_("Cannot write {file}: {why}").format(file=ready_file, why=error.strerror)) from error


def _refusal(error: Exception, port: int) -> str:
    if isinstance(error.__cause__, OSError):
        return _("Port {port} cannot be used ({why}); --port 0 picks a free one.").format(
            port=port, why=error.__cause__.strerror
        )
    return _("The sandbox refuses: {why}").format(why=error)
