"""Which message of the queue brings the new client secret: the secret itself tells, or Amazon does.

Days alone never do: the recorded one is of another computer's zone perhaps, or a slip. Of the messages that came, the
newest first:

| The secret is | Then |
| --- | --- |
| the one in use | it is there already; its message has the right day |
| the one before it | the message is of an earlier rotation |
| unknown, and Amazon takes it | it is the new one, unless the one in use was made later and works |
| unknown, and Amazon refuses it | it does not work yet, or, a day after it was made, no more |

No message goes before a new secret is kept: until then each is given back, also those that bring nothing new.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.errors import MwslinkError, TemporaryError
from mwslink.messages import _

if TYPE_CHECKING:
    from datetime import datetime

    from mwslink.authorization.client_secret import NewSecret
    from mwslink.credentials import Secret
    from mwslink.gateways.spapi.application import ApplicationGateway
    from mwslink.gateways.spapi.secret_queue import SecretQueue

_STARTS_WITHIN = timedelta(days=1)  # so long a new secret may be refused; Amazon names no time, minutes are usual
_CLOCKS_APART = timedelta(minutes=15)


@dataclass(frozen=True)
class KeptSecrets:
    """What there is: the secret in use and the one before it (None: not there), and the day recorded for the first."""

    current: Secret | None
    previous: Secret | None
    since: date | None


class SecretMessages:
    """The messages of a run. All methods raise what `SecretQueue` and `ApplicationGateway` raise."""

    def __init__(self, queue: SecretQueue, gateway: ApplicationGateway, kept: KeptSecrets) -> None:
        self._queue = queue
        self._gateway = gateway
        self._kept = kept
        self._seen: list[NewSecret] = []

    def receive(self, seconds: float, *, asked_at: datetime | None) -> NewSecret | None:
        """The new secret, or None if none came in so many seconds; `asked_at`: when one was asked for.

        Raises TemporaryError for one that Amazon does not take yet.
        """
        found = self._queue.receive(seconds)
        self._seen += found
        return next((one for one in found if self._is_new(one, asked_at)), None)

    def let_go(self, kept: NewSecret) -> None:
        """Delete the message of the secret that is kept now, and all that came beside it."""
        self._queue.let_go([kept])
        with suppress(MwslinkError):  # a later run finds them again, and that they bring nothing new
            self._queue.let_go([one for one in self._seen if one is not kept])

    def give_back(self) -> None:
        """Leave all messages to the next run."""
        self._queue.give_back(self._seen)

    def _is_new(self, one: NewSecret, asked_at: datetime | None) -> bool:
        if one.secret == self._kept.previous and one.secret != self._kept.current:
            return False
        if not self._gateway.accepts(one.secret):
            if clock.now() - one.made_at < _STARTS_WITHIN:
                raise _not_yet()
            return False
        return one.secret == self._kept.current or not self._is_overtaken(one, asked_at)

    def _is_overtaken(self, one: NewSecret, asked_at: datetime | None) -> bool:
        """Whether the secret in use was made later and works, so that a newer one has to be asked for.

        A recorded day that has not come yet tells nothing; nor does any, of the secret that was asked for.
        """
        since, current = self._kept.since, self._kept.current
        if since is None or since > clock.today() or one.made_on >= since:
            return False
        if asked_at and one.made_at >= asked_at - _CLOCKS_APART:
            return False
        return current is not None and self._gateway.accepts(current)


def _not_yet() -> TemporaryError:
    return TemporaryError(
        _("The new client secret has come, but Amazon does not take it yet."),
        hint=_("The present one works on, and the message is still in the queue. Run it again in some minutes."),
    )
