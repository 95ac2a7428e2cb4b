"""`check-weights`: what lacks a weight, where it is entered and which orders wait; and `import` lets those go on."""

from __future__ import annotations

import csv
import io
import json
import shutil
import urllib.request
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mwslink.sandbox.server import running_sandbox
from mwslink.sandbox.settings import SandboxSettings

PACKAGE, SPAIN = "item_package_weight", "A1RKKUPIHCS9HS"
WEIGHTS = (PACKAGE, "website_shipping_weight", "item_weight")
ROLE = "Product Listing"


class Amazon:
    """The sandbox's control paths."""

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, path: str, body: object = None, *, method: str | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_sandbox{path}", data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def calls(self) -> Counter[str]:
        return Counter(entry["operation"] for entry in self.call("/requests")["requests"])

    def begin(self, **settings: Any) -> None:
        self.call(
            "/state", {"accounts": 2, "orders": 0, "listings": 0, "listing_delay": 0, "quotas": False, **settings}
        )

    def add(self, sku: str, **more: Any) -> None:
        self.call("/listings", {"sku": sku, "title": f"A {sku}", "countries": ["ES", "IT"], **more})

    def weigh(self, sku: str, grams: float | None, **more: Any) -> None:
        value = {} if grams is None else {"value": grams, "unit": "grams"}
        self.call("/listings/weight", {"sku": sku, "attribute": PACKAGE, **value, **more})

    def wanted(self, data: Any) -> dict[str, Any]:
        """The orders of an import that wait."""
        return {held["order_id"]: held for one in data["connections"] for held in one["held"]}


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    with running_sandbox(SandboxSettings(orders=0, listings=0, quotas=False)) as sandbox:
        yield sandbox.url


@pytest.fixture
def connect(program: Any, sandbox_url: str) -> Any:
    def call(*countries: str, number: int = 1, options: tuple[str, ...] = ()) -> None:
        for country in countries:
            where = ("--sandbox", sandbox_url, "--account-number", str(number))
            assert program("connect", "--country", country, *where, *options).code == 0

    return call


@pytest.fixture
def amazon(sandbox_url: str, connect: Any) -> Amazon:
    """A seller of Spain and Italy with a cup that weighs something and a mug that does not."""
    amazon = Amazon(sandbox_url)
    amazon.begin()
    for sku in ("MUG-1", "CUP-2"):
        amazon.add(sku)
    amazon.weigh("CUP-2", 450)
    connect("ES", "IT")
    return amazon


def test_a_listing_without_a_weight_is_told_with_where_to_enter_it(program, amazon):
    ran = program("check-weights")

    assert ran.code == 10
    assert "MUG-1" in ran.out
    assert "CUP-2" not in ran.out
    assert "4 listings checked: 2 without a weight, 0 to look at; 0 open orders wait." in ran.out
    assert "Put it right from here: mwslink set-weight MUG-1 450g" in ran.out
    assert "More details, Advanced view, field “Shipping weight”" in ran.out
    assert "https://sellercentral-europe.amazon.com/abis/listing/edit?marketplaceID=" in ran.out
    assert ran.err == "mwslink: 2 listings have no shipping weight.\n"


def test_where_all_have_a_weight_the_code_is_0(program, amazon):
    amazon.weigh("MUG-1", 300)

    ran = program("check-weights")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "4 listings checked: all have a shipping weight.\n"


def test_it_sees_what_changed_since(program, amazon):
    assert program("check-weights").code == 10
    amazon.weigh("MUG-1", 300)
    assert program("check-weights", "--offline").code == 10
    assert program("check-weights").code == 0
    amazon.weigh("CUP-2", None)

    ran = program("check-weights", "--json")

    assert ran.code == 10
    assert {one["sku"] for one in ran.data["listings"]} == {"CUP-2"}


def test_json_has_all_of_it_in_one_document(program, amazon):
    amazon.weigh("MUG-1", 300, countries=["IT"])

    ran = program("check-weights", "--json")

    assert (ran.code, ran.document["exit_code"]) == (10, 10)
    (one,) = ran.data["listings"]
    assert (one["sku"], one["connection"], one["country"], one["marketplace_id"]) == ("MUG-1", "amazon-es", "ES", SPAIN)
    assert (one["title"], one["severity"], one["waiting_orders"], one["grams"]) == ("A MUG-1", "error", 0, None)
    assert [finding["code"] for finding in one["findings"]] == ["missing-weight"]
    assert [(hint["weight"], hint["source"]) for hint in one["suggestions"]] == [("300 g", "elsewhere")]
    assert f"marketplaceID={SPAIN}&sku=MUG-1" in one["page"]
    assert (ran.data["checked"], ran.data["missing"]) == (4, 2 - 1)


