"""`/apps/authorize/consent`: a seller lets an application in, and the browser goes back there with a code.

"Website authorization workflow". What Amazon does when the seller cancels is not published; here the browser goes back
with `error=access_denied`, as OAuth has it (RFC 6749, 4.1.2.1).
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from dataclasses import replace

from mwslink.sandbox.accounts import Account, Application
from mwslink.sandbox.exchange import Call, Operation, Reply, Service
from mwslink.sandbox.pages.consent_words import CONSENT_WORDS
from mwslink.sandbox.pages.layout import redirect, render_page
from mwslink.sandbox.pages.visitors import account_in, identify_visitor, language_of, posted, show_sign_in
from mwslink.sandbox.state import State

CONSENT = "/apps/authorize/consent"
_WORKFLOW = ("application_id", "state", "redirect_uri", "version")
_FORM = """{% block content %}
<dl><dt>{{ w.developer }}</dt><dd id="application">{{ name }}</dd>
<dt>{{ w.seller }}</dt><dd id="seller">{{ store }} ({{ seller_id }})</dd></dl>
<p>{{ w.what }}</p>
<form method="post" action="{{ action }}">
<p class="tick"><input type="checkbox" id="secondary" name="secondary">
<label for="secondary">{{ w.secondary }}</label></p>
<p class="tick"><input type="checkbox" id="agree" name="agree"> <label for="agree">{{ agree }}</label></p>
<p><button name="do" value="confirm" id="confirm">{{ w.confirm }}</button>
<button name="do" value="cancel" id="cancel">{{ w.cancel }}</button></p>
</form>{% endblock %}"""
_REFUSED = '{% block content %}<p><code id="code">{{ code }}</code></p>{% endblock %}'


class _RefusedError(Exception):
    """One of Amazon's error codes, shown in place of the page."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code, self.what = code, what


def show_consent(state: State, call: Call) -> Reply:
    """GET: who signs in, then what is consented to."""
    try:
        application, _redirect_uri = _workflow(state, call)
    except _RefusedError as refused:
        return _refusal(call, refused)
    query = dict(call.query)
    account = account_in(state, query)
    if account is None:
        return show_sign_in(call, CONSENT, {name: query[name] for name in _WORKFLOW if name in query})
    return _form(call, application, account)


def answer_consent(state: State, call: Call) -> Reply:
    """POST: confirmed or cancelled; back to the application."""
    given = posted(call)
    try:
        application, redirect_uri = _workflow(state, call)
        account = account_in(state, dict(call.query))
        if account is None:
            return show_consent(state, call)
        if given.get("do") == "cancel":
            return _back(call, redirect_uri, {"error": "access_denied"})
        _check_seller(application, account, given)
    except _RefusedError as refused:
        return _refusal(call, refused)
    if "agree" not in given:
        return _form(call, application, account, problem=CONSENT_WORDS[language_of(call)]["must_agree"])
    return _back(call, redirect_uri, _consent(state, application, account, redirect_uri))


def _consent(state: State, application: Application, account: Account, redirect_uri: str) -> dict[str, str]:
    account.authorized_at, account.revoked = state.clock.now(), False
    application.consents.add(account.number)
    code = state.issue_code(account, application.client_id, redirect_uri=redirect_uri)
    found = {"selling_partner_id": account.seller_id, "spapi_oauth_code": code.value}
    return {**found, "mws_auth_token": account.mws.token} if application.is_hybrid else found


def _workflow(state: State, call: Call) -> tuple[Application, str]:
    """Whose page it is and where it leads. Raises _RefusedError."""
    query = dict(call.query)
    for name in ("application_id", "state"):
        if not query.get(name):
            raise _RefusedError("MD9010", name)
    application = next((one for one in state.applications.values() if one.id == query["application_id"]), None)
    if application is None:
        raise _RefusedError("SPSA0404")
    if application.is_draft and query.get("version") != "beta":
        raise _RefusedError("MD1000")
    redirect_uri = query.get("redirect_uri") or next(iter(application.redirect_uris), "")
    if "#" in redirect_uri:
        raise _RefusedError("MD5110")
    if redirect_uri not in application.redirect_uris:
        raise _RefusedError("MD5101")
    return application, redirect_uri


def _check_seller(application: Application, account: Account, given: Mapping[str, str]) -> None:
    if "secondary" in given:
        raise _RefusedError("SPDC8143")
    limit = application.draft_limit
    if limit is not None and len(application.consents - {account.number}) >= limit:
        raise _RefusedError("CONSENT_LIMIT_REACHED")


def _back(call: Call, redirect_uri: str, found: Mapping[str, str]) -> Reply:
    query = urllib.parse.urlencode({"state": dict(call.query)["state"], **found})
    reply = redirect(f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{query}")
    return replace(reply, headers={**reply.headers, "Referrer-Policy": "no-referrer"})


def _form(call: Call, application: Application, account: Account, *, problem: str = "") -> Reply:
    language = language_of(call)
    words = CONSENT_WORDS[language]
    return render_page(
        _FORM,
        language=language,
        title=words["title"].format(name=application.name),
        status=400 if problem else 200,
        problem=problem,
        w=words,
        name=application.name,
        store=account.store_name,
        seller_id=account.seller_id,
        agree=words["agree"].format(name=application.name),
        action=f"{CONSENT}?{urllib.parse.urlencode(dict(call.query))}",
    )


def _refusal(call: Call, refused: _RefusedError) -> Reply:
    language = language_of(call)
    words = CONSENT_WORDS[language]
    return render_page(
        _REFUSED,
        language=language,
        title=words["refused"],
        status=400,
        problem=words[refused.code].format(what=refused.what),
        code=refused.code,
    )


SERVICE = Service(
    name="seller-central",
    operations=(
        Operation("consentPage", "GET", CONSENT, show_consent),
        Operation("consent", "POST", CONSENT, answer_consent),
    ),
    identify=identify_visitor,
    render_fault=lambda _kind: None,
)
