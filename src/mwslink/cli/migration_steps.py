"""The steps of a migration that change files: switch to the new access, go back to the earlier one, or let that go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mwslink.cli.saving import is_rotated, kept_application
from mwslink.cli.typed import keep_typed, token_key, tokens_of
from mwslink.config_file import Value, edit_config, forget_secret, require_as_seen
from mwslink.connections import Account, Seller
from mwslink.credentials import parse_reference
from mwslink.errors import ConfigError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.drafting import Draft
    from mwslink.cli.session import Session
    from mwslink.cli.wishes import Wishes
    from mwslink.store import Store


@contextmanager
def quiet(store: Store, seller: Seller) -> Iterator[None]:
    """While no import and no check of weights asks for the seller by one API what another is to be asked for.

    Raises BusyError where one is under way.
    """
    with store.lock(f"import-{seller}"), store.lock(f"listings-{seller}"):
        yield


def switch(session: Session, draft: Draft, wishes: Wishes) -> None:
    """Give the account its new access and keep the earlier one beside it, in one edit.

    Raises BusyError, and writes nothing, where another run or a person was quicker.
    """
    config = session.config
    name = draft.account.name
    old = config.accounts[name]
    rotated = is_rotated(session, draft)
    key = token_key(config, name, kind=f"{draft.account.api.replace('-', '_')}_token")
    with edit_config(config.path) as document:
        require_as_seen(document, config, account=name)
        application = kept_application(session, draft, wishes, is_rotated=rotated)
        if application:
            document.set_values(("application",), application)
        document.set_values(("accounts", name), _access(draft.account, keep_typed(session, draft.token, key)))
        document.set_values(("accounts", name, "migrated_from"), _access(old, old.token))
    session.reload()


def go_back(session: Session, account: Account) -> str:
    """Give the account its earlier access again; returns a reference to a token that stays where it is, or nothing.

    Raises BusyError, and changes nothing, where another run or a person was quicker.
    """
    earlier, config = require_earlier(account), session.config
    with edit_config(config.path) as document:
        require_as_seen(document, config, account=account.name)
        document.set_values(("accounts", account.name), _access(earlier, earlier.token))
        document.remove(("accounts", account.name, "migrated_from"))
    return _forget(session, account.token)


def let_go(session: Session, account: Account) -> str:
    """Forget the earlier access; returns a reference to a token that stays where it is, or nothing.

    Raises BusyError, and changes nothing, where another run or a person was quicker.
    """
    earlier, config = require_earlier(account), session.config
    with edit_config(config.path) as document:
        require_as_seen(document, config, account=account.name)
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


def _forget(session: Session, token: str) -> str:
    """Take a token out of secrets.toml unless something still refers to it; elsewhere it stays, and is named."""
    config = session.reload()
    reference = parse_reference(token)
    if reference.kind == "literal" or token in tokens_of(config):
        return ""
    if reference.kind != "secrets":
        return str(reference)
    forget_secret(config.secrets_file, reference.target)
    return ""
