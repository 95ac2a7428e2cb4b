"""`set-weight`: written at Amazon and read back, kept here, taken back; and a file is taken whole or not at all."""

from __future__ import annotations

import json
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings

MUG, CUP = "MUG-1", "CUP-2"
PACKAGE = "item_package_weight"


class Amazon:
    """The sandbox's control paths."""

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/_sandbox{path}", data), timeout=10) as answer:
            return json.load(answer)

    def calls(self) -> Counter[str]:
        return Counter(entry["operation"] for entry in self.call("/requests")["requests"])

    def weights(self, sku: str) -> dict[str, Any]:
        """What the listing weighs there, by country."""
        offers = self.call(f"/listings?account=1&sku={sku}")["offers"]
        return {country: offer["weights"].get(PACKAGE) for country, offer in offers.items()}

    def assert_nothing_written(self) -> None:
        assert not {"patchListingsItem", "createFeed"} & self.calls().keys()
        assert self.call("/listings?account=1")["changed"] == 2  # the two that were added


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    with running_sandbox(SandboxSettings(accounts=1, orders=0, listings=40, listing_delay=0, quotas=False)) as sandbox:
        yield sandbox.url


@pytest.fixture
def amazon(program: Any, sandbox_url: str) -> Amazon:
    """Two listings without weights, of a seller connected in Spain and Italy."""
    amazon = Amazon(sandbox_url)
    amazon.call("/state", {"orders": 0, "listings": 40, "listing_delay": 0, "quotas": False, "accounts": 1})
    for sku in (MUG, CUP):
        amazon.call("/listings", {"sku": sku, "title": f"A {sku}", "countries": ["ES", "IT"]})
    for country in ("ES", "IT"):
        assert program("connect", "--country", country, "--sandbox", sandbox_url).code == 0
    return amazon


def test_it_is_effective_once_it_was_read_back(program, amazon):
    ran = program("set-weight", MUG, "450g", "--yes", "--json")

    assert ran.code == 0, ran.err
    (step,) = ran.data["steps"]
    assert (step["state"], step["attribute"], step["weight"]) == ("effective", PACKAGE, "450 g")
    assert amazon.weights(MUG) == {"ES": {"value": 450, "unit": "grams"}, "IT": {"value": 450, "unit": "grams"}}
    assert amazon.calls()["patchListingsItem"] == 2  # the preview, and the change


def test_the_same_again_writes_nothing(program, amazon):
    assert program("set-weight", MUG, "0,45 kg", "--yes").code == 0
    calls = amazon.calls()

    ran = program("set-weight", MUG, "450g", "--yes")

    assert ran.code == 0
    assert f"have the weight already: {MUG}" in ran.out
    assert amazon.calls()["patchListingsItem"] == calls["patchListingsItem"]


@pytest.mark.parametrize(
    "arguments",
    [(MUG, "450g", "--dry-run"), (MUG, "450g", "--dry-run", "--yes"), (MUG, "450g", "--local", "--dry-run")],
)
def test_a_dry_run_writes_nothing(program, amazon, arguments):
    ran = program("set-weight", *arguments)

    assert ran.code == 0
    assert "Nothing was written (--dry-run)." in ran.out
    amazon.assert_nothing_written()
    assert program("set-weight", MUG, "--local", "--remove").code == 6


def test_without_a_terminal_it_wants_yes(program, amazon):
    ran = program("set-weight", MUG, "450g")

    assert ran.code == 2
    assert "--yes" in ran.err
    amazon.assert_nothing_written()


def test_only_one_connection_is_changed_where_one_is_named(program, amazon):
    assert program("set-weight", MUG, "450g", "--yes", "--connection", "amazon-it").code == 0

    assert amazon.weights(MUG) == {"ES": None, "IT": {"value": 450, "unit": "grams"}}


