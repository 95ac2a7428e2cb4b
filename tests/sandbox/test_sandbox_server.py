"""Starting and stopping: loopback only, a ready file, many orders."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
from amazon import Amazon

from mwslink.sandbox.server import listen, running_sandbox, serve
from mwslink.sandbox.settings import SandboxError, SandboxSettings
from plain_http import http

COMMAND = """
import sys
from pathlib import Path
from mwslink.sandbox.server import serve
from mwslink.sandbox.settings import SandboxSettings
serve(SandboxSettings(orders=5, accounts=1), port=0, ready_file=Path(sys.argv[1]), announce=print)
"""


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.com", "::", ""])
def test_any_other_host_than_loopback_is_refused(host: str) -> None:
    with pytest.raises(SandboxError, match="loopback"):
        serve(SandboxSettings(), host=host, port=0)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_has_free_ports(host: str) -> None:
    with listen(host, 0) as listener:
        assert listener.getsockname()[1] > 0


def test_a_taken_port_is_explained() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(SandboxError, match="port 0 picks a free one"):
            serve(SandboxSettings(), port=taken.getsockname()[1])


@pytest.mark.parametrize(
    "wrong", [{"accounts": 0}, {"orders": -1}, {"clock_speed": 0}, {"port": 70000}, {"page_size": 0}]
)
def test_wrong_settings_are_explained(wrong: dict[str, int]) -> None:
    with pytest.raises(SandboxError, match=next(iter(wrong))):
        SandboxSettings(**wrong)


def test_the_ready_file_holds_the_url_and_interrupting_ends_it(tmp_path: Path) -> None:
    ready = tmp_path / "run" / "ready"
    ready.parent.mkdir()
    with subprocess.Popen([sys.executable, "-c", COMMAND, str(ready)], stdout=subprocess.PIPE) as process:
        deadline = time.monotonic() + 10
        while not ready.exists() and time.monotonic() < deadline:
            time.sleep(0.02)  # noqa: TID251  (waits for another process)
        url = ready.read_text(encoding="utf-8").strip()
        answer = http.get(f"{url}/_sandbox/")
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=10)

    assert answer.status_code == 200
    assert said.decode().strip() in ("", url)
    assert list(ready.parent.iterdir()) == [ready]


def test_a_sandbox_ends_with_its_block_even_while_a_call_hangs() -> None:
    settings = SandboxSettings(orders=5, accounts=1, faults="token:1:hang")
    with running_sandbox(settings) as sandbox, Amazon(sandbox.url) as amazon, pytest.raises(httpx2.ReadTimeout):
        amazon.http.post("/auth/o2/token", data={}, timeout=0.1)

    with pytest.raises(httpx2.ConnectError):
        http.get(sandbox.url)


def test_pages_are_never_larger_than_the_setting() -> None:
    settings = SandboxSettings(orders=30, accounts=1, page_size=4)
    with running_sandbox(settings) as sandbox, Amazon(sandbox.url) as amazon:
        assert len(amazon.search(maxResultsPerPage=100).json()["orders"]) == 4


def test_a_fast_clock_refills_buckets_in_moments() -> None:
    settings = SandboxSettings(orders=5, accounts=1, clock_speed=5000)
    with running_sandbox(settings) as sandbox, Amazon(sandbox.url) as amazon:
        while amazon.search().status_code == 200:
            pass
        time.sleep(0.1)  # noqa: TID251  (500 seconds there)
        amazon.refresh_token_cache()  # an hour is 0.72 s

        assert amazon.search().status_code == 200


def test_the_witness_imports_nothing_of_what_it_judges() -> None:
    """The sandbox must not agree with a misreading of ours."""
    code = "import sys, mwslink.sandbox.server; print(*(name for name in sys.modules if name.startswith('mwslink')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    allowed = {"mwslink", "mwslink.marketplaces", "mwslink.errors", "mwslink.messages"}

    assert [name for name in loaded if not name.startswith("mwslink.sandbox") and name not in allowed] == []
