"""A configuration, a filled store and the program to run on them, in this process or as a person's shell does."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from programs import Ran, installed_program

from mwslink import clock
from mwslink.cli import mwslink
from mwslink.cli.boundary import Outcome, run
from mwslink.messages import use_language
from system.shop import Amazon

if TYPE_CHECKING:
    from system.parcel_shop import Parcels

CONFIG = """\
# my shops
version = 1

[application]
client_id = "amzn1.application-oa2-client.test"
client_secret = "secrets:application.client_secret"

[accounts.acme]
api = "sp-api"
region = "eu"
seller_id = "A2ACME12345678"
token = "secrets:accounts.acme.token"  # from Seller Central
authorized_on = 2026-03-14

[accounts.other]
api = "sp-api"
region = "eu"
seller_id = "A3OTHER1234567"
token = "env:OTHER_TOKEN"

[connections.amazon-es]
name = "Amazon ES"
account = "acme"
country = "ES"

[connections.amazon-it]
name = "Tienda Ñandú IT"
account = "acme"
country = "IT"
import_weight = false
update_status = "never"

[connections.other-de]
name = "Other DE"
account = "other"
country = "DE"
"""
SECRETS = '[accounts.acme]\ntoken = "Atzr|acme"\n\n[application]\nclient_secret = "canary-client-secret"\n'


@pytest.fixture
def config_file(blank_environment: Path) -> Path:
    """The configuration of two accounts with three connections, where the program looks for it."""
    folder = blank_environment / ".config" / "mwslink"
    folder.mkdir(parents=True)
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS)
    secrets.chmod(0o600)
    path = folder / "config.toml"
    path.write_text(CONFIG)
    path.chmod(0o600)
    return path


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command line in this process, up to and including its boundary."""

    def call(*arguments: str, language: str = "en") -> Ran:
        use_language(language)
        capfd.readouterr()
        code = run(mwslink, list(arguments), Outcome(list(arguments)))
        sys.stdout.flush()
        return Ran(code, *capfd.readouterr())

    return call


@pytest.fixture
def amazon(running: Amazon) -> Amazon:
    """The local Amazon that a module has `running`, in its first state."""
    running.call("/state", {})
    return running


@pytest.fixture
def installed(blank_environment: Path) -> Callable[..., Ran]:
    """Runs the installed program as another process, with nothing in its environment but HOME and what is given."""

    def call(*arguments: str, environ: dict[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [installed_program(), *arguments],
            env={"HOME": str(blank_environment), **(environ or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def set_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Makes a zone the local one."""

    def call(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield call
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def madrid(set_zone: Callable[[str], None]) -> None:
    """The local zone is Madrid's, an hour ahead of UTC in winter."""
    set_zone("Europe/Madrid")


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    """The address of a local AWS."""
    from local_aws import serving_aws

    with serving_aws() as endpoint:
        yield endpoint


@pytest.fixture
def queue(aws: str, amazon: Amazon, config_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A queue that Amazon sends new client secrets to, and that a module's `config_path` names."""
    from mwslink.config_file import set_application
    from queues import AWS, open_sqs

    sqs = open_sqs(aws)
    url = sqs.create_queue(QueueName="secrets")["QueueUrl"]
    amazon.call("/application", {"queue_url": url})
    set_application(config_path, {"rotation_queue": url})
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    yield url
    sqs.delete_queue(QueueUrl=url)


@pytest.fixture
def hurried() -> Iterator[None]:
    """A second of waiting lasts a moment."""
    with clock.use_clock(clock.ScaledClock(50)):
        yield


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parcels]:
    """A shop whose orders wait in Sendcloud; each test copies it."""
    from system.parcel_shop import parcel_shop

    with parcel_shop(tmp_path_factory.mktemp("parcels") / "home") as made:
        yield made
