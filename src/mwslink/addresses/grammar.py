"""How addresses of a country are read: its languages' words as patterns over plain text (text.py)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mwslink.addresses.languages.de import GERMAN
from mwslink.addresses.languages.en import ENGLISH
from mwslink.addresses.languages.es import SPANISH
from mwslink.addresses.languages.fr import FRENCH
from mwslink.addresses.languages.it import ITALIAN
from mwslink.addresses.languages.language import Language
from mwslink.addresses.languages.nl import DUTCH
from mwslink.addresses.languages.pl import POLISH
from mwslink.addresses.languages.pt import PORTUGUESE
from mwslink.addresses.languages.sv import SWEDISH

_SPOKEN = {
    "ES": (SPANISH,),
    "AD": (SPANISH, FRENCH),
    "PT": (PORTUGUESE,),
    "FR": (FRENCH,),
    "MC": (FRENCH,),
    "IT": (ITALIAN, GERMAN),
    "SM": (ITALIAN,),
    "VA": (ITALIAN,),
    "DE": (GERMAN,),
    "AT": (GERMAN,),
    "LI": (GERMAN,),
    "CH": (GERMAN, FRENCH, ITALIAN),
    "LU": (FRENCH, GERMAN),
    "BE": (DUTCH, FRENCH),
    "NL": (DUTCH,),
    "PL": (POLISH,),
    "SE": (SWEDISH,),
    "DK": (SWEDISH,),
    "NO": (SWEDISH,),
    "FI": (SWEDISH,),
    "GP": (FRENCH,),
    "MQ": (FRENCH,),
    "GF": (FRENCH,),
    "RE": (FRENCH,),
    "YT": (FRENCH,),
}
_BEFORE = {"FR", "MC", "GB", "IE", "JE", "GG", "IM", "US", "CA", "AU", "NZ", "GP", "MQ", "GF", "RE", "YT", "LU"}
_JOINER = r"(?:\s?[-/+&:]\s?|\s(?:y|e|i|u|und|et|en|and|och)\s)"
_REPEAT = r"(?:\s?(?:bis|ter|quater|quinquies|dupl?|duplicado)(?!\w))?"
_LETTER = r"(?:\s?[-/]?\s?[a-z](?![\w'.º]|\s*/)(?:\s?-\s?[a-z](?!\w))?)?"
_APART = r"(?<![\w/\-])(?<!\d\.)"  # not within N-340
_DIGITS = rf"\d{{1,5}}(?:[a-z](?=\s?[/-]\s?\d))?(?:{_JOINER}\d{{1,5}}(?!\d))*"
_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of one country; all for plain text."""

    number_first: bool
    box_beside: bool  # a company names its post box beside its street
    splits_dashes: bool  # 12-3 is a number and a floor, unless it is a range
    joins_numbers: bool  # 12 3 is one house number
    street: re.Pattern[str]  # a word that makes it a street, wherever it stands
    street_start: re.Pattern[str]  # one with which a street begins
    number: re.Pattern[str]  # a house number with its additions
    marked_number: re.Pattern[str]  # "nº 12"; group 1 is the number
    no_number: re.Pattern[str]
    plot: re.Pattern[str]
    unit: re.Pattern[str]  # a floor or door, at the start
    unit_word: re.Pattern[str]  # ends with a word that a unit's number would follow
    loose_unit: re.Pattern[str]  # after a house number: a mere number or letter is a unit as well
    units: re.Pattern[str]  # nothing but floors and doors
    area: re.Pattern[str]
    date: re.Pattern[str]  # after a number: the number belongs to a date
    care_of: re.Pattern[str]
    box: re.Pattern[str]
    pickup: re.Pattern[str]
    company: re.Pattern[str]
    legal_form: re.Pattern[str]


@lru_cache(maxsize=64)
def grammar_of(country: str) -> Grammar:
    """The grammar of an ISO country; a cautious one for countries not known here."""
    spoken = _SPOKEN.get(country, (ENGLISH,))
    return _build(
        _Words(spoken),
        number_first=country in _BEFORE,
        box_beside=FRENCH in spoken,
        splits_dashes=bool({SPANISH, PORTUGUESE} & set(spoken)),
        joins_numbers=country == "NL",
    )


