"""Every cause of a refusal that Amazon's documentation names, made in the sandbox, and what `doctor` calls it.

The first column of a case is the row it stands for: of the table of outcomes of the Sellers API, of Login with
Amazon's errors, or of MWS's AccessDenied. Where an answer leaves several causes open, all of them are named and it is
said that they cannot be told apart; where one is named, it is certain.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mwslink.authorization.causes import Cause
from mwslink.clock import ScaledClock, use_clock
from mwslink.messages import use_language
from mwslink.sandbox.accounts import (
    ACCESS_KEY_ID,
    CLIENT_SECRET,
    DEFAULT_ROLES,
    DELIVERY,
    FINANCE,
    LISTING,
    OTHER_CLIENT_ID,
    OTHER_CLIENT_SECRET,
    SECRET_KEY,
    SENDCLOUD_KEYS,
)
from system.shop import Amazon, serving

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
PARTICIPATIONS = "getMarketplaceParticipations"
CENTRAL = "https://sellercentral-europe.amazon.com"
CONSOLE, APPS = f"{CENTRAL}/sellingpartner/developerconsole", f"{CENTRAL}/apps/manage"
ALL_ROLES = sorted(DEFAULT_ROLES)


@dataclass(frozen=True)
class Stage:
    """A seller connected in Spain, the sandbox, and the files of the configuration."""

    amazon: Amazon
    files: Path
    home: Path

    def account(self, action: str, **body: Any) -> None:
        self.amazon.call(f"/accounts/1/{action}", body)

    def fault(self, *rules: str) -> None:
        self.amazon.call("/faults", {"rules": rules})

    def change(self, old: str, new: str) -> None:
        """As a person's editor would."""
        for path in (self.files / "config.toml", self.files / "secrets.toml"):
            path.write_text(path.read_text().replace(old, new))

    def leave_out_token(self) -> None:
        """As a seller with keys of its own writes it; these are another developer's."""
        config = self.files / "config.toml"
        config.write_text(re.sub(r"(?m)^token = .*$", 'token = ""', config.read_text()))

    def use_amazon_itself(self) -> None:
        config = self.files / "config.toml"
        amazon, mark, sendcloud = config.read_text().partition("\n[sendcloud]")
        config.write_text(amazon.replace(f'endpoint = "{self.amazon.url}"\n', "") + mark + sendcloud)

    def add_sendcloud(self, secret_key: str) -> None:
        """As `connect-sendcloud` writes it, but for where the keys are."""
        config = self.files / "config.toml"
        keys = f'public_key = "{SENDCLOUD_KEYS[0]}"\nsecret_key = "{secret_key}"\nendpoint = "{self.amazon.url}"\n'
        config.write_text(config.read_text().partition("\n[sendcloud]")[0] + f"\n[sendcloud]\n{keys}")

    def forget(self) -> None:
        """As on a computer that never had a token of Amazon's."""
        store = self.home / ".local" / "share" / "mwslink" / "store.db"
        with sqlite3.connect(store) as database:
            database.execute("DELETE FROM tokens")
            database.execute("DELETE FROM answers")
        database.close()


Happen = Callable[[Stage], object]


@dataclass(frozen=True)
class Row:
    """What happens, and what `doctor` has to say: check, causes (one: certain), page, exit code."""

    of: str
    happen: Happen
    check: str
    causes: tuple[Cause, ...]
    page: str | None
    code: int
    says: str = ""


def both(*some: Happen) -> Happen:
    return lambda stage: [one(stage) for one in some]


def _wrong_secret(stage: Stage) -> None:
    stage.change(CLIENT_SECRET, "amzn1.oa2-cs.v1.wrong")


def _other_application(stage: Stage) -> None:
    stage.change("amzn1.application-oa2-client.sandbox", OTHER_CLIENT_ID)
    stage.change(CLIENT_SECRET, OTHER_CLIENT_SECRET)


def _wrong_token(stage: Stage) -> None:
    stage.change("Atzr|sandbox-1", "Atzr|sandbox-9999")


