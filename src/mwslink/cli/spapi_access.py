"""What SP-API needs beside the seller ID: the application's client ID and secret, the seller's refresh token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.authorization.forms import check_client_id, check_client_secret, check_refresh_token
from mwslink.cli.typed import Typed, read_typed
from mwslink.credentials import clean_token
from mwslink.errors import ConfigError
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.wishes import Wishes
    from mwslink.config import Application


def spapi_answers(known: Application | None, wishes: Wishes) -> dict[str, object]:
    """By flag, what is there of what the application needs."""
    return {
        "--client-id": known or wishes.client_id,
        "--client-secret": known or wishes.client_secret,
    }


def ask_application(known: Application | None, talk: Conversation, wishes: Wishes) -> tuple[str, Typed]:
    """Client ID and secret of the application whose name the calls are made in; asked for once."""
    if known is not None and wishes.client_id not in (None, known.client_id):
        raise ConfigError(
            _("The configuration holds another application ({client_id}).").format(client_id=known.client_id),
            hint=_("One configuration serves one application: use another file with --config."),
        )
    if known is not None and not wishes.client_secret:
        return known.client_id, Typed(reference=known.client_secret)
    if known is None and not (wishes.client_id and wishes.client_secret):
        talk.tell(_("Your application: Seller Central → Apps and Services → Develop Apps → LWA credentials → View."))
    client_id = known.client_id if known else _ask_client_id(talk, wishes)
    return client_id, _ask_client_secret(talk, wishes.client_secret)


def ask_refresh_token(talk: Conversation, given: str | None) -> Typed:
    """The seller's refresh token."""
    question = _("Refresh token (not shown)")
    return talk.ask(
        given, lambda text: read_typed(text, check_refresh_token), flag="--token", question=question, hide=True
    )


def ask_application_again(talk: Conversation) -> tuple[str, Typed]:
    """Client ID and client secret, after Amazon refused them."""
    from mwslink.cli.wishes import Wishes

    return _ask_client_id(talk, Wishes()), _ask_client_secret(talk, None)


def typed_access(
    known: Application | None, talk: Conversation, wishes: Wishes, marketplace: Marketplace
) -> tuple[Typed, str, Typed]:
    """Refresh token, client ID and client secret for an account that is known, asked for where they are not said."""
    talk.require(spapi_answers(known, wishes) | {"--token": wishes.token})
    client_id, client_secret = ask_application(known, talk, wishes)
    if not wishes.token:
        talk.tell(where_the_token_is(marketplace))
    return ask_refresh_token(talk, wishes.token), client_id, client_secret


def _ask_client_id(talk: Conversation, wishes: Wishes) -> str:
    question = _("Client ID")
    return talk.ask(
        wishes.client_id, lambda text: check_client_id(clean_token(text)), flag="--client-id", question=question
    )


def _ask_client_secret(talk: Conversation, given: str | None) -> Typed:
    question = _("Client secret (not shown)")
    return talk.ask(
        given, lambda text: read_typed(text, check_client_secret), flag="--client-secret", question=question, hide=True
    )


def where_the_token_is(marketplace: Marketplace) -> str:
    """The way through Seller Central."""
    return _(
        "Connecting {country} by SP-API. In Seller Central, {page}, signed in as the primary user:\n"
        "  1. Apps and Services → Develop Apps.\n"
        "  2. The arrow beside “Edit app” → Authorize → “Authorize app” shows the refresh token (Atzr|…).\n"
        "  3. Settings → Account Info → Your Merchant Token is the seller ID (A…).\n"
        "One token serves all countries of the region."
    ).format(country=marketplace.label, page=marketplace.seller_central)
