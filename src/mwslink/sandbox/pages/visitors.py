"""Who looks at a page, in which language, and what was filled in: what all of Seller Central's pages need."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping

from mwslink.sandbox.accounts import Account
from mwslink.sandbox.exchange import Call, Reply
from mwslink.sandbox.pages.layout import render_page
from mwslink.sandbox.pages.words import WORDS
from mwslink.sandbox.state import State

_SIGN_IN = """{% block content %}
<p>{{ w.sign_in_hint }}</p>
<form method="get" action="{{ action }}">
<input type="hidden" name="language" value="{{ language }}">
{% for name, value in hidden.items() %}<input type="hidden" name="{{ name }}" value="{{ value }}">
{% endfor %}<p><label for="account">{{ w.account }}</label><input type="text" id="account" name="account" value="1"></p>
<p><button type="submit" id="sign-in">{{ w.sign_in }}</button></p>
</form>{% endblock %}"""


def show_sign_in(call: Call, action: str, hidden: Mapping[str, str] | None = None) -> Reply:
    """The page that asks who it is; `hidden` goes along to the page behind it."""
    language = language_of(call)
    words = WORDS[language]
    return render_page(
        _SIGN_IN, language=language, title=words["sign_in"], w=words, action=action, hidden=dict(hidden or {})
    )


def account_in(state: State, query: Mapping[str, str]) -> Account | None:
    """Who is signed in; None for nobody."""
    number = query.get("account", "")
    return state.accounts.get(int(number)) if re.fullmatch(r"[0-9]{1,9}", number) else None


def language_of(call: Call) -> str:
    """What the address asks for; else the first of Spanish and English that the browser likes."""
    wanted = dict(call.query).get("language") or call.headers.get("accept-language", "")
    found = [part.strip()[:2].lower() for part in wanted.split(",")]
    return next((one for one in found if one in WORDS), "en")


def posted(call: Call) -> dict[str, str]:
    """The fields of the form."""
    return dict(urllib.parse.parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))


def identify_visitor(state: State, call: Call) -> int | None:
    """The number of who is signed in, for the record."""
    account = account_in(state, dict(call.query))
    return account.number if account else None
