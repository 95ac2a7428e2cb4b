"""Why Amazon refuses, or will: each cause by a name that stays, and in words; one refusal may leave several open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mwslink.errors import MwslinkError
from mwslink.messages import N_, _


class Cause(StrEnum):
    """What is behind a finding; the names are those of `--json` (docs/reference/json.md)."""

    CLIENT_ID_WRONG = "client-id-wrong"
    CLIENT_SECRET_WRONG = "client-secret-wrong"  # noqa: S105  (the name of a cause)
    CLIENT_SECRET_EXPIRED = "client-secret-expired"  # noqa: S105  (as above)
    TOKEN_WRONG = "token-wrong"  # noqa: S105  (as above)
    TOKEN_MISSING = "token-missing"  # noqa: S105  (as above)
    TOKEN_OF_OTHER_APPLICATION = "token-of-other-application"  # noqa: S105  (as above)
    AUTHORIZATION_LAPSED = "authorization-lapsed"
    AUTHORIZATION_WITHDRAWN = "authorization-withdrawn"
    NOT_AUTHORIZED = "not-authorized"
    SELLER_ID_WRONG = "seller-id-wrong"
    WRONG_REGION = "wrong-region"
    ROLE_MISSING = "role-missing"
    DRAFT_LIMIT = "draft-limit"
    ACCOUNT_BLOCKED = "account-blocked"
    NO_PROFESSIONAL_PLAN = "no-professional-plan"
    ORDERS_API_REFUSED = "orders-api-refused"
    MARKETPLACE_ABSENT = "marketplace-absent"
    MARKETPLACE_CLOSED = "marketplace-closed"
    LISTINGS_INACTIVE = "listings-inactive"
    DEVELOPER_KEY_UNKNOWN = "developer-key-unknown"
    OTHER_DEVELOPERS_KEY = "other-developers-key"
    SECRET_KEY_WRONG = "secret-key-wrong"  # noqa: S105  (the name of a cause)
    SECRET_MISSING = "secret-missing"  # noqa: S105  (as above)
    SENDCLOUD_KEYS_WRONG = "sendcloud-keys-wrong"
    API_RETIRED = "api-retired"
    FORM_WRONG = "form-wrong"
    CLOCK_WRONG = "clock-wrong"
    NAME_NOT_FOUND = "name-not-found"
    NOBODY_ANSWERS = "nobody-answers"
    CONNECTION_BROKE = "connection-broke"
    PROXY = "proxy"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_STORE = "tls-store"
    THROTTLED = "throttled"
    AMAZON_TROUBLE = "amazon-trouble"


# As parts of a sentence: what may be so, where Amazon's answer leaves several open.
_WORDS = {
    Cause.CLIENT_ID_WRONG: N_("the client ID is wrong"),
    Cause.CLIENT_SECRET_WRONG: N_("the client secret is wrong"),
    Cause.CLIENT_SECRET_EXPIRED: N_("the client secret has expired or was replaced by a newer one"),
    Cause.TOKEN_WRONG: N_("the token is wrong"),
    Cause.AUTHORIZATION_LAPSED: N_("the authorization has lapsed"),
    Cause.AUTHORIZATION_WITHDRAWN: N_("the authorization was withdrawn"),
    Cause.NOT_AUTHORIZED: N_("the seller has not authorized the developer"),
    Cause.SELLER_ID_WRONG: N_("the seller ID is wrong"),
    Cause.WRONG_REGION: N_("the seller's account is of another region"),
    Cause.ROLE_MISSING: N_("the application lacks a role, or got it after the seller had authorized"),
    Cause.DRAFT_LIMIT: N_("the application is a draft that serves no more sellers"),
    Cause.ACCOUNT_BLOCKED: N_("Amazon has blocked the account"),
    Cause.NO_PROFESSIONAL_PLAN: N_("the account has no Professional selling plan"),
    Cause.ORDERS_API_REFUSED: N_("Amazon refuses this seller the Orders API"),
    Cause.OTHER_DEVELOPERS_KEY: N_("the keys are another developer's"),
    Cause.CLOCK_WRONG: N_("this computer's clock is wrong"),
    Cause.PROXY: N_("a proxy, a firewall or the log-in page of a network is in the way"),
    Cause.TLS_UNTRUSTED: N_("this computer lacks the certificate of whoever answers"),
    Cause.CONNECTION_BROKE: N_("the network breaks connections"),
    Cause.AMAZON_TROUBLE: N_("Amazon is in trouble"),
}


def render_causes(causes: Sequence[Cause]) -> str:
    """That several causes are possible, and that nobody can tell from here which it is; empty for a single one."""
    if len(causes) < 2:
        return ""
    words = "; ".join(_(_WORDS[one]) for one in causes if one in _WORDS)
    return _("Possible: {causes}. The answer does not tell them apart.").format(causes=words)


@dataclass(frozen=True)
class Known:
    """What is known beside Amazon's answer, all from our own records; None: nothing.

    `token_worked_at` is about this very token, `client_worked_at` about the client ID, `accepted_at` about the account
    with whatever it had then. `previous_ends_on`: how long the client secret before this one is good, where that was
    tried too. `sellers`: how many accounts the configuration has with this application.
    """

    today: date | None = None
    authorized_on: date | None = None
    secret_made_on: date | None = None
    previous_ends_on: date | None = None
    token_worked_at: datetime | None = None
    client_worked_at: datetime | None = None
    accepted_at: datetime | None = None
    sellers: int = 0


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Refused:
    """A refusal understood: `check` says which answer of the user's is in question, `page` where to look.

    One cause is certain, several are those that the answer leaves open; `evidence` are facts, a sentence each.
    """

    check: str
    error: MwslinkError
    page: str = ""
    causes: tuple[Cause, ...] = ()
    evidence: tuple[str, ...] = field(default=())
