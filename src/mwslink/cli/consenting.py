"""The steps of a consent: an address for the seller, what comes back from it, and the refresh token for that."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import click

from mwslink import clock
from mwslink.authorization.consent import (
    CODE_LIFETIME,
    STATE_LIFETIME,
    Asked,
    Redirect,
    check_seller,
    check_state,
    consent_address,
    loopback_address,
    read_redirect,
)
from mwslink.cli.access import Shared
from mwslink.cli.application_access import open_application
from mwslink.cli.consent_keeping import Consented, forget_consent, keep_consent, kept_consent
from mwslink.errors import AttentionError, AuthorizationError, BusyError, ConfigError
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.authorization.listener import RedirectListener
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.config import Application
    from mwslink.credentials import Secret
    from mwslink.marketplaces import Marketplace
    from mwslink.store import Store


@dataclass(frozen=True)
class Way:
    """How the answer is to come: given already (`redirect`), or waited for; whether a browser may be opened."""

    redirect: str | None = field(default=None, repr=False)
    max_wait: float = 300
    opens_browser: bool = True


NO_REDIRECT = Way()


@dataclass(frozen=True)
class ConsentQuestion:
    """Whose consent is asked for, in whose name, and what for (`subject`, such as `renew acme`).

    `seller_id`: who has to give it; empty where anybody may. `endpoint`: another one than Amazon's.
    """

    subject: str
    application: Application
    client_secret: Callable[[], Secret]
    marketplace: Marketplace
    seller_id: str = ""
    endpoint: str = ""

    @property
    def origin(self) -> str:
        """Where the consent page is."""
        return self.endpoint or self.marketplace.seller_central


class ConsentPendingError(AttentionError):
    """Nobody can answer here: the seller opens `address`, and another run is given what comes of it."""

    def __init__(self, address: str, until: datetime) -> None:
        super().__init__(
            _("Nothing is connected or renewed yet: the seller has to consent."),
            hint=_("Then run the command again with --redirect and the address that the page leads to, at once."),
        )
        self.address = address
        self.until = until


@contextmanager
def telling_of_consent(session: Session) -> Iterator[None]:
    """Where a consent is still to be given, the address is the command's answer."""
    from mwslink.present.consents import pending_answer

    try:
        yield
    except ConsentPendingError as pending:
        session.show(pending_answer(pending.address, pending.until))
        raise


def obtain_consent(session: Session, talk: Conversation, question: ConsentQuestion, way: Way) -> Consented:
    """Ask the seller, or take the answer that was given; exchange it, and keep what comes of it until it is in use.

    Raises ConfigError, AuthorizationError, TemporaryError; ConsentPendingError where the answer is another run's.
    """
    with session.open_store() as store:
        if way.redirect:
            redirect = read_redirect(way.redirect, question.application.redirect_uri)
            if kept := kept_consent(session, question.subject, seller_id=question.seller_id, code=redirect.code):
                return kept
            return _redeem(session, store, question, redirect, redirect.state)
        if kept := _kept_before(session, talk, question):
            return kept
        state = secrets.token_urlsafe(32)
        address = consent_address(question.application, question.origin, state)
        asked = store.consents.ask(state, subject=question.subject, redirect_uri=question.application.redirect_uri)
        try:
            redirect = _wait(talk, question, way, _Page(address, state, asked))
            return _redeem(session, store, question, redirect, state)
        except ConsentPendingError:
            raise
        except BaseException:  # given up, too late, Ctrl-C: nobody waits for this answer any more
            store.consents.forget(state)
            raise


def _kept_before(session: Session, talk: Conversation, question: ConsentQuestion) -> Consented | None:
    """What an earlier run got and could not use; somebody who is there is asked whether it shall be used now."""
    kept = kept_consent(session, question.subject, seller_id=question.seller_id)
    if kept is None:
        return None
    seller = kept.seller_id or question.seller_id or _("of unknown ID")
    text = _("Seller {seller} has consented before, and the token is kept. Use it?").format(seller=seller)
    if talk.confirm(text, default=True, silent=True):
        return kept
    forget_consent(session, question.subject)
    return None


@dataclass(frozen=True)
class _Page:
    address: str
    state: str
    asked: Asked


