"""How `doctor` finds out how Sendcloud stands: the keys, and one call that they open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mwslink.authorization.causes import Cause, Refused
from mwslink.authorization.diagnosis import Finding, Verdict, explain_missing, explain_trouble, found_refused
from mwslink.errors import ConfigError, MwslinkError, TemporaryError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.access import Shared
    from mwslink.cli.session import Session
    from mwslink.config import Sendcloud
    from mwslink.gateways.sendcloud.gateway import Integration

PANEL = "https://app.sendcloud.com"


def check_sendcloud(session: Session, shared: Shared) -> Iterator[Finding]:
    """What there is to say of [sendcloud]; nothing where there is none."""
    from mwslink.cli.sendcloud_access import open_with_keys, sendcloud_keys

    if session.config.sendcloud is None:
        return
    keys = sendcloud_keys(session, session.config.sendcloud)
    try:
        keys.public_key(), keys.secret_key()
    except MwslinkError as error:
        yield explain_missing(error)
        return
    try:
        integration = open_with_keys(keys, shared).integration()
    except TemporaryError as error:
        yield explain_trouble(error)
    except ConfigError as error:
        yield found_refused(Refused("sendcloud", error, PANEL, (Cause.SENDCLOUD_KEYS_WRONG,)))
    except MwslinkError as error:
        yield found_refused(Refused("sendcloud", error, PANEL))
    else:
        text = _("Sendcloud accepts the keys; they are those of integration {number}.")
        yield Finding("sendcloud", Verdict.GOOD, text.format(number=integration.id))
        yield from _differences(session.config.sendcloud, integration)


def _differences(sendcloud: Sendcloud, found: Integration) -> Iterator[Finding]:
    """What the configuration says of the integration and is not so."""
    again = _("Run: mwslink connect-sendcloud")
    if sendcloud.integration_id not in (0, found.id):
        text = _("The configuration names integration {known}, the keys are of {found}: push would be refused.")
        known = text.format(known=sendcloud.integration_id, found=found.id)
        yield Finding("sendcloud", Verdict.WARNING, known, action=again)
    if found.wants_oauth and not sendcloud.oauth:
        text = _("The integration wants OAuth2: each run wastes a call to find that out.")
        yield Finding("sendcloud", Verdict.WARNING, text, action=again)
