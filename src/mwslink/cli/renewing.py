"""The steps of a renewal: the new token if there is one, Amazon's word for it, and only then the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from mwslink.authorization.diagnosis import Verdict, explain, find_participation
from mwslink.authorization.forms import check_refresh_token
from mwslink.authorization.retirement import is_switched_off, switched_off
from mwslink.authorization.roster import authorization_key, home_of
from mwslink.cli.access import Shared, configured_keys, open_account
from mwslink.cli.drafting import Typed
from mwslink.config_file import Value, set_account, store_secret
from mwslink.connections import MWS, Account, Connection
from mwslink.credentials import Secret, clean_token, parse_reference
from mwslink.errors import AuthorizationError, MwslinkError
from mwslink.marketplaces import BY_COUNTRY
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.config import Config
    from mwslink.store import Store


@dataclass(frozen=True)
class Renewal:
    """What was asked for: whose authorization, renewed when, with which token as typed (None: not said)."""

    account: Account
    day: date
    token: str | None = None
    keeps_token: bool = False


@dataclass(frozen=True)
class Renewed:
    """What came of it."""

    account: Account
    connections: tuple[str, ...]
    is_token_replaced: bool


def account_named(config: Config, name: str) -> Account:
    """The account of the connection of this name, or of this name itself. Raises ConfigError."""
    if name not in config.connections and name in config.accounts:
        return config.accounts[name]
    (connection,) = config.connections_named([name])
    return connection.account


def renew_account(session: Session, talk: Conversation, renewal: Renewal) -> tuple[Renewed, list[str]]:
    """Let Amazon confirm the renewal, then write it down; return it with warnings.

    Raises AuthorizationError, ConfigError, TemporaryError; then the files are as they were.
    """
    account = renewal.account
    if is_switched_off(account):
        raise switched_off()
    connections = [one for one in session.config.connections.values() if one.account.name == account.name]
    typed = _new_token(talk, renewal)
    talk.tell(_("Asking Amazon…"))
    with session.open_store() as store:
        warnings = _confirmed(session, store, account, typed=typed, connections=connections)
        is_replaced = _write(session, renewal, typed)
        store.answers.note_accepted(authorization_key(account))
        store.reminders.forget(authorization_key(account))
    names = tuple(one.id for one in connections)
    return Renewed(session.reload().accounts[account.name], names, is_replaced), warnings


def _new_token(talk: Conversation, renewal: Renewal) -> Typed | None:
    """The new token; None when the present one stays. Raises UsageError where nobody can be asked for it."""
    account = renewal.account
    parse = _typed_mws if account.api == MWS else _typed_spapi
    if renewal.token:
        return parse(renewal.token)
    is_ours = parse_reference(account.token).kind in {"secrets", "literal"}
    if renewal.keeps_token or account.api == MWS or not is_ours:
        return None
    talk.tell(
        _("Authorizing again gives a new refresh token: Seller Central → Apps and Services → Develop Apps → Authorize.")
    )
    question = _("New refresh token (not shown)")
    return talk.ask(None, parse, flag=_("--token, --token-file or --keep-token"), question=question, hide=True)


def _typed_spapi(text: str) -> Typed:
    return _typed(text, check_refresh_token)


def _typed_mws(text: str) -> Typed:
    return _typed(text, str)


def _typed(text: str, check: Callable[[str], str]) -> Typed:
    if parse_reference(text.strip()).kind != "literal":
        return Typed(reference=text.strip())
    return Typed(secret=Secret(check(clean_token(text))))


def _confirmed(
    session: Session, store: Store, account: Account, *, typed: Typed | None, connections: list[Connection]
) -> list[str]:
    """Ask Amazon with the token that shall count from now on; return what is worth knowing. Raises its refusal."""
    marketplaces = [one.marketplace for one in connections] or [BY_COUNTRY[home_of(account)]]
    keys = configured_keys(session, account)
    if typed is not None:
        keys = replace(keys, token=_opener(session, typed))
    try:
        with session.open_network() as network:
            participations = open_account(account, keys, Shared(network, store, asks_anew=True)).participations()
    except MwslinkError as refusal:
        failure = explain(refusal, marketplaces[0]).error or refusal
        failure.connection = account.name
        if isinstance(failure, AuthorizationError) and account.api == MWS:
            failure.hint = _("After a renewal Amazon may need up to an hour. Nothing was recorded: try again then.")
        raise failure from None
    findings = [finding for one in marketplaces for finding in find_participation(participations, one)]
    bad = [finding for finding in findings if finding.error]
    if connections and len(bad) == len(findings) and bad[0].error:  # it is another seller's token
        raise bad[0].about(account.name).error or AssertionError(bad)
    return [finding.text for finding in findings if finding.verdict is not Verdict.GOOD]


def _opener(session: Session, typed: Typed) -> Callable[[], Secret]:
    secret = typed.secret
    return (lambda: secret) if secret is not None else (lambda: session.secret(typed.reference))


def _write(session: Session, renewal: Renewal, typed: Typed | None) -> bool:
    """The token first: whatever interrupts leaves one that works. Returns whether it is another one than before."""
    account, secrets_file = renewal.account, session.config.secrets_file
    is_replaced = typed is not None and not _is_same(session, account, typed)
    values: Mapping[str, Value] = {"authorized_on": renewal.day}
    if typed is not None and is_replaced:
        reference = typed.reference or _place_of(account)
        if typed.secret is not None:
            store_secret(secrets_file, reference.removeprefix("secrets:"), typed.secret)
        values = {"token": reference, **values}
    set_account(session.config_path, account.name, values)
    return is_replaced


def _is_same(session: Session, account: Account, typed: Typed) -> bool:
    try:
        return session.secret(account.token) == _opener(session, typed)() and typed.reference in ("", account.token)
    except MwslinkError:  # the old one is gone already
        return False


def _place_of(account: Account) -> str:
    """Where the new token goes: over the old one in secrets.toml, else to a key of its own there."""
    reference = parse_reference(account.token)
    return account.token.strip() if reference.kind == "secrets" else f"secrets:accounts.{account.name}.token"
