"""Documents at presigned addresses of the sandbox's own origin: reports and feeds, as Amazon keeps them in S3.

An address carries its own permission for five minutes, for one method and (uploads) one content type. It takes no
other credentials: S3 refuses a request that brings an `Authorization` or an unsigned `x-amz-…` header along.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from mwslink.sandbox.exchange import Call, Operation, Reply, Service

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

URL_LIFETIME = timedelta(minutes=5)
UPLOAD_LIFETIME = timedelta(days=2)  # an upload slot nobody used
DOCUMENT_PATH = "/documents/{document_id}"
_MOMENT = "%Y%m%dT%H%M%SZ"
_CONSTANTS = ("X-Amz-Algorithm", "X-Amz-SignedHeaders", "X-Amz-Signature")
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Content:
    """What a download gives; `make` starts it anew each time, in pieces."""

    content_type: str
    make: Callable[[], Iterator[bytes]]
    is_large: bool = False


@dataclass
class Document:
    """One document of one seller; `body` is what was uploaded, None before and for downloads."""

    id: str
    seller_id: str
    content_type: str
    created_at: datetime
    content: Content | None = None
    is_compressed: bool = False
    body: bytes | None = None


class Documents:
    """All documents, and the signatures of their addresses."""

    def __init__(self, *, secret: str) -> None:
        self._secret = f"{secret}:documents".encode()
        self._documents: dict[str, Document] = {}

    def add(self, document: Document) -> Document:
        """Keep a document under its id."""
        self._documents[document.id] = document
        return document

    def find(self, document_id: str, seller_id: str = "") -> Document | None:
        """The document, if it is that seller's (of any seller when none is named)."""
        document = self._documents.get(document_id)
        return document if document is not None and seller_id in ("", document.seller_id) else None

    def new_id(self, serial: int) -> str:
        """An identifier such as Amazon's, the same for the same seed and order of requests."""
        digest = hashlib.sha256(self._secret + f":{serial}".encode()).hexdigest()
        uuid = f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
        return f"amzn1.tortuga.4.eu.{uuid}.T{digest[32:46].upper()}"

    def address(
        self, call: Call, document: Document, *, now: datetime, upload: bool = False, encoding: str = ""
    ) -> str:
        """An address on the origin that `call` came to."""
        signed = {"X-Amz-Date": now.strftime(_MOMENT), "X-Amz-Expires": str(int(URL_LIFETIME.total_seconds()))}
        if encoding:
            signed["response-content-encoding"] = encoding
        method, content_type = ("PUT", document.content_type) if upload else ("GET", "")
        query = {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-SignedHeaders": "content-type;host" if upload else "host",
            **signed,
            "X-Amz-Signature": self.sign(method, document.id, content_type, signed),
        }
        path = DOCUMENT_PATH.format(document_id=document.id)
        return f"http://{_host(call.headers.get('host', ''))}{path}?{urlencode(query)}"

    def sign(self, method: str, document_id: str, content_type: str, signed: Mapping[str, str]) -> str:
        """The signature of an address; every parameter but itself and the constants goes into it."""
        text = "\n".join((method, document_id, content_type, *(f"{name}={signed[name]}" for name in sorted(signed))))
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


def _host(header: str) -> str:
    """The host a request came to; over plain http python-amazon-sp-api cuts a digit off the one it names."""
    name, _, port = header.rpartition(":") if header.rpartition(":")[2].isdecimal() else (header, "", "")
    try:
        is_here = name == "localhost" or ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        is_here = False
    return header if is_here else f"127.0.0.1{':' if port else ''}{port}"


