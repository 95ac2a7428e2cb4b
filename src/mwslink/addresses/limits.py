"""Put what was read into the fields within their lengths; what does not fit moves on and is told."""

from __future__ import annotations

from collections.abc import Iterable

from mwslink.addresses.model import LIMITS, Code, Doubt
from mwslink.addresses.text import cut, joined

_OVERFLOWING = (
    "name", "company_name", "address_line_1", "house_number", "po_box", "city", "postal_code", "phone_number",
)  # fmt: skip


def within_limits(fields: dict[str, str], extras: Iterable[str]) -> tuple[dict[str, str], list[Doubt]]:
    """The fields cut to length, with `address_line_2` and `left_over` made of what else there is."""
    fitted, doubts, spilled = dict(fields), [], []
    for name in _OVERFLOWING:
        fitted[name], rest = cut(fields[name], LIMITS[name])
        if rest:
            doubts.append(_too_long(name, fields[name]))
            spilled.append(rest)
    second = joined(*spilled, *extras)
    fitted["address_line_2"], fitted["left_over"] = cut(second, LIMITS["address_line_2"])
    if fitted["left_over"]:
        doubts.append(_too_long("address_line_2", second))
    return fitted, doubts


def _too_long(name: str, text: str) -> Doubt:
    return Doubt(Code.TOO_LONG, name, f"{len(text)} > {LIMITS[name]}")
