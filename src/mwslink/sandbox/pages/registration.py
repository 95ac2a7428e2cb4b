"""`/gp/mws/registration` and `/apps/manage`: a seller authorizes an MWS developer, renews and revokes.

Amazon's two statements are as the guide quotes them, in English also on the Spanish page. The page with the token is
shown once; a reload does not show it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mwslink.sandbox.accounts import Account, Developer
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.exchange import Call, Operation, Reply, Service
from mwslink.sandbox.pages.layout import redirect, render_page
from mwslink.sandbox.pages.visitors import account_in, identify_visitor, language_of, posted, show_sign_in
from mwslink.sandbox.pages.words import STATEMENTS, WORDS
from mwslink.sandbox.state import State

REGISTRATION, MANAGE = "/gp/mws/registration", "/apps/manage"
_AUTHORIZE = """{% block content %}
<form method="post" action="/gp/mws/registration?account={{ number }}&amp;language={{ language }}">
<p><label for="developer-name">{{ w.developer_name }}</label>
<input type="text" id="developer-name" name="developer_name" value="{{ given.developer_name }}"></p>
<p><label for="developer-id">{{ w.developer_id }}</label>
<input type="text" id="developer-id" name="developer_id" value="{{ given.developer_id }}"></p>
{% for statement in statements %}<p class="tick"><input type="checkbox" id="statement-{{ loop.index }}"
name="statement_{{ loop.index }}"> <label for="statement-{{ loop.index }}" lang="en">{{ statement }}</label></p>
{% endfor %}<p><button type="submit" id="authorize">{{ w.next }}</button></p>
</form>
<p><a href="/apps/manage?account={{ number }}&amp;language={{ language }}">{{ w.manage }}</a></p>{% endblock %}"""
_DONE = """{% block content %}
<h2>{{ w.identifiers }}</h2>
<dl><dt>{{ w.seller_id }}</dt><dd><code id="seller-id">{{ account.seller_id }}</code></dd>
<dt>{{ w.marketplace_id }}</dt>
{% for one in account.marketplaces %}<dd><code class="marketplace-id">{{ one.id }}</code> ({{ one.domain }})</dd>
{% endfor %}</dl>
<h2>{{ w.authorization }}</h2>
<dl><dt>{{ w.token }}</dt><dd><code id="token">{{ account.mws.token }}</code></dd></dl>
<p role="note">{{ w.once }}</p>{% endblock %}"""
_SHOWN = '{% block content %}<p id="shown">{{ w.shown }}</p>{% endblock %}'
_MANAGE = """{% block content %}
<dl><dt>{{ w.developer_name }}</dt><dd>{{ developer.name }}</dd>
<dt>{{ w.developer_id }}</dt><dd>{{ developer.id }}</dd>
<dt>{{ w.since }}</dt><dd id="since">{{ since }}</dd><dt>{{ w.until }}</dt><dd id="until">{{ until }}</dd>
<dt>{{ w.state }}</dt><dd id="state">{{ state }}</dd></dl>
<form method="post" action="/apps/manage?account={{ number }}&amp;language={{ language }}">
<p><button name="do" value="renew" id="renew">{{ w.renew }}</button>
<button name="do" value="revoke" id="revoke">{{ w.revoke }}</button></p>
</form>
<p><a href="/gp/mws/registration?account={{ number }}&amp;language={{ language }}">{{ w.new_developer }}</a></p>
{% endblock %}"""


def show_registration(state: State, call: Call) -> Reply:
    """GET: who signs in, then the developer to authorize; with `shown`, the identifiers, once."""
    query, language = dict(call.query), language_of(call)
    account = account_in(state, query)
    if account is None:
        return show_sign_in(call, REGISTRATION)
    if "done" in query:
        return _show_once(state, account, query["done"], language)
    return _form(account, language)


def authorize(state: State, call: Call) -> Reply:
    """POST: the developer, and whether both statements are ticked."""
    language = language_of(call)
    account = account_in(state, dict(call.query))
    if account is None:
        return show_sign_in(call, REGISTRATION)
    given = posted(call)
    problem, developer = _judge(state, given, language)
    if problem or developer is None:
        return _form(account, language, problem=problem, given=given)
    account.mws.developer_id = developer.id
    account.mws.renew(state.clock.now())
    page = f"{state.next_serial()}"
    state.unread_pages[page] = account.number
    return redirect(f"{REGISTRATION}?account={account.number}&language={language}&done={page}")


def _judge(state: State, given: Mapping[str, str], language: str) -> tuple[str, Developer | None]:
    """What is wrong with the form; else whose it is."""
    words = WORDS[language]
    digits = re.sub(r"[\s-]", "", given.get("developer_id", ""))
    developer = next((one for one in state.developers.values() if one.id.replace("-", "") == digits), None)
    if developer is None:
        return words["unknown_developer"], None
    if given.get("developer_name", "").strip().lower() != developer.name.lower():
        return words["wrong_name"], None
    if not ("statement_1" in given and "statement_2" in given):
        return words["tick_both"], None
    return "", developer


def _form(account: Account, language: str, *, problem: str = "", given: Mapping[str, str] | None = None) -> Reply:
    name = (given or {}).get("developer_name", "").strip()
    shown = {"developer_name": name, "developer_id": (given or {}).get("developer_id", "")}
    statements = [text.format(developer=name or "SendCloud") for text in STATEMENTS]
    words = WORDS[language]
    return render_page(
        _AUTHORIZE,
        language=language,
        title=words["authorize"],
        status=400 if problem else 200,
        problem=problem,
        w=words,
        number=account.number,
        statements=statements,
        given=shown,
    )


def _show_once(state: State, account: Account, page: str, language: str) -> Reply:
    words = WORDS[language]
    if state.unread_pages.pop(page, None) != account.number:
        return render_page(_SHOWN, language=language, title=words["done"], status=410, w=words)
    return render_page(_DONE, language=language, title=words["done"], w=words, account=account)


def show_apps(state: State, call: Call) -> Reply:
    """GET: the authorization, and how long it lasts."""
    language = language_of(call)
    account = account_in(state, dict(call.query))
    if account is None:
        return show_sign_in(call, MANAGE)
    words, known = WORDS[language], account.mws
    developer = next(one for one in state.developers.values() if one.id == known.developer_id)
    active = words["active"] if known.is_active(state.clock.now()) else words["inactive"]
    return render_page(
        _MANAGE,
        language=language,
        title=words["manage"],
        w=words,
        number=account.number,
        developer=developer,
        since=as_text(known.since)[:10],
        until=as_text(known.until)[:10],
        state=words["revoked"] if known.revoked else active,
    )


def change_apps(state: State, call: Call) -> Reply:
    """POST: renew, or revoke."""
    account = account_in(state, dict(call.query))
    if account is None:
        return show_sign_in(call, MANAGE)
    wanted = posted(call).get("do")
    if wanted == "renew":
        account.mws.renew(state.clock.now())
    elif wanted == "revoke":
        account.mws.revoked = True
    return redirect(f"{MANAGE}?account={account.number}&language={language_of(call)}")


SERVICE = Service(
    name="seller-central",
    operations=(
        Operation("registrationPage", "GET", REGISTRATION, show_registration),
        Operation("authorizeDeveloper", "POST", REGISTRATION, authorize),
        Operation("manageYourApps", "GET", MANAGE, show_apps),
        Operation("changeAuthorization", "POST", MANAGE, change_apps),
    ),
    identify=identify_visitor,
    render_fault=lambda _kind: None,
)
