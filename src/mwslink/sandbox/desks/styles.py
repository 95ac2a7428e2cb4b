"""How a seller's reports are written in a marketplace: columns, charset, line ends, language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.desks.columns import BUSINESS, FRANCE, LANGUAGES, LATER, LAYOUTS, REDUCED, USUAL
from mwslink.sandbox.settings import SandboxError

_CODECS = {"windows-31j": "cp932"}  # a name that Python does not know
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
CHARSETS = ("utf-8", "windows-1252", "iso-8859-1", "windows-31j", "shift_jis")


@dataclass(frozen=True)
class Style:
    """`charset` as the Content-Type names it; an empty `language` leaves it to the API that is asked.

    `is_compressed`: None compresses the large ones.
    """

    charset: str = "utf-8"
    has_bom: bool = False
    line_end: str = "crlf"
    layout: str = USUAL
    language: str = ""
    is_compressed: bool | None = None

    @property
    def codec(self) -> str:
        """Python's name of the charset."""
        return _CODECS.get(self.charset.lower(), self.charset)


_STYLES = {
    "ES": Style("windows-1252"),
    "IT": Style("utf-8", line_end="lf"),
    "DE": Style("iso-8859-1", line_end="lf", layout=REDUCED),
    "FR": Style("utf-8", has_bom=True, layout=FRANCE),
    "GB": Style("utf-8", layout=BUSINESS),
    "JP": Style("windows-31j"),
}


def usual_style(marketplace: Marketplace) -> Style:
    """Each of the large marketplaces has one of the forms that were met."""
    return _STYLES.get(marketplace.country, Style(layout=LATER))


def changed_style(style: Style, changes: Mapping[str, Any]) -> Style:
    """The style with some of it different; raises SandboxError for values there are not."""
    allowed = {"charset": CHARSETS, "line_end": tuple(LINE_ENDS), "layout": LAYOUTS, "language": ("", *LANGUAGES)}
    for name, value in changes.items():
        if name in allowed and value not in allowed[name]:
            raise SandboxError(f"{name} must be one of {', '.join(allowed[name])}, not {value!r}")
    return replace(style, **changes)
