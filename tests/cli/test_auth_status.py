"""`mwslink auth-status`: countdowns without asking anybody, Amazon's word with --check, and reminders once."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from hooks import a_hook
from programs import installed_program
from set_clock import SetClock
from terminal import at_a_terminal

from mwslink import clock
from mwslink.connections import Seller
from unit.authorization_sinks.post_office import Post, free_port

TODAY = date(2026, 11, 24)
OTHER_TOKEN = 'token = "env:OTHER_TOKEN"\n'


@pytest.fixture
def today() -> Iterator[SetClock]:
    made = SetClock(TODAY)
    with clock.use_clock(made):
        yield made


@pytest.fixture
def authorize(config_file: Path) -> Callable[..., None]:
    """Sets the days on which acme and other were authorized, in the file as an editor would."""

    def call(acme: str = "2026-03-14", other: str = "") -> None:
        text = re.sub(r"authorized_on = \S+\n", f"authorized_on = {acme}\n", config_file.read_text(), count=1)
        line = f"authorized_on = {other}\n" if other else ""
        config_file.write_text(text.replace(OTHER_TOKEN, OTHER_TOKEN + line))

    return call


def states(ran) -> dict[str, str]:
    return {one["name"]: one["state"] for one in ran.data["clocks"]}


def test_a_line_for_every_account_and_what_to_do_where_it_is_due(program, today, authorize):
    """Who, how it stands, how long, since when; then what happens, the page of the country, and the command."""
    authorize(acme="2025-11-29", other="2026-06-01")
    ran = program("auth-status")

    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == (
        "acme (amazon-es, amazon-it): due this week, 5 days left, authorized on 2025-11-29, ends on 2026-11-29"
    )
    assert lines[1].startswith("  → Unless the seller authorizes again, Amazon disables it on 2026-11-29.")
    assert lines[2] == "    Page: https://sellercentral-europe.amazon.com/apps/manage"
    assert lines[3] == "    Then: mwslink renew amazon-es"
    assert lines[4] == "other (other-de): valid, 189 days left, authorized on 2026-06-01, ends on 2027-06-01"


def test_a_name_shows_everything_about_it_alone(program, today, authorize):
    """A connection stands for its account; an account may be named as well."""
    authorize(other="2026-06-01")
    of_connection, of_account = program("auth-status", "other-de"), program("auth-status", "other")

    assert of_connection.out == of_account.out
    assert "acme" not in of_connection.out
    assert "Then: mwslink renew other-de" in of_connection.out


def test_an_unknown_name_is_refused_with_the_nearest(program, today, authorize):
    ran = program("auth-status", "amazon-ex")

    assert (ran.code, ran.out) == (3, "")
    assert "amazon-es" in ran.err


def test_json_has_every_clock(program, today, authorize, config_file):
    """Accounts, the client secret, and the API that goes away."""
    text = config_file.read_text()
    config_file.write_text(
        text.replace("[accounts.acme]", "client_secret_rotated_on = 2026-11-20\n\n[accounts.acme]", 1)
    )
    authorize(acme="2025-12-20")
    ran = program("auth-status", "--json")
    by_kind = {one["kind"]: one for one in ran.data["clocks"] if one["name"] != "other"}

    assert (ran.code, ran.document["status"]) == (0, "success")
    assert states(ran) == {
        "acme": "renew-soon",
        "other": "unknown",
        "application": "valid",
        "orders-v0": "valid",
    }
    assert by_kind["client-secret"]["ends_on"] == "2027-05-19"
    assert "works until 2026-11-27" in by_kind["client-secret"]["next"]
    assert by_kind["retirement"]["ends_on"] == "2027-03-27"
    assert by_kind["authorization"]["days_left"] == 26


def test_expired_is_exit_code_4_for_monitors(program, today, authorize):
    """And an error of the document, with its data all the same."""
    authorize(acme="2025-11-24")
    plain, as_json = program("auth-status"), program("auth-status", "--json")

    assert plain.code == as_json.code == as_json.document["exit_code"] == 4
    assert "expired, ends today" in plain.out
    assert states(as_json)["acme"] == "expired"
    assert [one["type"] for one in as_json.document["errors"]] == ["AuthorizationError"]


def test_mws_without_an_own_endpoint_is_over(program, today, config_file):
    """Whatever its date says: Amazon switched it off. With an endpoint it is an authorization like any other."""
    text = config_file.read_text().replace('api = "sp-api"', 'api = "mws"', 1)
    config_file.write_text(text)
    over = program("auth-status", "acme")
    config_file.write_text(text.replace('api = "mws"', 'api = "mws"\nendpoint = "http://127.0.0.1:9"', 1))
    alive = program("auth-status", "acme")

    assert (over.code, alive.code) == (4, 0)
    assert "mwslink migrate amazon-es" in over.out
    assert "ends on 2024-03-31" in over.out
    assert "The token stays the same." in alive.out


def test_a_connection_that_the_orders_api_refuses_depends_on_v0(program, today, authorize, config_file):
    """Then its end is reminded of; otherwise it concerns nobody."""
    from shops import open_shop

    today.at = datetime(2027, 3, 24, 12, tzinfo=UTC)
    authorize(acme="2027-01-01", other="2027-01-01")
    assert program("auth-status", "--remind").out == ""
    with open_shop(config_file) as store:
        store.fallbacks.set(Seller("A3OTHER1234567", "eu"), "orders-2026-01-01", today.at + timedelta(hours=3))
    ran = program("auth-status", "--remind")

    assert ran.out.startswith("Orders API v0 (other-de): due this week, 3 days left, ends on 2027-03-27")


def test_the_day_is_that_of_the_computers_zone(program, today, authorize, madrid):
    """Half past eleven at night in UTC is the next day in Madrid."""
    authorize(acme="2025-11-25")
    today.at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    assert "expired, ends today" in program("auth-status", "acme").out


@pytest.mark.slow
def test_an_edited_configuration_is_read_anew(program, today, authorize, config_file, blank_environment):
    """What was kept of the file before counts no more, even when the edit kept its size."""
    settle(config_file)
    assert "2027-03-14" in program("auth-status", "acme").out
    kept = list((blank_environment / ".cache" / "mwslink").iterdir())
    authorize(acme="2026-03-15")

    assert len(kept) == 1
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600
    assert "2027-03-15" in program("auth-status", "acme").out


def settle(path: Path) -> None:
    """Let so much time pass that the file is not of this very moment any more."""
    while time.time_ns() - path.stat().st_ctime_ns < 2_100_000_000:
        time.sleep(0.1)  # noqa: TID251  (the file system's clock is the real one)


@pytest.mark.slow
def test_what_is_kept_holds_no_secret_and_may_be_damaged(program, today, config_file, blank_environment, monkeypatch):
    """No reference to a secret either; it can be made again, and nobody needs it."""
    settle(config_file)
    program("auth-status")
    (kept,) = (blank_environment / ".cache" / "mwslink").iterdir()
    assert not re.search("secret[s:]|token|Atzr|canary", kept.read_text().replace("client-secret", ""))
    for content in (b"", b"{", b"[]", b'{"signature": null}', b"\xff"):
        kept.write_bytes(content)

        assert "acme (amazon-es, amazon-it): valid" in program("auth-status").out
    monkeypatch.setenv("XDG_CACHE_HOME", str(config_file))  # no folder can be made there

    assert program("auth-status").code == 0


def test_a_damaged_store_does_not_hide_the_countdowns(program, today, authorize, blank_environment):
    """But a reminder needs it."""
    place = blank_environment / ".local" / "share" / "mwslink"
    place.mkdir(parents=True)
    (place / "store.db").write_bytes(b"no database" * 100)
    look, remind = program("auth-status"), program("auth-status", "--remind")

    assert look.code == 8  # what Amazon refuses stands in it
    assert "acme (amazon-es, amazon-it): valid" in look.out
    assert "is not a store of mwslink" in look.err
    assert (remind.code, remind.out) == (8, "")


@pytest.mark.parametrize("flag", ["--prometheus", "--icalendar"])
def test_no_file_is_written_where_the_store_cannot_be_read(
    program, today, authorize, blank_environment, tmp_path, flag
):
    """What Amazon refuses stands there: a monitor shall see an old file rather than one that says all is well."""
    place = blank_environment / ".local" / "share" / "mwslink"
    place.mkdir(parents=True)
    (place / "store.db").write_bytes(b"no database" * 100)
    ran = program("auth-status", flag, str(tmp_path / "file"))

    assert (ran.code, ran.out) == (8, "")
    assert "is not a store of mwslink" in ran.err
    assert not (tmp_path / "file").exists()


_WITHOUT_SOCKETS = """
import sys
def refuse(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"a socket: {event}")
sys.addaudithook(refuse)
from mwslink.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules, sep="\\n", file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--remind"], ["--nagios"], ["--icalendar", "x.ics"]])
def test_without_check_no_socket_is_made_and_nothing_heavy_loaded(config_file, blank_environment, arguments):
    """Offline and quick."""
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_SOCKETS, "auth-status", *arguments, "acme"],
        env={"HOME": str(blank_environment)},
        cwd=blank_environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.split())
    assert not loaded & {"httpx2", "boto3", "rich", "tomlkit", "cryptography", "smtplib", "prometheus_client"}
    assert "mwslink.store.accesses" not in loaded  # nobody opens personal data here


