"""Amazon's data-protection controls that the tool itself can vouch for, each with an answer and its evidence.

`yes` and `no` are only said of what was looked at just now; what cannot be seen from here is `unknown`, and what is
none of the program's business stands in `NOT_OURS` (Amazon: Data Protection Policy).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.messages import N_, _
from mwslink.present.figures import render_day, render_moment

if TYPE_CHECKING:
    from mwslink.config.model import Privacy
    from mwslink.present.privacy import Status

YES, NO, UNKNOWN = "yes", "no", "unknown"
NOT_OURS = (
    N_("who may log in to this computer: own accounts, passwords, a second factor, leavers, quarterly reviews"),
    N_("firewall, protection against malware, encryption of the disk, and that the disk's free blocks are unreadable"),
    N_("backups of the store, and files written by orders --personal: erase those yourself"),
    N_("that somebody looks at logs every two weeks, scans every month, and tests for intrusion every year"),
    N_(
        "a plan for incidents, with Amazon told within 24 hours; policies and inventories; your contract with Sendcloud"
    ),
)
_KEY_STORES = ("keyring", "aws")
_PLAIN = ("secrets", "file", "literal")
_YEAR, _HALF_YEAR, _TWO_DAYS = timedelta(days=365), timedelta(days=180), timedelta(days=2)


@dataclass(frozen=True)
class Chain:
    """How many certificates there are, and whether they hold; None: cannot be told without the store key."""

    count: int
    holds: bool | None = True


@dataclass(frozen=True)
class AuditFacts:
    """What was looked at."""

    privacy: Privacy
    status: Status
    chain: Chain
    sealed: int
    unsealed: int
    key_kind: str
    credential_kinds: tuple[str, ...]
    secret_rotated_on: date | None
    open_endpoints: tuple[str, ...]
    open_files: tuple[str, ...]
    too_old: int
    logged_since: datetime | None


@dataclass(frozen=True)
class Control:
    """One claim; `answer` is yes, no or unknown."""

    name: str
    claim: str
    answer: str
    evidence: str


def controls_of(facts: AuditFacts) -> list[Control]:
    """All of them."""
    return [*_of_time(facts), *_of_sealing(facts), *_of_secrets(facts), *_of_access(facts)]


def _of_time(facts: AuditFacts) -> Iterator[Control]:
    standing, purged_at = facts.status.standing, facts.status.purged_at
    is_regular = purged_at is not None and clock.now() - purged_at <= _TWO_DAYS
    yield Control(
        "retention",
        _("Buyers' data is kept no longer than 30 days after shipment or delivery."),
        _yes(not standing.is_late and (is_regular or not standing.orders)),
        _("orders that hold some: {orders}, overdue: {overdue}; last purge: {at}").format(
            orders=standing.orders, overdue=standing.overdue, at=render_moment(purged_at)
        ),
    )
    yield Control(
        "other-data",
        _("All other order data goes after 18 months."),
        _yes(not facts.too_old),
        _("older orders: {count}").format(count=facts.too_old),
    )
    chain = facts.chain
    told = {True: _("all hold"), False: _("not all hold"), None: _("cannot be checked without the store key")}
    yield Control(
        "deletion",
        _("What is erased is overwritten and its keys destroyed (NIST SP 800-88), with evidence."),
        UNKNOWN if not chain.count or chain.holds is None else _yes(chain.holds),
        _("certificates: {count}, {verdict}").format(count=chain.count, verdict=told[chain.holds])
        if chain.count
        else _("nothing was erased yet"),
    )


def _of_sealing(facts: AuditFacts) -> Iterator[Control]:
    yield Control(
        "encryption",
        _("Buyers' data is encrypted at rest (AES-256), each order under a key of its own."),
        _yes(not facts.unsealed),
        _("sealed: {count}, not sealed: {bad}").format(count=facts.sealed, bad=facts.unsealed),
    )
    yield Control(
        "key-store",
        _("The key is in a key-management system or the system's key store, apart from the data."),
        YES if facts.key_kind in _KEY_STORES else NO if facts.key_kind in _PLAIN else UNKNOWN,
        _("key of [store] is of the kind {kind}").format(kind=facts.key_kind),
    )
    since = facts.status.key_since
    yield Control(
        "key-rotation",
        _("The key is not older than twelve months."),
        UNKNOWN if since is None else _yes(clock.now() - since <= _YEAR),
        _("in use since {day}").format(day=render_day(since)),
    )
    yield _of_legal_copies(facts.status)


def _of_legal_copies(status: Status) -> Control:
    archive, lost = status.archive, len(status.lost_archives)
    evidence = _("there is no archive")
    if archive:
        evidence = _("last rehearsal: {day}").format(day=render_day(archive.rehearsed_at))
    if lost:
        evidence += "; " + _("damaged or gone: {count}").format(count=lost)
    return Control(
        "legal-copies",
        _("Copies that a law asks for are encrypted, apart, and were opened in a rehearsal this year."),
        UNKNOWN if archive is None else _yes(not lost and _is_recent(archive.rehearsed_at)),
        evidence,
    )


def _of_secrets(facts: AuditFacts) -> Iterator[Control]:
    kinds = facts.credential_kinds
    is_plain = any(kind in _PLAIN for kind in kinds)
    yield Control(
        "credentials",
        _("Keys and tokens of Amazon and Sendcloud are encrypted at rest."),
        NO if is_plain else _yes(all(kind in _KEY_STORES for kind in kinds)) if kinds else UNKNOWN,
        _("kinds of references: {kinds}").format(kinds=", ".join(kinds)),
    )
    rotated_on = facts.secret_rotated_on
    rotated_at = datetime(rotated_on.year, rotated_on.month, rotated_on.day, tzinfo=UTC) if rotated_on else None
    yield Control(
        "client-secret",
        _("The client secret is not older than 180 days."),
        UNKNOWN if rotated_at is None else _yes(clock.now() - rotated_at <= _HALF_YEAR),
        _("rotated on {day}").format(day=rotated_on) if rotated_on else _("client_secret_rotated_on is not noted"),
    )
    yield Control(
        "transit",
        _("All calls go through TLS 1.2 or newer."),
        _yes(not facts.open_endpoints),
        _("endpoints without TLS: {count}").format(count=len(facts.open_endpoints)),
    )


def _of_access(facts: AuditFacts) -> Iterator[Control]:
    yield Control(
        "files",
        _("Store and secrets can be read by their owner alone."),
        _yes(not facts.open_files),
        _("readable by others: {files}").format(files=", ".join(facts.open_files) or "0"),
    )
    since = facts.logged_since
    yield Control(
        "access-log",
        _("Every opening of buyers' data is logged with command, user and purpose, for 12 months."),
        YES,
        _("the log reaches back to {at}").format(at=render_moment(since)) if since else _("nobody has opened any"),
    )
    yield Control(
        "logs",
        _("Logs, run journal and messages hold no buyers' data at any level."),
        YES,
        _("by construction: it is opened only for what the access log tells"),
    )
    yield Control(
        "origin",
        _("Amazon's data can be told from all other, by seller."),
        YES,
        _("the store holds nothing else, each row with its seller and region"),
    )


def _yes(holds: bool) -> str:  # noqa: FBT001
    return YES if holds else NO


def _is_recent(moment: datetime | None) -> bool:
    return moment is not None and clock.now() - moment <= _YEAR
