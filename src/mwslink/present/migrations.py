"""What a migration found and did, as an answer; orders are named by id and fields by name, never by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mwslink.connections import Account
from mwslink.messages import _, ngettext
from mwslink.orders.comparing import Comparison
from mwslink.present.answer import Answer

_SHOWN = 10


@dataclass(frozen=True)
class Migration:
    """A migration of an account, looked at or done; `comparison` is None where MWS no longer answers."""

    account: Account
    connections: tuple[str, ...]
    days: int
    comparison: Comparison | None = None
    why_not_compared: str = ""
    warnings: tuple[str, ...] = ()
    is_done: bool = False

    def differences(self) -> list[str]:
        """A line for each order that is not the same at both, the first of them."""
        if self.comparison is None:
            return []
        lines = [_("{id}: only MWS shows it").format(id=id_) for id_ in self.comparison.only_first]
        lines += [_("{id}: only SP-API shows it").format(id=id_) for id_ in self.comparison.only_second]
        for id_, names in self.comparison.differing.items():
            lines.append(_("{id}: differs in {fields}").format(id=id_, fields=", ".join(names)))
        more = len(lines) - _SHOWN
        return lines if more <= 0 else [*lines[:_SHOWN], _("… and {count} more").format(count=more)]


def migration_answer(migration: Migration) -> Answer:
    """The answer of `migrate`."""
    comparison = migration.comparison
    data = {
        "account": migration.account.name,
        "connections": list(migration.connections),
        "is_migrated": migration.is_done,
        "compared": comparison.compared if comparison else None,
        "only_mws": list(comparison.only_first) if comparison else None,
        "only_sp_api": list(comparison.only_second) if comparison else None,
        "differing": {id_: list(names) for id_, names in comparison.differing.items()} if comparison else None,
        "not_compared_because": migration.why_not_compared or None,
    }
    return Answer(data, [*_compared(migration), *_done(migration)], warnings=migration.warnings)


def _compared(migration: Migration) -> list[str]:
    comparison = migration.comparison
    if comparison is None:
        return [_("MWS no longer answers, so nothing was compared: {why}").format(why=migration.why_not_compared)]
    if not comparison.compared and comparison.is_equal:
        nothing = ngettext(
            "In the last day no order changed, so there was nothing to compare.",
            "In the last {days} days no order changed, so there was nothing to compare.",
            migration.days,
        )
        return [nothing.format(days=migration.days)]
    text = _how_many(comparison.compared, migration.days)
    if comparison.is_equal:
        return [f"{text} {_('Both show the same.')}"]
    return [text, *migration.differences()]


def _how_many(count: int, days: int) -> str:
    if days == 1:
        text = ngettext(
            "{count} order of the last day was compared.", "{count} orders of the last day were compared.", count
        )
    else:
        text = ngettext(
            "{count} order of the last {days} days was compared.",
            "{count} orders of the last {days} days were compared.",
            count,
        )
    return text.format(count=count, days=days)


def _done(migration: Migration) -> Sequence[str]:
    name = migration.account.name
    if not migration.is_done:
        return [_("Nothing was changed (--dry-run).")]
    first = migration.connections[0]
    return [
        _("Account {name} uses SP-API now; its connections ({connections}) keep names, settings and orders.").format(
            name=name, connections=", ".join(migration.connections)
        ),
        _("The MWS access is kept until you say: mwslink migrate {id} --confirm (or --undo to go back).").format(
            id=first
        ),
    ]


def end_answer(account: Account, connection: str, *, is_undone: bool, kept_secret: str) -> Answer:
    """The answer of `migrate --confirm` and `migrate --undo`."""
    text = (
        _("Account {name} uses MWS again; the SP-API token is forgotten.")
        if is_undone
        else _("Account {name} stays with SP-API; its MWS access is forgotten.")
    )
    lines = [text.format(name=account.name)]
    if kept_secret:
        lines.append(_("Its token stays where you keep it ({reference}).").format(reference=kept_secret))
    data = {"account": account.name, "connection": connection, "is_undone": is_undone, "is_confirmed": not is_undone}
    return Answer(data, lines)
