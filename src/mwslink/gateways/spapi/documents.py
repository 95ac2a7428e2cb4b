"""Documents of reports and feeds: bytes at a presigned address that is good for minutes and needs no credentials."""

from __future__ import annotations

import gzip
import weakref
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import msgspec

from mwslink.errors import AuthorizationError, MwslinkError, RejectedError, StoreError
from mwslink.gateways.calls import Caller
from mwslink.gateways.failures import AnswerError, Refusal
from mwslink.gateways.http import Request, Response
from mwslink.gateways.spapi.protocol import USER_AGENT
from mwslink.messages import _

_IN_MEMORY = 2**20
_CHUNK = 2**16
_GZIP = b"\x1f\x8b"


class WireDocument(msgspec.Struct, rename="camel"):
    """The answer of getReportDocument, getFeedDocument and createFeedDocument."""

    url: str
    feed_document_id: str | None = ""


wire_document = msgspec.json.Decoder(WireDocument)


def read_no_error(_body: bytes) -> Refusal:
    """The storage quotes signatures in its errors: nothing of them is repeated."""
    return Refusal()


@dataclass(frozen=True)
class Document:
    """A downloaded document, in a temporary file, to be read once. `charset`: as the download named it, or empty."""

    charset: str
    file: BinaryIO

    def __iter__(self) -> Iterator[bytes]:
        """The bytes, unpacked, in pieces. Raises AnswerError when they are damaged."""
        pieces = self._pieces()
        weakref.finalize(pieces, self.file.close)  # whoever never begins to read must not keep it open
        return pieces

    def _pieces(self) -> Iterator[bytes]:
        with self.file:
            self.file.seek(0)
            is_packed = self.file.read(2) == _GZIP
            self.file.seek(0)
            source = gzip.GzipFile(fileobj=self.file, mode="rb") if is_packed else self.file
            try:
                while chunk := source.read(_CHUNK):
                    yield chunk
            except (EOFError, zlib.error, gzip.BadGzipFile):
                damage = AnswerError(_("Amazon's document is damaged or was cut off."))
            else:
                return
        raise damage


@dataclass(frozen=True)
class Documents:
    """The storage the presigned addresses lead to. `caller`: one without quotas that quotes no errors."""

    caller: Caller
    account: str = ""

    def download(self, url: str) -> Document:
        """The whole document: it is on disk before the first byte is read, so that whoever reads it may take his time.

        Raises AnswerError when the address is too old or the download breaks, StoreError when the disk is full.
        """
        file = cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115  (closed by who reads it)
        headers = {"user-agent": USER_AGENT}
        request = Request("sp-api", "downloadDocument", "GET", url, headers=headers, account=self.account, into=file)
        try:
            response = self._call(request)
        except OSError as error:
            file.close()
            raise StoreError(
                _("Amazon's document cannot be kept in the temporary folder: {reason}").format(reason=error.strerror),
                hint=_("Make room, or set TMPDIR to a folder with more."),
            ) from None
        except BaseException:
            file.close()
            raise
        return Document(_charset(response), file)

    def upload(self, url: str, body: bytes, content_type: str) -> None:
        """Put the document there; `content_type` must be the one the address was made for."""
        headers = {"user-agent": USER_AGENT, "content-type": content_type}
        self._call(Request("sp-api", "uploadDocument", "PUT", url, headers=headers, body=body, account=self.account))

    def _call(self, request: Request) -> Response:
        failure: MwslinkError
        try:
            # The same bytes to or from the same place: repeating it is harmless.
            return self.caller.call(request, lambda response: response, is_repeatable=True)
        except (AuthorizationError, RejectedError):
            failure = AnswerError(
                _("The address of Amazon's document is no longer good; the next run asks for another.")
            )
        raise failure


def _charset(response: Response) -> str:
    header = Message()
    header["content-type"] = response.headers.get("content-type", "")
    return header.get_content_charset("")
