"""The ways a reminder leaves: mail and webhook of the configuration, else standard output, which cron mails."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mwslink.authorization.reminders import Channel, Notice, reminders_of, send_reminders
from mwslink.errors import MwslinkError, TemporaryError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.clock_reading import Outlook
    from mwslink.cli.session import Session
    from mwslink.sinks.webhook import Webhook
    from mwslink.store import Store

HEALTHCHECKS = "healthchecks"


class Output:
    """Standard output (a `Channel`); with --json the text goes to standard error, which cron mails as well."""

    name = "output"

    def __init__(self, *, as_json: bool) -> None:
        self._stream = sys.stderr if as_json else sys.stdout

    def send(self, notice: Notice) -> None:
        """Write it out; what cannot be written is the boundary's to tell, and was not said."""
        self._stream.write(notice.text + "\n")
        self._stream.flush()


@dataclass(frozen=True)
class Late:
    """A channel that is opened, with the configuration and the libraries it takes, when there is something to send."""

    name: str
    open: Callable[[], Channel]

    def send(self, notice: Notice) -> None:
        self.open().send(notice)


def remind(
    session: Session, store: Store, outlook: Outlook, *, ways_out: Sequence[str], today: date
) -> list[MwslinkError]:
    """Send what is due and was not sent; return what went wrong. Raises ConfigError, StoreError.

    `ways_out`: as `authorization.roster.ways_out_of` names them; without any it is printed.
    """
    from mwslink.present.auth_reminders import reminder_notice

    reminders = reminders_of(outlook.readings, today)
    with ExitStack() as opened:
        channels = list(_channels(session, opened, ways_out))
        failures = send_reminders(reminders, channels, store.reminders, today=today, render=reminder_notice)
        if HEALTHCHECKS in ways_out and not reminders:
            failures += _sign_of_life(session, opened, outlook.failures)
    return failures


def _channels(session: Session, opened: ExitStack, ways_out: Sequence[str]) -> Iterator[Channel]:
    if "mail" in ways_out:
        yield Late("mail", lambda: _mail(session))
    if "webhook" in ways_out or HEALTHCHECKS in ways_out:
        yield Late("webhook", lambda: _webhook(session, opened))
    if not ways_out:
        yield Output(as_json=session.as_json)


def _mail(session: Session) -> Channel:
    from mwslink.sinks.mail import Mail

    settings = session.config.reminders.mail
    if settings is None:
        raise _changed()
    return Mail(settings, lambda: session.secret(settings.password), timeout=session.timeout)


def _webhook(session: Session, opened: ExitStack) -> Webhook:
    from mwslink.sinks.webhook import Webhook

    settings = session.config.reminders.webhook
    if settings is None:
        raise _changed()
    network = opened.enter_context(session.open_network())
    return Webhook(network, lambda: session.secret(settings.url), settings.kind)


def _changed() -> MwslinkError:
    return TemporaryError(_("The configuration was changed while it was read."), hint=_("Run it again later."))


def _sign_of_life(session: Session, opened: ExitStack, unchecked: Sequence[MwslinkError]) -> Iterator[MwslinkError]:
    """Nothing is due: all is well, if that is known. Where Amazon may answer the next run, the service hears nothing of
    this one: it has a time of grace for such runs."""
    from mwslink.present.auth_reminders import unchecked_notice

    lasting = [one for one in unchecked if not isinstance(one, TemporaryError)]
    try:
        if lasting:
            _webhook(session, opened).send(unchecked_notice(lasting))
        elif not unchecked:
            _webhook(session, opened).tell_all_well()
    except MwslinkError as failure:
        yield failure
