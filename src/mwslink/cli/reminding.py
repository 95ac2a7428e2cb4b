"""The ways a reminder leaves: mail and webhook of the configuration, else standard output, which cron mails."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

from mwslink.authorization.reminders import Channel, Notice, reminders_of, send_reminders
from mwslink.errors import MwslinkError

if TYPE_CHECKING:
    from mwslink.authorization.clocks import Reading
    from mwslink.cli.session import Session
    from mwslink.store import Store


class Output:
    """Standard output (a `Channel`); with --json the text goes to standard error, which cron mails as well."""

    name = "output"

    def __init__(self, *, as_json: bool) -> None:
        self._stream = sys.stderr if as_json else sys.stdout

    def send(self, notice: Notice) -> None:
        """Write it out; what cannot be written is the boundary's to tell, and was not said."""
        self._stream.write(notice.text + "\n")
        self._stream.flush()


def remind(session: Session, store: Store, readings: Sequence[Reading], *, today: date) -> list[MwslinkError]:
    """Send what is due and was not sent; return what went wrong. Raises ConfigError, StoreError."""
    from mwslink.present.auth_reminders import reminder_notice

    reminders = reminders_of(readings, today)
    with ExitStack() as opened:
        channels = list(_channels(session, opened))
        failures = send_reminders(reminders, channels, store.reminders, today=today, render=reminder_notice)
        if not reminders:
            failures += _all_well(channels)
    return failures


def _channels(session: Session, opened: ExitStack) -> Iterator[Channel]:
    """Those of the configuration; without any, standard output."""
    settings = session.config.reminders
    if (mail := settings.mail) is not None:
        from mwslink.sinks.mail import Mail

        yield Mail(mail, lambda: session.secret(mail.password), timeout=session.timeout)
    if (webhook := settings.webhook) is not None:
        from mwslink.sinks.webhook import Webhook

        network = opened.enter_context(session.open_network())
        yield Webhook(network, lambda: session.secret(webhook.url), webhook.kind)
    if mail is None and webhook is None:
        yield Output(as_json=session.as_json)


def _all_well(channels: Sequence[Channel]) -> Iterator[MwslinkError]:
    for channel in channels:
        if tell := getattr(channel, "tell_all_well", None):
            try:
                tell()
            except MwslinkError as failure:
                yield failure
