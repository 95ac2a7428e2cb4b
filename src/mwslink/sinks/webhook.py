"""Reminders by webhook: one JSON POST, in the shape that the service behind the address understands.

    text          {"text": …}: Slack, Mattermost, Rocket.Chat, Google Chat
    teams         an adaptive card in a message, as workflows of Microsoft Teams take it
    ntfy          {"topic", "title", "message", "priority"} to the server's root; the topic is the address's path
    healthchecks  {"text": …} to the address's path + /fail, and to the address itself when nothing is due

The address is a secret, since whoever knows it can post: no message, log or error shows more of it than the host.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

import msgspec

from mwslink.authorization.reminders import Notice
from mwslink.config.rules import is_loopback
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, NetworkError, RejectedError
from mwslink.gateways.http import Network, Request, Response
from mwslink.gateways.retry import RetryPolicy
from mwslink.messages import _

HEALTHCHECKS = "healthchecks"
_RETRY = RetryPolicy(attempts=3, base=2, cap=20, total=60)
_TOO_MANY = 429
_Payload = dict[str, object]


class Webhook:
    """Posts notices to an address of the configuration (an `authorization.reminders.Channel`)."""

    name = "webhook"

    def __init__(self, network: Network, url: Callable[[], Secret], kind: str) -> None:
        self._network = network
        self._url = url
        self._kind = kind

    def send(self, notice: Notice) -> None:
        """Post it. Raises NetworkError when nobody answers now, RejectedError when it is refused, ConfigError."""
        url = self._checked_url()
        path, payload = url.path, _of_text(notice)
        if self._kind == "ntfy":
            folder, _slash, topic = path.rstrip("/").rpartition("/")
            path, payload = f"{folder}/", _of_ntfy(notice, topic)
        elif self._kind == "teams":
            payload = _of_teams(notice)
        elif self._kind == HEALTHCHECKS:
            path = path.rstrip("/") + "/fail"  # ahead of a query, such as ?create=1
        self._post(url._replace(path=path), payload)

    def tell_all_well(self) -> None:
        """Tell a service that waits for a sign of life that nothing is due; others hear nothing. Raises as `send`."""
        if self._kind == HEALTHCHECKS:
            self._post(self._checked_url(), {"text": "ok"})

    def _checked_url(self) -> SplitResult:
        try:
            parts = urlsplit(self._url().reveal().strip())
            host = parts.hostname or ""
        except ValueError:
            host = ""
        if not host or (parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host))):
            raise ConfigError(
                _("The address of [reminders.webhook] is none that can be used."),
                hint=_("It begins with https://; http:// is for this computer only."),
            )
        if self._kind == "ntfy" and (not parts.path.strip("/") or parts.query or parts.fragment):
            raise ConfigError(_("The address of an ntfy webhook ends with its topic: https://ntfy.sh/my-topic"))
        return parts

    def _post(self, url: SplitResult, payload: _Payload) -> None:
        request = Request(
            service="reminders",
            operation=self._kind,
            method="POST",
            url=url.geturl(),
            headers={"content-type": "application/json"},
            body=msgspec.json.encode(payload),
            provider=_("The webhook's server"),
        )
        _RETRY.run(lambda: _accepted(self._network.send(request)))


def _accepted(response: Response) -> None:
    if response.is_success:
        return
    if response.status == _TOO_MANY or response.status >= 500:
        raise NetworkError(
            _("The webhook's server is busy ({status}).").format(status=response.status),
            hint=_("The reminder is kept; the next run sends it."),
        )
    raise RejectedError(
        _("The webhook's server refuses the reminder ({status}).").format(status=response.status),
        hint=_("Check url and kind of [reminders.webhook]."),
    )


def _of_text(notice: Notice) -> _Payload:
    return {"text": f"{notice.subject}\n\n{notice.text}".strip()}


def _of_teams(notice: Notice) -> _Payload:
    def block(text: str, **more: object) -> _Payload:
        return {"type": "TextBlock", "text": text, "wrap": True, **more}

    # A single line break is lost in a TextBlock.
    body = [block(notice.subject, weight="Bolder", size="Medium"), block(notice.text.replace("\n", "\n\n"))]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    content_type = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": content_type, "contentUrl": None, "content": card}]}


def _of_ntfy(notice: Notice, topic: str) -> _Payload:
    return {
        "topic": topic,
        "title": notice.subject,
        "message": notice.text,
        "priority": 4 if notice.is_urgent else 3,
    }