@pytest.mark.parametrize("is_file", [True, False])
def test_csv_has_a_line_for_each_and_nothing_else(program, amazon, tmp_path: Path, is_file: bool):
    file = tmp_path / "weights.csv"

    ran = program("check-weights", *(("--output", str(file)) if is_file else ("--format", "csv")))

    assert ran.code == 10
    rows = list(csv.DictReader(io.StringIO(file.read_text() if is_file else ran.out)))
    assert [(row["sku"], row["country"], row["weight"], row["severity"]) for row in rows] == [
        ("MUG-1", country, "", "error") for country in ("ES", "IT")
    ]
    assert all(row["address"].startswith("https://sellercentral") for row in rows)
    assert (str(file) in ran.out) == is_file


def test_json_and_csv_on_one_output_are_refused(program, amazon):
    assert program("check-weights", "--json", "--format", "csv").code == 2


def test_weights_that_look_wrong_are_told_and_missing_leaves_them_out(program, amazon):
    """They do not change the exit code: there is a weight to ship by."""
    amazon.weigh("MUG-1", 250_000)

    ran, missing = program("check-weights", "--json"), program("check-weights", "--missing", "--json")

    assert (ran.code, missing.code) == (0, 0)
    assert {one["findings"][0]["code"] for one in ran.data["listings"]} == {"heavier-than-a-parcel"}
    assert missing.data["listings"] == []


@pytest.mark.parametrize(("grams", "code"), [(0, "zero-weight"), (-5, "negative-weight"), (None, "missing-weight")])
def test_what_is_no_weight_is_missing(program, amazon, grams, code):
    amazon.weigh("MUG-1", grams)

    ran = program("check-weights", "--json")

    assert ran.code == 10
    assert {one["findings"][0]["code"] for one in ran.data["listings"]} == {code}


def test_what_amazon_ships_needs_none(program, amazon):
    amazon.weigh("MUG-1", 300)
    amazon.add("FBA-3", fulfilled_by="AMAZON")

    assert program("check-weights").code == 0


def test_offline_asks_nobody(program, amazon):
    before = program("check-weights", "--json").data["listings"]
    amazon.call("/requests", method="DELETE")

    ran = program("check-weights", "--offline", "--json")

    assert (ran.code, ran.data["listings"]) == (10, before)
    assert not amazon.calls()


def test_only_the_connections_named_are_shown(program, amazon):
    ran = program("check-weights", "amazon-it", "--json")

    assert {one["connection"] for one in ran.data["listings"]} == {"amazon-it"}
    assert program("check-weights", "amazon-fr").code == 3


def test_several_sellers_are_checked_in_one_run(program, amazon, connect):
    connect("ES", number=2)
    amazon.add("LAMP-9", account=2, countries=["ES"])

    ran = program("check-weights", "--json")

    assert ran.code == 10
    assert {(one["connection"], one["sku"]) for one in ran.data["listings"]} == {
        ("amazon-es", "MUG-1"),
        ("amazon-it", "MUG-1"),
        ("amazon-es-sandbox-2", "LAMP-9"),
    }


def test_a_seller_without_listings_is_told_so(program, sandbox_url, connect):
    Amazon(sandbox_url).begin()
    connect("ES")

    ran = program("check-weights")

    assert (ran.code, ran.out) == (0, "0 listings checked: all have a shipping weight.\n")


def test_without_connections_there_is_nothing_to_check(program):
    ran = program("check-weights")

    assert "Traceback" not in ran.err
    assert ran.code in (0, 3)


def test_without_the_role_it_ends_with_4_and_claims_nothing(program, amazon):
    amazon.call("/accounts/1/roles", {"remove": [ROLE]})

    ran = program("check-weights")

    assert ran.code == 4
    assert ran.err.startswith("mwslink: amazon-es, amazon-it: Amazon refuses access to searchListingsItems")
    assert ROLE in ran.err
    assert "all have a shipping weight" not in ran.out


