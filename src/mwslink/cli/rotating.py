"""Rotating the store key, and declaring it lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mwslink.config_file.placed_secrets import WRITABLE, place_secret
from mwslink.credentials import MissingSecretError, parse_reference
from mwslink.disk import new_private_file
from mwslink.errors import BusyError, ConfigError, RejectedError
from mwslink.messages import _
from mwslink.present.keys import Rotated, forgotten_answer, rotated_answer
from mwslink.store.keys import WrongKeyError

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.credentials import Reference, Secret
    from mwslink.store import Store

_LOCK = "key"


def rotate(session: Session, write_new: Path | None) -> None:
    """Begin a rotation or go on with one, as far as it gets without the person, and say what is left to do.

    Raises ConfigError where the new key would be nowhere, RejectedError when there is nothing to rotate.
    """
    reference = parse_reference(session.config.store.key)
    with session.open_store() as store, store.lock(_LOCK):
        is_ours = reference.kind in WRITABLE
        if not (is_ours or write_new or store.rotation.state().rotating_since):
            raise ConfigError(
                _("{reference}: the new store key cannot be written there.").format(reference=reference),
                hint=_("Let it be written to a file for you to put there: mwslink privacy rotate-key --write-new FILE"),
            )
        new = store.rotation.begin()
        if write_new:
            _write_new(write_new, new)
        if is_ours:
            place_secret(reference, new, session.config.secrets_file)
        session.show(rotated_answer(_renew(store, reference, write_new)))


def _renew(store: Store, reference: Reference, write_new: Path | None) -> Rotated:
    renewed = 0
    while count := store.rotation.renew():  # a purge may move rows while one looks at them: until nothing is found
        renewed += count
    is_finished = store.rotation.finish()
    return Rotated(
        str(reference),
        renewed,
        is_finished,
        str(write_new) if write_new else "",
        has_traces=is_finished and not _is_cleared(store),
    )


def _is_cleared(store: Store) -> bool:
    """Whether nothing of the old key's is left in the files; where another run reads them, the next purge does it."""
    try:
        store.erasing.leave_no_trace()
    except BusyError:
        return False
    return True


def _write_new(path: Path, key: Secret) -> None:
    """A new file for its owner alone; a key is never written over something."""
    try:
        with new_private_file(path) as file:
            file.write(f"{key.reveal()}\n".encode("ascii"))
    except OSError as error:
        raise ConfigError(_("Cannot write {file}: {why}").format(file=path, why=error.strerror)) from None


def forget(session: Session, talk: Conversation, *, yes: bool) -> None:
    """Let go of a lost key and of all that only it opens.

    Raises RejectedError when the key is there and fits, ConfigError or TemporaryError when that cannot be told now.
    """
    reference = parse_reference(session.config.store.key)
    with session.open_store() as store, store.lock(_LOCK):
        _require_lost(store, reference)
        _confirm(talk, yes=yes)
        unarchived = _unarchived(session, store)
        forgotten = replace(store.rotation.declare_lost(), unarchived=unarchived)
        session.show(forgotten_answer(forgotten, has_traces=not _is_cleared(store)))


def _unarchived(session: Session, store: Store) -> int:
    """How many orders lose their data that the law wants kept."""
    settings = session.config.archive
    return store.coverage.count_uncovered(settings.marketplace_ids) if settings else 0


def _require_lost(store: Store, reference: Reference) -> None:
    if store.rotation.state().since is None:
        raise RejectedError(_("Nothing was sealed with a store key yet, so none can be lost."))
    try:
        store.rotation.require_key()
    except (MissingSecretError, WrongKeyError):
        return
    except ConfigError as error:
        raise ConfigError(
            _("Whether the store key is lost cannot be told: {why}").format(why=error.message),
            problems=error.problems,
            hint=error.hint or _("Make it readable, or take away what is there if it is no key."),
        ) from error
    raise RejectedError(
        _("The store key is where it should be ({reference}), and fits: it is not lost.").format(reference=reference),
        hint=_("To replace it: mwslink privacy rotate-key"),
    )


def _confirm(talk: Conversation, *, yes: bool) -> None:
    if yes:
        return
    if not talk.may_ask:
        raise click.UsageError(_("{flag} is needed where nobody can be asked.").format(flag="--yes"))
    question = _("The personal data of all orders goes for good. Is there no backup of the key?")
    if not talk.confirm(question, default=False, silent=False):
        raise RejectedError(_("Nothing was changed."))
