"""`mwslink confirm`: what Amazon is told of parcels, when, how often, and what becomes of bad data on either side."""

from __future__ import annotations

from pathlib import Path

import pytest

from system.parcel_shop import Parcels


@pytest.fixture
def shop(scene: Parcels, tmp_path: Path) -> Parcels:
    return scene.copy(tmp_path / "copy")


def reasons(told: dict) -> list[str]:
    return [one["reason"] for one in told["problems"]]


def test_a_label_is_confirmed_and_seen_in_the_order(shop: Parcels) -> None:
    """Announced: as soon as the label exists; the order is SHIPPED with the tracking number."""
    order = shop.orders[0]
    parcel = shop.label(order, tracking_numbers=["PQ4TEST0000000001"])
    ran = shop.confirm()
    told = shop.told(ran)

    assert ran.code == 0, ran.told
    assert (told["confirmed"], told["verified"], told["unverified"]) == (1, 1, 0)
    (package,) = shop.packages(order)
    assert (package["packageReferenceId"], package["trackingNumber"]) == (parcel, "PQ4TEST0000000001")
    assert (package["carrier"], package["shippingService"]) == ("Correos", "Standard")
    assert shop.status(order) == "SHIPPED"


def test_a_second_run_tells_nothing(shop: Parcels) -> None:
    shop.label(shop.orders[0])
    shop.confirm()
    shop.amazon.forget()
    ran = shop.confirm()

    assert shop.told(ran)["confirmed"] == 0
    assert set(shop.amazon.calls()) <= {"all_shipments", "token"}


def test_processed_waits_for_the_carrier(shop: Parcels) -> None:
    """And says so until then; the other setting does not."""
    order = shop.orders[0]
    shop.shop.run_here("settings", "amazon-es", "--update-status", "processed")
    parcel = shop.label(order)
    before = shop.told(shop.confirm())
    shop.move(parcel, "process")
    after = shop.told(shop.confirm())

    assert (before["confirmed"], before["waiting"]) == (0, 1)
    assert after["confirmed"] == 1
    assert shop.status(order) == "SHIPPED"


def test_never_tells_nothing(shop: Parcels) -> None:
    shop.shop.run_here("settings", "amazon-es", "--update-status", "never")
    shop.label(shop.orders[0])
    shop.amazon.forget()
    ran = shop.shop.run_here("confirm")

    assert "Amazon is told nothing" in ran.out
    assert shop.amazon.calls()["confirmShipment"] == 0


def test_every_parcel_of_an_order_is_a_package_with_its_items(shop: Parcels) -> None:
    """Two labels for several units: each unit is in one package, and the order is complete."""
    order = shop.orders[0]
    parcels = [shop.label(order), shop.label(order)]
    shop.confirm()
    packages = shop.packages(order)

    assert sorted(package["packageReferenceId"] for package in packages) == sorted(parcels)
    units = [item["quantity"] for package in packages for item in package["packageItems"]]
    assert sum(units) == sum(item.quantity for item in order.items)
    assert shop.status(order) == "SHIPPED"


def test_a_changed_tracking_number_is_corrected(shop: Parcels) -> None:
    order = shop.orders[0]
    parcel = shop.label(order, tracking_numbers=["OLD-1"])
    shop.confirm()
    shop.change(parcel, tracking_number="NEW-1")
    told = shop.told(shop.confirm())

    assert (told["confirmed"], told["corrected"]) == (0, 1)
    assert [package["trackingNumber"] for package in shop.packages(order)] == ["NEW-1"]


def test_a_new_label_replaces_a_cancelled_one(shop: Parcels) -> None:
    """One package stays one package, with the new number."""
    order = shop.orders[0]
    first = shop.label(order, tracking_numbers=["OLD-1"])
    shop.confirm()
    shop.move(first, "cancel")
    between = shop.confirm()
    shop.label(order, tracking_numbers=["NEW-1"])
    after = shop.confirm()

    assert (between.code, reasons(shop.told(between))) == (10, ["label-cancelled-after"])
    assert shop.told(after)["corrected"] == 1
    assert [package["trackingNumber"] for package in shop.packages(order)] == ["NEW-1"]


