"""`mwslink rotate-secret`: through a real queue (moto's SQS) and a sandbox that sends there, or by hand."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from programs import installed_program
from terminal import at_a_terminal

from mwslink import clock
from mwslink.config import load_config
from mwslink.config_file import set_application, store_secret
from mwslink.credentials import Secret, resolve
from queues import AWS, messages_in, open_sqs
from system.shop import Amazon, serving, until

OLD = "amzn1.oa2-cs.v1.sandbox"
ROTATE = "rotateApplicationClientSecret"


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, accounts=1, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def config_path(program, amazon: Amazon, blank_environment: Path) -> Path:
    """Spain connected, the client secret 170 days old."""
    assert program("connect", "--country", "ES", "--sandbox", amazon.url).code == 0
    path = blank_environment / ".config" / "mwslink" / "config.toml"
    set_application(path, {"client_secret_rotated_on": today() - timedelta(days=170)})
    amazon.forget()
    return path


def today():
    return clock.now().astimezone().date()


def secret_of(path: Path, *, previous: bool = False) -> str:
    config = load_config(path)
    assert config.application
    reference = config.application.previous_client_secret if previous else config.application.client_secret
    return resolve(reference, secrets_file=config.secrets_file).reveal()


def a_minute_later():
    return clock.use_clock(clock.ScaledClock(1, clock.now() + timedelta(seconds=61)))


def files(path: Path) -> tuple[str, str]:
    return path.read_text(), path.with_name("secrets.toml").read_text()


def at_amazon(amazon: Amazon) -> str:
    return str(amazon.call("/application")["client_secret"])


def test_amazon_makes_a_new_one_and_the_queue_brings_it(program, amazon, aws, queue, config_path):
    """Both are in secrets.toml, the day and the references in config.toml, the message is gone."""
    ran = program("rotate-secret")

    assert (ran.code, ran.err) == (0, "")
    assert secret_of(config_path) == at_amazon(amazon) != OLD
    assert secret_of(config_path, previous=True) == OLD
    application = load_config(config_path).application
    assert application
    assert application.client_secret_rotated_on == today()
    assert application.client_secret == "secrets:application.client_secret"
    assert ran.out.splitlines()[0].endswith(f"It ends on {today() + timedelta(days=180)}.")
    assert f"until {today() + timedelta(days=7)}" in ran.out
    assert messages_in(open_sqs(aws), queue) == 0
    assert "amzn1.oa2-cs" not in ran.out + config_path.read_text()


def test_what_follows_uses_the_new_one(program, amazon, queue, config_path):
    """A week later the old one is dead, and everything goes on."""
    assert program("rotate-secret").code == 0
    amazon.call("/clock", {"advance": timedelta(days=8).total_seconds()})

    assert program("renew", "amazon-es", "--keep-token").code == 0
    assert "client secret" in program("auth-status").out


def test_json_says_what_was_done(program, queue, config_path):
    assert program("rotate-secret", "--json").data == {
        "client_id": "amzn1.application-oa2-client.sandbox",
        "is_replaced": True,
        "made_on": str(today()),
        "ends_on": str(today() + timedelta(days=180)),
        "previous_until": str(today() + timedelta(days=7)),
    }


def test_a_message_that_does_not_come_is_waited_for_by_the_next_run(program, amazon, queue, config_path):
    """Amazon is asked once; until then all stays as it was."""
    amazon.call("/application", {"hold": True})
    before = files(config_path)
    first, second = (program("rotate-secret", "--max-wait", "1") for _ in range(2))
    assert (first.code, second.code, files(config_path)) == (5, 5, before)
    assert "has not come yet" in second.err
    amazon.call("/application/deliver", {})
    ran = program("rotate-secret")

    assert ran.code == 0
    assert amazon.calls()[ROTATE] == 1
    assert secret_of(config_path) == at_amazon(amazon)


def test_doctor_names_a_rotation_that_was_begun(program, amazon, queue, config_path):
    """Nobody else knows that the present secret has a week left; once the new one is there it is silent."""
    before = program("doctor")
    amazon.call("/application", {"hold": True})
    assert program("rotate-secret", "--max-wait", "1").code == 5
    begun = program("doctor")
    amazon.call("/application/deliver", {})
    assert program("rotate-secret").code == 0
    after = program("doctor")

    text = f"A new client secret was asked for on {today()}, and is not in use yet."
    assert [text in ran.out for ran in (before, begun, after)] == [False, True, False]
    assert (begun.code, "mwslink rotate-secret" in begun.out) == (0, True)


def test_again_asks_once_more(program, amazon, aws, queue, config_path):
    """The newest of two counts, and both messages go."""
    amazon.call("/application", {"hold": True})
    assert program("rotate-secret", "--max-wait", "1").code == 5
    assert program("rotate-secret", "--again", "--max-wait", "1").code == 5  # one a minute
    assert amazon.calls()[ROTATE] == 1
    with a_minute_later():
        assert program("rotate-secret", "--again", "--max-wait", "1").code == 5
    amazon.call("/application/deliver", {})
    until(lambda: messages_in(open_sqs(aws), queue) == 2)
    ran = program("rotate-secret")

    assert ran.code == 0
    assert amazon.calls()[ROTATE] == 2
    assert secret_of(config_path) == at_amazon(amazon)
    assert messages_in(open_sqs(aws), queue) == 0


def test_a_secret_that_was_rotated_elsewhere_is_taken_without_asking(program, amazon, aws, queue, config_path):
    """In the console, or by another computer: its message is in the queue."""
    amazon.call("/application/rotate", {})
    until(lambda: messages_in(open_sqs(aws), queue) == 1)
    ran = program("rotate-secret")

    assert ran.code == 0
    assert amazon.calls()[ROTATE] == 0
    assert secret_of(config_path) == at_amazon(amazon)


def test_other_messages_stay_in_the_queue(program, aws, queue, config_path):
    """Of another application, of another kind, and no message at all; visible again at once."""
    sqs = open_sqs(aws)
    new = {"clientId": "amzn1.other", "newClientSecret": "amzn1.oa2-cs.v1.theirs"}
    for body in (
        json.dumps(
            {
                "notificationType": "APPLICATION_OAUTH_CLIENT_NEW_SECRET",
                "payload": {"applicationOAuthClientNewSecret": new},
            }
        ),
        json.dumps({"notificationType": "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY", "payload": {}}),
        "not JSON",
    ):
        sqs.send_message(QueueUrl=queue, MessageBody=body)
    assert program("rotate-secret").code == 0

    found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert len(found) == 3


def test_a_message_of_an_earlier_rotation_is_not_taken_for_a_new_one(program, amazon, aws, queue, config_path):
    amazon.call("/application/rotate", {})
    until(lambda: messages_in(open_sqs(aws), queue) == 1)
    set_application(config_path, {"client_secret_rotated_on": today() + timedelta(days=1)})
    with clock.use_clock(clock.ScaledClock(1, clock.now() + timedelta(days=2))):
        amazon.call("/clock", {"advance": timedelta(days=2).total_seconds()})
        ran = program("rotate-secret")

    assert ran.code == 0
    assert amazon.calls()[ROTATE] == 1
    assert secret_of(config_path) == at_amazon(amazon)


def test_a_secret_amazon_does_not_take_is_not_kept(program, amazon, aws, queue, config_path):
    """The message stays for the next run, visible at once."""
    amazon.call("/application/rotate", {})
    until(lambda: messages_in(open_sqs(aws), queue) == 1)
    amazon.call("/application/secret", {"expired": True})
    before = files(config_path)
    first = program("rotate-secret")
    assert (first.code, files(config_path)) == (5, before)
    amazon.call("/application/secret", {"expired": False})

    assert program("rotate-secret").code == 0
    assert secret_of(config_path) == at_amazon(amazon)


def test_an_application_without_a_registered_queue_is_told_where_to_register_it(program, amazon, queue, config_path):
    """And nobody waits for a message afterwards."""
    amazon.call("/application", {"queue_url": ""})
    first = program("rotate-secret", "--max-wait", "1")
    with a_minute_later():
        second = program("rotate-secret", "--max-wait", "1")

    assert (first.code, second.code) == (6, 6)
    assert "not enrolled" in first.err
    assert "Application Client New Secret" in first.err


def test_a_queue_that_is_not_there_is_named(program, amazon, queue, config_path):
    """Before Amazon makes a secret that nobody could receive."""
    set_application(config_path, {"rotation_queue": queue + "-wrong"})
    ran = program("rotate-secret")

    assert ran.code == 3
    assert "no such queue" in ran.err
    assert not amazon.calls()


def test_no_answer_from_amazon_may_mean_that_it_was_done(program, amazon, queue, config_path):
    """The connection broke after the request: the message comes all the same."""
    amazon.misbehave(f"{ROTATE}:1:truncate")
    ran = program("rotate-secret")

    assert ran.code == 0
    assert amazon.calls()[ROTATE] == 1
    assert secret_of(config_path) == at_amazon(amazon)


def test_a_secret_kept_elsewhere_needs_a_word(program, amazon, queue, config_path, monkeypatch):
    """mwslink cannot write an environment variable: it says so before Amazon makes a new secret."""
    monkeypatch.setenv("THE_SECRET", OLD)
    set_application(config_path, {"client_secret": "env:THE_SECRET"})
    refused = program("rotate-secret")
    assert refused.code == 3
    assert "--to-secrets-file" in refused.err
    assert not amazon.calls()
    ran = program("rotate-secret", "--to-secrets-file")

    assert ran.code == 0
    assert secret_of(config_path) == at_amazon(amazon)
    assert secret_of(config_path, previous=True) == OLD


def test_a_secret_in_the_keyring_is_replaced_there(program, amazon, queue, config_path, monkeypatch):
    """And the one before it is kept in secrets.toml."""
    keyring = pytest.importorskip("keyring", reason="the keyring extra is not installed")
    entries = {("mwslink", "client-secret"): OLD}

    class Desktop(keyring.backend.KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            return entries.get((service, username))

        def set_password(self, service, username, password):
            entries[service, username] = password

    monkeypatch.setattr(keyring.core, "_keyring_backend", Desktop())
    set_application(config_path, {"client_secret": "keyring:mwslink/client-secret"})
    ran = program("rotate-secret")
    application = load_config(config_path).application

    assert ran.code == 0
    assert application
    assert application.client_secret == "keyring:mwslink/client-secret"
    assert entries["mwslink", "client-secret"] == at_amazon(amazon) != OLD
    assert secret_of(config_path, previous=True) == OLD


def test_a_literal_secret_leaves_the_configuration(program, amazon, queue, config_path):
    set_application(config_path, {"client_secret": OLD})
    assert program("rotate-secret").code == 0

    assert secret_of(config_path) == at_amazon(amazon)
    assert "oa2-cs" not in config_path.read_text()


@pytest.mark.parametrize(("age", "calls"), [(100, 0), (155, 1), (None, 1)])
def test_cron_rotates_when_it_is_due(program, amazon, queue, config_path, age, calls):
    """Silent before; also where nobody knows the age."""
    rotated_on = today() - timedelta(days=age) if age else None
    set_application(config_path, {"client_secret_rotated_on": rotated_on})
    ran = program("rotate-secret", "--if-due")

    assert (ran.code, bool(ran.out)) == (0, bool(calls))
    assert amazon.calls()[ROTATE] == calls


def test_a_kill_between_the_files_is_made_good(program, amazon, aws, queue, config_path):
    """secrets.toml has the new secret, config.toml not yet the day: the message is still there."""
    lock = os.open(config_path.with_name(".config.toml.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    amazon.call("/application/rotate", {})
    until(lambda: messages_in(open_sqs(aws), queue) == 1)
    with clock.use_clock(clock.ScaledClock(1000)):
        first = program("rotate-secret")
    os.close(lock)
    assert first.code == 5
    assert secret_of(config_path) == at_amazon(amazon)
    assert program("renew", "amazon-es", "--keep-token").code == 0
    ran = program("rotate-secret")
    application = load_config(config_path).application

    assert ran.code == 0
    assert application
    assert application.client_secret_rotated_on == today()
    assert secret_of(config_path, previous=True) == OLD
    assert messages_in(open_sqs(aws), queue) == 0


@pytest.mark.slow
def test_a_run_that_is_killed_while_it_waits_is_continued(program, amazon, aws, queue, config_path, blank_environment):
    """kill -9 once Amazon has been asked: the next run takes the message and asks for nothing."""
    amazon.call("/application", {"hold": True})
    run = subprocess.Popen(
        [installed_program(), "rotate-secret"],
        env={"HOME": str(blank_environment), **AWS},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    amazon.wait_for(ROTATE, 1, answered=True)
    run.send_signal(signal.SIGKILL)
    run.wait()
    amazon.call("/application/deliver", {})
    until(lambda: messages_in(open_sqs(aws), queue) == 1)
    ran = program("rotate-secret")

    assert ran.code == 0
    assert amazon.calls()[ROTATE] == 1
    assert secret_of(config_path) == at_amazon(amazon)


def test_two_runs_do_not_rotate_at_once(program, amazon, queue, config_path, blank_environment):
    """The second leaves at once, with nothing done."""
    amazon.call("/application", {"hold": True})
    run = subprocess.Popen(
        [installed_program(), "rotate-secret", "--max-wait", "20"],
        env={"HOME": str(blank_environment), **AWS},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    amazon.wait_for(ROTATE, 1, answered=True)
    second = program("rotate-secret")
    amazon.call("/application/deliver", {})
    run.communicate(timeout=30)

    assert (second.code, run.returncode) == (5, 0)
    assert amazon.calls()[ROTATE] == 1


def test_the_old_one_helps_while_it_lasts(program, amazon, config_path):
    """Amazon does not take the new one: seven days long the one before it is tried, then no more."""
    store_secret(config_path.with_name("secrets.toml"), "application.client_secret", Secret("amzn1.oa2-cs.v1.wrong"))
    store_secret(config_path.with_name("secrets.toml"), "application.previous_client_secret", Secret(OLD))
    previous = "secrets:application.previous_client_secret"
    set_application(config_path, {"previous_client_secret": previous, "client_secret_rotated_on": today()})
    helped = program("renew", "amazon-es", "--keep-token")
    set_application(config_path, {"client_secret_rotated_on": today() - timedelta(days=8)})
    over = program("renew", "amazon-es", "--keep-token")

    assert (helped.code, over.code) == (0, 3)
    assert "rotate-secret" in over.err


def test_a_refused_secret_that_the_one_before_hides_is_found_by_doctor(program, amazon, config_path, tmp_path):
    """All works, and will not in a week; the log says so too, without the secret."""
    new = str(amazon.call("/application/rotate", {})["client_secret"])
    assert program("rotate-secret", "--client-secret", new).code == 0
    before = program("doctor")
    store_secret(config_path.with_name("secrets.toml"), "application.client_secret", Secret("amzn1.oa2-cs.v1.damaged"))
    log = tmp_path / "log"
    ran = program("--log-file", str(log), "doctor", "--json")
    (found,) = [one for one in ran.data["findings"] if one["check"] == "application"]

    assert "only the one before it" not in before.out
    assert (ran.code, found["verdict"]) == (0, "warning")
    assert found["text"].endswith(f"only the one before it, which ends on {today() + timedelta(days=7)}.")
    assert "mwslink rotate-secret" in found["action"]
    assert found["causes"] == ["client-secret-wrong", "client-secret-expired"]
    assert log.read_text().count("only the one before it") == 1
    assert program("auth-status", "--check").code == program("auth-status").code == 4
    assert program("import").code == 0
    assert "client secret: refused" in program("auth-status").out
    assert "oa2-cs" not in log.read_text() + ran.out + ran.err


def test_a_secret_made_by_hand_is_tried_and_kept(program, amazon, config_path, tmp_path):
    """Without a queue; the day may be said."""
    new = str(amazon.call("/application/rotate", {})["client_secret"])
    file = tmp_path / "secret"
    file.write_text(f"{new}\n")
    day = today() - timedelta(days=2)
    ran = program("rotate-secret", "--client-secret-file", str(file), "--on", str(day))

    assert ran.code == 0
    assert (secret_of(config_path), secret_of(config_path, previous=True)) == (new, OLD)
    application = load_config(config_path).application
    assert application
    assert application.client_secret_rotated_on == day


@pytest.mark.parametrize(("secret", "code"), [("amzn1.oa2-cs.v1.wrong", 3), ("Atzr|token", 3), ("env:NOT_SET", 3)])
def test_a_secret_that_is_none_changes_nothing(program, config_path, secret, code):
    before = files(config_path)
    ran = program("rotate-secret", "--client-secret", secret)

    assert (ran.code, ran.out) == (code, "")
    assert files(config_path) == before
    assert "v1.wrong" not in ran.err


def test_a_day_more_than_180_days_ago_is_refused(program, amazon, config_path):
    """A secret of then would have ended; a day or two are left for other zones."""
    new = str(amazon.call("/application/rotate", {})["client_secret"])
    days = [today() - timedelta(days=days) for days in (2500, 183, 181)]
    long_ago, too_old, still = (program("rotate-secret", "--client-secret", new, "--on", str(day)) for day in days)

    assert (long_ago.code, too_old.code, still.code) == (2, 2, 0)
    assert str(days[1]) in too_old.err


def test_a_secret_replaced_at_its_own_place_is_recorded(program, amazon, config_path, monkeypatch):
    """Whoever keeps it in the environment puts the new one there; the reference stays."""
    monkeypatch.setenv("THE_SECRET", str(amazon.call("/application/rotate", {})["client_secret"]))
    set_application(config_path, {"client_secret": "env:THE_SECRET"})
    ran = program("rotate-secret", "--client-secret", "env:THE_SECRET")
    application = load_config(config_path).application

    assert ran.code == 0
    assert application
    assert (application.client_secret, application.client_secret_rotated_on) == ("env:THE_SECRET", today())


@pytest.mark.parametrize("days_ago", [0, None])
def test_the_secret_before_the_present_one_is_refused(program, amazon, config_path, monkeypatch, days_ago):
    """Amazon takes it for days yet, and then everything would fail; wherever it comes from."""
    new = str(amazon.call("/application/rotate", {})["client_secret"])
    assert program("rotate-secret", "--client-secret", new).code == 0
    made_on = None if days_ago is None else today() - timedelta(days=days_ago)
    set_application(config_path, {"client_secret_rotated_on": made_on})
    before = files(config_path)
    monkeypatch.setenv("THE_SECRET", OLD)
    typed, referred = (program("rotate-secret", "--client-secret", one) for one in (OLD, "env:THE_SECRET"))

    assert (typed.code, referred.code, files(config_path)) == (3, 3, before)
    assert "before the present one" in typed.err
    assert (str(today() + timedelta(days=7)) in typed.err) == (made_on is not None)


def test_the_present_secret_is_itself_also_where_a_killed_run_kept_it_twice(program, amazon, config_path):
    """Between its two writes; whoever types it once more records its day."""
    store_secret(config_path.with_name("secrets.toml"), "application.previous_client_secret", Secret(OLD))
    set_application(config_path, {"previous_client_secret": "secrets:application.previous_client_secret"})
    ran = program("rotate-secret", "--client-secret", OLD, "--on", str(today() - timedelta(days=3)))

    assert (ran.code, secret_of(config_path)) == (0, OLD)


def test_a_new_secret_ends_the_refusal_of_the_one_before(program, amazon, config_path):
    """Nobody has to ask Amazon again."""
    amazon.call("/application/secret", {"expired": True})
    assert program("auth-status", "--check").code == 4
    amazon.call("/application/secret", {"expired": False})
    new = str(amazon.call("/application/rotate", {})["client_secret"])
    assert program("rotate-secret", "--client-secret", new).code == 0

    assert program("auth-status").code == 0


@pytest.mark.parametrize(("options", "days"), [([], 170), (["--on", "{day}"], 3)])
def test_the_secret_that_is_there_keeps_its_day_unless_another_is_said(program, config_path, options, days):
    """Pasting the old one again must not push its end away."""
    said = [one.format(day=today() - timedelta(days=3)) for one in options]
    ran = program("rotate-secret", "--client-secret", OLD, *said)
    application = load_config(config_path).application

    assert ran.code == 0
    assert application
    assert application.client_secret_rotated_on == today() - timedelta(days=days)


def test_connecting_with_another_secret_forgets_the_day_of_the_one_before(program, amazon, config_path):
    """No day is better than a wrong one; the same secret keeps it."""
    connect = ("connect", "--country", "ES", "--account", "sandbox", "--client-secret")
    assert program(*connect, OLD).code == 0
    application = load_config(config_path).application
    assert application
    assert application.client_secret_rotated_on
    ran = program(*connect, str(amazon.call("/application/rotate", {})["client_secret"]))
    application = load_config(config_path).application

    assert ran.code == 0
    assert application
    assert application.client_secret_rotated_on is None


def test_without_a_queue_and_without_anybody_it_says_what_it_needs(program, config_path):
    ran = program("rotate-secret", "--no-input")

    assert ran.code == 2
    assert "--client-secret-file" in ran.err
    assert "rotation_queue" in ran.err


def test_at_a_terminal_the_way_is_shown_and_the_secret_not(amazon, config_path, blank_environment):
    """A slip is asked for again."""
    new = str(amazon.call("/application/rotate", {})["client_secret"])
    with at_a_terminal(blank_environment, "rotate-secret") as person:
        person.answer("(not shown)", "Atzr|token")
        person.answer("(not shown)", new)
        code = person.finish()

    assert code == 0, person.shown
    assert "sellercentral-europe.amazon.com/sellingpartner/developerconsole" in person.shown
    assert new not in person.shown
    assert secret_of(config_path) == new


def test_no_secret_reaches_the_log(program, amazon, queue, config_path, tmp_path):
    """At its highest level, with boto3 in the game."""
    log = tmp_path / "log"
    ran = program("--log-file", str(log), "--log-level", "debug", "rotate-secret")
    text = log.read_text() + ran.out + ran.err

    assert ran.code == 0
    assert ROTATE in text
    for secret in ("oa2-cs", "Atza|", AWS["AWS_SECRET_ACCESS_KEY"]):
        assert secret not in text


def test_the_countdown_names_the_command(program, config_path):
    (line,) = [one for one in program("auth-status", "--json").data["clocks"] if one["kind"] == "client-secret"]

    assert line["command"] == "mwslink rotate-secret"