def test_a_table_on_a_terminal(config_file, authorize, blank_environment):
    """With what to do below it."""
    authorize(acme=str(clock.now().astimezone().date() - timedelta(days=360)))
    with at_a_terminal(blank_environment, "auth-status") as person:
        assert person.finish() == 0

    assert re.search(r"Account +Connections +API +Authorized on", person.shown, re.IGNORECASE)
    assert re.search(r"^acme: |^acme \(amazon-es, amazon-it\): due this week$", person.shown, re.MULTILINE)
    assert "Then: mwslink renew amazon-es" in person.shown


# -- cron


def test_cron_hears_nothing_until_something_is_due_and_each_thing_once(program, today, authorize):
    """A month before, weekly, daily in the last week: twice a day for 50 days."""
    authorize(acme="2025-12-20", other="2026-06-01")
    today.at = datetime(2026, 11, 15, 6, tzinfo=UTC)
    spoken = []
    for _ in range(100):
        ran = program("auth-status", "--remind")
        assert (ran.code, ran.err) == (4 if today.at.date() >= date(2026, 12, 20) else 0, "")
        if ran.out:
            spoken.append(f"{today.at:%m-%d}")
        today.at += timedelta(hours=12)

    daily = [f"12-{day}" for day in range(13, 21)]
    assert spoken == ["11-20", "11-27", "12-04", "12-11", *daily, "12-27", "01-03"]


