"""Moving an account from MWS to SP-API: new credentials, checked; the same orders at both; then the switch."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.authorization.diagnosis import Finding, Verdict, explain, find_participation
from mwslink.cli.access import Keys, Shared, configured_keys, open_account
from mwslink.cli.comparison import list_orders, stream_of, try_list
from mwslink.cli.connecting import drafted_keys
from mwslink.cli.drafting import Draft, typed_access
from mwslink.cli.metering import Meter
from mwslink.cli.migration_steps import quiet, switch
from mwslink.cli.owner_checking import check_owner
from mwslink.cli.progress import Progress
from mwslink.config.rules import check_endpoint
from mwslink.connections import MWS, SP_API, Account, Connection
from mwslink.errors import AuthorizationError, ConfigError, MwslinkError, RejectedError, ThrottledError
from mwslink.messages import _
from mwslink.orders.comparing import as_mws_shows, compare_orders
from mwslink.present.migrations import Migration

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.cli.wishes import Wishes
    from mwslink.gateways import Gateway
    from mwslink.gateways.http import Network
    from mwslink.store import Store


_logger = logging.getLogger("mwslink.migrate")


@dataclass(frozen=True)
class MigrationWishes:
    """What the command line asks for; `access` holds the new credentials as `connect` takes them."""

    access: Wishes
    days: int
    max_wait: float
    dry_run: bool
    accepts_differences: bool


def migrate_account(session: Session, talk: Conversation, account: Account, wishes: MigrationWishes) -> Migration:
    """Check the new credentials, compare the orders, switch. Raises what stands in the way; then nothing is changed."""
    _require_mws(account)
    connections = [one for one in session.config.connections.values() if one.account.name == account.name]
    draft = _draft(session, talk, account, wishes.access)
    progress = Progress(is_shown=session.is_talkative)  # the items of a thousand orders take MWS half an hour
    meter = Meter(progress, _logger)
    with session.open_store() as store, session.open_network(meter.on_call) as network, quiet(store, account.seller):
        scene = _Scene(session, store, network, wishes, meter)
        talk.tell(_("Asking Amazon…"))
        with progress:
            warnings = scene.check(draft, connections)
            migration = scene.compare(draft, connections)
        migration = replace(migration, warnings=tuple(warnings))
        _judge(talk, migration, wishes)
        if not wishes.dry_run:
            store.listings.start_over(account.seller)  # the two APIs tell different weights
            switch(session, draft, wishes.access)
    return replace(migration, is_done=not wishes.dry_run)


def _require_mws(account: Account) -> None:
    if account.migrated_from:
        raise ConfigError(
            _("Account {name} is being migrated already.").format(name=account.name),
            hint=_("Confirm it with --confirm, or go back with --undo."),
        )
    if account.api != MWS:
        raise ConfigError(_("Account {name} uses SP-API already.").format(name=account.name))


def _draft(session: Session, talk: Conversation, account: Account, wishes: Wishes) -> Draft:
    marketplace = next(one.marketplace for one in session.config.connections.values() if one.account == account)
    token, client_id, client_secret = typed_access(session.config.application, talk, wishes, marketplace)
    endpoint = None if wishes.endpoint is None else check_endpoint(wishes.endpoint)
    moved = replace(
        account,
        api=SP_API,
        token="",
        authorized_on=wishes.authorized_on or clock.today(),
        endpoint=account.endpoint if endpoint is None else endpoint,
    )
    return Draft(moved, token, client_id, client_secret)


@dataclass(frozen=True)
class _Scene:
    session: Session
    store: Store
    network: Network
    wishes: MigrationWishes
    meter: Meter

    def check(self, draft: Draft, connections: Sequence[Connection]) -> list[str]:
        """Whether the new credentials serve every connection. Raises what Amazon refuses; returns warnings."""
        gateway = self._open(draft.account, drafted_keys(self.session, draft), asks_anew=True)
        try:
            participations = gateway.participations()
        except MwslinkError as error:
            raise explain(error, connections[0].marketplace).error or error from None
        findings = [
            finding.about(connection.id)
            for connection in connections
            for finding in find_participation(participations, connection.marketplace)
        ]
        owner = check_owner(gateway, self.store, draft.account.seller, connections[0].marketplace)
        findings.append(owner.about(draft.account.name))
        for finding in findings:
            if finding.error:
                raise finding.error
        return [_warning(finding) for finding in findings if finding.verdict is not Verdict.GOOD]

    def compare(self, draft: Draft, connections: Sequence[Connection]) -> Migration:
        """What both APIs show; where MWS does not answer any more, that. Raises what both raise else.

        MWS first, since its list is read for longer: what changes meanwhile is not compared.
        """
        account, days = connections[0].account, self.wishes.days
        ids = tuple(connection.id for connection in connections)
        stream = stream_of(connections, since=clock.now() - timedelta(days=days))
        try:
            old = self._open(account, configured_keys(self.session, account))
            old.participations()
        except ThrottledError:
            raise
        except MwslinkError as error:
            return Migration(account, ids, days, why_not_compared=error.message)
        try:
            try_list(old, stream)
        except (AuthorizationError, RejectedError) as error:  # Amazon took the orders from MWS before all else
            return Migration(account, ids, days, why_not_compared=error.message)
        first = list_orders(old, stream)  # may still fail, for an order or a token: no reason to compare none
        second = list_orders(self._open(draft.account, drafted_keys(self.session, draft)), stream)
        return Migration(account, ids, days, comparison=compare_orders(first, second, shown=as_mws_shows))

    def _open(self, account: Account, keys: Keys, *, asks_anew: bool = False) -> Gateway:
        shared = Shared(self.network, self.store, self.wishes.max_wait, self.meter.on_wait, asks_anew=asks_anew)
        return open_account(account, keys, shared)


def _warning(finding: Finding) -> str:
    return f"{finding.subject}: {finding.text}"


def _judge(talk: Conversation, migration: Migration, wishes: MigrationWishes) -> None:
    """Go on only where both show the same, or somebody says so. Raises RejectedError."""
    comparison = migration.comparison
    if comparison is None or comparison.is_equal or wishes.dry_run or wishes.accepts_differences:
        return
    for line in migration.differences() if talk.may_ask else ():
        talk.tell(line)
    if talk.may_ask and talk.confirm(_("Migrate all the same?"), default=False, silent=False):
        return
    raise RejectedError(
        _("MWS and SP-API do not show the same orders; nothing was changed."),
        hint="\n  ".join([*migration.differences(), _("--accept-differences migrates all the same.")]),
    )
