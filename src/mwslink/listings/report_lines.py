"""Read a listings report of either API: bytes in, the listings the seller ships himself out, line by line.

Columns are found by name, never by place: which there are differs by marketplace, account and year, and their names
follow the seller's language. (Reports: GET_MERCHANT_LISTINGS_ALL_DATA and its siblings, `_GET_…_` at MWS.)
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from mwslink.errors import RejectedError
from mwslink.messages import _

_FALLBACK = "cp1252"  # what Amazon sends in Europe and America where it is not UTF-8
_BLOCK = 1 << 16
_ASIN_TYPE = "1"  # product-id-type: the product id is an ASIN
_NAMES = {
    # en (Türkiye: "seller-sku (…)"), es, it, fr, de, pl, ja, zh
    "sku": "seller-sku|sku|sku del vendedor|sku venditore|sku-vendeur|händler-sku|sku-sprzedawcy|出品者sku|卖家 sku",
    "asin": "asin1|asin 1|asin",
    "title": "item-name|título del producto|nome dell'articolo|nom-produit|artikelbezeichnung|nazwa-produktu|商品名|"
    "商品名称",
    "status": "status|estado|estado del producto|stato|état|durum|ステータス|状态",
    "channel": "fulfillment-channel|fulfilment-channel|canal de gestión logística|canale di gestione|canal-traitement|"
    "versender|kanał-realizacji|フルフィルメント・チャンネル|フルフィルメント・チャネル|配送渠道",
    "product_id": "product-id|identificador del producto|identificativo del prodotto|id-produit|produkt-id|"
    "identyfikator-produktu|商品id|商品编码",
    "product_id_type": "product-id-type|tipo de identificador de producto|tipo de identificador del producto|"
    "tipo di identificativo del prodotto|type-id-produit|produkt-id-typ|typ-identyfikatora-produktu|商品idタイプ|"
    "商品编码类型",
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names.split("|")}


class ReportLine(NamedTuple):
    """One listing of a report; `status` Active, Inactive, Incomplete in the report's language, or empty."""

    sku: str
    asin: str
    title: str
    status: str


_new_line = partial(tuple.__new__, ReportLine)


def parse_listings_report(chunks: Iterable[bytes], encoding: str = "") -> Iterator[ReportLine]:
    """The merchant-fulfilled listings of a report that comes in pieces of any size.

    `encoding` is what the answer's header says, if it says so; else UTF-8, and windows-1252 from the first line on that
    is not UTF-8. Without a column for the fulfilment channel every listing counts as the seller's own. Raises
    RejectedError when there is no column of SKUs.
    """
    blocks = _decoded(_whole_lines(chunks), encoding)
    first = next((text for block in blocks if (text := block.lstrip("\n"))), "")
    if not first:
        return
    head, _newline, rest = first.partition("\n")
    layout = _Layout(head.split("\t"))
    yield from layout.lines(rest)
    for block in blocks:
        yield from layout.lines(block)


def _whole_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut at the ends of lines (no encoding of a report uses that byte for anything else)."""
    tail = b""
    for chunk in chunks:
        for start in range(0, len(chunk), _BLOCK):
            lines, newline, end = chunk[start : start + _BLOCK].rpartition(b"\n")
            if newline:
                yield tail + lines + newline
                tail = b""
            tail += end
    if tail:
        yield tail


def _decoded(blocks: Iterator[bytes], encoding: str) -> Iterator[str]:
    decoder = _known(encoding) or "utf-8"
    is_first = True
    for block in blocks:
        if is_first and block.startswith(codecs.BOM_UTF8):
            block, decoder = block.removeprefix(codecs.BOM_UTF8), "utf-8"
        is_first = False
        try:
            text = block.decode(decoder)
        except UnicodeDecodeError:
            decoder = _FALLBACK
            text = block.decode(decoder, "replace")
        yield text.replace("\r\n", "\n") if "\r" in text else text


def _known(encoding: str) -> str:
    """Python's name of an encoding; empty for one it does not know, then the content decides."""
    try:
        return codecs.lookup(encoding.strip("\"' ")).name
    except LookupError:
        return {"windows-31j": "cp932"}.get(encoding.lower(), "")


class _Layout:
    """Where the columns are."""

    def __init__(self, heading: Sequence[str]) -> None:
        places: dict[str, int] = {}
        for place, name in enumerate(heading):
            plain = name.strip().strip('"').partition(" (")[0].casefold()
            if plain in _COLUMNS:
                places.setdefault(_COLUMNS[plain], place)
        if "sku" not in places:
            raise RejectedError(
                _("The listings report has no column of SKUs that we know; it has: {columns}.").format(
                    columns=", ".join(name.strip() for name in heading)[:200]
                ),
                hint=_("Set the language for feed processing reports to English in Seller Central, then try again."),
            )
        # What a report does not have is read from an empty cell appended to each line.
        missing = len(heading)
        self._channel = places.get("channel", missing)
        self._id = places.get("product_id", missing)
        self._id_type = places.get("product_id_type", missing)
        self._wanted = [places.get(name, missing) for name in ("sku", "asin", "title", "status")]
        self._pick = itemgetter(*self._wanted)
        self._sku = places["sku"]
        self._is_whole = missing not in (*self._wanted, self._channel)
        self._missing = missing
        self._own = _Own()

    def lines(self, block: str) -> Iterator[ReportLine]:
        """The seller's own listings in some whole lines."""
        return self._regular(block) or self._odd(block.split("\n"))

    def _regular(self, block: str) -> Iterator[ReportLine] | None:
        """All lines of the block at once, column by column; None if one of them is not as the heading says.

        A report may have a million lines, and this is twice as fast as going through them one by one.
        """
        cells = block.replace("\n", "\t\n\t").split("\t")
        step = self._missing + 1  # the cells of a line and the end of it
        ends = cells[self._missing :: step]
        if not self._is_whole or len(cells) % step != 1 or ends.count("\n") != len(ends):
            return None
        del cells[-1]  # what comes after the last end of line
        wanted = [cells[place::step] for place in self._wanted]
        if "" in wanted[0] or "" in wanted[1]:
            return None
        own = map(self._own.__getitem__, cells[self._channel :: step])
        return map(_new_line, compress(zip(*wanted, strict=True), own))

    def _odd(self, lines: list[str]) -> Iterator[ReportLine]:
        """The same, line by line, where something is missing."""
        rows = (self._padded(line.split("\t")) for line in lines)
        return (self._with_asin(row) for row in rows if row[self._sku] and self._own[row[self._channel]])

    def _padded(self, row: list[str]) -> list[str]:
        return [*row[: self._missing], *[""] * (self._missing + 1 - len(row))]

    def _with_asin(self, row: list[str]) -> ReportLine:
        """France tells no ASIN but as the product's id."""
        sku, asin, title, status = self._pick(row)
        if not asin and row[self._id_type] == _ASIN_TYPE:
            asin = row[self._id]
        return ReportLine(sku, asin, title, status)


class _Own(dict[str, bool]):
    """By fulfilment channel: whether the seller ships himself. There are few, so each is looked at once."""

    def __missing__(self, channel: str) -> bool:
        is_own = not channel.upper().startswith("AMAZON")
        self[channel] = is_own
        return is_own
