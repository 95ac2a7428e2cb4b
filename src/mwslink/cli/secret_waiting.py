"""Asking Amazon for a new client secret, and waiting for the message that brings it; a later run waits on.

What was asked for stands in the store from before the call on: whenever a run ends, the next one knows whether there
is a message to wait for, and does not ask for a third secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.errors import MwslinkError, TemporaryError
from mwslink.gateways.failures import AnswerError
from mwslink.messages import _

if TYPE_CHECKING:
    from datetime import datetime

    from mwslink.authorization.client_secret import NewSecret
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.secret_messages import SecretMessages
    from mwslink.gateways.spapi.application import ApplicationGateway
    from mwslink.store.secret_requests import SecretRequests

# A request of which nobody knows whether it arrived is made again after this; Amazon's messages take minutes.
_GIVEN_UP = timedelta(minutes=15)


@dataclass(frozen=True)
class Errand:
    """Who asks, and where the answer comes."""

    client_id: str
    gateway: ApplicationGateway
    messages: SecretMessages
    requests: SecretRequests


def fetch_new_secret(errand: Errand, talk: Conversation, *, max_wait: float, asks_again: bool) -> NewSecret:
    """The new secret; its message is still to be let go.

    A message that is there already is taken without asking. Raises TemporaryError when it does not come in time, and
    when Amazon does not take it yet.
    """
    if found := _received(errand, 1):
        return found
    if asks_again or not _is_under_way(errand):
        _ask(errand, talk)
    talk.tell(_("Waiting for the message with the new client secret…"))
    give_up_at = clock.monotonic() + max_wait
    while (left := give_up_at - clock.monotonic()) > 0:
        if found := _received(errand, max(1, left)):
            return found
    raise _late(errand)


def _received(errand: Errand, seconds: float) -> NewSecret | None:
    return errand.messages.receive(seconds, asked_at=_asked_at(errand))


def _asked_at(errand: Errand) -> datetime | None:
    request = errand.requests.find(errand.client_id)
    return request.asked_at if request else None


def _is_under_way(errand: Errand) -> bool:
    request = errand.requests.find(errand.client_id)
    if request is None:
        return False
    return request.accepted_at is not None or clock.now() - request.asked_at < _GIVEN_UP


def _ask(errand: Errand, talk: Conversation) -> None:
    """Ask Amazon. Raises its refusal; without a usable answer the message may come all the same."""
    talk.tell(_("Asking Amazon for a new client secret…"))
    errand.gateway.sign_in()
    before = errand.requests.find(errand.client_id)
    errand.requests.asking(errand.client_id)
    try:
        errand.gateway.rotate()
    except AnswerError:
        return
    except MwslinkError:
        errand.requests.restore(errand.client_id, before)
        raise
    errand.requests.accepted(errand.client_id)


def _late(errand: Errand) -> TemporaryError:
    request = errand.requests.find(errand.client_id)
    asked_at = request.asked_at.astimezone() if request else clock.now().astimezone()
    text = _("The new client secret, asked for on {day} at {time}, has not come yet.")
    return TemporaryError(
        text.format(day=asked_at.date(), time=f"{asked_at:%H:%M}"),
        hint=_(
            "Run it again: it goes on waiting and does not ask again. The present one works on. If none comes, check "
            "that rotation_queue is the queue registered for the application, then ask once more with --again."
        ),
    )