class _Words:
    """The word lists of some languages, as alternations."""

    def __init__(self, spoken: tuple[Language, ...]) -> None:
        self._spoken = spoken

    def any_of(self, *fields: str) -> str:
        """An alternation, the longest words first."""
        found = {word for language in self._spoken for field in fields for word in getattr(language, field).split()}
        ordered = sorted(found, key=lambda word: (-len(word), word))
        return "(?:" + "|".join(word.replace("_", r"\s") for word in ordered) + ")" if ordered else _NEVER

    def raw(self, field: str) -> str:
        """Expressions that are alternations themselves."""
        found = [getattr(language, field).replace("_", r"\s?") for language in self._spoken]
        return "(?:" + "|".join(one for one in found if one) + ")" if any(found) else _NEVER

    @property
    def areas_end(self) -> bool:
        """Rose Cottage: the kind of place comes last, not first as in Residencia Sol."""
        return ENGLISH in self._spoken

    @property
    def ends_words(self) -> str:
        """The endings that may be glued to a name: hauptstrasse, kungsgatan."""
        glued = [one.endings for one in self._spoken if one in {GERMAN, DUTCH, SWEDISH}]
        found = [word for text in glued for word in text.split() if len(word) > 2]
        return f"(?:{'|'.join(found)})" if found else _NEVER


def _build(words: _Words, **habits: bool) -> Grammar:
    unit, loose = _units(words)
    number = _DIGITS + _additions(words) + r"(?![\wºª°])"
    area = rf"{words.any_of('areas')}(?!\w)"
    marker = rf"(?:{words.any_of('markers')}\.?\s*)"
    compiled = re.compile
    return Grammar(
        **habits,
        street=compiled(_street(words)),
        street_start=compiled(rf"(?:c/(?!\s?o\s)|{words.any_of('streets')}(?!\w)\.?)\s?"),
        number=compiled(rf"(?:(?<!\w){marker}|{_APART})(?P<number>{number})"),
        marked_number=compiled(rf"(?<!\w){marker}(?P<number>{number})"),
        no_number=compiled(rf"(?<!\w){words.any_of('no_number')}(?!\w)\.?"),
        plot=compiled(rf"(?<!\w){words.any_of('plots')}(?!\w)\.?\s*(?:n[º°]?\.?\s*)?\d[\w.,+/-]*(?<![.,])"),
        unit=compiled(unit),
        unit_word=compiled(rf"(?:^|.*[\s,.(-]){words.any_of('units', 'plots')}\.?\s*"),
        loose_unit=compiled(loose),
        units=compiled(rf"(?:(?:{loose})[\s,.;/-]*)+"),
        area=compiled(rf"(?:.*\W)?{area}\W*$" if words.areas_end else area),
        date=compiled(rf"\.?\s+(?:(?:de|d')\s?)?{words.any_of('months')}(?!\w)|\.?º?\s+de\s"),
        care_of=compiled(rf"{words.any_of('care_of')}(?:\s|:|\.(?=\s)|(?<=[./:]))"),
        box=compiled(rf"{words.raw('boxes')}\.?\s*(?:n[º°o]?\.?\s*|nr\.?\s*)?(?P<number>\d[\d ]*\d|\d)(?!\w)"),
        pickup=compiled(rf"(?:.*\W)?{words.any_of('pickups')}(?!\w)"),
        company=compiled(rf".*\w[\s,.]+{words.any_of('companies')}"),
        legal_form=compiled(words.any_of("companies")),
    )


def _street(words: _Words) -> str:
    start = rf"(?<!\w)(?:c/(?!\s?o\s)|{words.any_of('streets')}(?!\w))"
    end = rf"(?<!\w){words.any_of('endings')}(?!\w)|\w{words.ends_words}(?!\w)"
    return f"{start}|{end}"


def _additions(words: _Words) -> str:
    extra = words.any_of("additions")
    suffix = _REPEAT + _LETTER if extra == _NEVER else rf"(?:{extra}(?!\w)|{_REPEAT}{_LETTER})"
    return rf"(?:(?!\s{words.any_of('units')}\.?\s*\d){suffix})?"  # 12 b 4: box 4 of number 12


def _units(words: _Words) -> tuple[str, str]:
    """A floor or door; and the same where also a mere number or letter is one."""
    which = rf"(?:\d[\w/\-ºª°]*|[a-z]\d{{0,3}}(?!\w)|[ivx]{{1,4}}(?!\w)|{words.any_of('sides')}(?!\w))"
    named = rf"{words.any_of('units')}(?!\w)\.?\s*(?:n[º°o]?\.?\s*|nr\.?\s*|[:#]\s*)?{which}"
    ordinal = r"\d{1,2}\s?[.]?[ºª°][\w-]*"
    strong = rf"{named}|{words.any_of('floors')}(?!\w)\.?|{ordinal}"
    some = rf"\d{{1,4}}(?!\d)[a-z]{{0,2}}|\d{{1,2}}{words.any_of('sides')}|[a-z]|[ivx]{{1,4}}|[a-z]\d{{1,3}}"
    return strong, rf"{strong}|(?:{some})(?!\w)|#"