OF_GRANT = (Cause.AUTHORIZATION_WITHDRAWN, Cause.AUTHORIZATION_LAPSED)
OF_SECRET = (Cause.CLIENT_SECRET_WRONG, Cause.CLIENT_SECRET_EXPIRED)
OF_REFUSAL = (Cause.ROLE_MISSING, Cause.DRAFT_LIMIT, Cause.ACCOUNT_BLOCKED)
CLIENT, GRANT = "LWA 401 invalid_client", "LWA 400 invalid_grant"
OTHER = "LWA 400 unauthorized_client"
REVOKED = '403 Unauthorized, details "revoked, malformed or invalid"'
EMPTY = "403 Unauthorized, details empty"
ABSENT, CLOSED, INACTIVE = "200, marketplace absent", "200, isParticipating false", "200, hasSuspendedListings true"
THROTTLED = "429"

OF_SPAPI = [
    Row(CLIENT, _wrong_secret, "application", OF_SECRET, CONSOLE, 3, "so it is no wrong one"),
    Row(
        CLIENT,
        both(Stage.forget, _wrong_secret),
        "application",
        (*OF_SECRET, Cause.CLIENT_ID_WRONG),
        CONSOLE,
        3,
        "client_secret_rotated_on",
    ),
    Row(
        CLIENT,
        lambda stage: stage.amazon.call("/application/secret", {"expired": True}),
        "application",
        OF_SECRET,
        CONSOLE,
        3,
        "180 days",
    ),
    Row(GRANT, lambda stage: stage.account("revoke"), "access", OF_GRANT, APPS, 4, "this very token"),
    Row(GRANT, lambda stage: stage.account("expire"), "access", OF_GRANT, APPS, 4, "its year lasts until"),
    Row(GRANT, _wrong_token, "access", (*OF_GRANT, Cause.TOKEN_WRONG), APPS, 4),
    Row(
        GRANT,
        both(Stage.forget, lambda stage: stage.account("revoke")),
        "access",
        (*OF_GRANT, Cause.TOKEN_WRONG),
        APPS,
        4,
    ),
    Row(OTHER, _other_application, "access", (Cause.TOKEN_OF_OTHER_APPLICATION,), APPS, 4, "another application"),
    Row(
        "access_denied",
        lambda stage: stage.account("deny"),
        "access",
        (Cause.AUTHORIZATION_WITHDRAWN, Cause.ACCOUNT_BLOCKED),
        APPS,
        4,
    ),
    Row(
        REVOKED,
        lambda stage: stage.fault(f"{PARTICIPATIONS}:100%:revoked-token"),
        "access",
        (Cause.AUTHORIZATION_WITHDRAWN,),
        APPS,
        4,
        "was withdrawn",
    ),
    Row(
        EMPTY,
        lambda stage: stage.account("region", region="na"),
        "access",
        (Cause.WRONG_REGION,),
        CENTRAL,
        4,
        "of region na, not eu",
    ),
    Row(EMPTY, lambda stage: stage.account("roles", remove=ALL_ROLES), "access", OF_REFUSAL, CONSOLE, 4, "na, fe"),
    Row(
        EMPTY,
        lambda stage: stage.account("roles", remove=ALL_ROLES, add=[FINANCE]),
        "role",
        (Cause.ROLE_MISSING,),
        CONSOLE,
        4,
        "Amazon shows orders",
    ),
    Row(
        EMPTY,
        lambda stage: stage.amazon.call("/application/draft", {"limit": 0}),
        "access",
        OF_REFUSAL,
        CONSOLE,
        4,
        "25 sellers",
    ),
    Row(EMPTY, lambda stage: stage.account("restrict"), "access", OF_REFUSAL, CONSOLE, 4, "Account Health"),
    Row(
        EMPTY,
        both(
            lambda stage: stage.account("region", region="na"),
            lambda stage: stage.fault(*(f"{PARTICIPATIONS}:{number}:500" for number in range(2, 30))),
        ),
        "access",
        (Cause.WRONG_REGION, *OF_REFUSAL),
        CONSOLE,
        4,
        "These regions could not be asked: na, fe.",
    ),
    Row(
        ABSENT,
        lambda stage: stage.change('country = "ES"', 'country = "NL"'),
        "marketplace",
        (Cause.MARKETPLACE_ABSENT,),
        "https://sellercentral.amazon.nl",
        4,
        "DE, ES, FR, GB, IT",
    ),
    Row(
        CLOSED,
        lambda stage: stage.account("leave", countries=["ES"]),
        "marketplace",
        (Cause.MARKETPLACE_CLOSED,),
        CENTRAL,
        4,
    ),
    Row(
        INACTIVE,
        lambda stage: stage.account("suspend-listings", countries=["ES"]),
        "marketplace",
        (Cause.LISTINGS_INACTIVE,),
        CENTRAL,
        0,
    ),
    Row(
        THROTTLED,
        lambda stage: stage.fault(f"{PARTICIPATIONS}:100%:429"),
        "access",
        (Cause.THROTTLED,),
        None,
        5,
        "Could not be checked now",
    ),
    # Not in the table: what only the parts of the API tell, and what is no refusal.
    Row(
        "role of listings missing",
        lambda stage: stage.account("roles", remove=[LISTING]),
        "role",
        (Cause.ROLE_MISSING,),
        CONSOLE,
        4,
        "Product types, which need the same role, are refused as well",
    ),
    Row(
        "role of buyers missing",
        lambda stage: stage.account("roles", remove=[DELIVERY]),
        "role",
        (Cause.ROLE_MISSING,),
        CONSOLE,
        4,
        "names and addresses of buyers",
    ),
    Row(
        "seller ID wrong",
        lambda stage: stage.change("A1SANDBOX00001", "A1SANDBOX00009"),
        "role",
        (Cause.SELLER_ID_WRONG, Cause.TOKEN_WRONG),
        CENTRAL,
        4,
        "Token and seller ID do not belong together",
    ),
    Row(
        "Orders 2026-01-01 refuses the seller",
        lambda stage: stage.account("refuse-orders-2026"),
        "api",
        (Cause.ORDERS_API_REFUSED,),
        CENTRAL,
        0,
        "2027-03-27",
    ),
    Row(
        "LWA 503",
        lambda stage: stage.fault("token:100%:503"),
        "access",
        (Cause.AMAZON_TROUBLE,),
        None,
        5,
    ),
    Row(
        "a page of HTML",
        lambda stage: stage.fault("token:100%:html500"),
        "network",
        (Cause.PROXY, Cause.AMAZON_TROUBLE),
        None,
        5,
    ),
    Row(
        "the connection breaks",
        lambda stage: stage.fault("token:100%:reset"),
        "network",
        (Cause.CONNECTION_BROKE, Cause.AMAZON_TROUBLE),
        None,
        5,
    ),
    Row(
        "another thing than a refresh token",
        lambda stage: stage.change("Atzr|sandbox-1", "Atza|sandbox-1"),
        "secrets",
        (Cause.FORM_WRONG,),
        None,
        3,
        "access token",
    ),
    Row(
        "no secret where the reference points",
        lambda stage: stage.change('"secrets:accounts.sandbox.token"', '"env:NOT_THERE"'),
        "secrets",
        (Cause.SECRET_MISSING,),
        None,
        3,
        "NOT_THERE",
    ),
    Row(
        "Sendcloud's keys",
        lambda stage: stage.add_sendcloud("wrong"),
        "sendcloud",
        (Cause.SENDCLOUD_KEYS_WRONG,),
        "https://app.sendcloud.com",
        3,
        "Sendcloud does not know",
    ),
    Row(
        "the clock",
        lambda stage: stage.amazon.call("/clock", {"advance": 3600}),
        "clock",
        (Cause.CLOCK_WRONG,),
        None,
        0,
        "behind Amazon's",
    ),
]

