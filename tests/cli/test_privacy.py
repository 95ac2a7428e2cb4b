"""`mwslink privacy`: what it shows, erases and answers."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from programs import Ran

from contract.store.samples import order, order_id, stream
from mwslink import clock
from mwslink.connections import Seller
from mwslink.credentials import Secret, resolve
from mwslink.errors import StoreError
from mwslink.gateways.spapi.auth import client_scope, token_scope
from mwslink.listings.model import Listing
from mwslink.listings.pull import Scan
from mwslink.marketplaces import LWA_ENDPOINT
from mwslink.orders.model import OrderStatus
from mwslink.store import Store, open_store

ACME, STRANGER = Seller("A2ACME12345678", "eu"), Seller("A9GONE12345678", "eu")
DAY = timedelta(days=1)
KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture
def store(config_file: Path, blank_environment: Path) -> Iterator[Store]:
    """The store that the program opens, open here as well."""
    secrets = config_file.with_name("secrets.toml")
    secrets.write_text(f'{secrets.read_text()}\n[store]\nkey = "{KEY}"\n')
    secrets.chmod(0o600)
    url = f"sqlite:{blank_environment}/.local/share/mwslink/store.db"
    with open_store(url, key=lambda: resolve("secrets:store.key", secrets_file=secrets)) as opened:
        yield opened


def save(store: Store, number: int, *, days_ago: float, seller: Seller = ACME, **changes: object) -> None:
    """An order that was promised for so many days ago."""
    at = clock.now() - days_ago * DAY
    one = replace(order(number), created_at=at, updated_at=at, status=OrderStatus.SHIPPED, **changes)
    store.orders.save_page(stream(seller=seller), [one])


def has_personal(store: Store, number: int, seller: Seller = ACME) -> bool:
    found = store.orders.get(seller, order_id(number))
    assert found
    return found.has_personal


Program = Callable[..., Ran]


def test_a_purge_erases_what_is_due_and_nothing_else(store: Store, program: Program) -> None:
    save(store, 1, days_ago=31)
    save(store, 2, days_ago=29)

    ran = program("privacy", "purge")

    assert ran.code == 0, ran
    assert ran.out.startswith(
        "1 order: personal data erased (time after the promised day over).\nCertificate 1, SHA-256 "
    )
    assert (has_personal(store, 1), has_personal(store, 2)) == (False, True)


def test_a_dry_run_shows_what_would_go_and_erases_nothing(store: Store, program: Program) -> None:
    save(store, 1, days_ago=31)
    save(store, 2, days_ago=29)

    shown, document = program("privacy", "purge", "--dry-run"), program("privacy", "purge", "--dry-run", "--json")

    assert order_id(1) in shown.out
    assert order_id(2) not in shown.out
    assert [one["order_id"] for one in document.document["data"]["due"]] == [order_id(1)]
    assert has_personal(store, 1)


def test_a_dry_run_writes_nothing(store: Store, program: Program, config_file: Path) -> None:
    """Not even that a seller has gone, which it tells of all the same."""
    save(store, 1, days_ago=31, seller=Seller("A9GONE12345678", "eu"))
    save(store, 2, days_ago=31)
    before = list(store._database._connection.iterdump())
    ran = program("privacy", "purge", "--dry-run", "--json")

    assert [one["seller_id"] for one in ran.data["endings"]] == ["A9GONE12345678"]
    assert len(ran.data["due"]) == 2
    assert list(store._database._connection.iterdump()) == before


def test_the_document_has_the_words_of_the_command(store: Store, program: Program) -> None:
    save(store, 1, days_ago=31)

    document = program("privacy", "purge", "--json").document

    assert (document["command"], document["status"]) == ("privacy purge", "success")
    assert document["data"]["erased"] == [{"what": "personal", "reason": "promise", "orders": 1}]
    assert document["data"]["certificate"]["number"] == 1


def test_without_a_store_nothing_is_due(config_file: Path, program: Program, blank_environment: Path) -> None:
    ran = program("privacy", "purge", "--json")

    assert (ran.code, ran.document["data"]["orders"]) == (0, 0)
    assert not (blank_environment / ".local").exists()


def test_a_seller_without_an_account_goes_after_thirty_days(store: Store, program: Program) -> None:
    """All of it, also what is no order; until then it is said."""
    save(store, 1, days_ago=1, seller=STRANGER)
    first = program("privacy", "purge")
    assert "A9GONE12345678" in first.err
    assert has_personal(store, 1, STRANGER)
    with store._database.writing() as sql:
        sql.execute("UPDATE endings SET ended_at = '2020-01-01T00:00:00.000000+00:00'")

    ran = program("privacy", "purge")

    assert ran.code == 0, ran
    assert store.orders.get(STRANGER, order_id(1)) is None
    assert "All else of seller A9GONE12345678@eu is erased." in ran.out


def accept_token(store: Store) -> None:
    """Amazon gave an access token for acme's refresh token once."""
    scope = client_scope(LWA_ENDPOINT, "amzn1.application-oa2-client.test") + token_scope(Secret("Atzr|acme"))
    store.tokens.save(scope, Secret("Atza|1"), clock.now() - DAY)


