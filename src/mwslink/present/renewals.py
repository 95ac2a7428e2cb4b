"""A renewal as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mwslink.authorization.clocks import one_year_after
from mwslink.messages import _
from mwslink.present.answer import Answer

if TYPE_CHECKING:
    from datetime import date

    from mwslink.connections import Account


def renewal_answer(
    account: Account, connections: Sequence[str], *, is_token_replaced: bool, warnings: Sequence[str] = ()
) -> Answer:
    """From when to when it counts, and whether its token is another one now."""
    day: date | None = account.authorized_on
    ends_on = one_year_after(day) if day else None
    data = {
        "account": account.name,
        "connections": list(connections),
        "authorized_on": day,
        "ends_on": ends_on,
        "is_token_replaced": is_token_replaced,
    }
    lines = [_("{name}: authorized on {day}, ends on {end}.").format(name=account.name, day=day, end=ends_on)]
    if is_token_replaced:
        lines.append(_("The new token works and has taken the place of the old one."))
    return Answer(data, lines, warnings)
