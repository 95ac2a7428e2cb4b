"""Groups of commands: each command is imported when it runs, its one-line help stands in its group's table.

Stock Click loads every command for `--help` and for completion; with the libraries behind them that takes four times
as long (`help_rows` and `shell_complete` below avoid it).
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.words import Translated
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# name -> module:attribute, help in the order of a first day
COMMANDS = {
    "connect": ("connect:connect", N_("Connect a seller's marketplace in one country.")),
    "connect-sendcloud": (
        "connect_sendcloud:connect_sendcloud",
        N_("Connect the Sendcloud that orders go to."),
    ),
    "connections": ("connections:connections", N_("List the connections.")),
    "settings": ("settings:settings", N_("Show or change a connection's settings.")),
    "disconnect": ("connections:disconnect", N_("Remove a connection.")),
    "doctor": ("doctor:doctor", N_("Check connections and name the cause of a refusal.")),
    "sync": ("sync:sync", N_("Import, push, confirm and purge: the one line for cron.")),
    "import": ("import_:import_orders", N_("Bring the orders up to date.")),
    "push": ("push:push", N_("Hand orders over to Sendcloud.")),
    "confirm": ("confirm:confirm", N_("Tell Amazon about the shipments.")),
    "webhook": ("webhook:webhook", N_("Hear from Sendcloud which parcels changed.")),
    "orders": ("orders:orders", N_("Show or export the stored orders.")),
    "why": ("why:why", N_("Show what happened to one order, and how that is known.")),
    "auth-status": ("auth_status:auth_status", N_("Show how long authorizations last, and remind of them.")),
    "renew": ("renew:renew", N_("Record that a seller renewed its authorization.")),
    "rotate-secret": ("rotate_secret:rotate_secret", N_("Replace the application's client secret.")),
    "check-weights": ("check_weights:check_weights", N_("Find listings without a shipping weight.")),
    "set-weight": ("set_weight:set_weight", N_("Give listings a shipping weight, at Amazon or here.")),
    "migrate": ("migrate:migrate", N_("Move an account from MWS to SP-API.")),
    "privacy": ("privacy:privacy", N_("Keep, erase and account for personal data.")),
    "quota": ("quota:quota", N_("Show what is left of Amazon's quotas.")),
    "runs": ("runs:runs", N_("Show what past runs did and cost.")),
    "sandbox": ("sandbox:sandbox", N_("Serve a local Amazon and Sendcloud to try things on.")),
    "demo": ("demo:demo", N_("Take the tour on the sandbox.")),
}


class CommandGroup(click.Group):
    """Click's group, with commands imported when they are needed; `table` is one like `COMMANDS`."""

    help = Translated()
    options_metavar = Translated()
    subcommand_metavar = Translated()  # type: ignore[assignment]  # Click's is never None, and so is ours

    def __init__(self, *, table: Mapping[str, tuple[str, str]], **attributes: Any) -> None:
        super().__init__(**attributes)
        self.table = table

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return None
        module, attribute = self.table[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(f"mwslink.cli.{module}"), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as wrong:
            import difflib

            nearest = difflib.get_close_matches(args[0], self.table, n=3, cutoff=0.6) if args else []
            if not nearest or wrong.message.endswith("?"):
                raise
            text = f"{wrong.message} {_('Nearest: {names}').format(names=', '.join(nearest))}"
            raise click.UsageError(text, ctx) from None

    def invoke(self, ctx: click.Context) -> object:
        if enter := getattr(ctx.obj, "enter", None):  # the outcome, or the session a group below gets
            enter(next(iter([*ctx._protected_args, *ctx.args]), ""))
        return super().invoke(ctx)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_where, text) in self.table.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=_(text))
            for name, (_where, text) in self.table.items()
            if name.startswith(incomplete)
        ]
        return found or super().shell_complete(ctx, incomplete)
