"""Bytes are sent in one place, which never hangs, never shows a secret, and says what went wrong."""

from __future__ import annotations

import gzip
import logging
import socket
import ssl
import struct
import time
from datetime import datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from gateway_fakes import drip, raw_server, then, whole

from mwslink.errors import ConfigError, NetworkError
from mwslink.gateways.failures import AnswerError, UnreachableError
from mwslink.gateways.http import Call, Network, Request

OK = b"HTTP/1.1 200 OK\r\n"


def get(url: str, **headers: str) -> Request:
    return Request("sp-api", "searchOrders", "GET", url, route="/orders", headers=headers, account="acme")


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def sent(data: bytes):
    return lambda connection: connection.sendall(data)


def test_an_answer_comes_whole_with_headers_in_lower_case():
    with raw_server(whole(b"{}", headers="X-Amzn-RequestId: 7\r\n")) as url:
        response = Network().send(get(url))

    assert (response.status, response.body, response.headers["x-amzn-requestid"]) == (200, b"{}", "7")


def test_a_compressed_answer_is_unpacked():
    body = gzip.compress(b'{"orders": []}')
    with raw_server(whole(body, headers="Content-Encoding: gzip\r\n")) as url:
        assert Network().send(get(url)).body == b'{"orders": []}'


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda connection: connection.recv(1), "Amazon did not answer within 0.3 s."),
        (sent(b""), "The connection to Amazon broke before its answer was complete."),
        (reset, "The connection to Amazon broke before its answer was complete."),
        (sent(OK + b"Content-Length: 99\r\n\r\n{"), "The connection to Amazon broke before its answer was complete."),
        (sent(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{}"), "The connection to Amazon broke"),
        (sent(b"SSH-2.0-OpenSSH_9\r\n"), "The connection to Amazon broke before its answer was complete."),
        (whole(b"no gzip", headers="Content-Encoding: gzip\r\n"), "Amazon's answer arrived damaged."),
        (then(sent(OK), drip(b"X-A: b\r\n")), "Amazon's answer was not complete after 1 s."),
        (then(sent(OK + b"Content-Length: 99999\r\n\r\n"), drip(b" ")), "Amazon's answer was not complete after 1 s."),
        (whole(b"x" * 2000), "Amazon's answer is too big."),
    ],
    ids=["silent", "closed", "reset", "short", "short-chunk", "no-http", "bad-gzip", "drip-head", "drip-body", "big"],
)
def test_no_whole_answer_is_told_in_a_sentence_and_in_time(answer, sentence):
    network = Network(timeout=0.3, total=1, max_bytes=1000)
    started = time.monotonic()
    with raw_server(answer) as url, pytest.raises(AnswerError) as caught:
        network.send(get(url))

    assert caught.value.message.startswith(sentence)
    assert time.monotonic() - started < 2


def test_nobody_listening_means_that_nothing_was_sent():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(UnreachableError, match="nobody answers there"):
        Network().send(get(f"http://127.0.0.1:{port}"))


def test_a_name_that_does_not_exist_is_told_apart():
    def fail(_request):
        raise httpx2.ConnectError("[Errno -2] Name or service not known") from socket.gaierror(-2, "unknown")

    with pytest.raises(UnreachableError, match="is this computer on line"):
        Network(transport=httpx2.MockTransport(fail)).send(get("https://nowhere.example"))


