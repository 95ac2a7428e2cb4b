"""A consent's refresh token until it is in use: kept as soon as it comes, since Amazon gives it for one consent only.

Whatever fails then, be it the network, Amazon, or a Ctrl-C, costs no second consent: the same command takes it from
`[consents.…]` in secrets.toml and goes on. It leaves there once it is in use, and when Amazon refuses it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.config_file import forget_secret, store_secrets
from mwslink.credentials import Secret
from mwslink.credentials.sources import load_secrets
from mwslink.errors import AuthorizationError, MwslinkError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.session import Session

_KEYS = ("token", "seller_id", "answer", "given_on")


@dataclass(frozen=True)
class Consented:
    """What a consent gave, and when: its year began that day. The seller ID is empty where only the code was given."""

    refresh_token: Secret
    seller_id: str
    given_on: date = field(default_factory=clock.today)


def keep_consent(session: Session, subject: str, consented: Consented, code: Secret) -> None:
    """Keep what this code was exchanged for. Raises ConfigError and BusyError."""
    secrets = {"token": consented.refresh_token, "answer": _digest(code), "given_on": Secret(str(consented.given_on))}
    if consented.seller_id:
        secrets["seller_id"] = Secret(consented.seller_id)
    forget_consent(session, subject)  # of another seller perhaps, whose ID would stay
    store_secrets(session.config.secrets_file, {_key(subject, name): one for name, one in secrets.items()})


def kept_consent(
    session: Session, subject: str, *, seller_id: str = "", code: Secret | None = None
) -> Consented | None:
    """What is kept of a consent for this, of this seller where one is named, and with the code where one is given."""
    secrets = load_secrets(session.config.secrets_file)
    token, of, answer, given_on = (secrets.get(_key(subject, name), Secret("")) for name in _KEYS)
    is_other_seller = bool(seller_id and of) and of.reveal() != seller_id
    if not token or is_other_seller or (code is not None and answer != _digest(code)):
        return None
    day = date.fromisoformat(given_on.reveal()) if given_on else clock.today()  # unknown of those kept before
    return Consented(token, of.reveal(), day)


def kept_subjects(session: Session) -> list[str]:
    """What consents were for whose tokens are kept, as their keys have it: `renew-acme`. Raises ConfigError."""
    keys = (key.split(".") for key in load_secrets(session.config.secrets_file))
    return sorted(key[1] for key in keys if len(key) == 3 and (key[0], key[2]) == ("consents", "token"))


def forget_consent(session: Session, subject: str) -> None:
    """Keep nothing of it any longer. Raises ConfigError and BusyError."""
    if kept_consent(session, subject) is None:
        return
    for name in _KEYS:
        forget_secret(session.config.secrets_file, _key(subject, name))


@contextmanager
def until_in_use(session: Session, subject: str, *, is_consented: bool) -> Iterator[None]:
    """Around what has to go well before a token is in use; `is_consented`: it came of the consent for `subject`."""
    try:
        yield
    except MwslinkError as error:
        if is_consented and isinstance(error, AuthorizationError):
            forget_consent(session, subject)
        elif is_consented:
            kept = _("The token of the consent is kept, unverified: run the same command again, without a new consent.")
            error.hint = f"{error.hint}\n  {kept}" if error.hint else kept
        raise
    forget_consent(session, subject)


def _key(subject: str, name: str) -> str:
    return f"consents.{subject.replace(' ', '-')}.{name}"


def _digest(code: Secret) -> Secret:
    return Secret(hashlib.sha256(code.reveal().encode()).hexdigest())
