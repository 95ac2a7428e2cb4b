"""A mail server of our own, on this computer: what it got, and how it shall answer; and a clock for pauses."""

from __future__ import annotations

import email
import email.policy
import socket
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from mwslink.clock import SystemClock


class SkippingClock(SystemClock):
    """A clock whose pauses are over at once; what really takes time takes it, however busy the computer is."""

    def __init__(self) -> None:
        super().__init__()
        self._skipped = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._skipped)

    def monotonic(self) -> float:
        return super().monotonic() + self._skipped

    def sleep(self, seconds: float) -> None:
        self._skipped += seconds


class Post:
    """What arrived; answers as it is told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []  # to the next messages, in order; accepted when there are none
        self.refuses: set[str] = set()
        self.farewell = "221 Bye"  # to QUIT; empty: it hangs up without one

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        if self.answers:
            return self.answers.pop(0)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"

    async def handle_QUIT(self, server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        if not self.farewell:
            server.transport.abort()
        return self.farewell


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
