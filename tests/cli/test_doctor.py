"""`mwslink doctor`: each cause is named, with what to do, and the exit code says whether somebody has to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mwslink.clock import ScaledClock, use_clock
from mwslink.sandbox.accounts import CLIENT_SECRET, OTHER_CLIENT_ID, OTHER_CLIENT_SECRET
from system.shop import Amazon, serving


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, accounts=2, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def shop(program, amazon: Amazon, blank_environment: Path) -> Path:
    """Spain and Italy connected, and all well; returns the folder of the configuration."""
    for country in ("ES", "IT"):
        assert program("connect", "--country", country, "--sandbox", amazon.url).code == 0
    return blank_environment / ".config" / "mwslink"


@pytest.fixture
def change(shop: Path) -> Callable[[str, str], None]:
    """Replaces a text in the two files, as a person's editor would."""

    def call(old: str, new: str) -> None:
        for path in (shop / "config.toml", shop / "secrets.toml"):
            path.write_text(path.read_text().replace(old, new))

    return call


def verdicts(ran, check: str) -> list[tuple[str | None, str]]:
    """Of this check: which connection, and what came out."""
    return [(one["connection"], one["verdict"]) for one in ran.data["findings"] if one["check"] == check]


def test_all_well(program, shop):
    """Exit 0, a line a finding, none of them a complaint."""
    ran = program("doctor")

    assert (ran.code, ran.err) == (0, "")
    assert all(line.startswith("ok ") for line in ran.out.splitlines())
    for text in ("mode 600", "all secrets are found", "accepts the credentials", "amazon-es: The seller sells in"):
        assert text in ran.out


def test_json_has_the_stable_keys(program, shop):
    """One document."""
    ran = program("doctor", "--json")

    assert (ran.document["version"], ran.document["command"], ran.document["status"]) == (1, "doctor", "success")
    assert {frozenset(one) for one in ran.data["findings"]} == {
        frozenset({"check", "connection", "verdict", "text", "action", "page", "causes", "evidence", "code"})
    }
    assert verdicts(ran, "marketplace") == [("amazon-es", "good"), ("amazon-it", "good")]


def test_one_call_serves_all_connections_of_a_seller(program, shop, amazon):
    """The quota of that call is 15, and refills one a minute."""
    amazon.forget()
    program("doctor")

    assert amazon.calls()["getMarketplaceParticipations"] == 1


def test_only_those_named_are_looked_at(program, shop):
    """The others may be known to be ill."""
    assert verdicts(program("doctor", "amazon-it", "--json"), "marketplace") == [("amazon-it", "good")]


def test_without_connections_it_says_what_to_do(program):
    """A fresh computer is no failure."""
    ran = program("doctor")

    assert ran.code == 0
    assert "mwslink connect" in ran.out
    assert "does not exist yet" in ran.out


def test_an_unknown_name_is_told(program, shop):
    """With the nearest."""
    ran = program("doctor", "amazon-se")

    assert ran.code == 3
    assert "amazon-es" in ran.err


def test_a_wrong_client_secret(program, shop, change, blank_environment):
    """The application's fault and not the seller's: exit 3, and where to make a new one."""
    forget_tokens(blank_environment)
    change(CLIENT_SECRET, "amzn1.oa2-cs.v1.wrong")
    ran = program("doctor", "amazon-es")

    assert ran.code == 3
    assert "does not know this client id with this client secret" in ran.out
    assert "180 days" in ran.out


def test_the_access_token_of_an_earlier_run_proves_nothing(program, shop, change):
    """Within its hour it opens everything, whatever became of the credentials."""
    change(CLIENT_SECRET, "amzn1.oa2-cs.v1.wrong")

    assert program("doctor", "amazon-es").code == 3