def test_what_changes_nothing_is_never_called_effective(program, amazon):
    """The page belongs to others: Amazon accepts the change and does not make it."""
    amazon.call("/listings/offer-only", {"sku": MUG, "on": True})

    ran = program("set-weight", MUG, "450g", "--yes", "--wait", "0s", "--json")
    again = program("set-weight", "--resume", "--wait", "0s", "--json")

    for one in (ran, again):
        assert one.code == 5
        assert [step["state"] for step in one.data["steps"]] == ["accepted"]
        assert one.document["errors"][0]["type"] == "TemporaryError"
    assert amazon.weights(MUG) == {"ES": None, "IT": None}


def test_asked_again_while_it_is_under_way_it_is_not_written_twice(program, amazon):
    amazon.call("/listings/offer-only", {"sku": MUG, "on": True})
    assert program("set-weight", MUG, "450g", "--yes", "--wait", "0s").code == 5
    before = amazon.calls()["patchListingsItem"]

    ran = program("set-weight", MUG, "450g", "--yes", "--wait", "0s", "--json")

    assert ran.code == 5
    assert [step["state"] for step in ran.data["steps"]] == ["accepted"]
    assert amazon.calls()["patchListingsItem"] == before


def test_another_weight_is_written_while_one_is_under_way(program, amazon):
    amazon.call("/listings/offer-only", {"sku": MUG, "on": True})
    assert program("set-weight", MUG, "450g", "--yes", "--wait", "0s").code == 5

    ran = program("set-weight", MUG, "470g", "--yes", "--wait", "0s", "--json")

    assert [step["weight"] for step in ran.data["steps"]] == ["450 g", "470 g"]


@pytest.mark.parametrize("second", [("--undo",), (MUG, "450g")], ids=["undo", "the old weight"])
def test_who_changes_his_mind_before_it_shows_gets_the_last_wish(program, amazon, second):
    """What was accepted still comes, and then what is wanted now."""
    amazon.call("/state", {"orders": 0, "listings": 40, "listing_delay": 60, "quotas": False, "accounts": 1})
    amazon.call("/listings", {"sku": MUG, "title": "A mug", "countries": ["ES", "IT"]})
    assert program("set-weight", MUG, "450g", "--yes", "--wait", "0s").code == 5
    amazon.call("/clock", {"advance": 120})
    assert program("set-weight", "--resume").code == 0
    assert program("set-weight", MUG, "777g", "--yes", "--wait", "0s").code == 5

    plan = program("set-weight", *second, "--dry-run")
    ran = program("set-weight", *second, "--yes", "--wait", "0s", "--json")
    amazon.call("/clock", {"advance": 120})

    assert "Another weight is on its way there" in plan.out
    assert ran.code == 5, ran.err
    assert [(step["weight"], step["state"]) for step in ran.data["steps"]] == [
        ("777 g", "overtaken"),
        ("450 g", "accepted"),
    ]
    assert amazon.weights(MUG)["ES"] == {"value": 450, "unit": "grams"}


def test_the_last_change_is_taken_back(program, amazon):
    assert program("set-weight", MUG, "450g", "--yes").code == 0
    assert program("set-weight", MUG, "1 lb", "--yes").code == 0

    assert program("set-weight", "--undo", "--yes").code == 0

    assert amazon.weights(MUG)["ES"] == {"value": 450, "unit": "grams"}


def test_a_zero_that_was_there_before_comes_back_with_a_warning(program, amazon):
    """Undo means as it was, also where that is no weight; nobody may think that all is well then."""
    amazon.call("/listings/weight", {"sku": MUG, "attribute": PACKAGE, "value": 0, "unit": "kilograms"})
    assert program("set-weight", MUG, "450g", "--yes").code == 0

    plan = program("set-weight", "--undo", "--dry-run")
    ran = program("set-weight", "--undo", "--yes")

    assert ran.code == 0
    for one in (plan, ran):
        assert f"Warning: {MUG}: 0 kg is what it was before, but no weight" in one.err
    assert amazon.weights(MUG)["ES"] == {"value": 0, "unit": "kilograms"}


def test_a_weight_that_was_not_there_before_cannot_be_taken_back_and_that_is_said(program, amazon):
    assert program("set-weight", MUG, "450g", "--yes").code == 0

    ran = program("set-weight", "--undo", "--yes")

    assert ran.code == 3
    assert "empty the field in Seller Central" in ran.err
    assert amazon.weights(MUG)["ES"] == {"value": 450, "unit": "grams"}