def test_a_seller_whose_token_never_worked_has_not_gone(store: Store, program: Program, config_file: Path) -> None:
    """Amazon refuses a damaged token in the same words; what it would cost is everything stored of the seller."""
    save(store, 1, days_ago=1)
    store.answers.note_refused(f"authorization {ACME}/sp-api", "invalid_grant")
    text = config_file.read_text().replace("authorized_on = 2026-03-14", f"authorized_on = {clock.now().date()}")
    config_file.write_text(text)

    assert program("privacy", "purge", "--json").data["endings"] == []


@pytest.mark.parametrize(("days_later", "has_ended"), [(-200, True), (0, True), (1, False), (400, True)])
def test_a_seller_whom_amazon_refuses_has_gone_unless_he_was_renewed_after_it(
    store: Store, program: Program, config_file: Path, days_later: int, has_ended: bool
) -> None:
    """Authorized and withdrawn on the same day, he has gone all the same; a day to come is a slip."""
    save(store, 1, days_ago=1)
    accept_token(store)
    store.answers.note_refused(f"authorization {ACME}/sp-api", "invalid_grant")
    day = (clock.now().astimezone() + days_later * DAY).date()
    config_file.write_text(config_file.read_text().replace("authorized_on = 2026-03-14", f"authorized_on = {day}"))

    endings = program("privacy", "purge", "--json").data["endings"]
    assert [(one["seller_id"], one["cause"]) for one in endings] == [(ACME.seller_id, "refused")] * has_ended


def test_a_seller_that_comes_back_stays(store: Store, program: Program, config_file: Path) -> None:
    save(store, 1, days_ago=1, seller=STRANGER)
    program("privacy", "purge")
    config_file.write_text(config_file.read_text().replace("A3OTHER1234567", "A9GONE12345678"))

    ran = program("privacy", "purge", "--json")

    assert ran.document["data"]["endings"] == []