def test_a_label_cancelled_in_time_is_never_told(shop: Parcels) -> None:
    parcel = shop.label(shop.orders[0])
    shop.move(parcel, "cancel")
    ran = shop.confirm()

    assert (ran.code, shop.told(ran)["confirmed"]) == (0, 0)
    assert shop.packages(shop.orders[0]) == []


def test_an_unknown_carrier_is_other_by_name(shop: Parcels) -> None:
    order = shop.orders[0]
    parcel = shop.label(order)
    shop.change(parcel, carrier="pigeon_post")
    ran = shop.confirm()

    assert ran.code == 0, ran.told
    assert "igeon" in shop.packages(order)[0]["carrier"]


def test_what_amazon_drops_without_a_word_is_found_out(shop: Parcels) -> None:
    """204 and no package: reported after half an hour, and told again under the name the user gives."""
    order = shop.orders[0]
    shop.label(order)
    shop.amazon.call("/confirmations", {"dropped_carriers": ["Correos"]})
    first = shop.confirm()
    with shop.shop.opened() as store, store._database.writing() as sql:
        sql.execute("UPDATE parcels SET changed_at = '2026-01-01T00:00:00.000000+00:00'")
    later = shop.confirm()
    again = shop.confirm()
    with shop.shop.config.open("a") as config:
        config.write('\n[carriers.correos]\ncode = "Correos Express"\n')
    corrected = shop.confirm()

    assert (first.code, shop.told(first)["unverified"]) == (0, 1)
    assert (later.code, reasons(shop.told(later))) == (6, ["dropped"])
    assert reasons(shop.told(again)) == ["dropped"]
    assert shop.told(corrected)["confirmed"] == 1
    assert [package["carrier"] for package in shop.packages(order)] == ["Correos Express"]


def test_an_order_amazon_never_tells_of_is_named_and_keeps_no_other_back(shop: Parcels) -> None:
    """First as a failure that may pass; after hours as a problem, with what to do about it."""
    bad, good = shop.orders[:2]
    shop.label(bad)
    shop.amazon.misbehave(f"getOrder@{bad.id}:100%:503")
    first = shop.confirm()
    with shop.shop.opened() as store, store._database.writing() as sql:
        sql.execute("UPDATE parcels SET changed_at = '2026-01-01T00:00:00.000000+00:00'")
    shop.label(good)
    later = shop.confirm()
    again = shop.shop.run_here("confirm")

    assert first.code == 5
    assert bad.id in first.document["errors"][0]["message"]
    assert (later.code, reasons(shop.told(later)), shop.told(later)["verified"]) == (10, ["unreadable"], 1)
    assert [shop.status(one) for one in (bad, good)] == ["SHIPPED", "SHIPPED"]
    assert again.code == 0
    assert f"order {bad.id}" in again.err
    assert "Seller Central" in again.err


def test_an_order_is_late_as_long_as_nobody_knows_whether_amazon_was_told(shop: Parcels) -> None:
    """Not only until the call is made."""
    order = shop.orders[0]
    shop.label(order)
    shop.amazon.misbehave(f"confirmShipment@{order.id}:100%:503", f"getOrder@{order.id}:100%:503")
    late = shop.confirm("--late-within", "30d").document["data"]["late"]
    shop.amazon.misbehave()
    settled = shop.confirm("--late-within", "30d").document["data"]["late"]

    assert [one["reason"] for one in late if one["order_id"] == order.id] == ["unanswered"]
    assert [one for one in settled if one["order_id"] == order.id] == []


