"""The steps of a renewal: the new token if there is one, Amazon's word for it, and only then the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import click

from mwslink import clock
from mwslink.authorization.diagnosis import Finding, Verdict, explain, find_participation
from mwslink.authorization.forms import check_refresh_token
from mwslink.authorization.retirement import is_switched_off, switched_off
from mwslink.authorization.roster import authorization_key, home_of
from mwslink.cli.access import Shared, configured_keys, open_account
from mwslink.cli.consent_keeping import Consented, kept_consent, until_in_use
from mwslink.cli.consenting import NO_REDIRECT, ConsentQuestion, Way, obtain_consent
from mwslink.cli.owner_checking import accept_findings, check_owner
from mwslink.cli.typed import Typed, brings_another, keep_typed, opener, read_typed, token_key
from mwslink.config_file import Value, edit_config, require_as_seen
from mwslink.connections import MWS, Account, Connection
from mwslink.credentials import parse_reference
from mwslink.errors import AuthorizationError, MwslinkError
from mwslink.marketplaces import BY_COUNTRY, Marketplace
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
    day: date | None = None
    token: str | None = None
    keeps_token: bool = False
    asks_consent: bool = False
    way: Way = NO_REDIRECT


@dataclass(frozen=True)
class _Token:
    """The token that shall count: a new one, or None: that which is in place. Whose it is may have to be found out."""

    typed: Typed | None = None
    is_owner_known: bool = True
    consented_on: date | None = None

    @property
    def is_consented(self) -> bool:
        return self.consented_on is not None


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
    token = _new_token(session, talk, renewal)
    talk.tell(_("Asking Amazon…"))
    is_consented = not (renewal.token or renewal.keeps_token) and _kept(session, account) is not None
    with until_in_use(session, _subject(account), is_consented=is_consented), session.open_store() as store:
        findings = _confirmed(session, store, talk, renewal, token=token)
        accept_findings(talk, findings)
        is_replaced = _write(session, renewal, token)
        store.answers.note_accepted(authorization_key(session.config, account))
    names = tuple(one.id for one in _connections(session.config, account))
    warnings = [one.text for one in findings if one.verdict is not Verdict.GOOD]
    return Renewed(session.reload().accounts[account.name], names, is_replaced), warnings


def _new_token(session: Session, talk: Conversation, renewal: Renewal) -> _Token:
    """The token that shall count. Raises UsageError where nobody can be asked for it."""
    account = renewal.account

    def parse(text: str) -> _Token:
        if account.api == MWS:  # which checks in every call that token and seller ID belong together
            return _Token(read_typed(text, str))
        typed = read_typed(text, check_refresh_token)
        return _Token(typed, is_owner_known=_is_same(session, account, typed))

    if renewal.token:
        return parse(renewal.token)
    if renewal.asks_consent or renewal.way.redirect or (_kept(session, account) and not renewal.keeps_token):
        return _consented(session, talk, renewal)
    is_ours = parse_reference(account.token).kind in {"secrets", "literal"}
    if renewal.keeps_token or account.api == MWS or not is_ours:
        return _Token(is_owner_known=account.api == MWS or is_ours)
    application = session.config.application
    if talk.may_ask and application is not None and application.id and application.redirect_uri:
        return _consented(session, talk, renewal)
    talk.tell(
        _("Authorizing again gives a new refresh token: Seller Central → Apps and Services → Develop Apps → Authorize.")
    )
    question = _("New refresh token (not shown)")
    flags = _("--token, --token-file, --consent or --keep-token")
    return talk.ask(None, parse, flag=flags, question=question, hide=True)


def _consented(session: Session, talk: Conversation, renewal: Renewal) -> _Token:
    """The token that the seller's consent gives. Raises what `obtain_consent` raises."""
    account, application = renewal.account, session.config.application
    if account.api == MWS:
        raise click.UsageError(_("Consent is for SP-API; account {name} uses MWS.").format(name=account.name))
    client_secret = configured_keys(session, account).client_secret  # says so where there is no application
    assert application is not None  # noqa: S101  (for mypy)
    question = ConsentQuestion(
        _subject(account),
        application,
        client_secret,
        _home(session.config, account),
        seller_id=account.seller_id,
        endpoint=account.endpoint,
    )
    consented = obtain_consent(session, talk, question, renewal.way)
    return _Token(
        Typed(secret=consented.refresh_token), is_owner_known=bool(consented.seller_id), consented_on=consented.given_on
    )


