"""A consent that is still to be given, as an answer."""

from __future__ import annotations

from datetime import datetime

from mwslink.messages import _
from mwslink.present.answer import Answer


def pending_answer(address: str, until: datetime) -> Answer:
    """Where the seller consents, and until when the answer is taken."""
    local = until.astimezone()
    told = _("The seller opens this page, signed in as the primary user, until {time:%H:%M}, and confirms:")
    return Answer({"consent_address": address, "valid_until": until}, (told.format(time=local), f"  {address}"))