def test_a_withdrawn_authorization(program, shop, amazon):
    """Exit 4: the seller must be asked; the access token of the hour before is no proof."""
    amazon.call("/accounts/1/revoke", {})
    ran = program("doctor", "amazon-es")

    assert ran.code == 4
    assert "The authorization has lapsed or was withdrawn." in ran.out
    assert "→ The seller must authorize again" in ran.out
    assert "Page: https://sellercentral" in ran.out


def test_the_token_that_an_import_saw_refused_is_known_to_have_worked(program, shop, amazon):
    """Cron's import fails first, and drops the access token; what it proved is not lost with it."""
    amazon.call("/accounts/1/revoke", {})
    assert program("import").code == 4
    ran = program("doctor", "amazon-es")

    assert "Amazon accepted this very token on" in ran.out
    assert "token is wrong" not in ran.out + ran.err


def test_a_token_of_another_application(program, shop, change):
    """Told apart from a withdrawn authorization."""
    change("amzn1.application-oa2-client.sandbox", OTHER_CLIENT_ID)
    change(CLIENT_SECRET, OTHER_CLIENT_SECRET)
    ran = program("doctor", "amazon-es")

    assert ran.code == 4
    assert "another application" in ran.out


def test_a_refusal_without_a_reason_is_probed_and_what_stays_open_is_said(program, shop, amazon):
    """A guess would send the seller the wrong way. Nor is doctor sent to doctor."""
    amazon.call("/accounts/1/roles", {"remove": amazon.call("/accounts/1")["roles"]})
    ran = program("doctor", "amazon-es")

    assert ran.code == 4
    assert "Possible: the application lacks a role" in ran.out
    assert "The answer does not tell them apart." in ran.out
    assert "These regions refuse it as well: na, fe." in ran.out
    assert "mwslink doctor" not in ran.out + ran.err


def test_several_missing_roles_are_several_findings_and_one_failure(program, shop, amazon):
    """Exit 4 and not 7: nothing of the seller's works as it should."""
    amazon.call("/accounts/1/roles", {"remove": ["Product Listing", "Direct-to-Consumer Delivery (Restricted)"]})
    amazon.call("/accounts/1/roles", {"add": ["Selling Partner Insights"]})
    ran = program("doctor", "--json")

    assert ran.code == 4
    assert [verdict for _name, verdict in verdicts(ran, "role")] == ["good", "bad", "bad"]
    assert len(ran.document["errors"]) == 1
    assert "mwslink import --since 30d" in ran.out  # for the recipients that did not come until then


def test_probing_is_cheap_and_reads_nothing(program, shop, amazon):
    """One call a part, whatever the number of countries, and no order in any answer."""
    amazon.forget()
    program("doctor")

    assert dict(amazon.calls()) == {
        "token": 1,
        "getMarketplaceParticipations": 1,
        "searchOrders": 1,
        "createRestrictedDataToken": 1,
        "searchListingsItems": 1,
        "user_auth_metadata": 1,
    }


def test_a_closed_shop_concerns_its_connection_only(program, shop, amazon):
    """Italy goes on."""
    amazon.call("/accounts/1/leave", {"countries": ["ES"]})
    ran = program("doctor", "--json")

    assert ran.code == 7
    assert verdicts(ran, "marketplace") == [("amazon-es", "bad"), ("amazon-it", "good")]
    assert [(one["connection"], one["exit_code"]) for one in ran.document["errors"]] == [("amazon-es", 4)]


def test_no_shop_in_the_country(program, shop, change):
    """The countries there are, are named."""
    change('country = "ES"', 'country = "NL"')
    ran = program("doctor", "amazon-es")

    assert ran.code == 4
    assert "no shop in Netherlands" in ran.out
    assert "DE, ES, FR, GB, IT" in ran.out


def test_suspended_listings_are_worth_knowing_and_no_failure(program, shop, amazon):
    """The connection works."""
    amazon.call("/accounts/1/suspend-listings", {"countries": ["ES"]})
    ran = program("doctor")

    assert ran.code == 0
    assert "!  amazon-es: " in ran.out
    assert "inactive" in ran.out


