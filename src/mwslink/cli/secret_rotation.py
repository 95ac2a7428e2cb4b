"""The steps of a rotation: a new client secret from Amazon or by hand, tried, and only then written down."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import click

from mwslink import clock
from mwslink.authorization.client_secret import NewSecret, previous_ends_on
from mwslink.authorization.clocks import Kind, State, read_clock
from mwslink.authorization.forms import check_client_secret
from mwslink.authorization.roster import client_secret_key, clocks_of
from mwslink.cli.access import Shared
from mwslink.cli.application_access import open_application
from mwslink.cli.secret_keeping import keep_new_secret, kept_secrets, place_of_secret
from mwslink.cli.secret_messages import SecretMessages
from mwslink.cli.secret_trying import home_of_application
from mwslink.cli.secret_waiting import Errand, fetch_new_secret
from mwslink.cli.typed import Typed, is_other_secret, opener, read_typed
from mwslink.errors import ConfigError
from mwslink.marketplaces import BY_COUNTRY
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.config import Application, Config
    from mwslink.credentials import Secret
    from mwslink.store import Store


@dataclass(frozen=True)
class RotationWishes:
    """What was asked for; `secret`: the new one as typed, where it was made by hand, on `day` (None: not said)."""

    day: date | None = None
    secret: str | None = None
    max_wait: float = 120
    asks_again: bool = False
    only_if_due: bool = False
    moves: bool = False


@dataclass(frozen=True)
class Rotated:
    """What came of it: since when the secret counts, and whether it is another one than before."""

    client_id: str
    made_on: date | None
    is_replaced: bool


def rotate_secret(session: Session, talk: Conversation, wishes: RotationWishes) -> Rotated:
    """Replace the client secret. Raises ConfigError, TemporaryError, RejectedError; then the files are as they were.

    One run at a time: another one raises BusyError.
    """
    application = session.config.application
    if application is None:
        raise ConfigError(_("The configuration has no [application]."), hint=_("Run: mwslink connect --country …"))
    with session.open_store() as store, store.lock("rotate-secret"):
        if wishes.only_if_due and not _is_due(session.config, store, application):
            return Rotated(application.client_id, application.client_secret_rotated_on, is_replaced=False)
        if wishes.secret or not application.rotation_queue:
            done = _by_hand(session, store, talk, wishes)
        else:
            done = _by_queue(session, store, talk, wishes)
        # Amazon has just taken it: a refusal of the one before is over.
        store.answers.note_accepted(client_secret_key(application))
    return done


def _is_due(config: Config, store: Store, application: Application) -> bool:
    """Whether it ends within a month, nobody knows when it ends, or a new one is under way already."""
    if store.secret_requests.find(application.client_id):
        return True
    today = clock.today()
    found = [read_clock(one, today) for one in clocks_of(config) if one.kind == Kind.CLIENT_SECRET]
    return not found or found[0].state is not State.VALID


def _by_queue(session: Session, store: Store, talk: Conversation, wishes: RotationWishes) -> Rotated:
    from mwslink.gateways.spapi.secret_queue import SecretQueue

    application = _application(session)
    place = place_of_secret(application, moves=wishes.moves)
    queue = SecretQueue(application.rotation_queue, application.client_id)
    with session.open_network() as network, closing(queue):
        gateway = open_application(
            Shared(network, store, wishes.max_wait),
            client_id=application.client_id,
            client_secret=lambda: session.secret(application.client_secret),
            home=home_of_application(session.config),
        )
        messages = SecretMessages(queue, gateway, kept_secrets(session, application))
        errand = Errand(application.client_id, gateway, messages, store.secret_requests)
        try:
            new = fetch_new_secret(errand, talk, max_wait=wishes.max_wait, asks_again=wishes.asks_again)
            is_replaced = keep_new_secret(session, new, place)
        except BaseException:
            messages.give_back()
            raise
        store.secret_requests.forget(application.client_id)  # first: without its message nobody may wait for it
        messages.let_go(new)
    return Rotated(application.client_id, new.made_on, is_replaced)


def _by_hand(session: Session, store: Store, talk: Conversation, wishes: RotationWishes) -> Rotated:
    application = _application(session)
    typed = _typed(session, talk, wishes)
    secret = opener(session, typed)()
    _require_no_previous(session, application, secret)
    place = typed.reference or place_of_secret(application, moves=wishes.moves)
    with session.open_network() as network:
        gateway = open_application(
            Shared(network, store, wishes.max_wait),
            client_id=application.client_id,
            client_secret=lambda: secret,
            home=home_of_application(session.config),
        )
        if not gateway.accepts(secret):
            raise ConfigError(
                _("Amazon does not take this client secret with client ID {id}.").format(id=application.client_id),
                hint=_("Nothing was changed. Copy it again, all of it, from the application of that client ID."),
            )
    day = wishes.day or _day_of(session, application, typed)
    new = NewSecret(secret, datetime.combine(day, time(12)).astimezone())
    is_replaced = keep_new_secret(session, new, place, is_stored=bool(typed.reference))
    return Rotated(application.client_id, new.made_on, is_replaced)


def _require_no_previous(session: Session, application: Application, secret: Secret) -> None:
    """Amazon takes the secret before the present one as well, for some days. Raises ConfigError for it."""
    kept = kept_secrets(session, application)
    if secret == kept.current or secret != kept.previous:  # a killed run may have kept one twice
        return
    made_on = application.client_secret_rotated_on
    text = (
        _("This is the client secret before the present one; it ends on {day}.").format(day=previous_ends_on(made_on))
        if made_on
        else _("This is the client secret before the present one; it ends seven days after that was made.")
    )
    hint = _("Nothing was changed: the newer one stays in use. To replace that, make another one in Developer Central.")
    raise ConfigError(text, hint=hint)


def _day_of(session: Session, application: Application, typed: Typed) -> date:
    """Today; for the secret that is there already, typed once more, the day that is recorded.

    Who names a reference has put a new secret there: what is behind it now tells nothing about before.
    """
    recorded = application.client_secret_rotated_on
    is_known = typed.secret is not None and not is_other_secret(session, typed, application.client_secret)
    return recorded if recorded and is_known else clock.today()


def _typed(session: Session, talk: Conversation, wishes: RotationWishes) -> Typed:
    if not wishes.secret and not talk.may_ask:
        raise click.UsageError(
            _("{flag} is needed, since nobody can be asked here.").format(flag="--client-secret-file")
            + "\n"
            + _("With rotation_queue in [application] mwslink has Amazon make a new one, and needs nobody.")
        )
    if not wishes.secret:
        talk.tell(_guide(session.config))
    question = _("New client secret (not shown)")
    return talk.ask(
        wishes.secret,
        lambda text: read_typed(text, check_client_secret),
        flag="--client-secret-file",
        question=question,
        hide=True,
    )


def _guide(config: Config) -> str:
    page = next((one.page for one in clocks_of(config) if one.kind == Kind.CLIENT_SECRET), "")
    return _(
        "A new client secret is made in Developer Central, {page}:\n"
        "  1. Develop Apps → the application → LWA credentials → View → rotate the client secret.\n"
        "  2. Copy the new one. The present one works for seven more days; refresh tokens stay as they are."
    ).format(page=page or BY_COUNTRY["ES"].seller_central)


def _application(session: Session) -> Application:
    application = session.config.application
    assert application is not None  # noqa: S101  (for mypy: `rotate_secret` began with it)
    return application
