"""`mwslink doctor` where no answer comes: names, proxies, certificates and clocks are told apart from refusals."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mwslink.authorization.causes import Cause
from mwslink.clock import ScaledClock, use_clock
from unit.gateways.gateway_fakes import raw_server, whole

TOKENS = 'token = "secrets:accounts.acme.token"  # from Seller Central'
AMAZON = "https://amazon.invalid"


@pytest.fixture
def at(config_file: Path) -> Callable[[str], None]:
    """Lets acme be served at an address."""

    def call(endpoint: str) -> None:
        text = config_file.read_text().replace("canary-client-secret", "x")
        config_file.write_text(text.replace(TOKENS, f'{TOKENS}\nendpoint = "{endpoint}"'))
        secrets = config_file.with_name("secrets.toml")
        secrets.write_text(secrets.read_text().replace("canary-client-secret", "amzn1.oa2-cs.v1.canary"))

    return call


def examined(program) -> tuple[int, dict[str, list[str]]]:
    """Exit code, and the causes of each finding that complains, by its check."""
    with use_clock(ScaledClock(1000)):
        ran = program("doctor", "amazon-es", "--json")
    found = [one for one in ran.data["findings"] if one["verdict"] != "good" and one["check"] != "files"]
    assert all(one["action"] for one in found), found
    return ran.code, {one["check"]: one["causes"] for one in found}


def certificate(folder: Path, until: datetime) -> tuple[Path, ssl.SSLContext]:
    """A server's certificate that it signed itself: the file of it alone, and what a server serves with."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2020, 1, 1)).not_valid_after(until)
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    own = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "own.pem").write_bytes(own)
    (folder / "both.pem").write_bytes(private + own)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return folder / "own.pem", context


def secure(url: str) -> str:
    return url.replace("http://127.0.0.1", "https://localhost")


def test_a_certificate_of_nobody_known(program, at, tmp_path):
    """As behind a proxy that looks into connections, or without the system's certificates."""
    _own, tls = certificate(tmp_path, datetime(2100, 1, 1))
    with raw_server(whole(b"{}"), tls=tls) as url:
        at(secure(url))

        assert examined(program) == (5, {"tls": [Cause.TLS_UNTRUSTED, Cause.PROXY]})


def test_a_certificate_that_is_over_by_this_computers_clock(program, at, tmp_path, monkeypatch):
    """Its clock may be years wrong: the certificate is trusted otherwise."""
    own, tls = certificate(tmp_path, datetime(2021, 1, 1))
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    with raw_server(whole(b"{}"), tls=tls) as url:
        at(secure(url))
        code, found = examined(program)
        plain = program("doctor", "amazon-es")

    assert (code, found) == (5, {"tls": [Cause.CLOCK_WRONG, Cause.PROXY]})
    assert "certificate has expired" in plain.out
    assert "The answer does not tell them apart" in plain.out


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_certificates_that_cannot_be_read(program, at, tmp_path, monkeypatch, content):
    """A mistake of this computer's, exit 3, and no crash; also of a command that only wants to work."""
    path = tmp_path / "certificates.pem"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    at(AMAZON)
    code, found = examined(program)
    imported = program("import", "amazon-es")

    assert (code, found) == (3, {"tls": [Cause.TLS_STORE]})
    assert imported.code == 3
    assert f"SSL_CERT_FILE={path}" in imported.err


def test_a_computer_without_certificates_is_warned(program, at, tmp_path, monkeypatch):
    """Before the first secure connection fails."""
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with raw_server(whole(b"{}")) as url:
        at(url)
        _code, found = examined(program)

    assert found["tls"] == [Cause.TLS_STORE]


def test_a_proxy_that_says_no(program, at, monkeypatch):
    """A real one: it is asked to connect, and refuses."""
    with raw_server(whole(b"", status="403 Forbidden")) as url:
        monkeypatch.setenv("HTTPS_PROXY", url)
        at(AMAZON)

        assert examined(program) == (5, {"network": [Cause.PROXY]})


def test_a_server_that_speaks_no_tls(program, at):
    """Two causes, said to be two."""
    with raw_server(whole(b"plain")) as url:
        at(url.replace("http:", "https:"))

        assert examined(program) == (5, {"tls": [Cause.PROXY, Cause.AMAZON_TROUBLE]})


def test_the_log_in_page_of_a_network(program, at):
    """It answers for everybody, with a page and status 200."""
    page = b"<!doctype html><html>Welcome to the Hotel</html>"
    with raw_server(whole(page, headers="Content-Type: text/html\r\n")) as url:
        at(url)

        assert examined(program) == (5, {"network": [Cause.PROXY, Cause.AMAZON_TROUBLE]})


@pytest.mark.slow
def test_a_name_that_is_not_found(installed, config_file, at):
    """As without a network: the name's own server says that there is none, or nobody does."""
    at(AMAZON)
    ran = installed("doctor", "amazon-es", "--json")
    found = {one["check"]: one["causes"] for one in ran.document["data"]["findings"] if one["verdict"] == "unknown"}

    assert (ran.code, found) == (5, {"network": [Cause.NAME_NOT_FOUND]})
