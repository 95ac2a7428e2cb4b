"""The steps of connecting: find or ask for the account, let Amazon check it, write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.authorization.causes import render_causes
from mwslink.authorization.denial import is_unexplained
from mwslink.authorization.diagnosis import Finding, Verdict, explain, find_participation
from mwslink.authorization.roles import Place
from mwslink.authorization.roster import authorization_key
from mwslink.cli.access import Keys, Shared, open_account
from mwslink.cli.asking_further import Access, ask_further
from mwslink.cli.connecting_sendcloud import SendcloudWishes, make_sendcloud
from mwslink.cli.consent_keeping import until_in_use
from mwslink.cli.consent_wishes import consent_subject, with_consent
from mwslink.cli.drafting import Draft, corrected, draft_account, require_answers, unusual_answers
from mwslink.cli.owner_checking import accept_findings, check_owner
from mwslink.cli.saving import save_connection
from mwslink.cli.typed import is_other_secret, opener
from mwslink.connections import Account, Connection
from mwslink.errors import MwslinkError
from mwslink.marketplaces import Marketplace, find_marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.session import Session
    from mwslink.cli.wishes import Wishes

ATTEMPTS = 3


def make_connection(session: Session, talk: Conversation, wishes: Wishes) -> tuple[Connection, bool, list[str]]:
    """Ask for what is missing, check it with Amazon, write it; return the connection, whether it is new, warnings.

    Raises ConfigError, AuthorizationError, TemporaryError; then nothing of the connection was written.
    """
    require_answers(session.config, talk, wishes)
    marketplace = talk.ask(wishes.country, find_marketplace, flag="--country", question=_("Country (such as ES)"))
    wishes = with_consent(session, talk, wishes, marketplace)
    with until_in_use(session, consent_subject(wishes, marketplace), is_consented=wishes.consent):
        draft = draft_account(session.config, talk, wishes, marketplace)
        draft, findings = _check_until_good(session, talk, draft, marketplace)
        accept_findings(talk, findings)
        warnings = [*unusual_answers(draft), *(one.text for one in findings if one.verdict is Verdict.WARNING)]
        connection, is_new = save_connection(session, talk, wishes, draft=draft, marketplace=marketplace)
        _note_accepted(session, connection.account)
        if wishes.sendcloud_endpoint and session.config.sendcloud is None:  # the sandbox brings one along
            make_sendcloud(session, talk, SendcloudWishes().for_sandbox(wishes.sendcloud_endpoint))
    return connection, is_new, warnings


def _note_accepted(session: Session, account: Account) -> None:
    """Amazon has just let the account in: an earlier refusal is over."""
    with session.open_store() as store:
        store.answers.note_accepted(authorization_key(session.config, account))


def _check_until_good(
    session: Session, talk: Conversation, draft: Draft, marketplace: Marketplace
) -> tuple[Draft, list[Finding]]:
    """Let Amazon check the draft; a person may correct what Amazon refuses. Raises what stays wrong."""
    for attempt in range(1, ATTEMPTS + 1):
        for text in unusual_answers(draft):
            talk.tell(text)
        talk.tell(_("Asking Amazon…"))
        findings = check_draft(session, talk, draft, marketplace)
        refused = next((finding for finding in findings if finding.error), None)
        if refused is None or refused.error is None:
            return draft, findings
        if not talk.may_ask or attempt == ATTEMPTS or refused.verdict is Verdict.UNKNOWN:
            raise refused.error
        talk.tell(str(refused.error))
        better = corrected(session.config, talk, draft, refused.check)
        if better is None:
            raise refused.error
        draft = better
    raise AssertionError("unreachable")


def check_draft(session: Session, talk: Conversation, draft: Draft, marketplace: Marketplace) -> list[Finding]:
    """Ask Amazon whether the draft's credentials are accepted and the seller sells in the marketplace."""
    keys = drafted_keys(session, draft)
    with session.open_store() as store, session.open_network() as network:
        shared = Shared(network, store, on_wait=talk.tell_wait, asks_anew=_is_new(session, draft))
        try:
            gateway = open_account(draft.account, keys, shared)
            found = find_participation(gateway.participations(), marketplace)
            if _has_known_owner(session, draft) or any(one.error for one in found):
                return found
            return [*found, check_owner(gateway, store, draft.account.seller, marketplace)]
        except MwslinkError as refusal:
            finding = explain(refusal, marketplace)
        if not is_unexplained(finding):
            return [finding]
        access = Access(draft.account, keys, shared, Place(marketplace, clock.today()))
        return [_with_causes(ask_further(finding, access, sellers=len(session.config.accounts)))]


def _has_known_owner(session: Session, draft: Draft) -> bool:
    """Whether it is certain whose token it is: MWS checks that in every call, and a token in use is not new."""
    account = session.config.accounts.get(draft.account.name)
    known = account.token if account else ""
    is_new = is_other_secret(session, draft.token, known) or draft.token.reference not in ("", known)
    return draft.developer is not None or draft.is_owner_known or not is_new


def _with_causes(finding: Finding) -> Finding:
    """The error says what `doctor` shows beside it: that several causes are left."""
    if finding.error and (possible := render_causes(finding.causes)):
        finding.error.hint = f"{possible} {finding.error.hint}"
    return finding


def drafted_keys(session: Session, draft: Draft) -> Keys:
    """The credentials of a draft, written down or not."""
    if draft.developer:
        return Keys(
            opener(session, draft.token),
            access_key_id=opener(session, draft.developer.access_key_id),
            secret_key=opener(session, draft.developer.secret_key),
        )
    return Keys(opener(session, draft.token), draft.client_id, opener(session, draft.client_secret))


def _is_new(session: Session, draft: Draft) -> bool:
    """Whether the client secret was typed and is another one than the configuration's: a kept token proves nothing."""
    known = session.config.application
    return is_other_secret(session, draft.client_secret, known.client_secret if known else "")