def test_there_may_be_nothing_to_take_back_or_to_go_on_with(program, amazon):
    assert program("set-weight", "--undo", "--yes").code == 6
    resumed = program("set-weight", "--resume")

    assert (resumed.code, resumed.out.strip()) == (0, "There is nothing left to be done.")
    amazon.assert_nothing_written()


def test_a_weight_kept_here_is_told_to_nobody_and_can_be_forgotten(program, amazon):
    kept = program("set-weight", MUG, "450g", "--local", "--json")
    removed = program("set-weight", MUG, "--local", "--remove")
    again = program("set-weight", MUG, "--local", "--remove")

    assert [one["weight"] for one in kept.data["local"]] == ["450 g"]
    assert (kept.code, removed.code, again.code) == (0, 0, 6)
    amazon.assert_nothing_written()


def test_a_sku_that_nobody_knows_is_kept_with_a_warning(program, amazon):
    ran = program("set-weight", "NO-SUCH", "450g", "--local")

    assert ran.code == 0
    assert "NO-SUCH; is it right?" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        ((MUG,), 2),
        ((MUG, "450g", "--undo"), 2),
        ((MUG, "450g", "--remove"), 2),
        (("--undo", "--resume"), 2),
        ((MUG, "1.234 kg", "--yes"), 6),
        ((MUG, "0 g", "--yes"), 6),
        ((MUG, "450", "--yes"), 6),
        ((MUG, "450 stone", "--yes"), 6),
        (("NO-SUCH", "450g", "--yes"), 3),
        ((MUG, "450g", "--yes", "--connection", "amazon-fr"), 3),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(program, amazon, arguments, code):
    ran = program("set-weight", *arguments)

    assert ran.code == code, ran.err
    assert ran.err.strip()
    amazon.assert_nothing_written()


UNAMBIGUOUS = {
    "plain": f"sku,weight\n{MUG},450 g\n{CUP},0.5 kg\n".encode(),
    "semicolons": f"SKU;Peso\r\n{MUG};0,45 kg\r\n{CUP};0,5 kg\r\n".encode("cp1252"),
    "UTF-16 with tabs, as Excel": f"sku\tweight\tunit\r\n{MUG}\t450\tg\r\n{CUP}\t0,5\tkg\r\n".encode("utf-16"),
    "with its mark": b"\xef\xbb\xbf" + f"sku;weight (kg)\n{MUG};0,45\n{CUP};0,50\n".encode(),
    "sep": f"sep=;\nsku;weight\n{MUG};450g\n{CUP};500g\n".encode(),
    "said twice": f"sku,weight\n{MUG},450 g\n{CUP},500 g\n{MUG},0.45 kg\n".encode(),
}


@pytest.mark.parametrize("content", UNAMBIGUOUS.values(), ids=UNAMBIGUOUS.keys())
def test_a_file_with_one_meaning_is_written(program, amazon, tmp_path: Path, content: bytes):
    file = tmp_path / "weights.csv"
    file.write_bytes(content)

    ran = program("set-weight", "--file", str(file), "--yes", "--json")

    assert ran.code == 0, ran.err
    steps = {step["sku"]: (step["weight"], step["state"]) for step in ran.data["steps"]}
    assert {sku: state for sku, (_weight, state) in steps.items()} == {MUG: "effective", CUP: "effective"}
    grams = {"grams": 1, "kilograms": 1000}
    written = {sku: amazon.weights(sku)["ES"] for sku in (MUG, CUP)}
    assert {sku: one["value"] * grams[one["unit"]] for sku, one in written.items()} == {MUG: 450, CUP: 500}


