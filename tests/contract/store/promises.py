"""What every store of orders promises; a class of tests per store inherits this suite."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.store.samples import (
    CITY_ONLY,
    ES,
    IT,
    OTHER_SELLER,
    SELLER,
    at,
    full_order,
    order,
    order_id,
    personal,
    stream,
)
from mwslink.orders.model import OrderStatus, PersonalData
from mwslink.orders.pull import Pulled
from mwslink.store.queries import OrderQuery

CANCELLED = OrderStatus.CANCELLED


class OrderStoreContract:
    """The suite; `store` is a fixture giving an empty store of orders."""

    def test_an_order_comes_back_as_it_was_saved(self, store):
        store.save_page(stream(), [full_order()])

        assert store.get(SELLER, full_order().id, with_personal=True).order == full_order()

    def test_personal_data_is_given_only_when_asked_for(self, store):
        store.save_page(stream(), [order()])
        stored = store.get(SELLER, order_id(1))

        assert (stored.order.personal, stored.has_personal, stored.country) == (None, True, "ES")

    def test_an_unknown_order_is_none(self, store):
        store.save_page(stream(), [order()])

        assert store.get(OTHER_SELLER, order_id(1)) is None
        assert store.get(SELLER, order_id(2)) is None

    def test_saving_tells_what_was_new_changed_or_unchanged(self, store):
        store.save_page(stream(), [order(1), order(2)])

        pulled = store.save_page(stream(), [order(1), order(2, version=1), order(3)])

        assert pulled == Pulled(new=1, changed=1, unchanged=1)

    def test_saving_twice_changes_nothing(self, store):
        store.save_page(stream(), [order(), full_order()])

        pulled = store.save_page(stream(), [order(), full_order()])

        assert pulled == Pulled(unchanged=2)
        assert store.count(OrderQuery()) == 2

    def test_a_duplicate_on_one_page_is_harmless(self, store):
        pulled = store.save_page(stream(), [order(version=1), order(), order(version=1), order(version=2)])

        assert pulled == Pulled(new=1, changed=1, unchanged=2)
        assert store.get(SELLER, order_id(1), with_personal=True).order == order(version=2)

    def test_an_older_version_never_overwrites_a_newer_one(self, store):
        store.save_page(stream(), [order(version=2)])

        pulled = store.save_page(stream(), [order(version=1, personal=personal("older"))])

        assert pulled == Pulled(unchanged=1)
        assert store.get(SELLER, order_id(1), with_personal=True).order == order(version=2)

    def test_the_same_order_id_of_two_sellers_is_two_orders(self, store):
        store.save_page(stream(), [order()])
        store.save_page(stream(seller=OTHER_SELLER), [order(version=1)])

        assert store.get(SELLER, order_id(1), with_personal=True).order == order()
        assert store.get(OTHER_SELLER, order_id(1), with_personal=True).order == order(version=1)

    def test_a_page_of_any_size_is_saved(self, store):
        many = [order(number) for number in range(1, 1203)]
        store.save_page(stream(), many)

        assert store.save_page(stream(), iter(many)) == Pulled(unchanged=1202)
        assert store.save_page(stream(), []) == Pulled()


class PersonalDataContract:
    """What becomes of personal data."""

    def held(self, store) -> PersonalData | None:
        return store.get(SELLER, order_id(1), with_personal=True).order.personal

    def test_a_newer_version_replaces_it(self, store):
        store.save_page(stream(), [order()])
        store.save_page(stream(), [order(version=1, personal=personal("new", country="PT"))])

        assert self.held(store) == personal("new", country="PT")
        assert store.get(SELLER, order_id(1)).country == "PT"

    def test_it_is_kept_when_a_newer_version_has_none(self, store):
        """Amazon withholds it some time after shipment."""
        store.save_page(stream(), [order()])
        pulled = store.save_page(stream(), [order(version=1, personal=None, status=OrderStatus.SHIPPED)])

        assert pulled == Pulled(changed=1)
        assert self.held(store) == personal()
        assert store.get(SELLER, order_id(1)).country == "ES"

    def test_it_is_destroyed_when_a_cancelled_version_has_none(self, store):
        store.save_page(stream(), [order()])
        store.save_page(stream(), [order(version=1, personal=None, status=CANCELLED)])
        stored = store.get(SELLER, order_id(1), with_personal=True)

        assert (stored.has_personal, stored.order.personal, stored.country) == (False, None, "")
        assert stored.personal_erased_at is not None

    def test_an_older_version_does_not_bring_it_back_to_a_cancelled_order(self, store):
        store.save_page(stream(), [order(version=1, personal=None, status=CANCELLED)])

        assert store.save_page(stream(), [order()]) == Pulled(unchanged=1)
        assert self.held(store) is None

    def test_the_same_version_adds_it_where_there_was_none(self, store):
        """The application was given its restricted role after the first import."""
        store.save_page(stream(), [order(personal=None)])

        assert store.save_page(stream(), [order()]) == Pulled(changed=1)
        assert self.held(store) == personal()
        assert store.get(SELLER, order_id(1)).country == "ES"

    def test_the_same_version_completes_it(self, store):
        """Without its restricted role the application was shown the city; now it is shown the recipient."""
        store.save_page(stream(), [order(personal=CITY_ONLY)])

        assert store.save_page(stream(), [order()]) == Pulled(changed=1)
        assert self.held(store) == personal()
        assert store.save_page(stream(), [order()]) == Pulled(unchanged=1)

    def test_the_city_alone_takes_no_recipient_s_place(self, store):
        """The role has lapsed, or Amazon withholds the rest by now; the order itself is the newer one."""
        store.save_page(stream(), [order()])
        store.save_page(stream(), [order(version=1, personal=CITY_ONLY)])

        assert self.held(store) == personal()
        assert store.get(SELLER, order_id(1)).order.updated_at == order(version=1).updated_at

    def test_of_two_that_name_no_recipient_the_newer_counts(self, store):
        store.save_page(stream(), [order(personal=replace(CITY_ONLY, delivery_instructions="old"))])
        store.save_page(stream(), [order(version=1, personal=CITY_ONLY)])

        assert self.held(store) == CITY_ONLY

    def test_a_cancelled_version_leaves_no_more_than_it_carries(self, store):
        store.save_page(stream(), [order()])
        store.save_page(stream(), [order(version=1, personal=CITY_ONLY, status=CANCELLED)])

        assert self.held(store) == CITY_ONLY

    def test_an_older_version_adds_it_where_there_was_none(self, store):
        """Two imports met: the later version, without it, was saved first."""
        store.save_page(stream(), [order(version=2, personal=None)])
        store.save_page(stream(), [order(version=1)])
        store.save_page(stream(), [order(version=0, personal=personal("oldest"))])
        stored = store.get(SELLER, order_id(1), with_personal=True)

        assert stored.order == order(version=2)

    def test_none_at_all_is_the_same_as_empty(self, store):
        store.save_page(stream(), [order(personal=PersonalData())])

        assert not store.get(SELLER, order_id(1)).has_personal


class MarksContract:
    """Positions of interrupted streams, and up to when the store is complete."""

    def test_an_interrupted_stream_is_remembered(self, store):
        store.save_page(stream("page 2"), [order()])
        store.save_page(stream("page 3"), [order()])

        assert list(store.positions(SELLER)) == [stream("page 3")]
        assert list(store.positions(OTHER_SELLER)) == []
        assert store.marks(SELLER) == {}

    def test_an_empty_position_is_a_position(self, store):
        """What a position looks like is for the gateway alone to say."""
        store.save_page(stream(""), [])

        assert list(store.positions(SELLER)) == [stream("")]

    def test_streams_are_known_by_marketplaces_and_beginning(self, store):
        streams = [stream(since=3), stream(since=5), stream(since=4, marketplace_ids=(ES, IT))]
        for one in streams:
            store.save_page(one, [])

        assert list(store.positions(SELLER)) == sorted(streams, key=lambda one: one.since)

    def test_the_order_of_marketplaces_does_not_matter(self, store):
        store.save_page(stream(marketplace_ids=(IT, ES)), [])
        store.save_page(stream("page 3", marketplace_ids=(ES, IT)), [])

        assert [one.position for one in store.positions(SELLER)] == ["page 3"]

    def test_completing_forgets_the_position_and_moves_the_marks(self, store):
        store.save_page(stream("page 2", marketplace_ids=(ES, IT)), [])
        store.save_page(stream(None, until=50, marketplace_ids=(ES, IT)), [order()])

        assert list(store.positions(SELLER)) == []
        assert store.marks(SELLER) == {ES: at(50), IT: at(50)}
        assert store.marks(OTHER_SELLER) == {}

    def test_completing_leaves_other_streams_alone(self, store):
        store.save_page(stream(since=1), [])
        store.save_page(stream(None, since=2), [])

        assert list(store.positions(SELLER)) == [stream(since=1)]

    def test_a_mark_never_moves_backwards(self, store):
        store.save_page(stream(None, until=50), [])
        store.save_page(stream(None, until=40), [])

        assert store.marks(SELLER) == {ES: at(50)}

    def test_a_mark_does_not_move_across_a_gap(self, store):
        store.save_page(stream(None, until=50), [])
        store.save_page(stream(None, since=51, until=60), [])

        assert store.marks(SELLER) == {ES: at(50)}

    def test_a_mark_moves_where_the_stream_begins_at_it(self, store):
        store.save_page(stream(None, until=50), [])
        store.save_page(stream(None, since=50, until=60), [])

        assert store.marks(SELLER) == {ES: at(60)}

    def test_marks_move_each_by_itself(self, store):
        store.save_page(stream(None, until=50), [])
        store.save_page(stream(None, since=51, until=60, marketplace_ids=(ES, IT)), [])

        assert store.marks(SELLER) == {ES: at(50), IT: at(60)}

    def test_a_version_is_stored_when_it_or_a_newer_one_is(self, store):
        store.save_page(stream(), [order(version=2)])

        assert store.is_stored(SELLER, order_id(1), at(2))
        assert store.is_stored(SELLER, order_id(1), at(3))
        assert not store.is_stored(SELLER, order_id(1), at(3.001))
        assert not store.is_stored(OTHER_SELLER, order_id(1), at(2))


class QueryContract:
    """Finding and counting orders."""

    @pytest.fixture
    def filled(self, store):
        store.save_page(stream(), [order(number) for number in range(1, 6)])
        store.save_page(stream(), [order(6, marketplace_id=IT), order(7, status=OrderStatus.SHIPPED)])
        store.save_page(stream(seller=OTHER_SELLER), [order(8)])
        return store

    def numbers(self, store, query: OrderQuery) -> list[int]:
        found = [int(stored.order.id.split("-")[1]) for stored in store.find(query)]
        assert store.count(query) == len(found)
        return found

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            (OrderQuery(), [8, 7, 6, 5, 4, 3, 2, 1]),
            (OrderQuery(limit=2), [8, 7]),
            (OrderQuery(limit=0), []),
            (OrderQuery(marketplaces=((SELLER, IT),)), [6]),
            (OrderQuery(marketplaces=((SELLER, IT), (OTHER_SELLER, ES))), [8, 6]),
            (OrderQuery(seller=OTHER_SELLER), [8]),
            (OrderQuery(order_id=order_id(3)), [3]),
            (OrderQuery(statuses=(OrderStatus.SHIPPED, CANCELLED)), [7]),
            (OrderQuery(since=at(5)), [8, 7, 6, 5]),
            (OrderQuery(until=at(3)), [2, 1]),
            (OrderQuery(since=at(2), until=at(4), seller=SELLER), [3, 2]),
            (OrderQuery(text="404-0000004"), [4]),
            (OrderQuery(text="4%4"), []),
            (OrderQuery(text="4_4"), []),
            (OrderQuery(text="' OR 1=1 --"), []),
        ],
        ids=str,
    )
    def test_a_query_finds_what_it_says_newest_first(self, filled, query, numbers):
        assert self.numbers(filled, query) == numbers

    def test_no_order_is_lost_or_doubled_between_the_pages_of_an_answer(self, store):
        """Many of them were bought at the same moment."""
        store.save_page(stream(), [replace(order(number), created_at=at(number // 700)) for number in range(1, 1502)])
        found = [stored.order.id for stored in store.find(OrderQuery())]

        assert sorted(found) == [order_id(number) for number in range(1, 1502)]
        assert len(list(store.find(OrderQuery(limit=1001)))) == 1001

    def test_what_is_saved_while_orders_are_read_does_not_disturb(self, store):
        store.save_page(stream(), [order(number) for number in range(1, 1202)])
        reading = store.find(OrderQuery(), with_personal=True)
        first = next(reading)
        store.save_page(stream(), [order(number, version=1) for number in range(1, 1202)])

        assert 1 + sum(1 for _ in reading) == 1201
        assert first.order.personal == personal()