TOKEN_ROW = "AuthToken is not valid for SellerId and AWSAccountId"
OF_TOKEN = (
    Cause.AUTHORIZATION_LAPSED,
    Cause.AUTHORIZATION_WITHDRAWN,
    Cause.TOKEN_WRONG,
    Cause.SELLER_ID_WRONG,
    Cause.OTHER_DEVELOPERS_KEY,
)
OF_ACCESS = (Cause.NOT_AUTHORIZED, Cause.WRONG_REGION, Cause.SELLER_ID_WRONG)
OTHERS_KEYS = ("AKIASANDBOX000000001", "other-secret-key" + "x" * 24)
ELIGIBLE = "The seller does not have an eligible Amazon account to call Amazon MWS. …"
NOT_THERE = "Seller [..] does not have access to the given marketplace [..]"

OF_MWS = [
    Row(TOKEN_ROW, lambda stage: stage.account("mws-expire"), "access", OF_TOKEN, APPS, 4, "its year"),
    Row(TOKEN_ROW, lambda stage: stage.account("mws-revoke"), "access", OF_TOKEN, APPS, 4, "renew it"),
    Row(
        TOKEN_ROW,
        lambda stage: stage.change("-8000-000000000001", "-8000-000000000002"),
        "access",
        OF_TOKEN,
        APPS,
        4,
        "do not belong together",
    ),
    Row(
        "Missing required MWSAuthToken for Seller.",
        lambda stage: stage.leave_out_token(),
        "access",
        (Cause.TOKEN_MISSING,),
        APPS,
        4,
        "Amazon asks for the seller's MWS authorization token",
    ),
    Row(
        "Access denied",
        lambda stage: stage.account("region", region="na"),
        "access",
        OF_ACCESS,
        APPS,
        4,
        "Amazon does not say which",
    ),
    Row(
        "Access denied",
        lambda stage: stage.change("A1SANDBOX00001", "A1SANDBOX09999"),
        "access",
        OF_ACCESS,
        APPS,
        4,
    ),
    Row(
        "Access to Orders.ListOrders is denied",
        lambda stage: stage.account("roles", remove=ALL_ROLES),
        "permission",
        (Cause.ROLE_MISSING,),
        APPS,
        4,
        "no permission",
    ),
    Row(
        ELIGIBLE,
        lambda stage: stage.account("restrict"),
        "account",
        (Cause.NO_PROFESSIONAL_PLAN, Cause.ACCOUNT_BLOCKED),
        CENTRAL,
        4,
        "Professional",
    ),
    Row(
        NOT_THERE,
        lambda stage: stage.change('country = "ES"', 'country = "NL"'),
        "marketplace",
        (Cause.MARKETPLACE_ABSENT,),
        "https://sellercentral.amazon.nl",
        4,
    ),
    Row(
        "a shop that was closed, which MWS no longer names",
        lambda stage: stage.account("leave", countries=["ES"]),
        "marketplace",
        (Cause.MARKETPLACE_ABSENT,),
        CENTRAL,
        4,
    ),
    Row(
        "HasSellerSuspendedListings",
        lambda stage: stage.account("suspend-listings", countries=["ES"]),
        "marketplace",
        (Cause.LISTINGS_INACTIVE,),
        CENTRAL,
        0,
    ),
    # Not in the table: what the front gate says about the developer, and the form of the seller ID.
    Row(
        "InvalidAccessKeyId",
        lambda stage: stage.change(ACCESS_KEY_ID, "AKIASANDBOX999999999"),
        "developer",
        (Cause.DEVELOPER_KEY_UNKNOWN,),
        None,
        3,
    ),
    Row(
        "SignatureDoesNotMatch",
        lambda stage: stage.change(SECRET_KEY, "another-secret-key"),
        "developer",
        (Cause.SECRET_KEY_WRONG,),
        None,
        3,
    ),
    Row(
        "RequestExpired",
        lambda stage: stage.amazon.call("/clock", {"advance": 3600}),
        "clock",
        (Cause.CLOCK_WRONG,),
        None,
        0,
    ),
    Row(
        "no own endpoint: Amazon's MWS is gone",
        lambda stage: stage.use_amazon_itself(),
        "api",
        (Cause.API_RETIRED,),
        None,
        3,
        "31 March 2024",
    ),
]


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, accounts=2, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def set_stage(program, running: Amazon, blank_environment: Path, monkeypatch) -> Callable[[str], Stage]:
    """Connects Spain by an API, where all is well."""

    def call(api: str) -> Stage:
        monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")  # Amazon itself is not reached
        running.call("/state", {})
        assert program("connect", "--country", "ES", "--sandbox", running.url, "--api", api).code == 0
        return Stage(running, blank_environment / ".config" / "mwslink", blank_environment)

    return call


