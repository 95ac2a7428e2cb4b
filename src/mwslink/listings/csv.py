"""Weights in CSV files: read what people and spreadsheets make of them, write the report so that it can come back.

The report of check-weights has the column `weight` empty; whoever fills some of its cells in and feeds the file back
changes those listings only. In a file of his own an empty weight is a problem, since it was hardly meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mwslink.errors import ConfigError, Problem
from mwslink.listings.checking import CheckRow
from mwslink.listings.csv_cells import FORMULA, NO_TEXT, QuotesError, cells_of, decoded, delimiter_of
from mwslink.listings.units import UNITS, WeightError, parse_unit, parse_weight, plain, render_weight
from mwslink.listings.weights import Weight
from mwslink.marketplaces import BY_ID, MARKETPLACES, find_marketplace
from mwslink.messages import _

REPORT_COLUMNS = (
    "sku",
    "weight",
    "unit",
    "country",
    "suggested_weight",
    "suggested_from",
    "suggested_parcels",
    "waiting_orders",
    "severity",
    "findings",
    "asin",
    "title",
    "status",
    "current_grams",
    "current_origin",
    "address",
)
_NAMES = {
    "sku": "sku|seller-sku|seller_sku|sku del vendedor|sku vendedor|referencia",
    "weight": "weight|peso|shipping weight|shipping_weight|peso del envío|peso del envio|peso de envío|peso de envio|"
    "website_shipping_weight|item_package_weight|package weight|peso del paquete",
    "unit": "unit|unidad|unit of measure|unidad de medida|weight unit|weight_unit|"
    "website_shipping_weight_unit_of_measure|item_package_weight_unit_of_measure",
    "country": "country|país|pais|marketplace|marketplace_id|marketplace-id|tienda|mercado",
    "suggested": "suggested_weight",
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names.split("|")}
_WITH_UNIT = re.compile(r"(?P<name>.+?)[ _]?[(_ \[](?P<unit>[a-z_]+)[)\]]?")


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One line of a file: the weight of a SKU, everywhere or in one marketplace."""

    sku: str
    weight: Weight
    marketplace_id: str = ""
    line: int = 0