class TestErase:
    """On demand."""

    def test_orders_lose_their_personal_data_at_once_and_for_good(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=2)
        save(store, 2, days_ago=2)

        ran = program("privacy", "erase", order_id(1), "--yes")
        save(store, 1, days_ago=1)

        assert ran.code == 0, ran
        assert "1 order: personal data erased (asked for)." in ran.out
        assert (has_personal(store, 1), has_personal(store, 2)) == (False, True)

    def test_with_everything_the_order_goes_and_does_not_come_back(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=2)

        ran = program("privacy", "erase", order_id(1), "--everything", "--yes", "--json")
        save(store, 1, days_ago=1)

        assert ran.data["erased"] == [{"what": "order", "reason": "request", "orders": 1}]
        assert store.orders.get(ACME, order_id(1)) is None

    def test_with_everything_the_journal_names_the_order_no_more(self, store: Store, program: Program) -> None:
        """An order's ID is no personal data, but goes with the order; only the evidence of that has it."""
        save(store, 1, days_ago=2)
        save(store, 2, days_ago=2)
        run_id = store.runs.start("import")
        store.runs.note(run_id, "amazon-es", "error", f"Order {order_id(1)}: no weight")
        store.runs.finish(run_id, "success", 0, {"held": [order_id(1), order_id(2)]})
        assert program("privacy", "erase", order_id(1), "--yes").code == 0
        assert store.runs.recent()[-1].summary == {"held": [order_id(1), order_id(2)]}

        assert program("privacy", "erase", order_id(1), "--everything", "--yes").code == 0
        assert program("privacy", "erase", order_id(3), "--everything", "--yes").code == 0

        named = [line for line in store._database._connection.iterdump() if order_id(1) in line]
        assert all(line.startswith('INSERT INTO "erasures"') for line in named), named
        assert store.runs.recent(50)[-1].summary == {"held": ["(not stored)", order_id(2)]}
        assert not any(order_id(3) in str(run.summary) for run in store.runs.recent(50))

    def test_an_account_is_erased_with_all_that_is_stored_of_it(self, store: Store, program: Program) -> None:
        other = Seller("A3OTHER1234567", "eu")
        for number in (1, 2, 3):
            save(store, number, days_ago=2)
        save(store, 4, days_ago=2, seller=other)

        ran = program("privacy", "erase", "--account", "acme", "--everything", "--yes")

        assert ran.code == 0, ran
        assert "3 orders: all of the order erased (asked for)." in ran.out
        assert store.demands.sellers() == [other]

    def test_what_the_catalogue_says_of_products_goes_with_the_last_who_lists_them(
        self, store: Store, program: Program
    ) -> None:
        """It has no seller of its own, and would tell what the one sold that has gone."""
        other, spain = Seller("A3OTHER1234567", "eu"), "A1RKKUPIHCS9HS"
        for seller, asins in ((ACME, ("B000000001", "B000000002")), (other, ("B000000002",))):
            listings = [Listing(f"SKU-{asin}", spain, asin, "Taza") for asin in asins]
            store.listings.save_page(Scan(seller, (spain,), until=clock.now(), started_at=clock.now()), listings)
            store.listings.save_catalogue(spain, asins, [])
        assert program("privacy", "erase", "--account", "acme", "--everything", "--yes").code == 0

        assert store._database.rows("SELECT asin FROM catalogue_weights") == [("B000000002",)]

    def test_nothing_goes_with_dry_run(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=2)

        ran = program("privacy", "erase", order_id(1), "--dry-run", "--json")

        assert ran.data["targets"][0] == {
            "order_id": order_id(1),
            "seller_id": ACME.seller_id,
            "region": "eu",
            "is_stored": True,
            "holds_personal": True,
            "is_at_sendcloud": False,
            "archives": [],
        }
        assert has_personal(store, 1)

    def test_an_order_that_is_not_stored_never_brings_its_personal_data(self, store: Store, program: Program) -> None:
        """The request stands until the order comes, and is then in a certificate; nobody else is touched."""
        save(store, 2, days_ago=2)
        shown = program("privacy", "erase", order_id(1), "--dry-run", "--json")
        assert [one["is_stored"] for one in shown.data["targets"]] == [False] * len(shown.data["targets"])
        ran = program("privacy", "erase", order_id(1), "--yes", "--json")
        assert (ran.code, ran.data["not_stored"], ran.data["orders"]) == (0, [order_id(1)], 0)
        assert program("privacy", "purge").code == 0
        save(store, 1, days_ago=1)

        assert (has_personal(store, 1), has_personal(store, 2)) == (False, True)
        assert program("privacy", "purge", "--json").data["erased"] == [
            {"what": "personal", "reason": "request", "orders": 1}
        ]
        save(store, 1, days_ago=0.5)
        assert not has_personal(store, 1)
        assert program("privacy", "purge", "--json").data["erased"] == []

    def test_with_everything_an_order_that_is_not_stored_never_comes(self, store: Store, program: Program) -> None:
        save(store, 2, days_ago=2)
        ran = program("privacy", "erase", order_id(1), "--everything", "--yes")
        save(store, 1, days_ago=1)

        assert ran.code == 0, ran
        assert ran.out == (
            f"Not stored: {order_id(1)}. If an import brings such an order, what is to be erased of it is not let in.\n"
        )
        assert store.orders.get(ACME, order_id(1)) is None

    def test_a_standing_request_goes_when_the_order_is_too_old_to_come(self, store: Store, program: Program) -> None:
        save(store, 2, days_ago=2)
        program("privacy", "erase", order_id(1), "--yes")
        assert store.demands.asked_of(ACME) == {order_id(1)}
        with clock.use_clock(clock.ScaledClock(1, clock.now() + 560 * DAY)):
            assert program("privacy", "purge").code == 0

        assert store.demands.asked_of(ACME) == set()

    def test_it_asks_first(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=2)

        ran = program("privacy", "erase", order_id(1))

        assert (ran.code, "--yes" in ran.err) == (2, True)
        assert has_personal(store, 1)

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [((), 2), (("404-1-1", "--account", "acme"), 2), (("404-1-1",), 6), (("--account", "x"), 3)],
    )
    def test_what_is_not_there_is_said(
        self, store: Store, program: Program, arguments: tuple[str, ...], code: int
    ) -> None:
        assert program("privacy", "erase", *arguments, "--yes").code == code

    def test_what_was_due_but_not_asked_for_stays_for_the_purge(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=2)
        save(store, 2, days_ago=40)

        program("privacy", "erase", order_id(1), "--yes")

        assert has_personal(store, 2)

    def test_the_evidence_of_an_order_is_kept(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=2)
        program("privacy", "erase", order_id(1), "--everything", "--yes")

        (erasure,) = program("privacy", "certificates", "--order", order_id(1), "--json").data["erasures"]

        assert (erasure["what"], erasure["reason"], erasure["certificate"]) == ("order", "request", 1)