def test_what_amazon_refuses_is_said_once_and_tried_again_on_demand(shop: Parcels) -> None:
    """The buyer's order was cancelled after the last import; Amazon says no."""
    order = shop.orders[0]
    shop.label(order)
    shop.amazon.call(f"/orders/{order.id}/cancel", {})
    first = shop.confirm()
    shop.amazon.forget()
    second = shop.confirm()
    calls = shop.amazon.calls()["confirmShipment"]
    shop.confirm("--retry")

    assert (first.code, reasons(shop.told(first))) == (6, ["refused"])
    assert "PackageToUpdateNotFound" in shop.told(first)["problems"][0]["text"]
    assert (reasons(shop.told(second)), calls) == (["refused"], 0)
    assert shop.amazon.calls()["confirmShipment"] == 1


def test_a_label_for_an_order_amazon_cancelled_is_a_loud_warning(shop: Parcels) -> None:
    order = shop.orders[0]
    shop.amazon.call(f"/orders/{order.id}/cancel", {})
    shop.amazon.call("/clock", {"advance": 300})
    assert shop.shop.run_here("import").code == 0
    shop.label(order)
    ran = shop.shop.run_here("confirm")

    assert ran.code == 10
    assert "stop the parcel" in ran.err


def test_a_parcel_without_an_order_is_said_once_and_found_later(shop: Parcels) -> None:
    """Its order may come with a later import."""
    from dataclasses import replace

    stray = replace(shop.orders[0], id="404-9999999-9999999")
    shop.label(stray)
    shop.label(replace(stray, id="INVOICE-17"))
    first, second = shop.confirm(), shop.confirm()

    assert (first.code, first.document["data"]["parcels"]["foreign"]) == (0, 1)
    assert [one["is_new"] for one in first.document["data"]["unmatched"]] == [True]
    assert [one["is_new"] for one in second.document["data"]["unmatched"]] == [False]


def test_nothing_is_said_of_what_another_integration_ships(shop: Parcels) -> None:
    """Another installation of the same user has those orders; an order of ours may have been handed over there."""
    from dataclasses import replace

    shop.label(replace(shop.orders[0], id="404-9999999-9999999"), integration_id=1002)
    shop.label(shop.orders[0], integration_id=1002)
    ran = shop.confirm()

    assert (ran.code, ran.document["warnings"], ran.document["data"]["unmatched"]) == (0, [], [])
    assert shop.told(ran)["confirmed"] == 1


def test_a_status_nobody_knows_does_not_count_as_handed_over(shop: Parcels) -> None:
    shop.shop.run_here("settings", "amazon-es", "--update-status", "processed")
    parcel = shop.label(shop.orders[0])
    shop.change(parcel, status="TELEPORTED")
    ran = shop.confirm()

    assert (ran.code, shop.told(ran)["waiting"]) == (0, 1)
    assert shop.packages(shop.orders[0]) == []


def test_a_label_the_carrier_refused_is_said(shop: Parcels) -> None:
    parcel = shop.label(shop.orders[0], announce=False)
    shop.move(parcel, "fail")
    ran = shop.confirm()

    assert (ran.code, reasons(shop.told(ran))) == (10, ["label-failed"])


def test_a_dry_run_says_what_amazon_would_be_told_and_tells_nothing(shop: Parcels) -> None:
    """With carrier and units, without the tracking number."""
    shop.label(shop.orders[0], tracking_numbers=["CANARY-TRACK"])
    ran = shop.confirm("--dry-run")
    (due,) = shop.told(ran)["due"]

    assert (due["order_id"], due["carrier"]["code"]) == (shop.orders[0].id, "Correos")
    assert sum(item["quantity"] for item in due["items"]) == sum(item.quantity for item in shop.orders[0].items)
    assert shop.packages(shop.orders[0]) == []
    assert "CANARY" not in ran.out + ran.err