def _subject(account: Account) -> str:
    return f"renew {account.name}"


def _kept(session: Session, account: Account) -> Consented | None:
    """What an earlier run got by consent and could not use."""
    return kept_consent(session, _subject(account), seller_id=account.seller_id)


def _home(config: Config, account: Account) -> Marketplace:
    """The country whose Seller Central the seller knows: that of the first connection."""
    countries = (one.country for one in _connections(config, account))
    return BY_COUNTRY[next(countries, home_of(account))]


def _connections(config: Config, account: Account) -> list[Connection]:
    return [one for one in config.connections.values() if one.account.name == account.name]


def _confirmed(session: Session, store: Store, talk: Conversation, renewal: Renewal, *, token: _Token) -> list[Finding]:
    """Ask Amazon with the token that shall count from now on; return what it says. Raises its refusal."""
    account = renewal.account
    connections = _connections(session.config, account)
    marketplaces = [one.marketplace for one in connections] or [_home(session.config, account)]
    keys = configured_keys(session, account)
    if token.typed is not None:
        keys = replace(keys, token=opener(session, token.typed))
    try:
        with session.open_network() as network:
            gateway = open_account(account, keys, Shared(network, store, on_wait=talk.tell_wait, asks_anew=True))
            participations = gateway.participations()
            owner = [] if token.is_owner_known else [check_owner(gateway, store, account.seller, marketplaces[0])]
    except MwslinkError as refusal:
        failure = explain(refusal, marketplaces[0]).error or refusal
        failure.connection = account.name
        if isinstance(failure, AuthorizationError) and account.api == MWS:
            failure.hint = _("After a renewal Amazon may need up to an hour. Nothing was recorded: try again then.")
        raise failure from None
    findings = [finding for one in marketplaces for finding in find_participation(participations, one)]
    if owner and owner[0].error:
        raise owner[0].about(account.name).error or AssertionError(owner)
    if connections and all(one.error for one in findings) and _may_be_anothers(token, owner):
        raise findings[0].about(account.name).error or AssertionError(findings)
    return [*findings, *owner]


def _may_be_anothers(token: _Token, owner: Sequence[Finding]) -> bool:
    """Whether it is open whose token it is, so that shops that are not there speak against it.

    A closed shop alone is no refusal of the token; and what a consent gave, it gives but once.
    """
    return not token.is_consented and any(one.verdict is not Verdict.GOOD for one in owner)


def _write(session: Session, renewal: Renewal, token: _Token) -> bool:
    """The token first: whatever interrupts leaves one that works. Returns whether it is another one than before.

    Raises BusyError, and writes nothing, where the account was changed meanwhile: migrated, for example.
    """
    config, account, typed = session.config, renewal.account, token.typed
    is_replaced = typed is not None and not _is_same(session, account, typed)
    values: Mapping[str, Value] = {"authorized_on": renewal.day or token.consented_on or clock.today()}
    with edit_config(config.path) as document:
        require_as_seen(document, config, account=account.name)
        if typed is not None and is_replaced:
            key = token_key(config, account.name, replaced=account.token)
            values = {"token": keep_typed(session, typed, key), **values}
        document.set_values(("accounts", account.name), values)
    return is_replaced


def _is_same(session: Session, account: Account, typed: Typed) -> bool:
    """Whether it is the one in use, and where that is."""
    return typed.reference in ("", account.token) and not brings_another(session, typed, account.token)
