"""What goes and what stays when a connection is removed, as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mwslink.connections import Connection
from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer


@dataclass(frozen=True)
class Removal:
    """A connection to be removed, with its account where that has no other connection.

    `secret_key` is the token's key in secrets.toml if that goes as well; `kept_secret` is a reference to a token that
    is kept elsewhere and that we leave alone. `waiting`: how many of its orders wait in Sendcloud.
    """

    connection: Connection
    removes_account: bool
    secret_key: str = ""
    kept_secret: str = ""
    waiting: int = 0


def removal_answer(removal: Removal, *, is_done: bool) -> Answer:
    """What was removed, or what would be."""
    connection = removal.connection
    data = {
        "connection": connection.id,
        "account": connection.account.name,
        "is_removed": is_done,
        "removes_account": removal.removes_account,
        "removes_secret": removal.secret_key or None,
        "waiting_at_sendcloud": removal.waiting,
    }
    if not is_done:
        lines = [*render_removal(removal), _("Nothing was removed (--dry-run).")]
        return Answer(data, lines, left_alone(removal))
    lines = [_("{id} is removed.").format(id=connection.id)]
    if removal.removes_account:
        lines.append(_("So is the account {name}.").format(name=connection.account.name))
    return Answer(data, (*lines, *_staying(removal)), left_alone(removal))


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


def left_alone(removal: Removal) -> list[str]:
    """What nobody looks after any more."""
    if not removal.waiting:
        return []
    text = ngettext(
        "{count} order of {id} waits in Sendcloud, and stays there: if Amazon cancels it, nobody takes it back. "
        "Delete it in Sendcloud unless you ship it, and tell Amazon of the shipment yourself.",
        "{count} orders of {id} wait in Sendcloud, and stay there: what Amazon cancels of them nobody takes back. "
        "Delete in Sendcloud what you do not ship, and tell Amazon of the shipments yourself.",
        removal.waiting,
    )
    return [text.format(count=removal.waiting, id=removal.connection.id)]


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