def test_orders_that_are_nearly_late_come_first(shop: Parcels) -> None:
    """The one with the least time before the others; one that Amazon knows all of is none of them."""
    shop.label(shop.orders[0])
    ran = shop.confirm("--late-within", "30d")
    late = ran.document["data"]["late"]
    text = shop.shop.run_here("confirm", "--late-within", "30d").out

    assert late == sorted(late, key=lambda one: one["seconds_left"])
    assert shop.orders[0].id not in [one["order_id"] for one in late]
    assert shop.orders[1].id in [one["order_id"] for one in late]
    assert text.startswith(("LATE since", "Ship by"))


def test_a_late_order_without_a_label_says_why_push_holds_it_back(shop: Parcels) -> None:
    """The obstacle that is known, and not only that there is no label."""
    before = shop.confirm("--late-within", "30d").document["data"]["late"]
    pushed = shop.shop.run_here("push", "--json", "--wait", "0s").document["data"]["connections"]
    (held,) = (one for connection in pushed for one in connection["held"])
    late = {one["order_id"]: one for one in shop.confirm("--late-within", "30d").document["data"]["late"]}
    text = shop.shop.run_here("confirm", "--late-within", "30d").out

    assert {(one["reason"], one["held"]) for one in before} == {("no-label", None)}
    assert late[held["order_id"]]["reason"] == "held-back"
    assert late[held["order_id"]]["held"] == {"reason": "prime", "detail": ""}
    assert late[shop.orders[0].id]["reason"] == "no-label"
    assert f"order {held['order_id']}: no label yet, as the order is a Prime order: Amazon wants" in text


def test_the_answer_speaks_spanish(shop: Parcels) -> None:
    text = shop.shop.config.read_text()
    shop.shop.config.write_text(text.replace("version = 1", 'version = 1\nlanguage = "es"', 1))
    shop.label(shop.orders[0])
    ran = shop.shop.run("confirm")

    assert "1 paquete confirmado" in ran.out


def test_without_sendcloud_it_says_what_to_do(shop: Parcels) -> None:
    text = shop.shop.config.read_text()
    begin = text.index("[sendcloud]")
    end = text.find("\n[", begin)
    shop.shop.config.write_text(text[:begin] + (text[end + 1 :] if end > 0 else ""))
    ran = shop.confirm()

    assert ran.code == 3
    assert "[sendcloud]" in ran.document["errors"][0]["message"]


def test_the_tracking_number_is_in_no_file_and_no_log(shop: Parcels) -> None:
    """Personal data: sealed in the store, and nowhere else."""
    from system.shop import files_below

    log = shop.shop.home / "log.jsonl"
    parcel = shop.label(shop.orders[0], tracking_numbers=["CANARY-TRACK-1"])
    for number in ("CANARY-TRACK-2", "CANARY-TRACK-3"):
        assert shop.shop.run_here("--log-file", str(log), "confirm").code == 0
        shop.change(parcel, tracking_number=number)
    ran = shop.shop.run_here("--log-file", str(log), "confirm", "--json")

    assert shop.told(ran)["corrected"] == 1
    assert shop.packages(shop.orders[0])[0]["trackingNumber"] == "CANARY-TRACK-3"
    assert log.stat().st_size > 0
    assert "CANARY" not in ran.out + ran.err
    assert [path.name for path in files_below(shop.shop.home) if b"CANARY-TRACK" in path.read_bytes()] == []


def test_a_problem_keeps_the_exit_code_while_its_order_is_late(shop: Parcels) -> None:
    """It stands in the list of late orders too, in short."""
    order = shop.orders[0]
    shop.label(order)
    shop.amazon.call(f"/orders/{order.id}/cancel", {})
    shop.confirm()
    again = shop.shop.run_here("confirm", "--late-within", "30d")
    calm = shop.shop.run_here("confirm", "--late-within", "0s")

    assert again.code == 10
    assert f"order {order.id}: Amazon refused its confirmation" in again.out
    assert calm.code == (10 if order.id in calm.out else 0)