def test_one_seller_without_the_role_does_not_stop_another(program, amazon, connect):
    connect("ES", number=2)
    amazon.add("LAMP-9", account=2, countries=["ES"])
    amazon.call("/accounts/1/roles", {"remove": [ROLE]})

    ran = program("check-weights", "--json")

    assert ran.code == 7
    assert {one["sku"] for one in ran.data["listings"]} == {"LAMP-9"}


@pytest.fixture
def shop(program: Any, sandbox_url: str, connect: Any, blank_environment: Path) -> Amazon:
    """Spain and Italy with orders, of which the first's listing lost its weights; nothing was imported yet."""
    amazon = Amazon(sandbox_url)
    amazon.begin(orders=40, listings=300)
    connect("ES", "IT")
    assert program("import").code == 0
    waiting = program("orders", "--open", "--json").data["orders"][0]
    for sku in {item["sku"] for item in waiting["items"]}:
        for attribute in WEIGHTS:
            amazon.call("/listings/weight", {"sku": sku, "attribute": attribute})
    shutil.rmtree(blank_environment / ".local")
    return amazon


def test_orders_that_wait_are_named_once_and_stay_in_the_document(program, shop):
    """Told on standard error when they begin to wait; `held` has them as long as they do."""
    first, second = program("import"), program("import", "--json")

    held = shop.wanted(second.data)
    assert held
    assert all(order in first.err for order in held)
    assert (first.code, second.code, second.err) == (0, 0, "")
    assert all(one["reason"] == "missing-weight" and one["skus"] and not one["is_new"] for one in held.values())
    assert second.document["warnings"] == []


def test_a_check_shows_first_what_most_orders_wait_for(program, shop):
    program("import")

    ran = program("check-weights", "--json")

    waits = [one["waiting_orders"] for one in ran.data["listings"]]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 0
    assert waits[-1] == 0


@pytest.mark.parametrize("is_local", [True, False], ids=["kept here", "at Amazon"])
def test_orders_are_released_once_there_is_a_weight(program, shop, is_local):
    held = shop.wanted(program("import", "--json").data)
    skus = {sku for one in held.values() for sku in one["skus"]}
    assert skus
    for sku in skus:
        if is_local:
            assert program("set-weight", sku, "450g", "--local").code == 0
        else:
            shop.weigh(sku, 450)
    assert program("check-weights", "--missing").code in (0, 10)

    ran = program("import", "--json")

    assert shop.wanted(ran.data) == {}
    assert program("import", "--json").document["warnings"] == []


def test_set_weight_tells_which_orders_it_released(program, shop):
    held = shop.wanted(program("import", "--json").data)
    order, one = next((order, one) for order, one in held.items() if len(one["skus"]) == 1)

    ran = program("set-weight", one["skus"][0], "450g", "--local", "--json")

    assert order in ran.data["released"]


def test_without_import_weight_no_order_waits_and_nothing_is_asked(program, sandbox_url, connect):
    amazon = Amazon(sandbox_url)
    amazon.begin(orders=40, listings=300)
    connect("ES", "IT", options=("--no-import-weight",))
    amazon.call("/requests", method="DELETE")

    ran = program("import", "--json")

    assert (ran.code, ran.err, amazon.wanted(ran.data)) == (0, "", {})
    assert not {"searchListingsItems", "getListingsItem"} & amazon.calls().keys()


def weights(program: Any) -> dict[tuple[str, str], Decimal]:
    """What the open orders weigh, by country and order; those that wait are left out."""
    orders = program("orders", "--open", "--json").data["orders"]
    weighed = [one for one in orders if one["weight"] and one["weight"]["grams"]]
    return {(one["country"], one["order_id"]): Decimal(one["weight"]["grams"]) for one in weighed}


def test_packaging_is_added_to_each_order_once(program, shop):
    program("import")
    before = weights(program)
    assert program("settings", "amazon-es", "--packaging-grams", "50").code == 0
    assert program("import").code == 0

    after = weights(program)

    assert {country for country, _order in before} == {"ES", "IT"}
    more = {key: after[key] - grams for key, grams in before.items()}
    assert more == {(country, order): 50 if country == "ES" else 0 for country, order in before}
