"""What is sealed in a bundle: one JSON object a line, first what it is, then the orders, last what makes it whole.

    {"mwslink_archive": 1, "id": …, "seller": …, "year": …, "reason": …, "created_at": …, "expires_on": …,
     "lookup_key": …}
    {"country": "ES", "order": {…, "personal": {…}}}
    {"end": true, "orders": 1, "proof": …, "sha256": …}

Keys are sorted, so that the same orders give the same lines. `sha256` is that of all lines before. `proof` is random
and told nowhere else: who knows it has opened the bundle to its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

import msgspec

from mwslink.errors import RejectedError
from mwslink.messages import _
from mwslink.orders.model import Order
from mwslink.store.moments import parse_seller

if TYPE_CHECKING:
    from mwslink.connections import Seller
    from mwslink.store.coverage import Archivable

VERSION = 1
T = TypeVar("T")
_LONGEST_LINE = 16 * 1024 * 1024  # an order has some kilobytes


class Title(msgspec.Struct, frozen=True):
    """The first line."""

    mwslink_archive: int
    id: str
    seller: str
    year: int
    reason: str
    created_at: datetime
    expires_on: date
    lookup_key: bytes


class ArchivedOrder(msgspec.Struct, frozen=True):
    """A line in between; `country` is where the order goes."""

    country: str
    order: Order


class End(msgspec.Struct, frozen=True):
    """The last line."""

    end: bool
    orders: int
    proof: str
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What is found when a bundle is opened: its orders come as they are read, the end once all have come."""

    title: Title
    orders: Iterator[ArchivedOrder]
    ends: list[End]

    @property
    def seller(self) -> Seller:
        return parse_seller(self.title.seller)

    @property
    def end(self) -> End:
        """The last line; only after `orders` came to its end."""
        return self.ends[0]


_encoder = msgspec.json.Encoder(order="sorted")
_titles = msgspec.json.Decoder(Title)
_orders = msgspec.json.Decoder(ArchivedOrder)
_ends = msgspec.json.Decoder(End)


def bundle_lines(title: Title, orders: Iterable[Archivable], proof: str) -> Iterator[bytes]:
    """The lines of a bundle."""
    digest, count = hashlib.sha256(), 0
    line = _encoder.encode(title) + b"\n"
    digest.update(line)
    yield line
    for one in orders:
        line = _encoder.encode(ArchivedOrder(one.stored.country, one.stored.order)) + b"\n"
        digest.update(line)
        count += 1
        yield line
    yield _encoder.encode(End(end=True, orders=count, proof=proof, sha256=digest.hexdigest())) + b"\n"


def read_bundle(pieces: Iterable[bytes], archive_id: str = "") -> Contents:
    """What the pieces of an opened bundle hold; `archive_id`: whose it must be.

    Raises RejectedError, also while the orders are read, for what is no bundle of ours, another one, or not whole.
    """
    lines = _lines(pieces)
    first = next(lines, b"")
    title = _title(first)
    if title.mwslink_archive > VERSION:
        raise RejectedError(_("It was written by a newer mwslink."), hint=_("Install that one to open it."))
    if archive_id and title.id != archive_id:
        raise RejectedError(
            _("It holds the archive {other} under the name of {id}: it was exchanged.").format(
                other=title.id, id=archive_id
            )
        )
    ends: list[End] = []
    return Contents(title, _read_orders(first, lines, ends), ends)


def _title(line: bytes) -> Title:
    try:
        return _titles.decode(line)
    except msgspec.DecodeError:
        raise RejectedError(_("It can be opened, and is no archive of mwslink.")) from None


def _read_orders(first: bytes, lines: Iterator[bytes], ends: list[End]) -> Iterator[ArchivedOrder]:
    digest = hashlib.sha256(first + b"\n")
    for count, line in enumerate(lines):
        if line.startswith(b'{"end":'):
            end = _decoded(_ends, line)
            if (end.orders, end.sha256) != (count, digest.hexdigest()) or next(lines, None) is not None:
                break
            ends.append(end)
            return
        digest.update(line + b"\n")
        yield _decoded(_orders, line)
    raise _changed()


def _decoded(decoder: msgspec.json.Decoder[T], line: bytes) -> T:
    try:
        return decoder.decode(line)
    except msgspec.DecodeError:  # its own words quote the line
        raise _changed() from None


def _changed() -> RejectedError:
    return RejectedError(_("Its lines are not those that were written: orders are missing, or were changed."))


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
        if len(rest) > _LONGEST_LINE:
            raise RejectedError(_("It can be opened, and is no archive of mwslink."))
    if rest:
        yield rest
