"""An account on its way to a connection: known already, or asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.authorization.forms import check_client_id, check_client_secret, check_refresh_token, check_seller_id
from mwslink.connections import SP_API, Account
from mwslink.credentials import Secret, clean_token, parse_reference
from mwslink.errors import ConfigError
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.wishes import Wishes
    from mwslink.config import Application, Config


@dataclass(frozen=True)
class Typed:
    """A secret as the user gave it: a reference to where it is, or the secret itself, to be kept."""

    reference: str = ""
    secret: Secret | None = None


@dataclass(frozen=True)
class Draft:
    """An account on its way: what is known of it, and what has still to be written down."""

    account: Account
    token: Typed
    client_id: str
    client_secret: Typed


def draft_account(config: Config, talk: Conversation, wishes: Wishes, marketplace: Marketplace) -> Draft:
    """The account that shall serve the marketplace. Raises ConfigError; UsageError where nobody can be asked."""
    wishes = _checked(wishes)
    known = _known_account(config, talk, wishes, marketplace)
    client_id, client_secret = _application(config.application, talk, wishes)
    if known is not None:
        typed = _typed(wishes.token, check_refresh_token) if wishes.token else Typed(reference=known.token)
        return Draft(known, typed, client_id, client_secret)
    talk.tell(_where_the_token_is(marketplace))
    seller_id = talk.ask(wishes.seller_id, check_seller_id, flag="--seller-id", question=_("Seller ID"))
    token = _ask_token(talk, wishes.token)
    account = Account(
        wishes.account or _free_name(config, f"amazon-{marketplace.region}"),
        SP_API,
        marketplace.region,
        seller_id,
        token="",
        authorized_on=wishes.authorized_on or clock.now().date(),
        endpoint=wishes.endpoint or "",
    )
    return Draft(account, token, client_id, client_secret)


def _checked(wishes: Wishes) -> Wishes:
    """The endpoint and the seller ID in their right form; no secret may go to an address nobody has looked at."""
    from mwslink.config.rules import check_endpoint

    return replace(
        wishes,
        endpoint=check_endpoint(wishes.endpoint) if wishes.endpoint else wishes.endpoint,
        seller_id=check_seller_id(wishes.seller_id) if wishes.seller_id else None,
    )


def _known_account(config: Config, talk: Conversation, wishes: Wishes, marketplace: Marketplace) -> Account | None:
    """The account that already covers the region, if it is the one meant."""
    if wishes.account and wishes.account in config.accounts:
        return _covering(config.accounts[wishes.account], wishes, marketplace)
    candidates = [
        account
        for account in config.accounts.values()
        if (account.api, account.region) == (SP_API, marketplace.region)
        and wishes.seller_id in (None, account.seller_id)
        and wishes.endpoint in (None, account.endpoint)
    ]
    if wishes.account or not candidates:
        return None
    found = candidates[0] if wishes.seller_id else _offered(candidates, talk, wishes)
    return _covering(found, wishes, marketplace) if found else None


def _offered(candidates: list[Account], talk: Conversation, wishes: Wishes) -> Account | None:
    if not talk.may_ask:
        if len(candidates) > 1:
            names = ", ".join(account.name for account in candidates)
            raise ConfigError(
                _("Several accounts cover this region; choose with --account: {names}").format(names=names)
            )
        return None if wishes.token else candidates[0]
    choices: dict[str, Account | None] = {
        _("account {name} (seller {seller}), which covers this country").format(
            name=one.name, seller=one.seller_id
        ): one
        for one in candidates
    }
    choices[_("another seller")] = None
    return talk.choose(None, question=_("Connect"), choices=choices, default=candidates[0])


def _covering(account: Account, wishes: Wishes, marketplace: Marketplace) -> Account:
    """The account named, if it can serve this country. Raises ConfigError."""
    if account.region != marketplace.region:
        raise ConfigError(
            _("Account {name} is of region {region}; {country} is in {wanted}.").format(
                name=account.name, region=account.region, country=marketplace.country, wanted=marketplace.region
            ),
            hint=_("Each region has accounts of its own: choose another --account name."),
        )
    if wishes.seller_id and wishes.seller_id != account.seller_id:
        raise ConfigError(
            _("Account {name} belongs to seller {seller}.").format(name=account.name, seller=account.seller_id),
            hint=_("Choose another --account name for the other seller."),
        )
    return replace(
        account,
        endpoint=account.endpoint if wishes.endpoint is None else wishes.endpoint,
        authorized_on=wishes.authorized_on or (clock.now().date() if wishes.token else account.authorized_on),
    )


def _application(known: Application | None, talk: Conversation, wishes: Wishes) -> tuple[str, Typed]:
    """Client ID and secret of the application whose name the calls are made in; asked for once."""
    if known is not None and wishes.client_id not in (None, known.client_id):
        raise ConfigError(
            _("The configuration holds another application ({client_id}).").format(client_id=known.client_id),
            hint=_("One configuration serves one application: use another file with --config."),
        )
    if known is not None and not wishes.client_secret:
        return known.client_id, Typed(reference=known.client_secret)
    if known is None:
        talk.tell(_("Your application: Seller Central → Apps and Services → Develop Apps → LWA credentials → View."))
    client_id = known.client_id if known else _ask_client_id(talk, wishes)
    return client_id, _ask_client_secret(talk, wishes.client_secret)


def _ask_client_id(talk: Conversation, wishes: Wishes) -> str:
    question = _("Client ID")
    return talk.ask(
        wishes.client_id, lambda text: check_client_id(clean_token(text)), flag="--client-id", question=question
    )


def _ask_client_secret(talk: Conversation, given: str | None) -> Typed:
    question = _("Client secret (not shown)")
    return talk.ask(
        given, lambda text: _typed(text, check_client_secret), flag="--client-secret", question=question, hide=True
    )


def _ask_token(talk: Conversation, given: str | None) -> Typed:
    question = _("Refresh token (not shown)")
    return talk.ask(given, lambda text: _typed(text, check_refresh_token), flag="--token", question=question, hide=True)


def typed_access(
    known: Application | None, talk: Conversation, wishes: Wishes, marketplace: Marketplace
) -> tuple[Typed, str, Typed]:
    """Refresh token, client ID and client secret for an account that is known, asked for where they are not said."""
    client_id, client_secret = _application(known, talk, wishes)
    if not wishes.token:
        talk.tell(_where_the_token_is(marketplace))
    return _ask_token(talk, wishes.token), client_id, client_secret


def typed_token(talk: Conversation) -> Typed:
    """Ask for the refresh token again, after Amazon refused it."""
    return _ask_token(talk, None)


def typed_application(talk: Conversation) -> tuple[str, Typed]:
    """Ask for client ID and client secret again, after Amazon refused them."""
    from mwslink.cli.wishes import Wishes

    return _ask_client_id(talk, Wishes()), _ask_client_secret(talk, None)


def _typed(text: str, check: Callable[[str], str]) -> Typed:
    """A reference as it is; a secret cleaned of what came along with copying, and of the right form."""
    if parse_reference(text.strip()).kind != "literal":
        return Typed(reference=text.strip())
    return Typed(secret=Secret(check(clean_token(text))))


def _free_name(config: Config, wanted: str) -> str:
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(config.accounts) + 3)))
    return next(name for name in names if name not in config.accounts)


def _where_the_token_is(marketplace: Marketplace) -> str:
    return _(
        "Connecting {country} by SP-API. In Seller Central, {page}, signed in as the primary user:\n"
        "  1. Apps and Services → Develop Apps.\n"
        "  2. The arrow beside “Edit app” → Authorize → “Authorize app” shows the refresh token (Atzr|…).\n"
        "  3. Settings → Account Info → Your Merchant Token is the seller ID (A…).\n"
        "One token serves all countries of the region."
    ).format(country=marketplace.label, page=marketplace.seller_central)
