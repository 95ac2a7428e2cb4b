"""MWS's keys, token and signatures are nowhere but in secrets.toml and on the wire, whatever goes wrong."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from mwslink.clock import ScaledClock
from mwslink.sandbox.mws import endpoint
from mwslink.store.pages import PageWriter
from system.shop import STANDING, Amazon, Ran, Shop, files_below, make_shop, serving

pytestmark = pytest.mark.slow
TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"
WRONG_TOKEN = "amzn.mws.ca4a47ca-4a47-ca4a-47ca-4a47ca4a47ca"
KEYS = {"AKIASANDBOX000000000": "AKIACANARY0000000000", "sandbox-secret-key": "Canary/Secret+Key" + "0" * 23}
SECRETS = {TOKEN, WRONG_TOKEN, *KEYS, *KEYS.values()}
PARAMETERS = {"MWSAuthToken=", "AWSAccessKeyId=", "Signature="}
ITEMS, PARTICIPATIONS = "ListOrderItems", "ListMarketplaceParticipations"
FAULTS = ("500", "429", "truncate", "html500", "html200", "doctype", "error200", "expired-token", "reset", "hang")
SPEED = 300.0


@pytest.fixture(scope="module")
def signatures() -> Iterator[set[str]]:
    """All signatures that arrived at the sandbox so far."""
    seen: set[str] = set()
    read = endpoint.read_parameters

    def noted(query: str, kind: str, body: bytes) -> dict[str, str]:
        parameters = read(query, kind, body)
        seen.add(parameters.get("Signature", ""))
        return parameters

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(endpoint, "read_parameters", noted)
        yield seen


@pytest.fixture(scope="module")
def amazon(signatures: set[str]) -> Iterator[Amazon]:
    with serving(accounts=1, orders=40, page_size=5, quotas=False, clock_speed=STANDING) as amazon:
        yield amazon


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, amazon: Amazon) -> Shop:
    return make_shop(tmp_path_factory.mktemp("secrecy") / "shop", amazon, "ES", "DE", api="mws", weighed=True)


@pytest.fixture
def shop(template: Shop, tmp_path: Path) -> Iterator[Shop]:
    yield template.copy(tmp_path / "shop")
    template.amazon.misbehave()


def found_in(content: str | bytes, signatures: set[str]) -> set[str]:
    """The secrets that are in there, in any form in which they could be."""
    held = content.encode() if isinstance(content, str) else content
    pieces = SECRETS | PARAMETERS | (signatures - {""})
    return {piece for piece in pieces for form in _forms(piece) if form in held}


def _forms(piece: str) -> set[bytes]:
    plain = piece.encode()
    forms = {piece, quote(piece, safe=""), quote_plus(piece, safe="~"), json.dumps(piece)[1:-1]}
    return {*(form.encode() for form in forms), base64.b64encode(plain).rstrip(b"="), piece.encode("utf-16-le")}


def run(shop: Shop, *arguments: str) -> Ran:
    logged = ("--log-file", str(shop.home / "log"), "--log-level", "debug", "--timeout", "0.5")
    return shop.run_here(*logged, *arguments, at=ScaledClock(SPEED))


def assert_secret(shop: Shop, ran: Ran, signatures: set[str]) -> None:
    assert found_in(ran.told, signatures) == set()
    paths = [path for path in files_below(shop.home) if path != shop.secrets]
    assert shop.home / "log" in paths
    assert {path.name: found for path in paths if (found := found_in(path.read_bytes(), signatures))} == {}


def connect(shop: Shop, *options: str) -> Ran:
    return run(shop, "connect", "--country", "IT", "--api", "mws", "--sandbox", shop.amazon.url, *options)


COMMANDS = (
    ("import",),
    ("import", "--json", "--since", "20d"),
    ("doctor",),
    ("doctor", "--json"),
    ("quota",),
    ("runs", "--json"),
    ("connections", "--json"),
    ("settings", "amazon-es", "--json"),
    ("auth-status", "--check", "--json"),
    ("orders", "--json"),
)


def test_no_command_that_goes_well_tells_them(shop: Shop, signatures: set[str]) -> None:
    ran = connect(shop)
    assert ran.code == 0, ran.told
    assert_secret(shop, ran, signatures)
    for arguments in COMMANDS:
        ran = run(shop, *arguments)
        assert ran.code == 0, f"{arguments}: {ran.told}"
        assert_secret(shop, ran, signatures)

    assert len(signatures) > 10


def test_a_killed_import_leaves_none_behind(shop: Shop, signatures: set[str]) -> None:
    """Neither in the database nor in its write-ahead log."""
    shop.amazon.forget()
    shop.amazon.misbehave(f"{ITEMS}:4:slow:30")
    process = shop.start("--log-file", str(shop.home / "log"), "--log-level", "debug", "import")
    shop.amazon.wait_for(ITEMS, 4)
    process.kill()
    out, err = process.communicate()

    assert shop.database.with_name("store.db-wal").stat().st_size
    assert_secret(shop, Ran(1, out, err), signatures)


@pytest.mark.parametrize("kind", FAULTS)
def test_no_failure_tells_them(shop: Shop, signatures: set[str], kind: str) -> None:
    for operation, arguments in ((ITEMS, ("import",)), ("*", ("import", "--json")), ("*", ("doctor",))):
        shop.amazon.misbehave(f"{operation}:100%:{kind}")
        ran = run(shop, *arguments)
        assert ran.code != 0, f"{arguments}: {ran.told}"
        assert_secret(shop, ran, signatures)
    shop.amazon.misbehave(f"{PARTICIPATIONS}:100%:{kind}")
    ran = connect(shop)

    assert ran.code != 0, ran.told
    assert_secret(shop, ran, signatures)


def _replace_key(shop: Shop, key: str) -> None:
    shop.secrets.write_text(shop.secrets.read_text().replace(key, KEYS[key]))


def _replace_token(shop: Shop, _: str) -> None:
    shop.secrets.write_text(shop.secrets.read_text().replace(TOKEN, WRONG_TOKEN))


@pytest.mark.parametrize(
    ("spoil", "what"), [(_replace_token, ""), *((_replace_key, key) for key in KEYS)], ids=["token", "key", "secret"]
)
def test_what_amazon_refuses_is_not_repeated(shop: Shop, signatures: set[str], spoil, what: str) -> None:
    """The error's own text may quote it; ours does not."""
    spoil(shop, what)
    for arguments in (
        ("import",),
        ("import", "--json"),
        ("doctor",),
        ("auth-status", "--check"),
        ("renew", "amazon-es"),
    ):
        ran = run(shop, *arguments)
        assert ran.code != 0, f"{arguments}: {ran.told}"
        assert_secret(shop, ran, signatures)


