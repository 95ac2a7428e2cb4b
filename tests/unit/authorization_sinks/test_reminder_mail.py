"""A reminder by mail, against a real SMTP server on this computer: TLS, log-in, refusals, and trying again."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from mwslink.authorization.reminders import Notice
from mwslink.clock import use_clock
from mwslink.config import MailSettings
from mwslink.credentials import Secret
from mwslink.errors import ConfigError, NetworkError, RejectedError
from mwslink.sinks.mail import Mail
from unit.authorization_sinks.post_office import Post, SkippingClock, free_port

NOTICE = Notice("mwslink: acme: refused", "acme: rechazado; España\n→ Página", is_urgent=True)
PASSWORD = "canary-password"


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def serve(post: Post) -> Iterator[Callable[..., MailSettings]]:
    """Starts a mail server with these options; returns the settings that reach it."""
    started: list[Controller] = []

    def call(**options: Any) -> MailSettings:
        controller = Controller(post, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        started.append(controller)
        return MailSettings(
            "127.0.0.1", "shop@example.com", ("owner@example.com", "other@example.com"), controller.port
        )

    yield call
    for controller in started:
        controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 and its key, signed by itself."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251  (OpenSSL asks the computer's clock)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem, private = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
    return pem, private


@pytest.fixture
def server_tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusting(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate[0]))


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    """Pauses between attempts take no time."""
    with use_clock(SkippingClock()):
        yield


def no_password() -> Secret:
    raise AssertionError("nobody asked for a password")


def accept(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: LoginPassword) -> AuthResult:
    return AuthResult(success=login.password == PASSWORD.encode(), handled=False)  # aiosmtpd answers


def test_the_mail_says_what_is_due_to_everybody_named(post: Post, serve: Callable[..., MailSettings]) -> None:
    """One message, with all letters of Spanish, marked as written by a program."""
    Mail(replace(serve(), tls="none"), no_password).send(NOTICE)

    (mail,) = post.mails
    assert (mail["Subject"], mail["From"]) == (NOTICE.subject, "shop@example.com")
    assert mail["To"] == "owner@example.com, other@example.com"
    assert mail.get_content().split() == NOTICE.text.split()
    assert (mail["Auto-Submitted"], mail["Importance"]) == ("auto-generated", "high")
    assert mail["Date"]
    assert mail["Message-ID"].endswith("@example.com>")


def test_starttls_and_a_password(post: Post, serve, server_tls, trusting) -> None:
    """The usual way: encrypted before the password goes."""
    settings = serve(tls_context=server_tls, require_starttls=True, authenticator=accept, auth_required=True)
    mail = Mail(replace(settings, user="me", password="x"), lambda: Secret(PASSWORD), trusted=trusting)
    mail.send(NOTICE)

    assert len(post.mails) == 1


def test_tls_from_the_first_byte(post: Post, serve, server_tls, trusting) -> None:
    """Port 465."""
    Mail(replace(serve(ssl_context=server_tls), tls="tls"), no_password, trusted=trusting).send(NOTICE)

    assert len(post.mails) == 1


def test_a_certificate_nobody_vouches_for_is_refused(post: Post, serve, server_tls) -> None:
    """Somebody between us and the server would have one like it."""
    with pytest.raises(ConfigError, match="does not trust"):
        Mail(replace(serve(tls_context=server_tls), user="me"), no_password).send(NOTICE)

    assert post.mails == []


def test_without_starttls_nothing_is_sent_in_clear(post: Post, serve) -> None:
    """The server does not offer it, or somebody took the offer away."""
    with pytest.raises(ConfigError, match="does not offer"):
        Mail(replace(serve(), user="me"), no_password).send(NOTICE)

    assert post.mails == []


def test_a_wrong_password_is_said_without_being_shown(serve, server_tls, trusting) -> None:
    """Nobody tries it again: servers lock accounts."""
    settings = serve(tls_context=server_tls, authenticator=accept, auth_required=True)
    with pytest.raises(ConfigError, match="refuses user and password") as caught:
        Mail(replace(settings, user="me"), lambda: Secret("canary-wrong"), trusted=trusting).send(NOTICE)

    assert "canary" not in f"{caught.value}{caught.value.__context__}"


@pytest.mark.parametrize("excluded", [[], ["PLAIN"], ["LOGIN"]])
def test_a_password_with_letters_beyond_ascii(post: Post, serve, server_tls, trusting, excluded) -> None:
    """As UTF-8 (RFC 4616), by either way of logging in; bytes of a variable that are none go as they are."""
    known = {b"contrase\xc3\xb1a", b"contrase\xf1a"}

    def accept_both(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: LoginPassword) -> AuthResult:
        return AuthResult(success=login.password in known and login.login == "ñandú".encode(), handled=False)

    options = {"authenticator": accept_both, "auth_required": True, "auth_exclude_mechanism": excluded}
    settings = replace(serve(tls_context=server_tls, **options), user="ñandú")
    for password in ("contraseña", "contrase\udcf1a"):
        Mail(settings, lambda said=password: Secret(said), trusted=trusting).send(NOTICE)

    assert len(post.mails) == 2


def test_such_a_password_that_is_wrong_is_said_without_being_shown(serve, server_tls, trusting) -> None:
    settings = serve(tls_context=server_tls, authenticator=accept, auth_required=True)
    with pytest.raises(ConfigError, match="refuses user and password") as caught:
        Mail(replace(settings, user="me"), lambda: Secret("canary-ñ"), trusted=trusting).send(NOTICE)

    assert "canary" not in f"{caught.value}{caught.value.__context__}"


def test_such_a_password_where_none_can_be_given(serve, server_tls, trusting) -> None:
    settings = serve(tls_context=server_tls, auth_exclude_mechanism=["PLAIN", "LOGIN"])
    with pytest.raises(ConfigError, match="does not offer"):
        Mail(replace(settings, user="me"), lambda: Secret("ñ"), trusted=trusting).send(NOTICE)


def test_a_host_that_is_no_name_is_a_failure_of_the_configuration() -> None:
    """No domain has a part of 64 letters, and Python does not even ask for it."""
    settings = MailSettings(f"{'n' * 64}.example", "a@example.com", ("b@example.com",), tls="none")
    with pytest.raises(ConfigError, match="cannot be used"):
        Mail(settings, no_password).send(NOTICE)


def test_a_busy_server_is_tried_again(post: Post, serve) -> None:
    """4xx: later it may go."""
    post.answers = ["451 busy", "421 closing"]
    Mail(replace(serve(), tls="none"), no_password).send(NOTICE)

    assert len(post.mails) == 1


def test_a_server_that_stays_busy_is_a_temporary_failure(post: Post, serve) -> None:
    """Exit code 5; the next run sends it."""
    post.answers = ["451 busy"] * 9
    with pytest.raises(NetworkError, match="busy"):
        Mail(replace(serve(), tls="none"), no_password).send(NOTICE)


def test_nobody_listening_is_a_temporary_failure() -> None:
    with pytest.raises(NetworkError, match="cannot be reached"):
        Mail(MailSettings("127.0.0.1", "a@example.com", ("b@example.com",), free_port(), "none"), no_password).send(
            NOTICE
        )


def test_a_message_that_is_refused_is_said_and_not_tried_again(post: Post, serve) -> None:
    """5xx: it would be refused again."""
    post.answers = ["554 no"]
    with pytest.raises(RejectedError, match="554"):
        Mail(replace(serve(), tls="none"), no_password).send(NOTICE)

    assert post.mails == []


def test_when_one_address_is_refused_the_others_do_not_get_it_twice(post: Post, serve) -> None:
    """It was sent: a failure would send it again with the next run."""
    post.refuses = {"other@example.com"}
    Mail(replace(serve(), tls="none"), no_password).send(NOTICE)

    assert len(post.mails) == 1


def test_when_all_addresses_are_refused_it_was_not_sent(post: Post, serve) -> None:
    post.refuses = {"owner@example.com", "other@example.com"}
    with pytest.raises(RejectedError, match="refuses the addresses"):
        Mail(replace(serve(), tls="none"), no_password).send(NOTICE)


@pytest.mark.parametrize("farewell", ["421 closing", "500 what?", ""])
def test_a_mail_that_was_taken_is_sent_whatever_the_farewell(post: Post, serve, farewell: str) -> None:
    """Once, though the server answers QUIT with something else, or hangs up."""
    post.farewell = farewell
    Mail(replace(serve(), tls="none"), no_password).send(NOTICE)

    assert len(post.mails) == 1


def test_the_farewell_does_not_hide_a_refusal(post: Post, serve) -> None:
    """Nobody takes it for a server that is busy."""
    post.answers, post.farewell = ["554 no"], "421 closing"
    with pytest.raises(RejectedError, match="554"):
        Mail(replace(serve(), tls="none"), no_password).send(NOTICE)
