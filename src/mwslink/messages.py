"""The program's languages: `_()` and `ngettext()` look a message up when it is needed, never at import.

Catalogues are gettext's (`locales/<language>/LC_MESSAGES/mwslink.mo`). Click's own texts are looked up in the
process's default domain, so that is set to ours and our catalogue holds Click's sentences as well.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Mapping
from pathlib import Path

DOMAIN = "mwslink"
LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("en", "es")
_LANGUAGE_CODE = re.compile(r"[_.@-]")  # what ends it in es_ES.UTF-8, ca@valencia, es-MX

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(message)


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for "translate later")
    """Mark a message for the catalogue; whoever shows it translates it."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the message that goes with `count`."""
    return _catalogue.ngettext(one, many, count)


def language() -> str:
    """The language in use: `en` or `es`."""
    return _language


def use_language(setting: str, environ: Mapping[str, str] | None = None) -> str:
    """Speak `setting` (`auto`, `en` or `es`) from now on; return the language chosen.

    `auto` follows LANGUAGE, LC_ALL, LC_MESSAGES and LANG, in gettext's order; English when none is set.
    """
    global _catalogue, _language
    environ = os.environ if environ is None else environ
    _language = setting if setting in LANGUAGES else _from_environment(environ)
    _catalogue = gettext.translation(DOMAIN, LOCALES, languages=[_language], fallback=True)
    os.environ["LANGUAGE"] = _language  # Click asks gettext's global domain, which asks this
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    return _language


def _from_environment(environ: Mapping[str, str]) -> str:
    """The first language we speak of the variable that counts; English where it names none of ours."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := environ.get(name):
            spoken = (_LANGUAGE_CODE.split(locale.strip(), maxsplit=1)[0].lower() for locale in wanted.split(":"))
            return next((code for code in spoken if code in LANGUAGES), "en")
    return "en"
