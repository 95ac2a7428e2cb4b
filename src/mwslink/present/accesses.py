"""The access log as a table and as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mwslink.messages import _
from mwslink.present.answer import Answer, Column, Table
from mwslink.present.figures import render_moment

if TYPE_CHECKING:
    from mwslink.store.accesses import Access


def accesses_answer(accesses: Sequence[Access], since: datetime | None) -> Answer:
    """Who opened personal data, the latest first; `since`: how far back the log reaches."""
    data = {
        "reaches_back_to": since,
        "accesses": [
            {
                "at": one.at,
                "command": one.command,
                "user": one.user,
                "purpose": one.purpose,
                "opened": one.opened,
                "ended_at": one.ended_at,
            }
            for one in accesses
        ],
    }
    if not accesses:
        return Answer(data, (_("Nobody has opened personal data."),))
    columns = (
        Column(_("At")),
        Column(_("Command")),
        Column(_("User")),
        Column(_("What for"), flexible=True),
        Column(_("Orders"), right=True),
    )
    return Answer(data, (Table(columns, [_row(one) for one in accesses]),))


def _row(one: Access) -> list[str]:
    count = str(one.opened) if one.ended_at else f"≤ {one.opened}"
    return [render_moment(one.at), one.command, one.user, _purpose(one.purpose), count]


def _purpose(purpose: str) -> str:
    words = {
        "display": _("shown"),
        "export": _("exported"),
        "shipping": _("handed over for shipping"),
        "confirmation": _("told to Amazon"),
        "archive": _("archived, as the law asks"),
        "restore": _("restored from the archive"),
    }
    return words.get(purpose, _("other"))