def _wait(talk: Conversation, question: ConsentQuestion, way: Way, page: _Page) -> Redirect:
    listener = _listener(talk, question.application.redirect_uri, page.state)
    if listener is None and not talk.may_ask:
        raise ConsentPendingError(page.address, page.asked.asked_at + STATE_LIFETIME)
    with listener or nullcontext():
        _show_address(talk, question, page.address)
        if way.opens_browser and talk.may_ask:
            _open_browser(page.address)
        return _answer(talk, question, way, page, listener=listener)


def _answer(
    talk: Conversation, question: ConsentQuestion, way: Way, page: _Page, *, listener: RedirectListener | None
) -> Redirect:
    def parse(text: str) -> Redirect:
        redirect = read_redirect(text, question.application.redirect_uri)
        asked = page.asked if redirect.state == page.state else None
        check_state(redirect, asked, subject=question.subject, now=clock.now())
        return redirect

    asking = _("Address the browser was sent to (not shown)")
    if listener is None:
        return talk.ask(None, parse, flag="--redirect", question=asking, hide=True)
    from mwslink.cli.redirect_waiting import wait_for_redirect

    click.echo(_("Waiting for the browser to come back to {address}…").format(address=listener.address), err=True)
    if talk.may_ask:
        click.echo(_("If it runs on another computer, paste here where it was sent to (not shown)."), err=True)
    while True:
        text = wait_for_redirect(listener, max_wait=way.max_wait, may_paste=talk.may_ask)
        try:
            return parse(text)
        except ConfigError as wrong:
            click.echo(str(wrong), err=True)


def _listener(talk: Conversation, redirect_uri: str, state: str) -> RedirectListener | None:
    """Where the application registered an address of this computer; without it the answer is pasted."""
    url = loopback_address(redirect_uri)
    if url is None:
        return None
    from mwslink.authorization.listener import RedirectListener

    try:
        return RedirectListener(url, state)
    except BusyError as taken:
        if not talk.may_ask:
            raise
        talk.tell(str(taken))
        return None


def _show_address(talk: Conversation, question: ConsentQuestion, address: str) -> None:
    """Also where nobody can be asked: without the address nobody could come back."""
    text = _("For {country} the seller opens this page, signed in as the primary user, and confirms:")
    click.echo(text.format(country=question.marketplace.label), err=True)
    click.echo(f"  {address}", err=True)
    if loopback_address(question.application.redirect_uri) is None:
        talk.tell(_("Then copy the address that the browser was sent to, and paste it here within five minutes."))


def _open_browser(address: str) -> None:
    """Only one with a window: a text browser would take the terminal."""
    has_window = sys.platform == "darwin" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if has_window:
        import webbrowser

        webbrowser.open(address)


def _redeem(session: Session, store: Store, question: ConsentQuestion, redirect: Redirect, state: str) -> Consented:
    """The refresh token; `state` is used up unless it makes sense to try again."""
    asked = store.consents.find(redirect.state) if redirect.state else None
    now = clock.now()
    check_state(redirect, asked, subject=question.subject, now=now)
    check_seller(redirect, question.seller_id)
    application = question.application
    redirect_uri = asked.redirect_uri if asked else application.redirect_uri
    with session.open_network() as network:
        gateway = open_application(
            Shared(network, store),
            client_id=application.client_id,
            client_secret=question.client_secret,
            home=(question.marketplace.region, question.endpoint),
        )
        try:
            refresh_token = gateway.exchange(redirect.code, redirect_uri)
        except AuthorizationError as refusal:
            store.consents.forget(state)
            failure = _explained(refusal, asked, now)
        else:
            consented = Consented(refresh_token, redirect.seller_id)
            keep_consent(session, question.subject, consented, redirect.code)
            store.consents.forget(state)
            return consented
    raise failure


def _explained(refusal: AuthorizationError, asked: Asked | None, now: datetime) -> AuthorizationError:
    """A code cannot be older than the address that led to it."""
    if refusal.code != "invalid_grant" or asked is None or now - asked.asked_at >= CODE_LIFETIME:
        return refusal
    text = _("Amazon does not take the code: it was used already, or another application's page gave it.")
    return AuthorizationError(text, code=refusal.code, hint=refusal.hint)