def test_a_decimal_comma_after_thousands_has_one_meaning(program, amazon, tmp_path: Path):
    """1.234,5 kg can only be 1234.5 kg, which nobody ships; in grams it is fine."""
    heavy, light = tmp_path / "heavy.csv", tmp_path / "light.csv"
    heavy.write_text(f"sku;weight\n{MUG};1.234,5 kg\n")
    light.write_text(f"sku;weight\n{MUG};1.234,5 g\n")

    refused = program("set-weight", "--file", str(heavy), "--yes")
    assert (refused.code, "line 2" in refused.err, "1234.5 kg" in refused.err) == (3, True, True), refused.err
    amazon.assert_nothing_written()

    assert program("set-weight", "--file", str(light), "--yes").code == 0
    assert amazon.weights(MUG)["ES"] == {"value": 1234.5, "unit": "grams"}


REFUSED = {
    "wrong columns": ("code,grams\nMUG-1,450\n", "line 1", "sku"),
    "two columns alike": ("sku,weight,peso\nMUG-1,450 g,450 g\n", "line 1", "two columns"),
    "duplicates": ("sku,weight\nMUG-1,450 g\nCUP-2,1 kg\nMUG-1,460 g\n", "line 4", "in line 2"),
    "two readings": ("sku;weight\nCUP-2;450 g\nMUG-1;1.234 kg\n", "line 3", "1.234"),
    "no unit": ("sku,weight\nCUP-2,450 g\nMUG-1,450\n", "line 3", "no unit"),
    "decimal comma unquoted": ("sku,weight\nMUG-1,0,45 kg\n", "line 2", "decimal comma"),
    "no weight": ("sku,weight\nCUP-2,450 g\nMUG-1,\n", "line 3", "MUG-1"),
    "no SKU": ("sku,weight\nCUP-2,450 g\n,450 g\n", "line 3", "SKU"),
    "zero": ("sku,weight\nCUP-2,450 g\nMUG-1,0 g\n", "line 3", "above zero"),
    "other country": ("sku,weight,country\nCUP-2,450 g,ES\nMUG-1,450 g,XX\n", "line 3", "XX"),
    "not connected": ("sku,weight,country\nCUP-2,450 g,ES\nMUG-1,450 g,FR\n", "line 3", "MUG-1"),
    "unknown SKU": ("sku,weight\nMUG-1,450 g\nNO-SUCH,450 g\n", "NO-SUCH", "no listing"),
    "quote not closed": ('sku;weight\nCUP-2;450 g\nMUG-1;"450 g\n', "line 3", "quotation mark"),
    "stray quote in another column": (
        'sku;weight;title\nCUP-2;450 g;"A cup\nMUG-1;470 g;A mug\n',
        "line 2",
        "quotation mark",
    ),
    "two stray quotes": (
        'sku;weight;title\nMUG-1;450 g;A mug\nCUP-2;450 g;"A cup\nMUG-1;470 g;of 27"\n',
        "line 3",
        "quotation mark",
    ),
    "text after a quote": ('sku;weight\n"CUP-2"x;450 g\n', "line 2", "quotation mark"),
    "empty": ("", "line 1", "sku"),
    "no rows": ("sku,weight\n", "line 1", "no weight"),
}


@pytest.mark.parametrize(("text", "where", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_with_a_fault_is_refused_whole(program, amazon, tmp_path: Path, text: str, where: str, why: str):
    file = tmp_path / "weights.csv"
    file.write_text(text)

    ran = program("set-weight", "--file", str(file), "--yes")

    assert ran.code == 3, ran.err
    assert where in ran.err
    assert why in ran.err
    amazon.assert_nothing_written()


def test_the_report_filled_in_comes_back(program, amazon, tmp_path: Path):
    """Only the lines that somebody filled in are written."""
    file = tmp_path / "weights.csv"
    assert program("check-weights", "--output", str(file)).code == 10
    lines = file.read_text().splitlines()
    assert sum(line.startswith(f"{MUG},") for line in lines) == 2
    file.write_text("\n".join(line.replace(f"{MUG},,", f"{MUG},450 g,") for line in lines) + "\n")

    assert program("set-weight", "--file", str(file), "--yes").code == 0

    assert amazon.weights(MUG)["ES"] == {"value": 450, "unit": "grams"}
    assert amazon.weights(CUP)["ES"] is None
