"""What goes and what stays when a connection is removed, as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mwslink.connections import Connection
from mwslink.messages import _
from mwslink.present.answer import Answer


@dataclass(frozen=True)
class Removal:
    """A connection to be removed, with its account where that has no other connection.

    `secret_key` is the token's key in secrets.toml if that goes as well; `kept_secret` is a reference to a token that
    is kept elsewhere and that we leave alone.
    """

    connection: Connection
    removes_account: bool
    secret_key: str = ""
    kept_secret: str = ""


def removal_answer(removal: Removal, *, is_done: bool) -> Answer:
    """What was removed, or what would be."""
    connection = removal.connection
    data = {
        "connection": connection.id,
        "account": connection.account.name,
        "is_removed": is_done,
        "removes_account": removal.removes_account,
        "removes_secret": removal.secret_key or None,
    }
    if not is_done:
        return Answer(data, (*render_removal(removal), _("Nothing was removed (--dry-run).")))
    lines = [_("{id} is removed.").format(id=connection.id)]
    if removal.removes_account:
        lines.append(_("So is the account {name}.").format(name=connection.account.name))
    return Answer(data, (*lines, *_staying(removal)))


def render_removal(removal: Removal) -> Sequence[str]:
    """What will go and what will stay, in sentences."""
    connection = removal.connection
    lines = [
        _("The connection {id} goes ({marketplace}, seller {seller}).").format(
            id=connection.id, marketplace=connection.marketplace.domain, seller=connection.account.seller_id
        )
    ]
    if removal.removes_account:
        lines.append(_("The account {name} goes: no other connection uses it.").format(name=connection.account.name))
    if removal.secret_key:
        lines.append(_("Its token goes from secrets.toml ({key}).").format(key=removal.secret_key))
    return (*lines, *_staying(removal))


def _staying(removal: Removal) -> list[str]:
    lines = []
    if not removal.removes_account:
        lines.append(_("The account {name} stays.").format(name=removal.connection.account.name))
    if removal.kept_secret:
        lines.append(_("Its token stays where you keep it ({reference}).").format(reference=removal.kept_secret))
    if removal.removes_account:
        lines.append(_("Its stored orders stay for 30 days; then privacy purge erases all of them."))
    else:
        lines.append(_("Stored orders stay."))
    lines.append(_("Amazon's authorization stays: withdraw it in Seller Central."))
    return lines
