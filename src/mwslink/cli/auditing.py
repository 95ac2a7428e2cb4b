"""How personal data stands, and the facts an auditor asks for, from store, configuration and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mwslink import clock
from mwslink.cli.certifying import check_certificates
from mwslink.cli.custody import open_custody
from mwslink.cli.stored import existing_store
from mwslink.credentials import parse_reference
from mwslink.errors import MwslinkError, RetentionError
from mwslink.messages import _, ngettext
from mwslink.present.controls import AuditFacts, Chain
from mwslink.present.privacy import Status, status_answer
from mwslink.retention.enforce import Purge
from mwslink.retention.policy import MONTHS_OF_OTHER_DATA, months_later
from mwslink.retention.standing import Standing, standing_of
from mwslink.store.archives import KEPT
from mwslink.store.files import database_path
from mwslink.store.queries import OrderQuery

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.config import Config
    from mwslink.store import Store

_EXPIRY_GRACE = timedelta(days=31)
_MOST_NAMED = 5
_WITHOUT_TLS = ("http", "smtp")


def run_status(session: Session, *, with_audit: bool) -> None:
    """Show how things stand. Raises RetentionError where something should have gone that has not."""
    with existing_store(session) as store:
        status = _status(session, store) if store else Status(Standing())
        facts = _facts(session.config, store, status) if with_audit else None
        outlived = _outlived(store) if store else 0
    session.show(status_answer(status, session.config.privacy, facts))
    if status.standing.is_late:
        raise _late(status.standing)
    if status.lost_archives:
        raise _lost(status.lost_archives)
    if outlived:
        text = ngettext("{count} archive is past its last day.", "{count} archives are past their last day.", outlived)
        raise RetentionError(text.format(count=outlived), hint=_("Run: mwslink privacy archive --expire"))


def _lost(ids: Sequence[str]) -> RetentionError:
    text = ngettext(
        "{count} archive is damaged or gone: {archives}", "{count} archives are damaged or gone: {archives}", len(ids)
    )
    return RetentionError(
        text.format(count=len(ids), archives=", ".join(ids[:_MOST_NAMED])),
        hint=_("Bring back a copy of it, then run: mwslink privacy archive --verify"),
    )


def _outlived(store: Store) -> int:
    """How many bundles should have been deleted more than a month ago; deleting them is a monthly line of cron."""
    latest = (clock.now() - _EXPIRY_GRACE).date()
    return sum(one.expires_on <= latest for one in store.archives.all(*KEPT))


def _status(session: Session, store: Store) -> Status:
    custody = open_custody(session, store)
    return Status(
        standing_of(Purge(store, session.config.privacy, custody)),
        archive=custody.state(),
        key_since=store.rotation.state().since,
        purged_at=store.runs.last_success("privacy purge"),
        endings=tuple(store.demands.endings()),
        lost_archives=tuple(store.archives.lost()),
    )


def _late(standing: Standing) -> RetentionError:
    count = standing.overdue
    if not count:
        return RetentionError(
            _("Something was erased, but the store's files were not cleared of it yet."),
            hint=_("Run: mwslink privacy purge"),
        )
    text = ngettext("{count} order is overdue.", "{count} orders are overdue.", count).format(count=count)
    if standing.awaited:
        return RetentionError(text, hint=_("First: mwslink privacy archive"))
    return RetentionError(text, hint=_("Run: mwslink privacy purge"))


def _facts(config: Config, store: Store | None, status: Status) -> AuditFacts:
    too_old = OrderQuery(until=months_later(clock.now(), -MONTHS_OF_OTHER_DATA))
    sealed, unsealed = store.retained.sealed() if store else (0, 0)
    return AuditFacts(
        config.privacy,
        status,
        chain=_chain(store) if store else Chain(0),
        sealed=sealed,
        unsealed=unsealed,
        key_kind=parse_reference(config.store.key).kind,
        credential_kinds=tuple(sorted({parse_reference(one).kind for one in _credentials(config) if one})),
        secret_rotated_on=config.application.client_secret_rotated_on if config.application else None,
        open_endpoints=tuple(one for one in _endpoints(config) if urlsplit(one).scheme in _WITHOUT_TLS),
        open_files=tuple(str(path) for path in _files(config) if _is_open(path)),
        too_old=store.orders.count(too_old) if store else 0,
        logged_since=store.accesses.reaches_back_to() if store else None,
    )


def _chain(store: Store) -> Chain:
    """The certificates, and whether they hold; None where that cannot be told without the store key."""
    try:
        checked = check_certificates(store)
    except MwslinkError:
        return Chain(sum(1 for _one in store.certificates.all()), holds=None)
    return Chain(len(checked), holds=not any(one.faults for one in checked))


def _credentials(config: Config) -> Iterator[str]:
    """Every reference to one of Amazon or Sendcloud; empty where there is none, as of the secret before."""
    for account in config.accounts.values():
        yield account.token
        yield account.migrated_from.token if account.migrated_from else ""
    if config.application:
        yield from (config.application.client_secret, config.application.previous_client_secret)
    if config.developer:
        yield from (config.developer.access_key_id, config.developer.secret_key)
    if config.sendcloud:
        yield from (config.sendcloud.public_key, config.sendcloud.secret_key, config.sendcloud.webhook_key)


def _endpoints(config: Config) -> Iterator[str]:
    """Those of the configuration, empty where it names none: Amazon's, AWS's and Sendcloud's own are all https."""
    for account in config.accounts.values():
        yield account.endpoint
        yield account.migrated_from.endpoint if account.migrated_from else ""
    if config.sendcloud:
        yield config.sendcloud.endpoint
    if config.archive and config.archive.s3:
        yield config.archive.s3.endpoint
    mail = config.reminders.mail
    if mail and mail.tls == "none":
        yield f"smtp://{mail.host}"


def _files(config: Config) -> Iterator[Path]:
    yield config.path
    yield config.secrets_file
    store = database_path(config.store.url)
    yield from (store, store.with_name(f"{store.name}-wal"))


def _is_open(path: Path) -> bool:
    """Whether others than its owner may read it."""
    with suppress(OSError):
        return bool(path.stat().st_mode & 0o077)
    return False
