"""Writing a connection down: its secrets first, then everything else in one edit of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.cli.drafting import Draft
from mwslink.cli.typed import brings_another, is_other_secret, keep_typed, token_key
from mwslink.cli.wishes import UPDATE_STATUSES, Wishes
from mwslink.config_file import Value, edit_config, require_as_seen
from mwslink.connections import Account, Connection
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.config import Config


def save_connection(
    session: Session, talk: Conversation, wishes: Wishes, *, draft: Draft, marketplace: Marketplace
) -> tuple[Connection, bool]:
    """Write it, asking for name and settings where somebody can be asked; return it, and whether it is new.

    Raises BusyError, and writes nothing, where another run or a person was quicker to change what this one changes.
    """
    config = session.config
    known = _known_connection(config, draft.account, marketplace)
    settings = _kept_settings(wishes) if known else _asked_settings(talk, wishes, marketplace)
    id_ = known.id if known else _free_id(config, marketplace, draft.account)
    account = replace(draft.account, authorized_on=_authorized_on(session, draft, wishes))
    replaced = config.accounts[account.name].token if account.name in config.accounts else ""
    rotated = is_rotated(session, draft)
    with edit_config(config.path) as document:
        require_as_seen(document, config, account=account.name, connection=id_)
        token = keep_typed(session, draft.token, token_key(config, account.name, replaced=replaced))
        table, values = _kept_signer(session, draft, wishes, is_rotated=rotated)
        if values:
            document.set_values((table,), values)
        document.set_values(("accounts", account.name), _account_values(account, token))
        document.set_values(("connections", id_), {**settings, "account": account.name, "country": marketplace.country})
    return session.reload().connections[id_], known is None


def _authorized_on(session: Session, draft: Draft, wishes: Wishes) -> date | None:
    """The day that was said; else a token that was there already begins no new year, and another one does today."""
    account = session.config.accounts.get(draft.account.name)
    if account is None or wishes.authorized_on:
        return draft.account.authorized_on
    return clock.today() if brings_another(session, draft.token, account.token) else account.authorized_on


def _known_connection(config: Config, account: Account, marketplace: Marketplace) -> Connection | None:
    here = (account.name, marketplace.country)
    return next((one for one in config.connections.values() if (one.account.name, one.country) == here), None)


def _free_id(config: Config, marketplace: Marketplace, account: Account) -> str:
    """`amazon-es`; where that is taken, with the account's name as an id may hold it, and a number if need be."""
    short = f"amazon-{marketplace.country.lower()}"
    long = f"{short}-{account.name.lower().replace('_', '-')}"
    numbered = (f"{long}-{number}" for number in range(2, len(config.connections) + 3))
    return next(id_ for id_ in (short, long, *numbered) if id_ not in config.connections)


def _kept_settings(wishes: Wishes) -> dict[str, Value]:
    """What the flags change about a connection that exists."""
    said = {
        "name": _cleaned(wishes.name or "") or None,
        "import_weight": wishes.import_weight,
        "update_status": wishes.update_status,
    }
    return {key: value for key, value in said.items() if value is not None}


def _asked_settings(talk: Conversation, wishes: Wishes, marketplace: Marketplace) -> dict[str, Value]:
    default = f"Amazon {marketplace.country}"
    name = wishes.name or (talk.ask_text(_("Name of the connection"), default) if talk.may_ask else "")
    weight = wishes.import_weight
    if weight is None:
        weight = talk.confirm(_("Shall orders get a weight?"), default=True, silent=True)
    choices = {
        _("when the parcel is announced to the carrier"): UPDATE_STATUSES[0],
        _("when the carrier processes it"): UPDATE_STATUSES[1],
        _("never"): UPDATE_STATUSES[2],
    }
    status = talk.choose(
        wishes.update_status, question=_("Tell Amazon about a shipment"), choices=choices, default=UPDATE_STATUSES[0]
    )
    return {"name": _cleaned(name) or default, "import_weight": weight, "update_status": status}


def _cleaned(name: str) -> str:
    """Without the non-breaking spaces and line breaks that come along with copying."""
    return " ".join(name.split())


def is_rotated(session: Session, draft: Draft) -> bool:
    """Whether the application has another client secret than before; looked at before the file is locked."""
    known = session.config.application
    return known is not None and is_other_secret(session, draft.client_secret, known.client_secret)


def _kept_signer(session: Session, draft: Draft, wishes: Wishes, *, is_rotated: bool) -> tuple[str, dict[str, Value]]:
    """Keep the secrets of whoever signs the calls, the application or at MWS the developer; gives what to write."""
    if draft.developer is None:
        return "application", kept_application(session, draft, wishes, is_rotated=is_rotated)
    return "developer", {
        "name": draft.developer.name or None,
        "id": draft.developer.id,
        "access_key_id": keep_typed(session, draft.developer.access_key_id, "developer.access_key_id"),
        "secret_key": keep_typed(session, draft.developer.secret_key, "developer.secret_key"),
    }


def kept_application(session: Session, draft: Draft, wishes: Wishes, *, is_rotated: bool) -> dict[str, Value]:
    """What is new about the application; a client secret whose day nobody knows has none."""
    known = session.config.application
    values = _said_of_application(wishes, is_new=known is None)
    if known is None or draft.client_secret.secret or wishes.client_secret:
        client_secret = keep_typed(session, draft.client_secret, "application.client_secret")
        values |= {"client_id": draft.client_id, "client_secret": client_secret}
    return values | {"client_secret_rotated_on": None} if is_rotated else values


def _said_of_application(wishes: Wishes, *, is_new: bool) -> dict[str, Value]:
    """What its consent page needs, as far as it was said; the sandbox's ID is only for an application of its own."""
    values: dict[str, Value] = {}
    if wishes.application_id and (is_new or not wishes.sendcloud_endpoint):
        values["id"] = wishes.application_id
    if wishes.redirect_uri is not None:
        values["redirect_uri"] = wishes.redirect_uri
    if wishes.draft is not None:
        values["draft"] = wishes.draft
    return values


def _account_values(account: Account, token: str) -> Mapping[str, Value]:
    return {
        "api": account.api,
        "region": account.region,
        "seller_id": account.seller_id,
        "token": token,
        "authorized_on": account.authorized_on,
        "endpoint": account.endpoint or None,
    }
