"""What MWS needs: a developer whose keys sign, and a seller who authorized that developer; the guide, asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mwslink.authorization.forms import (
    check_access_key_id,
    check_developer_id,
    check_mws_token,
    check_secret_key,
    check_seller_id,
)
from mwslink.authorization.pages import MANAGE_APPS
from mwslink.cli.typed import Typed, read_typed
from mwslink.errors import ConfigError
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.wishes import Wishes
    from mwslink.config import Developer

# The developer of the guide, offered as an example: its keys are Sendcloud's, and the sandbox's.
EXAMPLE_NAME, EXAMPLE_ID = "SendCloud", "3244-7764-4129"
# What the seller ticks, in the words of Amazon's page; it shows them in English everywhere.
STATEMENTS = (
    "I have read and accepted the Amazon MWS Licence Agreement.",
    "I understand that I take complete responsibility for the acts and omissions of {developer} regarding my Amazon "
    "selling account and hereby direct Amazon to allow {developer} to access my Amazon selling account.",
)


@dataclass(frozen=True)
class DraftedDeveloper:
    """The developer whose keys sign the calls: known already, or asked for."""

    id: str
    name: str
    access_key_id: Typed
    secret_key: Typed

    @property
    def label(self) -> str:
        """What Amazon's page calls the developer."""
        return self.name or self.id


def developer_answers(known: Developer | None, wishes: Wishes) -> dict[str, object]:
    """By flag, what is there of what the developer needs."""
    return {
        "--developer-id": known or wishes.developer_id,
        "--access-key-id": (known and not wishes.secret_key) or wishes.access_key_id,
        "--secret-key": (known and not wishes.access_key_id) or wishes.secret_key,
    }


def ask_developer(known: Developer | None, talk: Conversation, wishes: Wishes) -> DraftedDeveloper:
    """The developer of the configuration, perhaps with other keys; asked for once. Raises ConfigError."""
    wanted = check_developer_id(wishes.developer_id) if wishes.developer_id else None
    if known is None:
        talk.tell(_who_the_developer_is())
        return _ask_new_developer(talk, wishes)
    if wanted not in (None, known.id):
        raise ConfigError(
            _("The configuration holds another developer ({id}).").format(id=known.id),
            hint=_("One configuration serves one developer: use another file with --config."),
        )
    name = wishes.developer_name or known.name
    if not (wishes.access_key_id or wishes.secret_key):
        return DraftedDeveloper(known.id, name, Typed(reference=known.access_key_id), Typed(reference=known.secret_key))
    return DraftedDeveloper(known.id, name, *ask_keys(talk, wishes.access_key_id, wishes.secret_key))


def _ask_new_developer(talk: Conversation, wishes: Wishes) -> DraftedDeveloper:
    name = wishes.developer_name or ""
    if talk.may_ask and not name:
        name = talk.ask_text(_("Developer name"), EXAMPLE_NAME)
    id_ = talk.ask(
        wishes.developer_id,
        check_developer_id,
        flag="--developer-id",
        question=_("Developer ID (12 digits)"),
        default=EXAMPLE_ID if name.casefold() == EXAMPLE_NAME.casefold() else None,
    )
    return DraftedDeveloper(id_, name, *ask_keys(talk, wishes.access_key_id, wishes.secret_key))


def ask_keys(
    talk: Conversation, access_key_id: str | None = None, secret_key: str | None = None
) -> tuple[Typed, Typed]:
    """The developer's access key ID and secret key, which belong together."""
    first = talk.ask(
        access_key_id,
        lambda text: read_typed(text, check_access_key_id),
        flag="--access-key-id",
        question=_("Access key ID of the developer"),
    )
    second = talk.ask(
        secret_key,
        lambda text: read_typed(text, check_secret_key),
        flag="--secret-key",
        question=_("Secret key of the developer (not shown)"),
        hide=True,
    )
    return first, second


def ask_mws_token(talk: Conversation, given: str | None) -> Typed:
    """The token that the seller got for authorizing the developer."""
    question = _("MWS authorization token (not shown)")
    return talk.ask(given, lambda text: read_typed(text, check_mws_token), flag="--token", question=question, hide=True)


def ask_seller_id(talk: Conversation, given: str | None, *, default: str | None = None) -> str:
    """Who authorized."""
    return talk.ask(given, check_seller_id, flag="--seller-id", question=_("Seller ID"), default=default)


def guide_seller(talk: Conversation, developer: DraftedDeveloper, marketplace: Marketplace, *, endpoint: str) -> None:
    """Lead through Seller Central up to the page with seller ID and token."""
    talk.tell(_way_through_seller_central(marketplace).format(name=developer.label, id=developer.id))
    if endpoint:
        talk.tell(_("The sandbox has that page too: {page}").format(page=f"{endpoint}/gp/mws/registration"))
    talk.tell(_("  3. Tick both statements, which the page shows in English:"))
    for statement in statements(developer.label):
        talk.tell_folded(statement, mark="     [ ] ")


def accept_statements(talk: Conversation, wishes: Wishes) -> bool:
    """Whether the seller agrees to both statements; by flag, or when asked. Enter alone is no agreement."""
    return wishes.accept_statements or talk.confirm(
        _("Does the seller accept both statements?"), default=False, silent=False
    )


def tell_token_is_shown_once(talk: Conversation, marketplace: Marketplace) -> None:
    """What the last page shows, and why it must not be left yet."""
    talk.tell(
        _(
            "  4. The next page shows seller ID, marketplace ID ({marketplace_id} for {country}) and\n"
            "     MWS authorization token (amzn.mws.…). The token is shown only once: copy it before you go on."
        ).format(marketplace_id=marketplace.id, country=marketplace.label)
    )


def statements(developer: str) -> list[str]:
    """The two statements as Amazon's page shows them for this developer."""
    return [statement.format(developer=developer) for statement in STATEMENTS]


def _who_the_developer_is() -> str:
    return _(
        "A developer signs the calls to MWS, with keys that belong to the developer's ID. They must be your own.\n"
        "The guide's example is {name}, {id}: right for whoever holds those keys, and for the sandbox."
    ).format(name=EXAMPLE_NAME, id=EXAMPLE_ID)


def _way_through_seller_central(marketplace: Marketplace) -> str:
    """With places for the developer's name and ID."""
    return _(
        "Connecting {country} by MWS. In Seller Central, {page}, signed in as the primary user\n"
        "of a Professional account:\n"
        "  1. Settings → User Permissions → Visit Manage Your Apps → Authorize new developer.\n"
        "     {apps}\n"
        "  2. Enter\n"
        "       Developer name:  {{name}}\n"
        "       Developer ID:    {{id}}"
    ).format(
        country=marketplace.label,
        page=marketplace.seller_central,
        apps=marketplace.seller_central + MANAGE_APPS,
    )
