"""Archives of one place that are sealed to different keys: recipients change, and stores share places."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from legal_copies import Shop, new_key, open_shop
from programs import Ran

from contract.store.samples import order_id

Program = Callable[..., Ran]


@pytest.fixture
def shop(config_file: Path, blank_environment: Path, tmp_path: Path) -> Iterator[Shop]:
    """Order 1 is sealed to `key.txt`, order 2 to `other.txt`."""
    with open_shop(config_file, blank_environment, tmp_path) as opened:
        yield opened


@pytest.fixture
def keys(shop: Shop, program: Program) -> dict[int, Path]:
    """The private key of each order's archive; the recipient was changed between the two."""
    shop.save(1, days_ago=31)
    assert program("privacy", "archive").code == 0
    other = shop.key_file.with_name("other.txt")
    before = shop.key_file.read_text().split()[3]
    shop.config.write_text(shop.config.read_text().replace(before, new_key(other)))
    shop.save(2, days_ago=31)
    assert program("privacy", "archive").code == 0
    assert len(shop.bundles) == 2
    return {1: shop.key_file, 2: other}


@pytest.mark.parametrize("number", [1, 2])
def test_an_order_is_found_by_its_key(number: int, keys: dict[int, Path], program: Program) -> None:
    """Whatever the other archives of the place are sealed to; those are named."""
    ran = program("privacy", "restore", "--identity", str(keys[number]), "--order", order_id(number))

    assert ran.code == 0, ran
    assert [json.loads(line)["order_id"] for line in ran.out.splitlines()] == [order_id(number)]
    assert "1 archive could not be looked into with this key" in ran.err


@pytest.mark.parametrize("number", [1, 2])
def test_an_order_of_the_other_key_is_not_called_lost(number: int, keys: dict[int, Path], program: Program) -> None:
    """It may well be in what could not be looked into."""
    ran = program("privacy", "restore", "--identity", str(keys[number]), "--order", order_id(3 - number))

    assert ran.code == 6
    assert "could not be looked into with this key" in ran.err


@pytest.mark.parametrize("number", [1, 2])
def test_all_orders_are_those_the_key_opens(
    number: int, keys: dict[int, Path], program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "orders.jsonl"
    ran = program("privacy", "restore", "--identity", str(keys[number]), "--output", str(file), "--json")

    assert (ran.code, ran.document["data"]["orders"]) == (0, 1)
    assert order_id(number) in file.read_text()
    assert "could not be looked into" in ran.document["warnings"][0]


@pytest.mark.parametrize("number", [1, 2])
def test_a_rehearsal_opens_the_newest_of_its_key(
    number: int, keys: dict[int, Path], shop: Shop, program: Program
) -> None:
    ran = program("privacy", "rehearse", "--identity", str(keys[number]), "--json")

    assert (ran.code, ran.document["data"]["is_recorded"]) == (0, True), ran
    assert shop.store.archives.holding(order_id(number)) == [ran.document["data"]["archive"]]


def test_a_manifest_that_is_spoilt_hides_no_other_archive(
    keys: dict[int, Path], shop: Shop, program: Program, tmp_path: Path
) -> None:
    """Only its own orders cannot be looked for; with all of them, its bundle is read as well."""
    (spoilt,) = shop.drive.glob(f"{shop.store.archives.holding(order_id(2))[0]}.manifest.json")
    spoilt.write_text("{}")
    both = tmp_path / "both.txt"
    both.write_text("".join(path.read_text() for path in keys.values()))
    words = ("privacy", "restore", "--identity", str(both))

    assert program(*words, "--order", order_id(1)).code == 0
    assert program(*words).out.count("Lucía Prueba") >= 2


def test_an_archive_that_is_named_has_to_open(keys: dict[int, Path], shop: Shop, program: Program) -> None:
    (named,) = shop.store.archives.holding(order_id(2))
    ran = program("privacy", "restore", named, "--identity", str(keys[1]))

    assert ran.code == 6
    assert f"{named}.jsonl.age: It is sealed to another key" in ran.err
