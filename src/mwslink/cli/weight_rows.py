"""What is to be written: one SKU of the command line, or a file."""

from __future__ import annotations

import sys
from pathlib import Path

from mwslink.cli.importing import AccountImport, accounts_of
from mwslink.cli.session import Session
from mwslink.errors import ConfigError, Problem
from mwslink.listings.csv import WeightRow, read_weights
from mwslink.listings.units import parse_weight
from mwslink.messages import _
from mwslink.paths import expanded


def read_rows(sku: str | None, weight: str | None, file: Path | None) -> tuple[WeightRow, ...]:
    """The rows. Raises WeightError for a wrong weight, ConfigError listing all that is wrong with a file."""
    if file is None:
        return (WeightRow((sku or "").strip(), parse_weight(weight or "")),)
    table = read_weights(_read(file))
    if table.problems:
        raise ConfigError(
            _("{file} cannot be used as it is; nothing was written.").format(file=file), problems=table.problems
        )
    if not table.rows:
        raise ConfigError(_("In {file} no weight is filled in; nothing was written.").format(file=file))
    return table.rows


def _read(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else expanded(file).read_bytes()
    except OSError as error:
        raise ConfigError(_("Cannot read {file}: {why}").format(file=file, why=error.strerror)) from None


def chosen_account(session: Session, names: tuple[str, ...]) -> AccountImport:
    """The one account whose listings are meant. Raises ConfigError when there are several."""
    accounts = accounts_of(session.config.connections_named(names))
    if not accounts:
        raise ConfigError(_("There are no connections yet."), hint=_("Make one: mwslink connect"))
    sellers = {one.account.seller for one in accounts}
    if len(sellers) > 1:
        connections = ", ".join(one.label for one in accounts)
        raise ConfigError(
            _("These connections are of several sellers: {names}").format(names=connections),
            hint=_("Say whose listings are meant with --connection."),
        )
    first = accounts[0]
    first.connections = [connection for one in accounts for connection in one.connections]
    return first


def narrowed(rows: tuple[WeightRow, ...], account: AccountImport) -> tuple[WeightRow, ...]:
    """The rows; refuses those for a marketplace that is none of the connections'. Raises ConfigError."""
    known = {connection.marketplace.id: connection.country for connection in account.connections}
    problems = [
        Problem(_("{sku}: no connection is in this marketplace").format(sku=row.sku), line=row.line or None)
        for row in rows
        if row.marketplace_id and row.marketplace_id not in known
    ]
    if problems:
        raise ConfigError(_("Some lines are for other marketplaces; nothing was written."), problems=problems)
    return rows
