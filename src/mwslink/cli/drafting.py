"""An account on its way to a connection: known already, or asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from mwslink import clock
from mwslink.authorization.forms import check_refresh_token, check_seller_id, unusual_secret_key, unusual_seller_id
from mwslink.cli import mws_access, spapi_access
from mwslink.cli.api_choice import choose_api, goes_on_with_mws
from mwslink.cli.known_accounts import free_name, known_account
from mwslink.cli.mws_access import DraftedDeveloper
from mwslink.cli.spapi_access import typed_access
from mwslink.cli.typed import NOTHING, Typed, read_typed
from mwslink.connections import MWS, SP_API, Account
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.wishes import Wishes
    from mwslink.config import Config


@dataclass(frozen=True)
class Draft:
    """An account on its way: what is known of it, and what has still to be written down.

    SP-API needs client ID and client secret, MWS a developer. `is_owner_known`: the token came with its seller.
    """

    account: Account
    token: Typed
    client_id: str = ""
    client_secret: Typed = NOTHING
    developer: DraftedDeveloper | None = None
    is_owner_known: bool = False


def require_answers(config: Config, talk: Conversation, wishes: Wishes) -> None:
    """Where nobody can be asked and even the country is missing: name it with everything else that is."""
    if wishes.country:
        return
    answers: dict[str, object] = {"--country": None}
    note = ""
    if not config.accounts:
        needed, note = _answers(config, wishes, wishes.implied_api or SP_API, known=None)
        answers |= needed
    talk.require(answers, note=note)


def draft_account(config: Config, talk: Conversation, wishes: Wishes, marketplace: Marketplace) -> Draft:
    """The account that shall serve the marketplace.

    Raises ConfigError; UsageError where nobody can be asked; Exit where somebody was and would rather not.
    """
    wishes = _checked(wishes)
    known = known_account(config, talk, wishes, marketplace)
    api = known.api if known else choose_api(talk, wishes)
    endpoint = known.endpoint if known else wishes.endpoint
    if api == MWS and not goes_on_with_mws(talk, wishes, marketplace, endpoint=endpoint or "", known=known):
        api, wishes = SP_API, _without_mws(wishes)
    answers, note = _answers(config, wishes, api, known=known)
    talk.require(answers, note=note)
    draft = _draft_mws if api == MWS else _draft_spapi
    return draft(config, talk, wishes, marketplace=marketplace, known=known)


def _checked(wishes: Wishes) -> Wishes:
    """The endpoint and the seller ID in their right form; no secret may go to an address nobody has looked at."""
    from mwslink.config.rules import check_endpoint

    return replace(
        wishes,
        endpoint=check_endpoint(wishes.endpoint) if wishes.endpoint else wishes.endpoint,
        seller_id=check_seller_id(wishes.seller_id) if wishes.seller_id else None,
    )


def _without_mws(wishes: Wishes) -> Wishes:
    """The same wishes for SP-API: the credentials of MWS are of no use there."""
    return replace(wishes, api=SP_API, token=None, access_key_id=None, secret_key=None)


def _answers(config: Config, wishes: Wishes, api: str, *, known: Account | None) -> tuple[dict[str, object], str]:
    """By flag, what is there of what the API needs; and what else a missing one means."""
    answers: dict[str, object] = (
        mws_access.developer_answers(config.developer, wishes)
        if api == MWS
        else spapi_access.spapi_answers(config.application, wishes)
    )
    answers |= {"--seller-id": known or wishes.seller_id, "--token": known or wishes.token}
    if api != MWS or not (known is None or wishes.token) or wishes.accept_statements:
        return answers, ""
    developer = wishes.developer_name or (config.developer and config.developer.name) or mws_access.EXAMPLE_NAME
    note = "\n".join([_("The statements are Amazon's:"), *(f"  “{one}”" for one in mws_access.statements(developer))])
    return answers | {"--accept-statements": None}, note


def _draft_spapi(
    config: Config, talk: Conversation, wishes: Wishes, *, marketplace: Marketplace, known: Account | None
) -> Draft:
    client_id, client_secret = spapi_access.ask_application(config.application, talk, wishes)
    if known is not None:
        typed = read_typed(wishes.token, check_refresh_token) if wishes.token else Typed(reference=known.token)
        return Draft(known, typed, client_id, client_secret, is_owner_known=wishes.is_owner_known)
    if not (wishes.token and wishes.seller_id):
        talk.tell(spapi_access.where_the_token_is(marketplace))
    seller_id = talk.ask(wishes.seller_id, check_seller_id, flag="--seller-id", question=_("Seller ID"))
    token = spapi_access.ask_refresh_token(talk, wishes.token)
    account = _new_account(config, wishes, marketplace, SP_API, seller_id)
    return Draft(account, token, client_id, client_secret, is_owner_known=wishes.is_owner_known)


def _draft_mws(
    config: Config, talk: Conversation, wishes: Wishes, *, marketplace: Marketplace, known: Account | None
) -> Draft:
    developer = mws_access.ask_developer(config.developer, talk, wishes)
    if known is not None and not wishes.token:
        return Draft(known, Typed(reference=known.token), developer=developer)
    if not (wishes.token and wishes.accept_statements):
        mws_access.guide_seller(talk, developer, marketplace, endpoint=wishes.endpoint or "")
    if not mws_access.accept_statements(talk, wishes):
        talk.tell(_("Without both Amazon lets no developer in. Nothing was written."))
        raise click.exceptions.Exit(0)
    if not wishes.token:
        mws_access.tell_token_is_shown_once(talk, marketplace)
    seller_id = known.seller_id if known else mws_access.ask_seller_id(talk, wishes.seller_id)
    token = mws_access.ask_mws_token(talk, wishes.token)
    account = known or _new_account(config, wishes, marketplace, MWS, seller_id)
    return Draft(account, token, developer=developer)


def _new_account(config: Config, wishes: Wishes, marketplace: Marketplace, api: str, seller_id: str) -> Account:
    return Account(
        wishes.account or free_name(config, f"amazon-{marketplace.region}"),
        api,
        marketplace.region,
        seller_id,
        token="",
        authorized_on=wishes.authorized_on or clock.today(),
        endpoint=wishes.endpoint or "",
    )


def corrected(config: Config, talk: Conversation, draft: Draft, check: str) -> Draft | None:
    """The draft with the answers in question asked again; None where no other answer would help."""
    if check == "application":
        client_id, client_secret = spapi_access.ask_application_again(talk)
        return replace(draft, client_id=client_id, client_secret=client_secret)
    if check == "developer" and draft.developer:
        access_key_id, secret_key = mws_access.ask_keys(talk)
        return replace(draft, developer=replace(draft.developer, access_key_id=access_key_id, secret_key=secret_key))
    if check == "access" and draft.account.api == MWS:
        return _other_seller(config, talk, draft)
    if check == "access":
        return replace(draft, token=spapi_access.ask_refresh_token(talk, None), is_owner_known=False)
    return None


def _other_seller(config: Config, talk: Conversation, draft: Draft) -> Draft:
    """MWS does not say whether the seller ID or the token is wrong; that of a known account stays."""
    account = draft.account
    if account.name not in config.accounts:
        account = replace(account, seller_id=mws_access.ask_seller_id(talk, None, default=account.seller_id))
    return replace(draft, account=account, token=mws_access.ask_mws_token(talk, None))


def unusual_answers(draft: Draft) -> list[str]:
    """What may be a mistake and may not; a stand-in's keys are of whatever form it likes."""
    secret_key = draft.developer.secret_key.secret if draft.developer and not draft.account.endpoint else None
    found = [unusual_seller_id(draft.account.seller_id)]
    if secret_key:
        found.append(unusual_secret_key(secret_key.reveal()))
    return [text for text in found if text]


__all__ = ["Draft", "Typed", "corrected", "draft_account", "require_answers", "typed_access", "unusual_answers"]