def test_a_server_that_does_not_speak_tls_gets_nothing():
    with raw_server(whole(b"plain")) as url, pytest.raises(UnreachableError, match="No secure connection can be made"):
        Network().send(get(url.replace("http:", "https:")))


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path):
    failure = pytest.raises(UnreachableError, match="its certificate cannot be verified")
    with raw_server(whole(b"{}"), tls=self_signed(tmp_path)) as url, failure as caught:
        Network().send(get(url.replace("http://127.0.0.1", "https://localhost")))

    assert "ca-certificates" in caught.value.hint


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    start = datetime(2020, 1, 1)
    builder = builder.not_valid_before(start).not_valid_after(start.replace(year=2120))
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(private + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http://[::1", "no-address", "http://"])
def test_an_endpoint_that_is_no_address_is_a_mistake_in_the_configuration(url):
    with pytest.raises(ConfigError):
        Network().send(get(url))


def test_redirects_are_not_followed():
    with raw_server(whole(b"", status="302 Found", headers="Location: http://127.0.0.1:9/\r\n")) as url:
        assert Network().send(get(url)).status == 302


def test_cookies_of_one_seller_are_not_sent_for_the_next():
    seen = []

    def answer(request):
        seen.append(request.headers.get("cookie"))
        return httpx2.Response(200, headers={"set-cookie": "session=1; Path=/"})

    network = Network(transport=httpx2.MockTransport(answer))
    network.send(get("https://sellingpartnerapi-eu.amazon.com/"))
    network.send(get("https://sellingpartnerapi-eu.amazon.com/"))

    assert seen == [None, None]


def test_the_sandbox_is_reached_past_a_proxy(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with raw_server(whole(b"{}")) as url:
        assert Network().send(get(url)).status == 200


def test_a_connection_that_the_server_closed_is_replaced():
    with raw_server(whole(b"1"), whole(b"2")) as url:
        network = Network()
        bodies = [network.send(get(url)).body for _count in range(2)]

    assert bodies == [b"1", b"2"]


def test_a_closed_network_opens_again():
    with raw_server(whole(b"1")) as url:
        network = Network()
        network.send(get(url))
        network.close()
        network.close()

        assert network.send(get(url)).status == 200


def test_every_call_is_told_with_its_outcome():
    calls: list[Call] = []
    network = Network(timeout=0.2, on_call=calls.append)
    with raw_server(whole(b"", status="503 Busy"), reset) as url:
        network.send(get(url))
        with pytest.raises(NetworkError):
            network.send(get(url))

    assert [(call.service, call.operation, call.account, call.status) for call in calls] == [
        ("sp-api", "searchOrders", "acme", 503),
        ("sp-api", "searchOrders", "acme", 0),
    ]


def test_the_clocks_difference_is_measured(still_clock):
    with raw_server(whole(b"", headers="Date: Tue, 24 Nov 2026 12:07:00 GMT\r\n")) as url:
        network = Network()
        network.send(get(url))

    assert network.skew == timedelta(minutes=7)


@pytest.mark.parametrize("date", ["", "Date: yesterday\r\n", "Date: Tue, 99 Nov 2026 12:07:00 GMT\r\n"])
def test_a_date_that_is_none_measures_nothing(date):
    with raw_server(whole(b"", headers=date)) as url:
        network = Network()
        network.send(get(url))

    assert network.skew is None


def test_the_log_shows_what_was_called_and_nothing_of_what_was_said(caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    answer = whole(b'{"name": "Canaria"}', headers="x-amzn-RequestId: 11-22\r\nX-Secret: Canaria\r\n")
    with raw_server(answer, reset) as url:
        network = Network()
        request = get(url + "/orders/Canaria?page=Canaria", **{"x-amz-access-token": "Canaria"})
        network.send(request)
        with pytest.raises(NetworkError):
            network.send(request)
    lines = [record.getMessage() for record in caplog.records if record.name == "mwslink.http"]

    assert lines[0].startswith("GET 127.0.0.1 /orders searchOrders 200 ")
    assert lines[0].endswith("s 11-22")
    assert "no answer" in lines[1]
    assert "Canaria" not in caplog.text + repr(request)


def test_a_failure_keeps_nothing_of_the_request(caplog):
    with raw_server(reset) as url, pytest.raises(NetworkError) as caught:
        Network().send(get(url + "/?t=Canaria", **{"x-amz-access-token": "Canaria"}))

    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    assert "Canaria" not in repr(caught.value)


def test_ctrl_c_passes_through():
    def interrupt(_request):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Network(transport=httpx2.MockTransport(interrupt)).send(get("https://example.com"))
