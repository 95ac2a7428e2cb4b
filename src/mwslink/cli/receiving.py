"""Taking Sendcloud's messages: from its calls, or one from standard input."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import click

from mwslink.cli.sendcloud_access import configured_sendcloud
from mwslink.errors import RejectedError
from mwslink.gateways.sendcloud.webhooks import MOST_BYTES, read_webhook
from mwslink.messages import _
from mwslink.present.answer import Answer

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.cli.webhook_receiver import Take
    from mwslink.shipping.parcel_poll import Hint
    from mwslink.store import Store

_logger = logging.getLogger("mwslink.webhook")


def serve_webhook(session: Session, port: int, *, once: bool) -> None:
    """Listen until somebody ends it, or for one call."""
    from mwslink.cli.webhook_receiver import Receiver

    with session.open_store() as store:
        try:
            receiver = Receiver(port, _taker(session, store))
        except OSError as error:
            text = _("Port {port} cannot be used ({why}); --port 0 picks a free one.")
            raise click.UsageError(text.format(port=port, why=error.strerror)) from None
        with receiver:
            session.tell(_listening(receiver.url))
            if once:
                receiver.daemon_threads = False  # the answer is waited for
                receiver.handle_request()
                return
            receiver.serve_forever()


def take_one(session: Session, signature: str) -> None:
    """Take the message on standard input. Raises AuthorizationError for a wrong signature, RejectedError for none."""
    body = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise RejectedError(_("That is none of Sendcloud's messages."))
    hint = read_webhook(body, signature, session.secret(_key(session)))
    is_new = False
    if hint:
        with session.open_store() as store:
            is_new = _note(store, hint)
    data = {"parcel_id": hint.parcel_id if hint else None, "is_new": is_new}
    text = (
        _("Parcel {parcel} is noted; mwslink confirm looks at it.").format(parcel=hint.parcel_id)
        if hint
        else _("The message is about no parcel; nothing is to be done.")
    )
    session.show(Answer(data, [text]))


def _taker(session: Session, store: Store) -> Take:
    key = session.secret(_key(session))  # at once: without it nothing could be taken

    def take(body: bytes, signature: str) -> None:
        if hint := read_webhook(body, signature, key):
            _note(store, hint)

    return take


def _note(store: Store, hint: Hint) -> bool:
    is_new = bool(store.parcel_hints.note([hint]))
    _logger.info("parcel %s is %s", hint.parcel_id, "noted" if is_new else "noted already")
    return is_new


def _key(session: Session) -> str:
    sendcloud = configured_sendcloud(session)
    return sendcloud.webhook_key or sendcloud.secret_key


def _listening(url: str) -> Answer:
    lines = (
        _("Listening for Sendcloud's messages at {url} until you press Ctrl-C.").format(url=url),
        _("Your web server has to pass them on to it; mwslink confirm looks at the parcels they name."),
    )
    return Answer({"url": url}, lines)
