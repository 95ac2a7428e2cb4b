"""Removing a connection: what goes with it, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.cli.typed import tokens_of
from mwslink.credentials import parse_reference
from mwslink.errors import ConfigError
from mwslink.messages import _
from mwslink.present.removals import Removal

if TYPE_CHECKING:
    from mwslink.config import Config


def plan_removal(config: Config, name: str, *, keep_account: bool) -> Removal:
    """What removing the connection takes along. Raises ConfigError for an unknown name."""
    (connection,) = config.connections_named([name])
    account = connection.account
    is_shared = any(
        other.account.name == account.name for other in config.connections.values() if other.id != connection.id
    )
    if is_shared or keep_account:
        return Removal(connection, removes_account=False)
    if account.migrated_from:
        raise ConfigError(
            _("Account {name} is being migrated, and its earlier access is kept beside it.").format(name=account.name),
            hint=_("First: mwslink migrate {id} --confirm, or --undo").format(id=connection.id),
        )
    reference = parse_reference(account.token)
    if reference.kind == "literal":  # it stands in the account, and goes with it
        return Removal(connection, removes_account=True)
    if tokens_of(config).count(account.token) > 1 or reference.kind != "secrets":
        return Removal(connection, removes_account=True, kept_secret=str(reference))
    return Removal(connection, removes_account=True, secret_key=reference.target)


def remove(config: Config, removal: Removal) -> None:
    """Take it out of the files; the secret last, so that whatever interrupts leaves a valid configuration."""
    from mwslink.config_file import forget_secret, remove_connection

    remove_connection(config.path, removal.connection.id, with_account=removal.removes_account)
    if removal.secret_key:
        forget_secret(config.secrets_file, removal.secret_key)