class TestCertificates:
    """The evidence."""

    @pytest.fixture
    def two(self, store: Store, program: Program) -> Store:
        """A store with two certificates."""
        for number in (1, 2):
            save(store, number, days_ago=31)
            assert program("privacy", "purge").code == 0
        return store

    def test_they_hold(self, two: Store, program: Program) -> None:
        ran = program("privacy", "certificates", "--verify")

        assert ran.code == 0, ran
        assert "All 2 certificates hold." in ran.out

    def test_a_digest_told_before_is_looked_for(self, two: Store, program: Program) -> None:
        told = program("privacy", "certificates", "--json").data["certificates"][-1]["sha256"]

        assert program("privacy", "certificates", "--verify", "--contains", told).code == 0
        assert program("privacy", "certificates", "--verify", "--contains", "0" * 64).code == 9

    @pytest.mark.parametrize("text", ["zz", "", "0" * 63, "7f83…"])
    def test_a_digest_that_can_be_none_is_refused(self, store: Store, program: Program, text: str) -> None:
        """It would be called a chain that was cut off."""
        ran = program("privacy", "certificates", "--contains", text)

        assert ran.code == 2
        assert "64 digits" in " ".join(ran.err.split())

    @pytest.mark.parametrize(
        ("statement", "faults"),
        [
            (
                "UPDATE certificates SET document = replace(document, 'shipment', 'request') WHERE number = 1",
                "signature",
            ),
            (
                "UPDATE certificates SET document = replace(document, 'promise', 'request') WHERE number = 1",
                "signature",
            ),
            ("DELETE FROM certificates WHERE number = 1", "number"),
            ("UPDATE erasures SET reason = 'request' WHERE certificate = 1", "list"),
            ("DELETE FROM erasures WHERE certificate = 1", "list-gone"),
            ("UPDATE erasures SET certificate = 2", "list"),
        ],
    )
    def test_whatever_is_changed_by_other_means_is_found(
        self, two: Store, program: Program, statement: str, faults: str
    ) -> None:
        with two._database.writing() as sql:
            sql.execute("DROP TRIGGER certificates_stay")
            sql.execute("DROP TRIGGER certificates_are_final")
            sql.execute("PRAGMA defer_foreign_keys = ON")
            if "certificates WHERE" in statement and "DELETE" in statement:
                sql.execute("UPDATE erasures SET certificate = 2 WHERE certificate = 1")
            sql.execute(statement)

        ran = program("privacy", "certificates", "--verify", "--json")

        found = {fault for one in ran.data["certificates"] for fault in one["faults"]}
        if "shipment" in statement:  # nothing to replace: the control of this test
            assert (ran.code, found) == (0, set())
        else:
            assert (ran.code, faults in found) == (9, True), found

    def test_a_clock_that_was_wrong_for_a_day_is_nobodys_hand(self, two: Store, program: Program) -> None:
        """Far ahead the store drops its lists; back in the present the certificates hold as before."""
        with clock.use_clock(clock.ScaledClock(1, clock.now() + 900 * DAY)):
            assert program("privacy", "purge").code == 0
        assert two._database.rows("SELECT 1 FROM erasures WHERE certificate = 1") == []

        ran = program("privacy", "certificates", "--verify", "--json")
        assert (ran.code, [one["faults"] for one in ran.data["certificates"][:2]]) == (0, [[], []])
        save(two, 3, days_ago=31)
        assert program("privacy", "purge").code == 0
        with two._database.writing() as sql:
            sql.execute("UPDATE erasures SET due_at = erased_at WHERE order_id = ?", (order_id(3),))
        assert program("privacy", "certificates", "--verify").code == 9

    def test_the_table_lets_nobody_change_or_delete_them(self, two: Store) -> None:
        for statement in ("UPDATE certificates SET document = ''", "DELETE FROM certificates"):
            with pytest.raises(StoreError), two._database.writing() as sql:
                sql.execute(statement)

    def test_an_auditor_checks_them_without_mwslink(self, two: Store, program: Program) -> None:
        """With the public key in them and nothing but a library for Ed25519."""
        previous = None
        for one in program("privacy", "certificates", "--json").data["certificates"]:
            text = one["document"].encode()
            told = json.loads(text)
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told["public_key"]))
            key.verify(bytes.fromhex(one["signature"]), text)
            assert told["previous_sha256"] == previous
            previous = hashlib.sha256(text + bytes.fromhex(one["signature"])).hexdigest()

    def test_no_order_id_is_in_them(self, two: Store, program: Program) -> None:
        assert order_id(1) not in program("privacy", "certificates", "--json").out


