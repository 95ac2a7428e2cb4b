"""What an address is made of in one language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """Each field is a list of words, parted by spaces; a word may be a regular expression, `_` in it is a space.

    `streets` come before a street's name or alone, `endings` end it (strasse) or follow it (Street).
    `units` are followed by a number or letter (flat 2), `floors` stand alone (ground floor).
    `plots` are units that do for a house number where there is none (km 12). `areas` name a place that is no street.
    """

    streets: str = ""
    endings: str = ""
    units: str = ""
    floors: str = ""
    sides: str = ""
    plots: str = ""
    areas: str = ""
    months: str = ""
    markers: str = ""  # "number", before a number
    no_number: str = ""  # written where there is none
    care_of: str = ""
    boxes: str = ""  # before the number of a post office box
    pickups: str = ""
    companies: str = ""  # legal forms, after a company's name
    additions: str = ""  # what may follow the digits and belongs to the number
