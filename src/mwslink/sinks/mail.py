"""Reminders by mail: one message by SMTP, over TLS unless the server is this computer's own or asks for no password."""

from __future__ import annotations

import logging
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from mwslink import clock
from mwslink.authorization.reminders import Notice
from mwslink.config import MailSettings
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, MwslinkError, NetworkError, RejectedError
from mwslink.gateways.retry import RetryPolicy
from mwslink.messages import _

_logger = logging.getLogger("mwslink.mail")
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_GREETING = "[127.0.0.1]"  # smtplib would look up this computer's name, which is no concern of the server's
_GO_ON = 334
_LOGGED_IN = (235, 503)  # now, or before
_RETRY = RetryPolicy(attempts=3, base=2, cap=20, total=60)


class Mail:
    """Sends notices by the mail server of the configuration (an `authorization.reminders.Channel`)."""

    name = "mail"

    def __init__(
        self,
        settings: MailSettings,
        password: Callable[[], Secret],
        *,
        timeout: float = 30,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._password = password
        self._timeout = timeout
        self._trusted = trusted

    def send(self, notice: Notice) -> None:
        """Hand it to the server.

        Raises NetworkError when the server cannot be had now, RejectedError when it refuses an address or the message,
        ConfigError when it refuses the password, has no TLS or cannot be asked for by this name.
        """
        message = self._message(notice)
        _RETRY.run(lambda: self._deliver(message))

    def _message(self, notice: Notice) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._settings.sender
        message["To"] = ", ".join(self._settings.to)
        message["Subject"] = notice.subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = make_msgid(domain=self._settings.sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
        if notice.is_urgent:
            message["Importance"] = "high"
        message.set_content(notice.text)
        return message

    def _deliver(self, message: EmailMessage) -> None:
        failure: MwslinkError
        try:
            server = self._connected()
            try:
                refused = len(server.send_message(message))
            finally:
                _leave(server)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            failure = self._explained(error)
        else:
            if refused:  # the others have it: nobody shall get it twice
                _logger.warning("the mail server refused %d of the addresses of [reminders.mail] to", refused)
            return
        # Not inside `except`: smtplib's errors quote what the server said, which may quote us.
        raise failure

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        port = settings.port or _PORTS[settings.tls]
        tls = self._trusted or ssl.create_default_context()
        server: smtplib.SMTP
        if settings.tls == "tls":
            server = smtplib.SMTP_SSL(settings.host, port, _GREETING, timeout=self._timeout, context=tls)
        else:
            server = smtplib.SMTP(settings.host, port, _GREETING, timeout=self._timeout)
        try:
            if settings.tls == "starttls":
                server.starttls(context=tls)
            if settings.user:
                _log_in(server, settings.user, self._password().reveal())
        except BaseException:
            server.close()
            raise
        return server

    def _explained(self, error: Exception) -> MwslinkError:
        """What happened, by whether trying again may help."""
        if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500:
            return ConfigError(self._said(_("refuses user and password of [reminders.mail]")))
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return ConfigError(self._said(_("does not offer what [reminders.mail] asks for: TLS, or a log-in")))
        if isinstance(error, ssl.SSLError):
            return ConfigError(self._said(_("has a certificate that this computer does not trust, or no TLS")))
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            codes = [code for code, _text in error.recipients.values()]
            if all(code >= 500 for code in codes):
                return RejectedError(self._said(_("refuses the addresses of [reminders.mail] to")))
        if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500:
            return RejectedError(self._said(_("refuses the message ({code})").format(code=error.smtp_code)))
        if isinstance(error, ValueError):  # such as UnicodeError, of a host that no name can be
            return ConfigError(self._said(_("cannot be used as [reminders.mail] describes it")))
        text = self._said(_("cannot be reached, or is busy"))
        return NetworkError(text, hint=_("The reminder is kept; the next run sends it."))

    def _said(self, what: str) -> str:
        return _("Mail server {host} {what}.").format(host=self._settings.host, what=what)


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """`SMTP.login`, which knows ASCII only; other letters go as UTF-8 (RFC 4616), by the ways that can carry them."""
    if f"{user}{password}".isascii():
        server.login(user, password)
        return
    server.ehlo_or_helo_if_needed()
    # What an environment variable holds and is no UTF-8 goes as the bytes it is.
    name, word = (text.encode(errors="surrogateescape") for text in (user, password))
    offered = server.esmtp_features.get("auth", "").split()
    if "PLAIN" in offered:
        code, said = server.docmd("AUTH", "PLAIN " + b64encode(b"\0%b\0%b" % (name, word)).decode())
    elif "LOGIN" in offered:
        code, said = server.docmd("AUTH", "LOGIN " + b64encode(name).decode())
        if code == _GO_ON:
            code, said = server.docmd(b64encode(word).decode())
    else:
        raise smtplib.SMTPNotSupportedError
    if code not in _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, said)


def _leave(server: smtplib.SMTP) -> None:
    """Say good-bye: the message is taken or refused by now, and no answer to this changes it."""
    with suppress(OSError):  # of which smtplib's errors are some
        server.quit()
    server.close()
