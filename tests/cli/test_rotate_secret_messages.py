"""Which message of the queue `rotate-secret` takes for a new client secret: no secret is lost, and no old one wins."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from mwslink import clock
from mwslink.config import load_config
from mwslink.config_file import set_application, store_secret
from mwslink.credentials import Secret, resolve
from queues import messages_in, open_sqs
from system.shop import Amazon, serving, until

OLD = "amzn1.oa2-cs.v1.sandbox"
CLIENT_ID = "amzn1.application-oa2-client.sandbox"
ROTATE = "rotateApplicationClientSecret"


@pytest.fixture(scope="module")
def running() -> Iterator[Amazon]:
    with serving(orders=0, accounts=1, quotas=False) as amazon:
        yield amazon


@pytest.fixture
def config_path(program, amazon: Amazon, blank_environment: Path) -> Path:
    """Spain connected."""
    assert program("connect", "--country", "ES", "--sandbox", amazon.url).code == 0
    amazon.forget()
    return blank_environment / ".config" / "mwslink" / "config.toml"


def today(offset: int = 0) -> date:
    return clock.now().astimezone().date() + timedelta(days=offset)


def used_since(path: Path, day: date | None) -> None:
    set_application(path, {"client_secret_rotated_on": day})


def secrets_of(path: Path) -> tuple[str, str]:
    """The one in use, and the one before it."""
    application = load_config(path).application
    assert application
    given = (application.client_secret, application.previous_client_secret)
    secrets_file = load_config(path).secrets_file
    current, previous = (resolve(one, secrets_file=secrets_file).reveal() if one else "" for one in given)
    return current, previous


def at_amazon(amazon: Amazon) -> str:
    return str(amazon.call("/application")["client_secret"])


def rotated_in_the_console(amazon: Amazon, aws: str, queue: str) -> str:
    """A new secret, with its message in the queue."""
    before = messages_in(open_sqs(aws), queue)
    amazon.call("/application/rotate", {})
    until(lambda: messages_in(open_sqs(aws), queue) == before + 1)
    return at_amazon(amazon)


def send(aws: str, queue: str, secret: str, *, days_ago: int) -> None:
    """A message with this secret, made so long ago."""
    made_at = clock.now() - timedelta(days=days_ago)
    new = {
        "clientId": CLIENT_ID,
        "newClientSecret": secret,
        "newClientSecretExpiryTime": (made_at + timedelta(days=180)).isoformat(),
    }
    message = {
        "notificationType": "APPLICATION_OAUTH_CLIENT_NEW_SECRET",
        "eventTime": made_at.isoformat(),
        "payload": {"applicationOAuthClientNewSecret": new},
    }
    open_sqs(aws).send_message(QueueUrl=queue, MessageBody=json.dumps(message))


@pytest.mark.parametrize("days", [1, 2, 339])
def test_a_recorded_day_to_come_makes_no_message_stale(program, amazon, aws, queue, config_path, days):
    """Written on a computer whose day is ahead, or a slip: the secret is new all the same."""
    used_since(config_path, today(days))
    new = rotated_in_the_console(amazon, aws, queue)
    ran = program("rotate-secret", "--max-wait", "15")

    assert (ran.code, amazon.calls()[ROTATE]) == (0, 0)
    assert secrets_of(config_path) == (new, OLD)
    assert load_config(config_path).application.client_secret_rotated_on == today()
    assert messages_in(open_sqs(aws), queue) == 0


def test_the_secret_that_was_asked_for_is_taken_whatever_day_is_recorded(program, amazon, aws, queue, config_path):
    """It came two days later, and meanwhile somebody wrote another day."""
    amazon.call("/application", {"hold": True})
    assert program("rotate-secret", "--max-wait", "1").code == 5
    used_since(config_path, today(1))
    amazon.call("/application/deliver", {})
    until(lambda: messages_in(open_sqs(aws), queue) == 1)
    with clock.use_clock(clock.ScaledClock(1, clock.now() + timedelta(days=2))):
        ran = program("rotate-secret", "--max-wait", "15")

    assert (ran.code, amazon.calls()[ROTATE]) == (0, 1)
    assert secrets_of(config_path) == (at_amazon(amazon), OLD)


def test_a_message_of_an_earlier_day_stays_until_a_newer_secret_is_kept(program, amazon, aws, queue, config_path):
    """The present secret works, so Amazon is asked for one that is newer for certain."""
    rotated_in_the_console(amazon, aws, queue)
    used_since(config_path, today(1))
    amazon.call("/application", {"hold": True})
    amazon.call("/clock", {"advance": timedelta(days=2).total_seconds()})
    with clock.use_clock(clock.ScaledClock(1, clock.now() + timedelta(days=2))):
        waiting = program("rotate-secret", "--max-wait", "1")
        left = messages_in(open_sqs(aws), queue)
        amazon.call("/application/deliver", {})
        ran = program("rotate-secret", "--max-wait", "15")

    assert (waiting.code, left, ran.code) == (5, 1, 0)
    assert secrets_of(config_path) == (at_amazon(amazon), OLD)
    assert messages_in(open_sqs(aws), queue) == 0


def test_a_message_of_an_earlier_day_helps_where_the_present_secret_does_not_work(
    program, amazon, aws, queue, config_path
):
    """With it alone Amazon could be asked for another one."""
    new = rotated_in_the_console(amazon, aws, queue)
    used_since(config_path, today(1))
    store_secret(config_path.with_name("secrets.toml"), "application.client_secret", Secret("amzn1.oa2-cs.v1.wrong"))
    with clock.use_clock(clock.ScaledClock(1, clock.now() + timedelta(days=2))):
        ran = program("rotate-secret", "--max-wait", "15")

    assert (ran.code, amazon.calls()[ROTATE]) == (0, 0)
    assert secrets_of(config_path)[0] == new


def test_the_secret_before_the_present_one_is_not_taken_for_a_new_one(program, amazon, aws, queue, config_path):
    """Amazon takes it for seven days more; its message may have been left behind, and no day be recorded."""
    new = str(
        amazon.call("/application", {"queue_url": ""}) and amazon.call("/application/rotate", {})["client_secret"]
    )
    assert program("rotate-secret", "--client-secret", new).code == 0
    used_since(config_path, None)
    amazon.call("/application", {"queue_url": queue, "hold": True})
    send(aws, queue, OLD, days_ago=1)
    waiting = program("rotate-secret", "--max-wait", "1")
    kept, left = secrets_of(config_path), messages_in(open_sqs(aws), queue)
    amazon.call("/application/deliver", {})
    ran = program("rotate-secret", "--max-wait", "15")

    assert (waiting.code, kept, left) == (5, (new, OLD), 1)
    assert (ran.code, secrets_of(config_path)) == (0, (at_amazon(amazon), new))
    assert messages_in(open_sqs(aws), queue) == 0


def test_a_secret_that_amazon_has_given_up_does_not_stop_the_rotation(program, amazon, aws, queue, config_path):
    """Made days ago and refused: it will not work any more, unlike one that was made just now."""
    used_since(config_path, None)
    send(aws, queue, "amzn1.oa2-cs.v1.given-up", days_ago=9)
    ran = program("rotate-secret", "--max-wait", "15")

    assert (ran.code, amazon.calls()[ROTATE]) == (0, 1)
    assert secrets_of(config_path) == (at_amazon(amazon), OLD)
    assert messages_in(open_sqs(aws), queue) == 0


def test_the_message_of_the_secret_in_use_puts_its_day_right(program, amazon, aws, queue, config_path):
    """It was typed from the console, with a slip in the day; Amazon is not asked for another one."""
    new = rotated_in_the_console(amazon, aws, queue)
    assert program("rotate-secret", "--client-secret", new).code == 0
    used_since(config_path, today(300))
    ran = program("rotate-secret", "--max-wait", "15")

    assert (ran.code, amazon.calls()[ROTATE]) == (0, 0)
    assert secrets_of(config_path) == (new, OLD)
    assert load_config(config_path).application.client_secret_rotated_on == today()
