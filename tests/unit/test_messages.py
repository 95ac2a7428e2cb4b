"""Both languages are complete, and which one is spoken follows gettext's rules."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import string
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from mwslink.cli.group import COMMANDS
from mwslink.messages import _, language, ngettext, use_language

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "mwslink"
# Callables whose text a person reads.
SPEAKERS = {"echo", "say", "prompt", "confirm", "UsageError", "BadParameter", "fail"}
ERRORS = re.compile(
    r"^(Mwslink|Config|Authorization|Temporary|Throttled|Network|Busy|Rejected|Partial|Store|Retention)Error$"
)
SHOWN_KEYWORDS = {"help", "hint", "epilog", "short_help", "text"}
# What stands for a value and is the same in every language.
METAVARS = {"ID", "[SKU]", "AKIA…", "URL", "[URL]", "A…", "Atzr|…", "amzn1…"}


def load_tool() -> ModuleType:
    """tools/messages.py, which is no package."""
    if not (ROOT / "tools" / "messages.py").exists():
        pytest.skip("tools/messages.py is not here: whether the catalogue is complete is not checked")
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_tool()


@pytest.fixture(scope="module")
def catalogue(tool):
    """The Spanish catalogue as in the repository."""
    return tool.load()


def test_every_message_of_the_program_and_of_click_has_spanish(tool):
    """Also both forms of every plural; run python tools/messages.py to see which are missing."""
    wanted = tool.update(tool.load())

    assert [message.id for message in tool.missing(wanted)] == []


def test_no_translation_is_a_guess(catalogue):
    """A fuzzy entry is a translation nobody looked at."""
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


def test_translations_have_the_placeholders_of_their_message(catalogue):
    """A missing {name} would lose a fact, a wrong one would raise while an error is told."""
    wrong = [
        (one, form)
        for message in catalogue
        if message.id
        for one, form in forms_of(message)
        if placeholders(one) != placeholders(form)
    ]

    assert wrong == []


def test_translations_keep_the_commands_and_options(catalogue):
    """What is to be typed is the same in every language."""
    typed = re.compile(rf"--[a-z][a-z-]+|(?<!where )\bmwslink (?:{'|'.join(COMMANDS)})\b")
    wrong = [
        (one, form)
        for message in catalogue
        if message.id and not str(message.locations[0][0]).startswith("click/")
        for one, form in forms_of(message)
        if set(typed.findall(one)) != set(typed.findall(form))
    ]

    assert wrong == []


def test_no_english_is_shown_past_the_catalogue():
    """A literal that a person reads goes through _() or N_()."""
    found = [f"{path.relative_to(ROOT)}:{line}: {text!r}" for path in own_files() for line, text in untranslated(path)]

    assert found == []


def test_the_compiled_catalogue_is_the_one_in_the_repository(catalogue):
    """`make messages` was run."""
    use_language("es")
    samples = [message for message in catalogue if message.id and not message.pluralizable]

    assert [message.id for message in samples if _(message.id) != message.string] == []


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "es_MX"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "ES_es"}, "es"),
        ({"LANG": "es_ES@euro"}, "es"),
        ({"LANG": "es-ES"}, "es"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "est"}, "en"),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "es_AR.UTF-8"}, "es"),
        ({"LANG": "es_ES.UTF-8", "LC_MESSAGES": ""}, "es"),
        ({"LANGUAGE": "de:es", "LANG": "en_US.UTF-8"}, "es"),
        ({"LANGUAGE": "de:en:es"}, "en"),
        ({"LANGUAGE": "de:fr", "LANG": "es_ES.UTF-8"}, "en"),
        ({"LANGUAGE": "", "LANG": "es_ES.UTF-8"}, "es"),
        ({"LANGUAGE": "es_CO:en", "LC_ALL": "en_US.UTF-8"}, "es"),
    ],
)
def test_auto_follows_the_environment_as_gettext_does(environ, expected):
    """LANGUAGE is a list and goes first; then LC_ALL, LC_MESSAGES, LANG; the first that is set decides."""
    assert use_language("auto", environ) == expected
    assert language() == expected


def test_a_setting_is_stronger_than_the_environment():
    """--language and the configuration win."""
    assert use_language("es", {"LANG": "en_US.UTF-8"}) == "es"
    assert use_language("en", {"LANG": "es_ES.UTF-8"}) == "en"


def test_plurals_have_their_spanish_forms():
    """One order, two orders."""
    use_language("es")

    assert [ngettext("{count} order", "{count} orders", n) for n in (0, 1, 2)] == [
        "{count} pedidos",
        "{count} pedido",
        "{count} pedidos",
    ]


def test_clicks_sentences_are_spanish_too():
    """Click asks the process's own gettext."""
    import gettext

    use_language("es")

    assert gettext.gettext("Usage:") == "Uso:"
    assert os.environ["LANGUAGE"] == "es"


def forms_of(message) -> Iterator[tuple[str, str]]:
    """Each English form beside its Spanish one."""
    if message.pluralizable:
        yield from zip(message.id, message.string, strict=True)
    else:
        yield message.id, message.string


def placeholders(text: str) -> Counter[tuple[str, str, str]]:
    """What is filled in; a field may be repeated or, as {count} in a singular, be left to words."""
    try:
        fields = [
            (name, spec or "", conversion or "")
            for _t, name, spec, conversion in string.Formatter().parse(text)
            if name
        ]
    except ValueError:
        fields = []
    return Counter([*fields, *((found, "", "") for found in re.findall(r"%\(\w+\)[sd]", text))])


def own_files() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "sandbox" not in path.relative_to(SOURCE).parts:  # it speaks as Amazon does
            yield path


def untranslated(path: Path) -> Iterator[tuple[int, str]]:
    """Literals handed to what a person reads: line and text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        speaks = name in SPEAKERS or ERRORS.match(name)
        shown = [*(node.args[:1] if speaks else ()), *(one.value for one in node.keywords if one.arg in SHOWN_KEYWORDS)]
        yield from ((node.lineno, text) for value in shown for text in literals(value) if is_english(text))
        for keyword in node.keywords:
            if (
                keyword.arg == "metavar"
                and isinstance(keyword.value, ast.Constant)
                and keyword.value.value not in METAVARS
            ):
                yield node.lineno, keyword.value.value


def literals(node: ast.expr) -> Iterator[str]:
    """The texts of an expression that no call stands around."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.BinOp):
        yield from literals(node.left)
        yield from literals(node.right)
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def is_english(text: str) -> bool:
    """Two words in a row; commands and markers are none."""
    return re.search(r"[A-Za-z]{2,} [a-z]+", re.sub(r"mwslink( [a-z]+| --?[\w-]+)*", "", text)) is not None


def test_the_check_for_untranslated_text_finds_some(tmp_path):
    """A check that cannot fail proves nothing."""
    path = tmp_path / "module.py"
    path.write_text(
        'say("This is English.")\noption("--x", help="Do a thing", metavar="THING")\nsay(_("This is not."))\n'
    )

    assert [line for line, _text in untranslated(path)] == [1, 2, 2]
    assert sys.modules.get("messages_tool") is None