def test_a_wrong_token_typed_in_is_not_repeated(template: Shop, tmp_path: Path, signatures: set[str]) -> None:
    shop = Shop(tmp_path / "new", template.amazon)
    shop.home.mkdir()
    ran = connect(shop, "--token", WRONG_TOKEN)

    assert ran.code != 0, ran.told
    assert not shop.secrets.exists()
    assert_secret(shop, ran, signatures)


@pytest.mark.parametrize("obstacle", ["host", "proxy"])
def test_no_unreachable_host_or_proxy_tells_them(
    shop: Shop, signatures: set[str], monkeypatch: pytest.MonkeyPatch, obstacle: str
) -> None:
    elsewhere = {"host": "http://127.0.0.1:9", "proxy": "https://mws.example.invalid"}[obstacle]
    shop.config.write_text(re.sub(r"http://127\.0\.0\.1:\d+", elsewhere, shop.config.read_text()))
    monkeypatch.setenv("HTTPS_PROXY", shop.amazon.url)  # it knows no CONNECT, and refuses
    for arguments in (("import",), ("import", "--json"), ("doctor",)):
        ran = run(shop, *arguments)
        assert ran.code != 0, f"{arguments}: {ran.told}"
        assert ("proxy does not let" in ran.told) == (obstacle == "proxy"), ran.told
        assert_secret(shop, ran, signatures)


def test_no_crash_tells_them(shop: Shop, signatures: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours whose own text quotes everything: the message and the log's traceback say where, not what."""
    text = shop.secrets.read_text()

    def crash(_writer: PageWriter, _seller: str, _page: list) -> None:
        raise RuntimeError(f"{text} {signatures} MWSAuthToken={TOKEN}")

    monkeypatch.setattr(PageWriter, "save", crash)
    ran = run(shop, "import")

    assert ran.code == 1
    assert "RuntimeError" in ran.err
    assert "test_mws_secrecy.py" in (shop.home / "log").read_text()
    assert_secret(shop, ran, signatures)


def test_what_is_looked_for_would_be_found(shop: Shop, signatures: set[str]) -> None:
    """The search itself works: in secrets.toml, and in a URL as MWS's samples show them."""
    signature = next(iter(sorted(signatures - {""})))

    assert found_in(shop.secrets.read_bytes(), signatures) == {TOKEN, *KEYS}
    url = f"GET /?AWSAccessKeyId=AKIASANDBOX000000000&MWSAuthToken={TOKEN}&Signature={quote(signature, safe='')}"
    assert found_in(url, signatures) == {TOKEN, "AKIASANDBOX000000000", signature} | PARAMETERS