def compress(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes as one gzip stream, piece by piece."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


class _S3Error(Exception):
    def __init__(self, status: int, code: str, message: str, more: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.more = status, code, more

    def as_reply(self) -> Reply:
        text = f"<Code>{self.code}</Code><Message>{escape(str(self))}</Message>{self.more}"
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{text}</Error>'
        return Reply(self.status, body.encode(), content_type="application/xml")


def _open(state: State, call: Call, *, content_type: str = "") -> tuple[Document, Mapping[str, str]]:
    """The document of an address that is signed, not too old and used as it was meant."""
    given = dict(call.query)
    if "X-Amz-Signature" not in given:
        raise _S3Error(403, "AccessDenied", "Access Denied")
    _check_headers(call)
    signed = {name: value for name, value in given.items() if name not in _CONSTANTS}
    document_id = call.path_values["document_id"]
    signature = state.documents.sign(call.method, document_id, content_type, signed)
    if not hmac.compare_digest(signature, given["X-Amz-Signature"]):
        raise _S3Error(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. "
            "Check your key and signing method.",
        )
    _check_age(signed, state.clock.now())
    document = state.documents.find(document_id)
    if document is None:
        raise _S3Error(404, "NoSuchKey", "The specified key does not exist.")
    return document, given


def _check_headers(call: Call) -> None:
    if "authorization" in call.headers:
        text = "Only one auth mechanism allowed: the X-Amz-Algorithm query parameter or the Authorization header"
        raise _S3Error(400, "InvalidArgument", text)
    unsigned = ", ".join(name for name in call.headers if name.startswith("x-amz-"))
    if unsigned:
        text = "There were headers present in the request which were not signed"
        raise _S3Error(403, "AccessDenied", text, f"<HeadersNotSigned>{escape(unsigned)}</HeadersNotSigned>")


def _check_age(signed: Mapping[str, str], now: datetime) -> None:
    made_at = datetime.strptime(signed["X-Amz-Date"], _MOMENT).replace(tzinfo=UTC)
    expires_at = made_at + timedelta(seconds=int(signed["X-Amz-Expires"]))
    if now >= expires_at:
        more = f"<Expires>{expires_at.isoformat()}</Expires><ServerTime>{now.isoformat()}</ServerTime>"
        raise _S3Error(403, "AccessDenied", "Request has expired", more)


def _download(state: State, call: Call) -> Reply:
    try:
        document, given = _open(state, call)
        if document.content is None:
            raise _S3Error(404, "NoSuchKey", "The specified key does not exist.")
    except _S3Error as error:
        return error.as_reply()
    content = document.content

    def pieces() -> Iterator[bytes]:
        return compress(content.make()) if document.is_compressed else content.make()

    headers = {"Content-Encoding": given["response-content-encoding"]} if "response-content-encoding" in given else {}
    if content.is_large:
        return Reply(200, headers=headers, content_type=content.content_type, chunks=pieces)
    return Reply(200, b"".join(pieces()), headers, content.content_type)


def _upload(state: State, call: Call) -> Reply:
    try:
        document, _ = _open(state, call, content_type=call.headers.get("content-type", ""))
        document.body = call.body
    except _S3Error as error:
        return error.as_reply()
    return Reply(200, headers={"ETag": f'"{hashlib.md5(call.body, usedforsecurity=False).hexdigest()}"'})


def _fault(kind: str) -> Reply | None:
    codes = {"500": (500, "InternalError"), "503": (503, "SlowDown"), "429": (503, "SlowDown")}
    if kind not in codes:
        return None
    status, code = codes[kind]
    return _S3Error(status, code, "We encountered an internal error. Please try again.").as_reply()


def _owner(state: State, call: Call) -> int | None:
    document = state.documents.find(call.path_values["document_id"])
    owners = (number for number, one in state.accounts.items() if document and one.seller_id == document.seller_id)
    return next(owners, None)


SERVICE = Service(
    name="documents",
    operations=(
        Operation("downloadDocument", "GET", DOCUMENT_PATH, _download),
        Operation("uploadDocument", "PUT", DOCUMENT_PATH, _upload),
    ),
    identify=_owner,
    render_fault=_fault,
)
