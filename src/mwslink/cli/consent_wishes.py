"""Consent among the wishes of `connect`: what it brings takes the place of a refresh token that was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mwslink.authorization.forms import check_application_id, check_seller_id
from mwslink.cli.consenting import ConsentQuestion, Way, obtain_consent
from mwslink.cli.spapi_access import ask_application, spapi_answers
from mwslink.cli.typed import opener
from mwslink.config.model import Application
from mwslink.config.rules import check_endpoint, check_redirect_uri
from mwslink.connections import SP_API
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.cli.typed import Typed
    from mwslink.cli.wishes import Wishes
    from mwslink.marketplaces import Marketplace


def with_consent(session: Session, talk: Conversation, wishes: Wishes, marketplace: Marketplace) -> Wishes:
    """The wishes with the refresh token that the seller's consent gave (`consent`); as they are where none is wanted.

    Raises what `obtain_consent` raises, and UsageError where nobody can be asked for what it needs.
    """
    if not _is_wanted(session, talk, wishes, marketplace):
        return wishes
    known = session.config.application
    application_id = wishes.application_id or (known and known.id)
    seller_id = check_seller_id(wishes.seller_id) if wishes.seller_id else _known_seller(session, wishes)
    needed = spapi_answers(known, wishes) | {"--application-id": application_id}
    if wishes.redirect and "?" not in wishes.redirect:  # a code alone does not say whose it is
        needed["--seller-id"] = seller_id
    talk.require(needed)
    client_id, client_secret = ask_application(known, talk, wishes)
    application = _application(known, talk, wishes, client_id=client_id)
    subject = consent_subject(wishes, marketplace)
    endpoint = check_endpoint(wishes.endpoint) if wishes.endpoint else ""
    question = ConsentQuestion(
        subject, application, opener(session, client_secret), marketplace, seller_id=seller_id, endpoint=endpoint
    )
    consented = obtain_consent(session, talk, question, Way(wishes.redirect, wishes.max_wait, wishes.browser))
    return replace(
        wishes,
        consent=True,
        is_owner_known=bool(consented.seller_id),
        api=SP_API,
        token=consented.refresh_token.reveal(),
        seller_id=consented.seller_id or seller_id or None,
        authorized_on=wishes.authorized_on or consented.given_on,
        application_id=application.id,
        client_id=client_id,
        client_secret=_as_typed(client_secret, wishes),
    )


def consent_subject(wishes: Wishes, marketplace: Marketplace) -> str:
    """What the consent is for, in words that two runs of the same command share."""
    return " ".join(part for part in ("connect", marketplace.country, wishes.account) if part)


def _is_wanted(session: Session, talk: Conversation, wishes: Wishes, marketplace: Marketplace) -> bool:
    """When it was said; else where an application that is set up for it gets a new seller, and somebody is there."""
    if wishes.consent or wishes.redirect:
        return True
    application = session.config.application
    is_set_up = application is not None and bool(application.id and application.redirect_uri)
    is_new = not any(account.region == marketplace.region for account in session.config.accounts.values())
    return is_set_up and is_new and talk.may_ask and not wishes.token and wishes.implied_api in (None, SP_API)


def _known_seller(session: Session, wishes: Wishes) -> str:
    account = session.config.accounts.get(wishes.account or "")
    return account.seller_id if account else ""


def _application(known: Application | None, talk: Conversation, wishes: Wishes, *, client_id: str) -> Application:
    """The application of the configuration, with what was said about it now."""
    base = known or Application("", client_id, "")
    id_ = talk.ask(
        wishes.application_id or base.id,
        check_application_id,
        flag="--application-id",
        question=_("Application ID"),
    )
    redirect_uri = base.redirect_uri if wishes.redirect_uri is None else check_redirect_uri(wishes.redirect_uri)
    draft = base.draft if wishes.draft is None else wishes.draft
    return replace(base, id=id_, redirect_uri=redirect_uri, draft=draft)


def _as_typed(client_secret: Typed, wishes: Wishes) -> str | None:
    """So that it is not asked for twice."""
    return client_secret.secret.reveal() if client_secret.secret else wishes.client_secret
