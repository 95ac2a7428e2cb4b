"""What `doctor` looks at: files and secrets first, then each account's access, then each connection's marketplace."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from mwslink import __version__
from mwslink.authorization.causes import Cause
from mwslink.authorization.client_secret import previous_ends_on
from mwslink.authorization.diagnosis import Finding, Verdict
from mwslink.cli.access import Shared
from mwslink.cli.consent_keeping import kept_subjects
from mwslink.cli.sendcloud_checking import check_sendcloud
from mwslink.connections import Connection
from mwslink.credentials import parse_reference
from mwslink.errors import ConfigError, MwslinkError, TrustStoreError
from mwslink.messages import _
from mwslink.present.figures import render_seconds

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.gateways.http import Network
    from mwslink.store import Store

# Amazon refuses nothing for a wrong clock over SP-API, but MWS does beyond 15 minutes, and days are counted by it.
TOLERATED_SKEW = timedelta(minutes=5)


def examine(session: Session, connections: Sequence[Connection]) -> list[Finding]:
    """All findings, in the order in which a person would look. Raises nothing that a finding can say."""
    findings = [_program(), *_files(session)]
    if not connections:
        return [*findings, _good("connections", _("There are no connections yet: run mwslink connect."))]
    findings += [*_literals(session, connections), *_unused_consents(session), *_trust()]
    try:
        with session.open_store() as store, session.open_network() as network:
            findings.append(_good("store", _("The store can be opened and written.")))
            shared = Shared(network, store, asks_anew=True)
            findings += [*_accounts(session, connections, shared), *_clock(network)]
            findings += [*_refused_secret(session, shared), *_pending_secret(session, store)]
            findings += check_sendcloud(session, shared)
    except MwslinkError as error:
        findings.append(Finding("store", Verdict.BAD, error.message, action=error.hint, error=error))
    return findings


def _program() -> Finding:
    python = ".".join(str(part) for part in sys.version_info[:3])
    return _good(
        "program",
        _("mwslink {version}, Python {python}, {tls}").format(
            version=__version__, python=python, tls=ssl.OPENSSL_VERSION
        ),
    )


def _files(session: Session) -> Iterator[Finding]:
    for path in (session.config_path, session.config.secrets_file):
        mode = path.stat().st_mode & 0o777 if path.exists() else 0
        if mode & 0o077 and path == session.config.secrets_file:
            text = _("{path}: others than its owner can read the file.").format(path=path)
            yield Finding("files", Verdict.BAD, text, action=_("Close it: chmod 600 {path}").format(path=path))
        elif mode:
            yield _good("files", _("{path}, mode {mode:o}").format(path=path, mode=mode))
        else:
            yield Finding("files", Verdict.WARNING, _("{path} does not exist yet.").format(path=path))


def _literals(session: Session, connections: Sequence[Connection]) -> Iterator[Finding]:
    """A secret that stands in the configuration itself is read by whoever reads, copies or commits the file."""
    config = session.config
    references = {f"accounts.{one.account.name}.token": one.account.token for one in connections}
    if config.application:
        references["application.client_secret"] = config.application.client_secret
    if config.developer:
        references["developer.secret_key"] = config.developer.secret_key
    if config.sendcloud:
        references["sendcloud.secret_key"] = config.sendcloud.secret_key
    for key, reference in references.items():
        if reference and parse_reference(reference).kind == "literal":
            yield Finding(
                "secrets",
                Verdict.WARNING,
                _("{key} stands in clear in the configuration.").format(key=key),
                action=_("Move it to secrets.toml, the environment, a keyring or a secrets manager, and refer to it."),
            )


def _trust() -> Iterator[Finding]:
    from mwslink.gateways.trust import has_certificates, trust_place, trusted

    try:
        context = trusted()
    except TrustStoreError:
        return  # the first account's finding says it
    if has_certificates(context):
        yield _good(
            "tls", _("Secure connections are checked with the certificates of {place}.").format(place=trust_place())
        )
        return
    yield Finding(
        "tls",
        Verdict.WARNING,
        _("There are no certificates to check secure connections with: {place} is empty.").format(place=trust_place()),
        action=_("Install the system's certificates (ca-certificates), or set SSL_CERT_FILE."),
        causes=(Cause.TLS_STORE,),
    )


def _accounts(session: Session, connections: Sequence[Connection], shared: Shared) -> Iterator[Finding]:
    from mwslink.cli.account_checking import check_account

    for name in dict.fromkeys(one.account.name for one in connections):
        yield from check_account(session, [one for one in connections if one.account.name == name], shared)


def _unused_consents(session: Session) -> Iterator[Finding]:
    """Tokens that sellers gave and that Amazon could not be asked about yet; the old ones end some day."""
    try:
        subjects = kept_subjects(session)
    except ConfigError:
        return  # the files' or the account's finding says it
    for subject in subjects:
        text = _("The token of a consent is kept and not in use yet: {subject}.").format(subject=subject)
        action = _("Run the command again that the seller was asked to consent for; no new consent is needed.")
        yield Finding("secrets", Verdict.WARNING, text, action=action)


def _refused_secret(session: Session, shared: Shared) -> Iterator[Finding]:
    """A client secret that is refused, while the one before it keeps everything going."""
    from mwslink.cli.secret_trying import is_only_previous_taken

    application = session.config.application
    made_on = application.client_secret_rotated_on if application else None
    try:
        is_hidden = made_on is not None and is_only_previous_taken(session, shared)
    except MwslinkError:
        return  # an account's finding says it
    if made_on and is_hidden:
        text = _("Amazon does not take the client secret, only the one before it, which ends on {day}.")
        yield Finding(
            "application",
            Verdict.WARNING,
            text.format(day=previous_ends_on(made_on)),
            action=_(
                "Until then give mwslink one that Amazon takes, from Developer Central: "
                "mwslink rotate-secret --client-secret-file FILE"
            ),
            causes=(Cause.CLIENT_SECRET_WRONG, Cause.CLIENT_SECRET_EXPIRED),
        )


def _pending_secret(session: Session, store: Store) -> Iterator[Finding]:
    """A rotation that was begun: once Amazon has made the new secret, the present one has a week left."""
    application = session.config.application
    pending = store.secret_requests.find(application.client_id) if application else None
    if pending:
        text = _("A new client secret was asked for on {day}, and is not in use yet.")
        yield Finding(
            "application",
            Verdict.WARNING,
            text.format(day=pending.asked_at.astimezone().date()),
            action=_(
                "Go on: mwslink rotate-secret. Once Amazon has made it, the present one works for seven more days."
            ),
        )


def _clock(network: Network) -> Iterator[Finding]:
    skew = network.skew
    if skew is None:
        return
    if abs(skew) <= TOLERATED_SKEW:
        yield _good("clock", _("This computer's clock agrees with Amazon's."))
        return
    text = (
        _("This computer's clock is {time} behind Amazon's.")
        if skew > timedelta(0)
        else _("This computer's clock is {time} ahead of Amazon's.")
    )
    yield Finding(
        "clock",
        Verdict.WARNING,
        text.format(time=render_seconds(abs(skew).total_seconds())),
        action=_("Set the clock, best by NTP."),
        causes=(Cause.CLOCK_WRONG,),
    )


def _good(check: str, text: str) -> Finding:
    return Finding(check, Verdict.GOOD, text)
