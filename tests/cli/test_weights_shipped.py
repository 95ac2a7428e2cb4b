"""Parcels that the warehouse weighed: `confirm` reads what they weigh, and `check-weights` proposes it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from shops import an_order

from mwslink.listings.weights import Weight
from mwslink.store.overrides import Override
from system.pushing_shop import SELLER, PushScene, push_scene

SKU = "MUG-RED"  # of which each order has two


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[PushScene]:
    """Three orders of a mug without a weight, of a connection that leaves weights to Sendcloud."""
    with push_scene(tmp_path, 3, listings=0, quotas=False) as made:
        made.server.call("/listings", {"sku": SKU, "title": "Taza roja", "countries": ["ES"]})
        made.shop.run_here("settings", "amazon-es", "--update-status", "never", "--packaging-grams", "80")
        yield made


def push(scene: PushScene) -> None:
    ran = scene.shop.run_here("push", "--json", "--wait", "5s")
    assert ran.code == 0, ran.told


def ship(scene: PushScene, number: int, weight: str, unit: str) -> int:
    """The warehouse packs an order, weighs it and makes the label; the parcel's number."""
    order = an_order(number)
    part = {"parcel_items": [{"sku": SKU, "quantity": 2}], "weight": {"value": weight, "unit": unit}}
    made = scene.server.call("/sendcloud/ship", {"order_id": order.id, "carrier": "correos", "parcels": [part]})
    return int(made["parcels"][0]["id"])


def confirm(scene: PushScene) -> None:
    ran = scene.shop.run_here("confirm")
    assert ran.code == 0, ran.told


def proposals(scene: PushScene) -> list[dict[str, Any]]:
    """What check-weights proposes for the mug."""
    ran = scene.shop.run_here("check-weights", "--json")
    assert ran.code == 10, ran.told
    (one,) = ran.document["data"]["listings"]
    found: list[dict[str, Any]] = one["suggestions"]
    return found


def ship_three(scene: PushScene) -> list[int]:
    return [ship(scene, *one) for one in ((1, "0.780", "kg"), (2, "710", "g"), (3, "2", "lbs"))]


def test_the_median_of_the_parcels_is_proposed(scene: PushScene, tmp_path: Path) -> None:
    """Less packaging, a piece: (780 - 80) / 2 g is between (710 - 80) / 2 and (907.18… - 80) / 2."""
    push(scene)
    ship_three(scene)
    confirm(scene)

    assert proposals(scene) == [{"weight": "350 g", "grams": "350", "source": "shipped", "parcels": 3}]
    table = scene.shop.run_here("check-weights", "--offline").out
    assert "350 g (median of 3 parcels shipped)" in table
    scene.shop.run_here("check-weights", "--offline", "--output", str(tmp_path / "weights.csv"))
    (line,) = csv.DictReader((tmp_path / "weights.csv").read_text().splitlines())
    assert (line["weight"], line["suggested_weight"]) == ("", "350 g")
    assert (line["suggested_from"], line["suggested_parcels"]) == ("shipped", "3")


def test_a_cancelled_parcel_does_not_count(scene: PushScene) -> None:
    push(scene)
    first, *_ = ship_three(scene)
    confirm(scene)
    before = proposals(scene)
    scene.server.call(f"/sendcloud/parcels/{first}/move", {"to": "cancel"})
    scene.shop.run_here("confirm")

    assert [one["parcels"] for one in before] == [3]
    assert proposals(scene) == []


def test_a_weight_that_we_handed_over_is_not_proposed_back(scene: PushScene) -> None:
    """Though the seller has forgotten it since."""
    with scene.shop.opened() as store:
        store.overrides.set(SELLER, [Override(SKU, Weight(Decimal(123), "grams"))])
    push(scene)
    ship_three(scene)
    confirm(scene)
    with scene.shop.opened() as store:
        store.overrides.remove(SELLER, SKU)

    assert proposals(scene) == []