def test_a_real_cron_environment(config_file, authorize, blank_environment, tmp_path):
    """As cron starts it: sh, HOME, a short PATH, no terminal. What it prints would be mailed, and only once."""
    soon = clock.now().astimezone().date() - timedelta(days=360)
    authorize(acme=str(soon))
    line = f"{installed_program()} auth-status --remind"
    environ = {"HOME": str(blank_environment), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "you"}
    outputs = [
        subprocess.run(["/bin/sh", "-c", line], env=environ, cwd=tmp_path, capture_output=True, check=True, timeout=60)
        for _ in range(2)
    ]

    assert b"due this week" in outputs[0].stdout
    assert (outputs[1].stdout, outputs[0].stderr, outputs[1].stderr) == (b"", b"", b"")


def test_of_several_runs_at_once_one_speaks(config_file, authorize, blank_environment):
    """Processes started together, as by two computers with one store."""
    authorize(acme=str(clock.now().astimezone().date() - timedelta(days=360)))
    command = [installed_program(), "auth-status", "--remind"]
    running = [
        subprocess.Popen(command, env={"HOME": str(blank_environment)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60) for process in running]

    assert [process.returncode for process in running] == [0] * 4
    assert sorted(bool(out) for out, _err in said) == [False, False, False, True]
    assert {err for _out, err in said} == {b""}


def test_output_that_cannot_be_written_was_not_said(config_file, authorize, blank_environment, program):
    """A full disk under cron's mail: the next run says it."""
    authorize(acme=str(clock.now().astimezone().date() - timedelta(days=360)))
    if not os.access("/dev/full", os.W_OK):
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("w") as full:
        failed = subprocess.run(
            [installed_program(), "auth-status", "--remind"],
            env={"HOME": str(blank_environment)},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert failed.returncode == 1
    assert "due this week" in program("auth-status", "--remind").out


def test_a_webhook_that_refuses_leaves_the_reminder_to_the_next_run(program, today, authorize, config_file):
    """Then cron's mail has the failure, never the address; once it works, the reminder goes there and not to stdout."""
    authorize(acme="2025-11-29")
    with a_hook([404]) as (url, posted):
        config_file.write_text(config_file.read_text() + f'\n[reminders.webhook]\nurl = "{url}"\n')
        failed, sent, silent = (program("auth-status", "--remind") for _ in range(3))

    assert (failed.code, sent.code, silent.code) == (6, 0, 0)
    assert "canary" not in failed.err
    assert sent.out == silent.out == sent.err == silent.err == ""
    assert len(posted) == 2
    assert posted[0] == posted[1]
    assert b"due this week" in posted[1]


def test_mail_and_webhook_each_once_and_a_sign_of_life_when_nothing_is_due(program, today, authorize, config_file):
    """The mail went out while the webhook was down: only the webhook is tried again."""
    post, port = Post(), free_port()
    authorize(acme="2025-11-29")
    mail = f'host = "127.0.0.1"\nport = {port}\ntls = "none"\nsender = "a@example.com"\nto = ["b@example.com"]\n'
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with a_hook([404]) as (url, posted):
            hook = f'\n[reminders.mail]\n{mail}\n[reminders.webhook]\nurl = "{url}"\nkind = "healthchecks"\n'
            config_file.write_text(config_file.read_text() + hook)
            codes = [program("auth-status", "--remind").code for _ in range(3)]
            authorize(acme="2026-11-24")
            codes.append(program("auth-status", "--remind").code)
    finally:
        controller.stop()

    assert codes == [6, 0, 0, 0]
    assert [mail["Subject"] for mail in post.mails] == ["mwslink: acme: due this week, 5 days left"]
    assert len(posted) == 3
    assert posted[2] == b'/canary {"text":"ok"}'


def test_an_account_that_cannot_be_asked_for_is_no_sign_of_life(program, today, authorize, config_file):
    """A secret is missing: the check goes down, and hears of whom; its own words stay on this computer."""
    authorize(other="2026-06-01")
    with a_hook([]) as (url, posted):
        hook = f'\n[reminders.webhook]\nurl = "{url}"\nkind = "healthchecks"\n'
        config_file.write_text(config_file.read_text() + hook)
        ran = program("auth-status", "other", "--remind", "--check")

    assert ran.code == 3
    assert "OTHER_TOKEN" in ran.err
    assert [one.split(maxsplit=1)[0] for one in posted] == [b"/canary/fail"]
    assert b"mwslink: Amazon could not be asked about other" in posted[0]
    assert b"OTHER_TOKEN" not in posted[0]


def test_a_mail_server_that_cannot_be_asked_for_keeps_the_webhook_from_nothing(program, today, authorize, config_file):
    """Exit 3 for the mail; the other way out has the reminder."""
    authorize(acme="2025-11-29")
    mail = f'host = "{"n" * 64}.example"\nsender = "a@example.com"\nto = ["b@example.com"]\n'
    with a_hook([]) as (url, posted):
        hook = f'\n[reminders.mail]\n{mail}\n[reminders.webhook]\nurl = "{url}"\n'
        config_file.write_text(config_file.read_text() + hook)
        ran = program("auth-status", "--remind")

    assert ran.code == 3
    assert "as [reminders.mail] describes it" in ran.err
    assert len(posted) == 1


# -- monitors


@pytest.mark.parametrize(
    ("acme", "other", "code", "word"),
    [
        ("2026-03-14", "2026-03-14", 0, "OK"),
        ("2025-12-20", "2026-03-14", 1, "WARNING"),
        ("2025-11-29", "", 1, "WARNING"),
        ("2025-11-24", "2025-12-20", 2, "CRITICAL"),
        ("2026-03-14", "", 3, "UNKNOWN"),
    ],
)
def test_a_nagios_plugin(program, today, authorize, acme, other, code, word):
    """One line first, the worst of all, with performance data behind the bar; the four codes of the interface."""
    authorize(acme, other)
    ran = program("auth-status", "--nagios", "acme", "other")
    first = ran.out.splitlines()[0]

    assert (ran.code, ran.err) == (code, "")
    assert first.startswith(f"AUTH {word} - ")
    assert re.search(r" \| days_left=-?\d+;31:;1: valid=\d ", first)


@pytest.mark.parametrize("other", ["--remind", "--json"])
def test_a_nagios_plugin_answers_in_one_way_only(program, config_file, other):
    ran = program("auth-status", "--nagios", other)

    assert (ran.code, ran.err) == (3, "")
    assert ran.out.startswith("AUTH UNKNOWN - ")


@pytest.mark.parametrize("wrong", [["auth-status", "--bogus"], ["--log-file", "/nonexistent/x", "auth-status"]])
def test_a_nagios_plugin_says_unknown_when_its_command_line_is_wrong(program, config_file, wrong):
    """2 would be taken for CRITICAL, and standard error is not read."""
    ran = program(*wrong, "--nagios")

    assert (ran.code, ran.err) == (3, "")
    assert re.fullmatch(r"AUTH UNKNOWN - [^\n]+(bogus|log file)[^\n]+\n", ran.out)


def test_a_nagios_plugin_says_unknown_when_it_has_a_fault(config_file, blank_environment):
    """Whatever nobody expects, too."""
    code = (
        "import sys, mwslink.cli.clock_reading as it; it.look = None; from mwslink.cli import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "auth-status", "--nagios"],
        env={"HOME": str(blank_environment)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout.startswith("AUTH UNKNOWN - Unexpected error (TypeError)")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("flag", ["--prometheus", "--icalendar"])
@pytest.mark.parametrize(("acme", "code", "word"), [("2025-11-24", 2, "CRITICAL"), ("2026-11-24", 3, "UNKNOWN")])
def test_a_file_that_cannot_be_written_hides_nothing_from_a_monitor(
    program, today, authorize, tmp_path, *, flag, acme, code, word
):
    """The state is said; the file is UNKNOWN, where nothing worse is, and on standard error."""
    authorize(acme=acme)
    ran = program("auth-status", "--nagios", flag, str(tmp_path / "nowhere" / "x"), "acme")

    assert ran.code == code
    assert ran.out.startswith(f"AUTH {word} - ")
    assert ran.err.startswith("mwslink: Cannot write")


def test_a_file_that_cannot_be_written_keeps_nothing_else_from_being_done(program, today, authorize, tmp_path):
    """The other file, and the exit code of what is expired: 7, for both."""
    authorize(acme="2025-11-24")
    ran = program("auth-status", "--prometheus", str(tmp_path / "no" / "x"), "--icalendar", str(tmp_path / "x.ics"))

    assert ran.code == 7
    assert "Cannot write" in ran.err
    assert "Expired or refused: acme" in ran.err
    assert (tmp_path / "x.ics").exists()


def test_without_accounts_there_is_nothing_to_count(program, blank_environment):
    """A first look, cron on a new computer, and a monitor, which must not believe that all is well."""
    look, remind, monitor = (program("auth-status", *option) for option in ([], ["--remind"], ["--nagios"]))

    assert (look.code, remind.code, monitor.code) == (0, 0, 3)
    assert "mwslink connect" in look.out
    assert remind.out == ""


def test_a_nagios_plugin_says_unknown_when_the_configuration_is_wrong(program, config_file):
    """On standard output, in one line, as the interface wants it."""
    config_file.write_text("version = 1\nnonsense = 1\n")
    ran = program("auth-status", "--nagios")

    assert (ran.code, ran.err) == (3, "")
    assert ran.out.startswith("AUTH UNKNOWN - ")
    assert len(ran.out.splitlines()) == 1


def test_a_textfile_for_prometheus(program, today, authorize, tmp_path):
    """Read back with the library's own parser; nothing on stdout, so that cron stays quiet."""
    parser = pytest.importorskip("prometheus_client.parser")
    authorize(acme="2025-11-29")
    path = tmp_path / "mwslink.prom"
    ran = program("auth-status", "--prometheus", str(path))
    samples = {
        (sample.name, sample.labels.get("name"), sample.labels.get("state")): sample.value
        for family in parser.text_string_to_metric_families(path.read_text())
        for sample in family.samples
    }

    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert samples["mwslink_days_left", "acme", None] == 5
    assert samples["mwslink_end_timestamp_seconds", "acme", None] == datetime(2026, 11, 29, tzinfo=UTC).timestamp()
    assert samples["mwslink_state", "acme", "due-this-week"] == 1
    assert samples["mwslink_state", "other", "unknown"] == 1
    assert ("mwslink_days_left", "other", None) not in samples


def test_an_api_that_serves_nobody_here_is_left_out_of_the_textfile(program, today, authorize, config_file, tmp_path):
    """Its end would alert of what concerns nobody; once a connection depends on it, it is there."""
    pytest.importorskip("prometheus_client")
    from shops import open_shop

    today.at = datetime(2027, 4, 2, 12, tzinfo=UTC)
    authorize(acme="2027-01-01", other="2027-01-01")
    path = tmp_path / "mwslink.prom"
    codes = [program("auth-status", "--prometheus", str(path)).code]
    idle = path.read_text()
    with open_shop(config_file) as store:
        store.fallbacks.set(Seller("A3OTHER1234567", "eu"), "orders-2026-01-01", today.at + timedelta(hours=3))
    codes.append(program("auth-status", "--prometheus", str(path)).code)

    assert codes == [0, 4]
    assert "orders-v0" not in idle
    assert 'mwslink_days_left{api="sp-api",kind="retirement",name="orders-v0"} -6.0' in path.read_text()


def test_a_calendar_with_the_days_they_end(program, today, authorize, config_file, tmp_path):
    """Read back with the library: a day each, alarms on the days of the first reminders, no seller and no token."""
    icalendar = pytest.importorskip("icalendar")
    authorize(acme="2025-11-29")
    text = config_file.read_text()
    config_file.write_text(text.replace("[accounts.acme]", "client_secret_rotated_on = 2026-10-01\n\n[accounts.acme]"))
    path = tmp_path / "mwslink.ics"
    ran = program("auth-status", "--icalendar", str(path))
    events = {str(one["SUMMARY"]): one for one in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")}
    acme = events["mwslink: acme: the authorization ends"]

    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert set(events) == {"mwslink: acme: the authorization ends", "mwslink: the client secret ends"}
    assert acme["DTSTART"].dt == date(2026, 11, 29)
    assert "mwslink renew amazon-es" in acme["DESCRIPTION"]
    assert acme["URL"] == "https://sellercentral-europe.amazon.com/apps/manage"
    alarms = [(acme["DTSTART"].dt + one["TRIGGER"].dt) for one in acme.walk("VALARM")]
    assert alarms == [date(2026, 10, 29), date(2026, 11, 22), date(2026, 11, 28)]
    assert "A2ACME" not in path.read_text()


def test_a_renewal_moves_its_event_in_the_calendar(program, today, authorize, tmp_path):
    """Programs know an event by its UID, and take the newer one by its SEQUENCE."""
    icalendar = pytest.importorskip("icalendar")
    found = []
    for day in ("2025-11-29", "2026-11-24"):
        authorize(acme=day)
        program("auth-status", "--icalendar", str(tmp_path / "x.ics"))
        today.at += timedelta(days=1)
        found += icalendar.Calendar.from_ical((tmp_path / "x.ics").read_bytes()).walk("VEVENT")
    before, after = found

    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert after["DTSTART"].dt == date(2027, 11, 24)
    assert [one.name for one in tmp_path.iterdir() if "ics" in one.name] == ["x.ics"]


def test_the_sequence_of_a_calendar_begins_at_zero(program, today, authorize, tmp_path):
    """RFC 5545, 3.8.7.4; also on a computer that does not know the day."""
    icalendar = pytest.importorskip("icalendar")
    authorize(acme="2019-06-01")
    today.at = datetime(2019, 12, 30, 12, tzinfo=UTC)
    program("auth-status", "--icalendar", str(tmp_path / "x.ics"))
    (event,) = icalendar.Calendar.from_ical((tmp_path / "x.ics").read_bytes()).walk("VEVENT")

    assert event["SEQUENCE"] == 0


def test_a_calendar_that_cannot_be_written_is_said(program, today, config_file, tmp_path):
    ran = program("auth-status", "--icalendar", str(tmp_path / "nowhere" / "x.ics"))

    assert ran.code == 3
    assert "Cannot write" in ran.err


def test_a_textfile_that_cannot_be_written_is_said(program, today, config_file, tmp_path):
    ran = program("auth-status", "--prometheus", str(tmp_path / "nowhere" / "x.prom"))

    assert ran.code == 3
    assert "Cannot write" in ran.err


@pytest.mark.parametrize("flag", ["--icalendar", "--prometheus"])
def test_a_file_for_others_stays_a_link_with_its_mode(program, today, config_file, tmp_path, flag):
    """A web server's or a collector's group reads it, where the link leads."""
    place, link = tmp_path / "served", tmp_path / "link"
    place.write_text("old")
    place.chmod(0o640)
    link.symlink_to(place)
    ran = program("auth-status", flag, str(link))

    assert ran.code == 0
    assert link.is_symlink()
    assert "mwslink" in place.read_text()
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