class TestAccessLog:
    """Who opened personal data."""

    def test_showing_and_exporting_are_logged_with_their_count(self, store: Store, program: Program) -> None:
        for number in (1, 2, 3):
            save(store, number, days_ago=2)
        program("orders")
        program("orders", "--personal")
        program("orders", "--personal", "--format", "csv", "--limit", "2")

        log = program("privacy", "access-log", "--json").data["accesses"]

        told = [(one["command"], one["purpose"], one["opened"]) for one in log]
        assert told == [("orders", "export", 2), ("orders", "display", 3)]
        assert {one["user"] for one in log} == {pwd.getpwuid(os.getuid()).pw_name}

    def test_it_holds_no_order_ids(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=2)
        program("orders", "--personal")

        assert order_id(1) not in program("privacy", "access-log", "--json").out

    def test_a_purge_drops_what_is_older_than_400_days(self, store: Store, program: Program) -> None:
        """Also where nobody opens anything any more."""
        save(store, 1, days_ago=2)
        program("orders", "--personal")
        for days, count in ((399, 1), (401, 0)):
            with clock.use_clock(clock.ScaledClock(1, clock.now() + days * DAY)):
                assert program("privacy", "purge").code == 0
            assert len(store.accesses.recent(9)) == count

    def test_without_any_it_says_so(self, store: Store, program: Program) -> None:
        assert program("privacy", "access-log").out == "Nobody has opened personal data.\n"


class TestStatus:
    """How things stand."""

    def test_it_tells_what_is_held_and_what_goes_next(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=2)
        save(store, 2, days_ago=20)

        data = program("privacy", "status", "--json").data

        assert (data["orders"], data["due"], data["overdue"]) == (2, 0, 0)
        assert data["next_due_at"][:10] == (clock.now() + 10 * DAY).date().isoformat()

    def test_what_is_late_by_more_than_a_day_is_an_error(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=30.5)
        assert program("privacy", "status").code == 0
        save(store, 2, days_ago=32)

        ran = program("privacy", "status")

        assert (ran.code, "1 order is overdue." in ran.err) == (9, True)
        assert program("privacy", "purge").code == 0
        assert program("privacy", "status").code == 0

    def test_the_audit_answers_what_was_looked_at(self, store: Store, program: Program) -> None:
        save(store, 1, days_ago=31)
        before = self.answers(program)
        program("privacy", "purge")
        after = self.answers(program)

        assert (before["retention"], after["retention"]) == ("no", "yes")
        assert (before["deletion"], after["deletion"]) == ("unknown", "yes")
        assert after["key-store"] == "no"  # secrets.toml is no key store
        assert after["credentials"] == "no"

    def test_a_file_that_others_may_read_is_told(self, store: Store, program: Program, config_file: Path) -> None:
        assert self.answers(program)["files"] == "yes"
        config_file.chmod(0o644)

        assert self.answers(program)["files"] == "no"

    def answers(self, program: Program) -> dict[str, str]:
        data = program("privacy", "status", "--audit", "--json").data
        return {one["control"]: one["answer"] for one in data["controls"]}

    def test_without_a_store_there_is_nothing_to_tell(self, config_file: Path, program: Program) -> None:
        assert program("privacy", "status", "--audit", "--json").data["orders"] == 0
