"""A rotation of the client secret as an answer."""

from __future__ import annotations

from datetime import date

from mwslink.authorization.client_secret import previous_ends_on
from mwslink.authorization.clocks import secret_ends_on
from mwslink.messages import _
from mwslink.present.answer import Answer


def rotation_answer(client_id: str, made_on: date | None, *, is_replaced: bool, is_quiet: bool) -> Answer:
    """From when to when the secret counts; `is_quiet`: nothing to say where nothing was done."""
    ends_on = secret_ends_on(made_on) if made_on else None
    previous_until = previous_ends_on(made_on) if made_on and is_replaced else None
    data = {
        "client_id": client_id,
        "is_replaced": is_replaced,
        "made_on": made_on,
        "ends_on": ends_on,
        "previous_until": previous_until,
    }
    return Answer(data, _lines(data, is_quiet=is_quiet))


def _lines(data: dict[str, object], *, is_quiet: bool) -> list[str]:
    if not data["is_replaced"]:
        told = _("The client secret is the one that was there: made on {day}, ends on {end}.")
        return [] if is_quiet else [told.format(day=data["made_on"], end=data["ends_on"])]
    return [
        _("The new client secret works and has taken the place of the old one. It ends on {end}.").format(
            end=data["ends_on"]
        ),
        _("The old one works until {day} and is kept until then, in case Amazon does not take the new one.").format(
            day=data["previous_until"]
        ),
    ]
