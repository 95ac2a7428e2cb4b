"""Writing a new client secret down: both secrets in one edit of secrets.toml, then the day and where they are.

A run that is killed in between leaves a secret that works, and the message or the person still has it: the same again
finishes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.cli.secret_messages import KeptSecrets
from mwslink.config_file import Value, set_application, store_secrets
from mwslink.credentials import Secret, parse_reference
from mwslink.credentials.keyring_source import write_keyring
from mwslink.credentials.sources import load_secrets
from mwslink.errors import ConfigError, MwslinkError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.authorization.client_secret import NewSecret
    from mwslink.cli.session import Session
    from mwslink.config import Application

PREVIOUS = "application.previous_client_secret"


def place_of_secret(application: Application, *, moves: bool) -> str:
    """The reference under which the new secret is kept. Raises ConfigError where only another program can write it."""
    reference = parse_reference(application.client_secret)
    if reference.kind == "secrets" or (reference.kind == "keyring" and not moves):
        return application.client_secret.strip()
    if reference.kind == "literal" or moves:
        return "secrets:application.client_secret"
    raise ConfigError(
        _("The client secret is kept outside of mwslink ({reference}), which cannot write there.").format(
            reference=reference
        ),
        hint=_(
            "With --to-secrets-file the new one goes into secrets.toml; or rotate it by hand, put it in its place, "
            "and record the day: mwslink rotate-secret --client-secret {reference}"
        ).format(reference=reference),
    )


def keep_new_secret(session: Session, new: NewSecret, place: str, *, is_stored: bool = False) -> bool:
    """Keep the secret at `place`, the one before beside it; return whether it is another one than before.

    `is_stored`: the new one is at its place already, which is somebody else's. Raises ConfigError, BusyError.
    """
    application = session.config.application
    assert application is not None  # noqa: S101  (for mypy: the caller began with it)
    before = kept_secrets(session, application).current
    is_replaced = before != new.secret
    secrets = {PREVIOUS: before} if before is not None and is_replaced else {}
    keyring_entry = parse_reference(place) if place.startswith("keyring:") else None
    is_ours = is_replaced and not is_stored
    if is_ours and not keyring_entry:
        secrets[place.removeprefix("secrets:")] = new.secret
    if secrets:
        store_secrets(session.config.secrets_file, secrets)
    if is_ours and keyring_entry:  # after the one before it is kept: a kill in between loses neither
        write_keyring(keyring_entry, new.secret)
    values: dict[str, Value] = {"client_secret": place, "client_secret_rotated_on": new.made_on}
    if PREVIOUS in load_secrets(session.config.secrets_file):
        values["previous_client_secret"] = f"secrets:{PREVIOUS}"
    set_application(session.config_path, values)
    return is_replaced


def kept_secrets(session: Session, application: Application) -> KeptSecrets:
    """The secrets there are. A run that was killed may have left the earlier one without a word in config.toml."""
    previous = application.previous_client_secret or f"secrets:{PREVIOUS}"
    since = application.client_secret_rotated_on
    return KeptSecrets(_found(session, application.client_secret), _found(session, previous), since)


def _found(session: Session, reference: str) -> Secret | None:
    try:
        return session.secret(reference)
    except MwslinkError:  # it is not there, or not any more
        return None