def test_a_secret_in_the_configuration_is_warned_about(program, shop, change):
    """Never shown, and no failure."""
    change('"secrets:accounts.sandbox.token"', '"Atzr|sandbox-1"')
    ran = program("doctor")

    assert ran.code == 0
    assert "!  accounts.sandbox.token stands in clear" in ran.out
    assert "Atzr" not in ran.out + ran.err


def test_a_missing_secret(program, shop, change, amazon):
    """The reference is named; Amazon is not asked."""
    change('"secrets:accounts.sandbox.token"', '"env:NOT_THERE"')
    amazon.forget()
    ran = program("doctor", "amazon-es")

    assert ran.code == 3
    assert "NOT_THERE" in ran.out
    assert {one["service"] for one in amazon.requests} <= {"sendcloud"}


def test_a_broken_secrets_file_is_one_failure(program, shop, change):
    """However many need it: exit 3, as of any file that is wrong."""
    (shop / "secrets.toml").write_text("this is no TOML")
    ran = program("doctor", "--json")

    assert ran.code == 3
    assert len(ran.document["errors"]) == 1


def test_a_missing_token_is_not_blamed_on_the_application(program, shop, change):
    """A check of its own: whoever reads the JSON looks in the right place."""
    change('"secrets:accounts.sandbox.token"', '"env:NOT_THERE"')

    assert verdicts(program("doctor", "amazon-es", "--json"), "secrets") == [("amazon-es", "bad")]


def test_nobody_answering_is_no_verdict(program, shop, change, amazon):
    """Exit 5, and not a word against the credentials: nothing is known."""
    change(amazon.url, "http://127.0.0.1:9")
    with use_clock(ScaledClock(1000)):
        ran = program("doctor", "amazon-es", "--json")

    assert ran.code == 5
    assert verdicts(ran, "network") == [("amazon-es", "unknown"), (None, "unknown")]  # Amazon, and Sendcloud
    assert "nobody answers" in ran.out


def test_a_clock_that_is_an_hour_off_is_worth_knowing(program, shop, amazon):
    """It says in which direction."""
    amazon.call("/clock", {"advance": 3600})
    ran = program("doctor")

    assert ran.code == 0
    assert "behind Amazon's" in ran.out
    assert "NTP" in ran.out


def test_one_seller_ill_and_one_well(program, shop, amazon):
    """Both are looked at."""
    program("connect", "--country", "ES", "--sandbox", amazon.url, "--account-number", "2")
    amazon.call("/accounts/1/revoke", {})
    ran = program("doctor", "--json")

    assert ran.code == 7
    assert verdicts(ran, "marketplace") == [("amazon-es-sandbox-2", "good")]
    assert verdicts(ran, "access")[0] == ("amazon-es, amazon-it", "bad")


def test_all_connections_of_the_only_seller_ill_is_not_partial(program, shop, amazon):
    """Nothing works, so the code is the refusal's: the seller must be asked."""
    amazon.call("/accounts/1/revoke", {})

    assert program("doctor").code == 4


def test_a_damaged_store_is_named(program, shop, blank_environment):
    """Exit 8, after what could be checked without it."""
    for path in (blank_environment / ".local" / "share" / "mwslink").iterdir():
        path.unlink()
    (blank_environment / ".local" / "share" / "mwslink" / "store.db").write_bytes(b"no database at all" * 500)
    ran = program("doctor")

    assert ran.code in {7, 8}
    assert "✗  " in ran.out
    assert "Traceback" not in ran.err


def test_it_speaks_spanish(program, shop, amazon):
    """Findings and what to do."""
    amazon.call("/accounts/1/revoke", {})
    ran = program("doctor", language="es")

    assert "→ El vendedor debe autorizar" in ran.out
    for english in ("Page:", "The ", "mode "):
        assert english not in ran.out


def forget_tokens(home: Path) -> None:
    """As if the last run had been more than an hour ago."""
    for path in (home / ".local" / "share" / "mwslink").iterdir():
        path.unlink()
