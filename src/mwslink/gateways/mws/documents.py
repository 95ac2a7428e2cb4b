"""Reports as they arrive: the document itself without an envelope, its sum in a header, its charset in another."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from mwslink.errors import StoreError
from mwslink.gateways.failures import AnswerError, ReadError, refused
from mwslink.gateways.http import Response
from mwslink.gateways.mws.protocol import Service
from mwslink.gateways.mws.refusals import understand
from mwslink.gateways.mws.sections import MwsRequest
from mwslink.gateways.spapi.documents import Document
from mwslink.messages import _

_IN_MEMORY = 2**20
_CHUNK = 2**16
_ERROR_AT_MOST = 2**14


def download(service: Service, request: MwsRequest) -> Document:
    """The whole document, on disk before its first byte is read; fetched again while its sum is wrong.

    Raises AnswerError when it stays damaged, StoreError when the disk is full, and what `Service.call` raises.
    """
    file = cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115  (closed by who reads it)
    # The sum is that of the plain bytes, so they are not to be packed on their way.
    headers = {**request.headers, "accept-encoding": "identity"}
    into_file = replace(request, headers=headers, into=file)
    try:
        charset = service.call(into_file, lambda answer: _checked(request, answer, file, service.caller.read_error))
    except OSError as error:
        file.close()
        raise StoreError(
            _("Amazon's document cannot be kept in the temporary folder: {reason}").format(reason=error.strerror),
            hint=_("Make room, or set TMPDIR to a folder with more."),
        ) from None
    except BaseException:
        file.close()
        raise
    return Document(charset, file)


def _checked(request: MwsRequest, response: Response, file: BinaryIO, read_error: ReadError) -> str:
    """The charset of what arrived. Raises the error that came in a report's place, AnswerError for a wrong sum."""
    file.seek(0)
    whole = understand(replace(response, body=file.read(_ERROR_AT_MOST)))
    if not whole.is_success or whole.is_page:
        raise refused(request, whole, read_error(whole.body))
    check_sum(response, _pieces(file))
    return charset_of(response)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_CHUNK):
        yield piece


def check_sum(response: Response, pieces: Iterator[bytes]) -> None:
    """Raises AnswerError when the bytes are not those that `Content-MD5` was made of; without it nothing is known."""
    promised = response.headers.get("content-md5", "").strip()
    if promised and promised != md5_of(pieces):
        raise AnswerError(_("Amazon's document is damaged or was cut off."))


def md5_of(pieces: Iterator[bytes]) -> str:
    """The sum in Amazon's spelling."""
    digest = hashlib.md5(usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    return base64.b64encode(digest.digest()).decode("ascii")


def charset_of(response: Response) -> str:
    """The charset as the header names it, in lower case; empty where it names none."""
    header = Message()
    header["content-type"] = response.headers.get("content-type", "")
    return header.get_content_charset("")