def examine(program, *options: str, language: str = "en"):
    """What doctor says, with every wait over at once."""
    with use_clock(ScaledClock(1000)):
        return program("doctor", *options, language=language)


def check_row(program, stage: Stage, row: Row) -> None:
    row.happen(stage)
    as_json = examine(program, "--json")
    row.happen(stage)  # faults are counted from when they were set
    plain = examine(program)
    told = [one for one in as_json.data["findings"] if one["verdict"] != "good"]
    found = next((one for one in told if one["check"] == row.check), None)

    assert found, f"no finding of {row.check}: {told}"
    assert (tuple(found["causes"]), found["page"]) == (row.causes, row.page)
    assert (as_json.code, plain.code) == (row.code, row.code)
    assert bool(found["action"])
    assert row.says in plain.out
    assert ("The answer does not tell them apart" in plain.out) == (len(row.causes) > 1)
    for secret in (CLIENT_SECRET, SECRET_KEY, "Atzr|sandbox", "Atza|sandbox", "amzn.mws.0"):
        assert secret not in plain.out + plain.err


def label(row: Row) -> str:
    return re.sub(r"\W+", "-", row.of)[:40]


@pytest.mark.parametrize("row", OF_SPAPI, ids=label)
def test_each_cause_of_sp_api_is_named(program, set_stage, row: Row) -> None:
    """Check, causes, page of the country and exit code; several causes are said to be several."""
    check_row(program, set_stage("sp-api"), row)


