"""The installed program as cron, a pipe, a Spanish shell and a narrow terminal see it."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import termios
from fcntl import ioctl
from pathlib import Path

import pytest
from programs import installed_program
from shops import ACME, ES, MARK, an_order, fill, open_shop

from mwslink.listings.model import Listing
from mwslink.listings.pull import Scan


@pytest.fixture
def shop(config_file: Path) -> Path:
    """Three hundred orders, and as many listings without a weight: more than a pipe holds."""
    fill(config_file, [an_order(n, personal=None) for n in range(1, 301)])
    listings = [Listing(f"SKU-{n:03}", ES, f"B{n:09}", f"A mug {n} " + 99 * "ñ", "MUG") for n in range(1, 301)]
    with open_shop(config_file) as store:
        store.listings.save_page(Scan(ACME, (ES,), started_at=MARK, until=MARK), listings)
    return config_file


def in_shell(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A line for bash with nothing in the environment but HOME; $M is the program."""
    return subprocess.run(
        ["bash", "-c", line],
        env={"HOME": str(home), "M": installed_program(), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "orders 2>&1",
        "orders --json",
        "orders --format csv",
        "orders --format jsonl",
        "check-weights --offline --json",
        "check-weights --offline --format csv",
        "check-weights --offline --output -",
        "connections",
        "foo 2>&1",
    ],
)
def test_a_reader_that_has_seen_enough_ends_the_program_quietly(command, shop, blank_environment):
    """`| head` and `| true`: no traceback, no failure."""
    done = in_shell(
        f"$M {command} | head -c 1; echo ${{PIPESTATUS[0]}}; $M {command} | true; echo ${{PIPESTATUS[0]}}",
        blank_environment,
    )

    assert done.stderr == ""
    assert {line[-1] for line in done.stdout.splitlines()} <= {"0", "2"}


def test_a_report_that_nobody_reads_to_its_end_is_no_failure(shop, blank_environment):
    """It is longer than a pipe holds, so that it breaks in the middle."""
    done = in_shell("$M check-weights --offline --format csv | head -1; echo ${PIPESTATUS[0]}", blank_environment)

    assert done.stderr == ""
    assert [line[:3] for line in done.stdout.splitlines()] == ["sku", "0"]


@pytest.mark.parametrize("command", ["orders", "orders --json", "orders --format csv", "--help"])
def test_an_answer_that_cannot_be_written_is_a_failure(command, shop, blank_environment):
    """A full disk behind `> file` is told, and is not called a fault of ours."""
    done = in_shell(f"$M {command} > /dev/full", blank_environment)

    assert done.returncode == 1
    assert done.stderr.startswith("mwslink: The answer could not be written")
    assert len(done.stderr.splitlines()) == 1


def test_closed_streams_do_no_harm(shop, blank_environment):
    """Some daemons close them; the store must not be opened in their place."""
    done = in_shell("$M orders <&- >&- 2>&-; echo $?; $M orders --limit 1 <&- 2>&- | wc -l", blank_environment)

    assert done.stdout.split() == ["0", "2"]


def test_cron_gets_plain_text_in_english(installed, shop):
    """No terminal, no locale, no colour: rows one can grep."""
    ran = installed("orders", "--limit", "3")

    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert ran.out.splitlines()[0].startswith("ORDER")
    assert len(ran.out.splitlines()) == 4


def test_a_narrow_pipe_cuts_nothing(installed, shop):
    """COLUMNS is the terminal's business; a script gets whole rows."""
    assert installed("orders", environ={"COLUMNS": "60"}).out == installed("orders").out


def test_a_spanish_locale_speaks_spanish(installed, shop):
    """Tables, errors, Click's own sentences."""
    spanish = {"LANG": "es_ES.UTF-8"}

    assert "No enviado" in installed("orders", "--limit", "1", environ=spanish).out
    assert "No existe la opción '--nope'" in installed("orders", "--nope", environ=spanish).err
    assert "Uso: mwslink [OPCIONES] COMANDO" in installed("--help", environ=spanish).out
    assert "Los más parecidos" in installed("orders", "--country", "EZ", environ=spanish).err


def test_a_list_of_languages_is_followed(installed):
    """LANGUAGE=de:es: no German, so Spanish."""
    assert "Uso:" in installed("--help", environ={"LANGUAGE": "de:es"}).out
    assert "Usage:" in installed("--help", environ={"LANG": "de_DE.UTF-8"}).out


def test_characters_survive_a_c_locale(installed, config_file):
    """Ñ and ú are written as UTF-8 where the locale says nothing."""
    assert "Tienda Ñandú IT" in installed("connections", environ={"LC_ALL": "C"}).out


def test_options_can_come_from_the_environment(installed, shop):
    """MWSLINK_ORDERS_LIMIT is --limit of orders."""
    assert len(installed("orders", environ={"MWSLINK_ORDERS_LIMIT": "2"}).out.splitlines()) == 3


def test_another_configuration_is_another_world(installed, shop, tmp_path):
    """--config and MWSLINK_CONFIG choose it."""
    assert "no connections" in installed("--config", str(tmp_path / "other.toml"), "connections").out
    assert "no connections" in installed("connections", environ={"MWSLINK_CONFIG": str(tmp_path / "other.toml")}).out


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("language", ["en", "es"])
def test_order_numbers_are_whole_on_every_terminal(columns, language, shop, blank_environment):
    """Whatever the width, no line is broken and no number cut."""
    shown = on_a_terminal(["--language", language, "orders", "--limit", "5"], columns, blank_environment)
    lines = shown.splitlines()

    assert all(an_order(n).id in shown for n in range(296, 301))
    assert max(len(line) for line in lines) <= columns or columns < 60


def test_no_color_means_none_on_a_terminal(shop, blank_environment):
    """https://no-color.org"""
    coloured = on_a_terminal(["orders", "--open", "--limit", "1"], 120, blank_environment)
    plain = on_a_terminal(["orders", "--open", "--limit", "1"], 120, blank_environment, NO_COLOR="1")

    assert "\x1b[" in coloured
    assert "\x1b" not in plain


def on_a_terminal(arguments: list[str], columns: int, home: Path, **environ: str) -> str:
    """What a terminal of this width shows."""
    controller, terminal = pty.openpty()
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    program = subprocess.Popen(
        [installed_program(), *arguments],
        env={"HOME": str(home), "TERM": "xterm-256color", **environ},
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            chunk = os.read(controller, 65536)
        except OSError:  # the other end is closed
            break
        shown += chunk
    os.close(controller)
    program.wait(timeout=30)
    text = shown.decode().replace("\r\n", "\n")
    return text if "NO_COLOR" in environ or "--open" in arguments else strip_colours(text)


def strip_colours(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_mistyped_command_is_told_the_nearest(program):
    ran = program("imprt")

    assert ran.code == 2
    assert "Nearest: import" in ran.err


def test_json_before_the_command_still_gets_a_document(program):
    """It is a mistake, and a script reads it like any other."""
    ran = program("--json", "connections")

    assert ran.code == 2
    assert ran.document["status"] == "error"
