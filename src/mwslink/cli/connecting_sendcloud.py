"""The steps of connecting Sendcloud: ask for the keys, let Sendcloud check them, write them down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from mwslink.cli.access import Shared
from mwslink.cli.sendcloud_access import open_with_keys
from mwslink.cli.typed import Typed, keep_typed, opener, read_typed
from mwslink.config.rules import check_endpoint
from mwslink.config_file import set_sendcloud
from mwslink.errors import ConfigError
from mwslink.gateways.sendcloud.auth import RefusedKeysError, SendcloudKeys
from mwslink.gateways.sendcloud.protocol import ENDPOINT
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.gateways.sendcloud.gateway import Integration
    from mwslink.store import Store

ATTEMPTS = 3


@dataclass(frozen=True)
class SendcloudWishes:
    """Each flag; None: not said. Keys as typed, perhaps a secret reference."""

    public_key: str | None = None
    secret_key: str | None = None
    endpoint: str | None = None
    other_integration: bool = False

    def for_sandbox(self, url: str) -> SendcloudWishes:
        """Fill in the sandbox's fixed keys."""
        return replace(
            self,
            public_key=self.public_key or "sandbox-public",
            secret_key=self.secret_key or "sandbox-secret",
            endpoint=url,
        )


@dataclass(frozen=True)
class ConnectedSendcloud:
    """What is connected now; `left_behind`: how many open orders another integration, `before`, keeps."""

    integration_id: int
    wants_oauth: bool
    endpoint: str
    is_new: bool
    before: int = 0
    left_behind: int = 0


def make_sendcloud(session: Session, talk: Conversation, wishes: SendcloudWishes) -> ConnectedSendcloud:
    """Ask for what is missing, check it with Sendcloud, write it.

    Raises ConfigError, AuthorizationError, TemporaryError; then nothing was written.
    """
    known = session.config.sendcloud
    talk.require({"--public-key": wishes.public_key, "--secret-key": wishes.secret_key})
    endpoint = choose_endpoint(talk, wishes.endpoint, known=known.endpoint if known else "")
    with session.open_store() as store:
        keys, found = _check_until_good(session, talk, wishes, endpoint=endpoint, store=store)
        before = known.integration_id if known else 0
        left_behind = store.outbox.count_elsewhere(found.id)
        if before and before != found.id:
            _allow_other(talk, wishes, before=before, now=found.id)
    public_key, secret_key = keys
    values = {
        "public_key": keep_typed(session, public_key, "sendcloud.public_key"),
        "secret_key": keep_typed(session, secret_key, "sendcloud.secret_key"),
        "endpoint": endpoint or None,
        "integration_id": found.id,
        "oauth": found.wants_oauth or None,
    }
    set_sendcloud(session.config_path, values)
    return ConnectedSendcloud(found.id, found.wants_oauth, endpoint, known is None, before, left_behind)


def choose_endpoint(talk: Conversation, given: str | None, *, known: str) -> str:
    """Where the keys go; empty: to Sendcloud itself. An address that is only `known`, perhaps a sandbox's, gets them if
    a person says so. Raises ConfigError, where nobody can be asked too."""
    if given is not None or known in ("", ENDPOINT):
        endpoint = check_endpoint(given or "")
        return "" if endpoint == ENDPOINT else endpoint
    text = _("Until now {endpoint} took the place of Sendcloud.").format(endpoint=known)
    if not talk.may_ask:
        hint = _(
            "For Sendcloud itself: --endpoint {own}. For that address again: --endpoint {known}. No keys were sent."
        )
        raise ConfigError(text, hint=hint.format(own=ENDPOINT, known=known))
    talk.tell(text)
    question = _("Are the keys for Sendcloud itself, {own}, from now on?").format(own=ENDPOINT)
    return "" if talk.confirm(question, default=True, silent=False) else known


def _named(refused: RefusedKeysError, endpoint: str) -> RefusedKeysError:
    """The refusal with the address it came from, where that is not Sendcloud."""
    if not endpoint:
        return refused
    text = _("{endpoint}, which takes the place of Sendcloud, does not know this public key with this secret key.")
    hint = _("For Sendcloud itself: mwslink connect-sendcloud --endpoint {own}")
    return RefusedKeysError(text.format(endpoint=endpoint), hint=hint.format(own=ENDPOINT))


def _check_until_good(
    session: Session, talk: Conversation, wishes: SendcloudWishes, *, endpoint: str, store: Store
) -> tuple[tuple[Typed, Typed], Integration]:
    """Let Sendcloud check the keys; a person may correct what it refuses. Raises what stays wrong."""
    if not (wishes.public_key and wishes.secret_key):
        talk.tell(
            _(
                "In Sendcloud: Settings → Integrations → Sendcloud API → Connect, give it a name and save. "
                "It shows a public key and a secret key; one integration serves all marketplaces."
            )
        )
    for attempt in range(1, ATTEMPTS + 1):
        public_key, secret_key = typed = _ask_keys(talk, wishes)
        talk.tell(_("Asking Sendcloud…"))
        keys = SendcloudKeys(opener(session, public_key), opener(session, secret_key), endpoint or ENDPOINT)
        try:
            with session.open_network() as network:
                return typed, open_with_keys(keys, Shared(network, store, asks_anew=True)).integration()
        except RefusedKeysError as refused:
            if not talk.may_ask or attempt == ATTEMPTS:
                raise _named(refused, endpoint) from None
            talk.tell(_named(refused, endpoint).message)
            wishes = replace(wishes, public_key=None, secret_key=None)
    raise AssertionError("unreachable")


def _ask_keys(talk: Conversation, wishes: SendcloudWishes) -> tuple[Typed, Typed]:
    public_key = talk.ask(
        wishes.public_key, _read_key, flag="--public-key", question=_("Public key (not shown)"), hide=True
    )
    secret_key = talk.ask(
        wishes.secret_key, _read_key, flag="--secret-key", question=_("Secret key (not shown)"), hide=True
    )
    if public_key == secret_key:
        raise ConfigError(_("Public key and secret key are the same text: one of them was copied twice."))
    return public_key, secret_key


def _read_key(text: str) -> Typed:
    """A key of Sendcloud has no form that is published: one word."""
    return read_typed(text, _check_key)


def _check_key(key: str) -> str:
    if len(key.split()) != 1 or ":" in key:
        raise ConfigError(_("A key of Sendcloud is one word of letters and digits. Copy it again."))
    return key


def _allow_other(talk: Conversation, wishes: SendcloudWishes, *, before: int, now: int) -> None:
    """Another integration would get orders that the one before has already: a person has to want that."""
    text = _("These keys are of integration {now}; orders have gone to integration {before} until now.").format(
        now=now, before=before
    )
    if wishes.other_integration:
        return
    if not talk.may_ask:
        raise ConfigError(text, hint=_("If that is meant: --other-integration. Nothing was written."))
    talk.tell(text)
    if not talk.confirm(
        _("Shall orders go to integration {now} from now on?").format(now=now), default=False, silent=False
    ):
        talk.tell(_("Nothing was written."))
        raise click.exceptions.Exit(0)