@pytest.mark.parametrize("row", OF_MWS, ids=label)
def test_each_cause_of_mws_is_named(program, set_stage, row: Row) -> None:
    """The same for the texts of MWS."""
    check_row(program, set_stage("mws"), row)


def _rows_of(name: str, heading: str) -> list[str]:
    """The first cells of the last table under a heading of the reference."""
    if not REFERENCE.is_dir():
        pytest.skip("the tables are not compared with the reference: the folder `shared` is not beside the checkout")
    text = (REFERENCE / name).read_text(encoding="utf-8")
    begin = text.index(f"\n{heading}")
    section = text[begin : re.compile(r"\n##+ ").search(text, begin + len(heading) + 1).start()]  # type: ignore[union-attr]
    cells = [
        line.split(" | ")[0].removeprefix("| ").strip("`") for line in section.split("\n") if line.startswith("| ")
    ]
    return cells[cells.index("Outcome" if name == "sp-api.md" else "Text") + 1 :]


def test_no_outcome_of_the_sellers_api_is_left_out() -> None:
    """Every row of the reference's table has a case."""
    rows = _rows_of("sp-api.md", "## 4. ")

    assert [row for row in rows if row not in {one.of for one in OF_SPAPI}] == []


def test_no_text_of_access_denied_is_left_out() -> None:
    """Every row has a case."""
    rows = _rows_of("mws.md", "### 6.3 ")

    assert [row for row in rows if row not in {one.of for one in OF_MWS}] == []


def test_every_cause_is_a_word_of_the_reference_page() -> None:
    """Whoever reads the JSON finds each name explained."""
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "doctor.md").read_text(encoding="utf-8")

    assert [cause.value for cause in Cause if f"`{cause.value}`" not in page] == []


def test_sendcloud_is_asked_whose_keys_these_are(program, set_stage) -> None:
    """One call, and nothing of it where it is not configured."""
    stage = set_stage("sp-api")
    stage.add_sendcloud(SENDCLOUD_KEYS[1])
    as_json = examine(program, "--json")
    (found,) = [one for one in as_json.data["findings"] if one["check"] == "sendcloud"]

    assert (as_json.code, found["verdict"]) == (0, "good")
    assert "those of integration" in found["text"]


def test_it_says_so_in_spanish_too(program, set_stage) -> None:
    """That the causes cannot be told apart is no sentence to leave in English."""
    stage = set_stage("sp-api")
    stage.account("restrict")
    plain = examine(program, language="es")
    use_language("en")

    assert "La respuesta no permite distinguirlas" in plain.out
    for english in ("Possible", "The ", "refuse"):
        assert english not in plain.out
