"""Cron, as it really starts the line of the manual: another process, no terminal, hardly an environment.

What a job prints, on either stream, cron mails; so here "mail" is all that was printed, and silence is no mail.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from system.shop import Amazon, make_shop, sandbox_process
from unit.authorization_clocks.test_reminders_once import calendar_of

pytestmark = pytest.mark.slow
MANUAL = Path(__file__).parents[2] / "docs" / "howto" / "authorizations.md"
TODAY = date(2026, 11, 27)
# The installed program, but for what time it takes it to be: that stands in a file beside it.
_PROGRAM = """#!{python}
import datetime, pathlib, sys
from mwslink import clock
from mwslink.cli import main
class At(clock.SystemClock):
    def now(self):
        return datetime.datetime.fromisoformat(pathlib.Path(__file__).with_name("now").read_text())
with clock.use_clock(At()):
    main()
"""


@dataclass(frozen=True)
class Mail:
    """What cron would send, and how the job ended."""

    code: int
    text: str


@dataclass(frozen=True)
class Cron:
    """A home folder, and a crontab with one line."""

    home: Path

    @property
    def config(self) -> Path:
        return self.home / ".config" / "mwslink" / "config.toml"

    def set(self, moment: datetime) -> None:
        (self.home / "now").write_text(moment.isoformat())

    def run(self, *, check: bool = True) -> Mail:
        """The manual's line, begun as cron begins jobs: a session of its own, /bin/sh, four variables."""
        (line,) = re.findall(r"^[\d*]+ [\d*]+ \* \* \*  (\S+ auth-status --remind --check)$", MANUAL.read_text(), re.M)
        command = line.replace(line.split()[0], str(self.home / "mwslink"))
        command = command if check else command.removesuffix(" --check")
        environ = (f"HOME={self.home}", "LOGNAME=you", "SHELL=/bin/sh", "PATH=/usr/bin:/bin")
        done = subprocess.run(
            ["env", "-i", *environ, "/bin/sh", "-c", command],
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            timeout=120,
            check=False,
        )
        return Mail(done.returncode, done.stdout.decode())


@pytest.fixture(scope="module")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Amazon]:
    with sandbox_process(tmp_path_factory.mktemp("amazon"), "--orders", "0", "--quotas", "off") as made:
        yield made


@pytest.fixture
def cron(tmp_path: Path, amazon: Amazon) -> Cron:
    """A seller in Spain, all well."""
    amazon.call("/state", {})
    home = tmp_path / "you"
    make_shop(home, amazon, "ES")
    program = home / "mwslink"
    program.write_text(_PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    made = Cron(home)
    made.set(datetime(TODAY.year, TODAY.month, TODAY.day, 7, 23, tzinfo=UTC))
    return made


def authorize(cron: Cron, day: date, more: str = "") -> None:
    text = re.sub(r"authorized_on = \S+", f"authorized_on = {day}", cron.config.read_text())
    cron.config.write_text(text + more)


def test_seven_weeks_of_mornings_bring_mail_on_the_days_of_the_calendar_only(cron: Cron) -> None:
    """A process each morning; renewed two weeks after the end, the silence returns."""
    ends_on = TODAY + timedelta(days=33)
    authorize(cron, ends_on.replace(year=ends_on.year - 1))
    mails: list[date] = []
    for number in range(49):
        day = TODAY + timedelta(days=number)
        cron.set(datetime(day.year, day.month, day.day, 7, 23, tzinfo=UTC))
        if day == ends_on + timedelta(days=14):
            authorize(cron, day)
        mail = cron.run(check=False)
        assert mail.code == (4 if ends_on <= day < ends_on + timedelta(days=14) else 0)
        if mail.text:
            assert mail.text.startswith("sandbox (amazon-es): ")
            mails.append(day)

    assert mails == calendar_of(ends_on, ends_on + timedelta(days=13))


def test_a_refusal_brings_one_mail_at_once_and_its_end_none(cron: Cron, amazon: Amazon) -> None:
    """Amazon is asked; nothing is due by the calendar."""
    well = cron.run()
    amazon.call("/accounts/1/revoke", {})
    first, second = cron.run(), cron.run()
    amazon.call("/accounts/1/renew", {})
    again = cron.run()

    assert (well, again) == (Mail(0, ""), Mail(0, ""))
    assert first.code == second.code == 4
    assert first.text.startswith("sandbox (amazon-es): refused, since 2026-11-27")
    assert second.text == ""


def test_no_answer_of_amazons_is_no_mail(cron: Cron, amazon: Amazon) -> None:
    """It passes; the next run asks again."""
    amazon.call("/faults", {"rules": ["token:1:reset", "token:2:503", "getMarketplaceParticipations:1:truncate"]})

    assert cron.run().text == ""


def test_what_a_failed_run_could_not_send_the_next_one_sends_once(cron: Cron) -> None:
    """The webhook is down for a day: that is mailed, and the reminder is not lost."""
    posted: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(404 if len(posted) == 1 else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/canary"
        authorize(cron, TODAY - timedelta(days=360), f'\n[reminders.webhook]\nurl = "{url}"\n')
        failed, sent, silent = (cron.run(check=False) for _ in range(3))
        server.shutdown()

    assert failed.code == 6
    assert "refuses the reminder" in failed.text
    assert "canary" not in failed.text
    assert (sent, silent) == (Mail(0, ""), Mail(0, ""))
    assert len(posted) == 2
    assert posted[0] == posted[1]


def test_of_jobs_started_together_one_brings_mail(cron: Cron) -> None:
    """Two computers with one store, both at 07:23."""
    authorize(cron, TODAY - timedelta(days=360))
    mails: list[Mail] = []
    jobs = [threading.Thread(target=lambda: mails.append(cron.run(check=False))) for _ in range(4)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()

    assert [mail.code for mail in mails] == [0] * 4
    assert sum(bool(mail.text) for mail in mails) == 1