@dataclass(frozen=True)
class WeightTable:
    """What a file says; with problems nothing of it may be used. `skipped`: lines of a report left as they were."""

    rows: tuple[WeightRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: int = 0


def read_weights(content: bytes) -> WeightTable:
    """The weights of a CSV file, or all that is wrong with it, with line numbers.

    Comma, semicolon or tab; UTF-8, UTF-16 (Excel's "Unicode text") or windows-1252; headings in English or Spanish:
    sku, weight, and if wanted unit and country (or marketplace id). Rows may come twice if they say the same.
    """
    text = decoded(content)
    if strange := NO_TEXT.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        return WeightTable(
            problems=(Problem(_("this is no CSV file: {reason}").format(reason=_("it is no text")), line=line),)
        )
    delimiter, skip = delimiter_of(text)
    lines = cells_of(text, delimiter)
    try:
        for _number in range(skip):
            next(lines)
        number, heading = next(lines, (1, []))
        columns, unit, problems = _columns(heading)
        if problems:
            return WeightTable(problems=tuple(Problem(text, line=number) for text in problems))
        return _Reading(columns, unit, len(heading)).read(lines)
    except QuotesError as error:
        text = _("a cell that a quotation mark opens in this line ends nowhere, or in another line: is a mark missing?")
        return WeightTable(problems=(Problem(text, line=error.line),))


def _columns(heading: list[str]) -> tuple[dict[str, int], str, list[str]]:
    """Where the columns are, the unit that the weight's heading names, and what is wrong."""
    places: dict[str, int] = {}
    unit = ""
    problems = []
    for place, name in enumerate(heading):
        plain_name = " ".join(name.casefold().split())
        match = _WITH_UNIT.fullmatch(plain_name)
        if plain_name not in _COLUMNS and match and match["unit"] in UNITS and _COLUMNS.get(match["name"]) == "weight":
            plain_name, unit = match["name"], match["unit"]
        column = _COLUMNS.get(plain_name, "")
        if column and column in places:
            problems.append(_("two columns for {column}: {one} and {other}").format(
                column=column, one=heading[places[column]], other=name
            ))  # fmt: skip
        elif column:
            places[column] = place
    missing = [name for name in ("sku", "weight") if name not in places]
    if missing:
        problems.append(
            _("no column {missing}; needed are sku and weight, found: {found}").format(
                missing=" / ".join(missing), found=", ".join(heading)[:200] or _("nothing")
            )
        )
    return places, unit, problems


class _Reading:
    """Reads the lines after the heading and gathers what is wrong with them."""

    def __init__(self, columns: Mapping[str, int], unit: str, width: int) -> None:
        self._columns = columns
        self._unit = unit
        self._width = width
        self._rows: dict[tuple[str, str], WeightRow] = {}
        self._problems: list[Problem] = []
        self._skipped = 0

    def read(self, lines: Iterator[tuple[int, list[str]]]) -> WeightTable:
        for number, cells in lines:
            try:
                self._read(number, cells)
            except (WeightError, ConfigError) as error:
                self._fault(number, error.message)
        if not self._rows and not self._problems and not self._skipped:
            self._fault(1, _("there is no weight in the file"))
        return WeightTable(tuple(self._rows.values()), tuple(self._problems), self._skipped)

    def _read(self, number: int, cells: list[str]) -> None:
        if any(cells[self._width :]):
            text = _(
                "{found} cells, but {expected} headings: a decimal comma needs quotes, or semicolons between cells"
            )
            self._fault(number, text.format(found=len(cells), expected=self._width))
            return
        sku, weight = self._cell(cells, "sku"), self._cell(cells, "weight")
        if not sku:
            self._fault(number, _("the SKU is missing"))
        elif weight:
            unit = self._cell(cells, "unit")
            stated = parse_weight(weight, unit or self._unit)
            self._check_units(number, weight, unit, stated)
            self._keep(WeightRow(sku, stated, _marketplace_id(self._cell(cells, "country")), number))
        elif "suggested" in self._columns:
            self._skipped += 1
        else:
            self._fault(number, _("{sku}: the weight is missing").format(sku=sku))

    def _cell(self, cells: list[str], column: str) -> str:
        place = self._columns.get(column, self._width)
        return cells[place] if place < len(cells) else ""

    def _check_units(self, number: int, weight: str, unit: str, stated: Weight) -> None:
        if unit and parse_unit(unit) != stated.unit:
            self._fault(number, _("{weight}, but the unit is {unit}").format(weight=weight, unit=unit))

    def _keep(self, row: WeightRow) -> None:
        first = self._rows.setdefault((row.sku, row.marketplace_id), row)
        if first.weight.grams != row.weight.grams:
            text = _("{sku} has {weight} here and {other} in line {line}")
            self._fault(
                row.line,
                text.format(
                    sku=row.sku,
                    weight=render_weight(row.weight),
                    other=render_weight(first.weight),
                    line=first.line,
                ),
            )

    def _fault(self, number: int, text: str) -> None:
        self._problems.append(Problem(text, line=number))


def _marketplace_id(text: str) -> str:
    """The marketplace that a country or an id names; empty for all. Raises ConfigError for one unknown."""
    if not text or text in BY_ID:
        return text
    by_domain = {one.domain.removeprefix("www."): one.id for one in MARKETPLACES}
    return by_domain.get(text.lower()) or find_marketplace(text).id


def report_lines(rows: Iterable[CheckRow]) -> Iterator[list[str]]:
    """The cells of the report as CSV, the heading first; `weight` and `unit` are empty, to be filled in."""
    yield list(REPORT_COLUMNS)
    for row in rows:
        yield [_text(cell) for cell in _report_cells(row)]


def _report_cells(row: CheckRow) -> tuple[str, ...]:
    listing = row.listing
    marketplace = BY_ID.get(listing.marketplace_id)
    best = row.suggestions[0] if row.suggestions else None
    return (
        listing.sku,
        "",
        "",
        marketplace.country if marketplace else listing.marketplace_id,
        render_weight(best.weight) if best else "",
        best.source.value if best else "",
        str(best.parcels) if best and best.parcels else "",
        str(row.waiting),
        row.severity.value,
        "; ".join(finding.text for finding in row.findings),
        listing.asin,
        listing.title,
        " ".join(listing.statuses),
        plain(row.weight.grams) if row.weight else "",
        row.weight.origin.value if row.weight else "",
        row.address,
    )


def _text(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell
