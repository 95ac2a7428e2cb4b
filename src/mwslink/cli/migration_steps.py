"""The steps of a migration that change files: switch to the new access, go back to the earlier one, or let that go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.config_file import Value, edit_config, forget_secret, store_secret
from mwslink.connections import Account
from mwslink.credentials import parse_reference
from mwslink.errors import ConfigError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.drafting import Draft
    from mwslink.cli.session import Session
    from mwslink.config import Config


def switch(session: Session, draft: Draft) -> None:
    """Give the account its new access and keep the earlier one beside it, in one edit."""
    config = session.config
    name = draft.account.name
    old = config.accounts[name]
    token = _kept(session, draft.token.secret, draft.token.reference, f"accounts.{name}.{_key_of(draft.account)}")
    client_secret = _kept(
        session, draft.client_secret.secret, draft.client_secret.reference, "application.client_secret"
    )
    with edit_config(config.path) as document:
        if config.application is None or draft.client_secret.secret is not None:
            document.set_values(("application",), {"client_id": draft.client_id, "client_secret": client_secret})
        document.set_values(("accounts", name), _access(draft.account, token))
        document.set_values(("accounts", name, "migrated_from"), _access(old, old.token))
    session.reload()


def go_back(session: Session, account: Account) -> str:
    """Give the account its earlier access again; returns a reference to a token that stays where it is, or nothing."""
    earlier = require_earlier(account)
    with edit_config(session.config.path) as document:
        document.set_values(("accounts", account.name), _access(earlier, earlier.token))
        document.remove(("accounts", account.name, "migrated_from"))
    return _forget(session, account.token)


def let_go(session: Session, account: Account) -> str:
    """Forget the earlier access; returns a reference to a token that stays where it is, or nothing."""
    earlier = require_earlier(account)
    with edit_config(session.config.path) as document:
        document.remove(("accounts", account.name, "migrated_from"))
    return _forget(session, earlier.token)


def require_earlier(account: Account) -> Account:
    """The account as it was. Raises ConfigError when no migration is under way."""
    if account.earlier is None:
        raise ConfigError(
            _("Account {name} is not being migrated: there is nothing to confirm or undo.").format(name=account.name)
        )
    return account.earlier


def _access(account: Account, token: str) -> dict[str, Value]:
    return {
        "api": account.api,
        "token": token,
        "authorized_on": account.authorized_on,
        "endpoint": account.endpoint or None,
    }


def _key_of(account: Account) -> str:
    """Beside the earlier token, which stays under its own name."""
    return f"{account.api.replace('-', '_')}_token"


def _kept(session: Session, secret: object, reference: str, key: str) -> str:
    from mwslink.credentials import Secret

    if not isinstance(secret, Secret):
        return reference
    store_secret(session.config.secrets_file, key, secret)
    return f"secrets:{key}"


def _forget(session: Session, token: str) -> str:
    """Take a token out of secrets.toml unless something still refers to it; elsewhere it stays, and is named."""
    config = session.reload()
    reference = parse_reference(token)
    if reference.kind == "literal" or token in _tokens(config):
        return ""
    if reference.kind != "secrets":
        return str(reference)
    forget_secret(config.secrets_file, reference.target)
    return ""


def _tokens(config: Config) -> set[str]:
    accounts = config.accounts.values()
    return {one.token for one in accounts} | {one.migrated_from.token for one in accounts if one.migrated_from}
