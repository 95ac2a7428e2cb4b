"""What the documentation shows is what happens."""

from __future__ import annotations

import os

import pytest
from sessions import ROOT, Terminal, is_same, python_of, rewrite, session_of

PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    if session_of(page)
)
EXAMPLES = [page.relative_to(ROOT).as_posix() for page in sorted((ROOT / "docs").rglob("*.md")) if python_of(page)]
# This variable, once set, puts what is printed into the pages: for when the program's words have changed on purpose.
WRITE = "MWSLINK_TEST_WRITE_DOCS"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_its_commands_print(name: str, terminal: Terminal) -> None:
    """Every console block runs as it stands, one after the other, and prints what is shown."""
    steps = session_of(ROOT / name)

    printed = [terminal.run(step.command) for step in steps]

    if WRITE in os.environ:
        rewrite(ROOT / name, iter(printed))
    for step, text in zip(session_of(ROOT / name), printed, strict=True):
        told = f"{name}: $ {step.command}\nshows:\n{step.shown}\nprints:\n{text}\n(meant so? run with {WRITE}=1)"
        assert is_same(step.shown, text), told


def test_the_first_pages_have_sessions() -> None:
    """README and tutorial are tried, not only read."""
    assert {"README.md", "docs/tutorial.md"} <= set(PAGES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_python_examples_run(name: str) -> None:
    """A developer can copy them as they stand."""
    for example in python_of(ROOT / name):
        exec(compile(example, name, "exec"), {})
