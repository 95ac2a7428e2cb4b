"""All orders of all integrations. What is accepted is saved a moment later, as Sendcloud does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mwslink.sandbox.exchange import Json
from mwslink.sandbox.sendcloud.model import SavedOrder, part

FIRST_ID = 700_001
Key = tuple[int, str]  # integration and order_id: what makes an order the same one


@dataclass(frozen=True)
class _Saving:
    """An accepted order that is not visible yet; `lost`: it never will be."""

    order: SavedOrder
    content: Json
    due_at: datetime
    lost: bool


class OrderShelf:
    """Orders by Sendcloud's id and by integration and order_id."""

    def __init__(self) -> None:
        self._orders: dict[int, SavedOrder] = {}
        self._by_key: dict[Key, SavedOrder] = {}
        self._savings: dict[Key, _Saving] = {}
        self.saved: list[tuple[datetime, int]] = []  # every saving, in order: when, and the order's id

    def __iter__(self) -> Iterator[SavedOrder]:
        """Everything there ever was, deleted orders and those not saved yet too."""
        return iter(self._orders.values())

    def visible(self) -> Iterator[SavedOrder]:
        return (order for order in self._orders.values() if order.is_visible)

    def get(self, number: int) -> SavedOrder | None:
        """An order that can be seen."""
        order = self._orders.get(number)
        return order if order is not None and order.is_visible else None

    def find(self, key: Key) -> SavedOrder | None:
        """An order by its key, saved or accepted only."""
        return self._by_key.get(key)

    def is_saving(self, key: Key) -> bool:
        return key in self._savings

    @property
    def savings(self) -> int:
        """How many accepted orders are not saved yet."""
        return len(self._savings)

    def accept(self, content: Json, *, now: datetime, due_at: datetime, lost: bool = False) -> Json:
        """Take an order in, to be saved at `due_at`; what the answer says of it."""
        key = key_of(content)
        order = self._by_key.get(key) or self._make(key, now)
        order.accepted += 1
        self._savings[key] = _Saving(order, content, due_at, lost)
        return {"id": order.id, "order_id": order.order_id, "order_number": content["order_number"]}

    def _make(self, key: Key, now: datetime) -> SavedOrder:
        order = SavedOrder(FIRST_ID + len(self._orders), *key, created_at=now, modified_at=now)
        self._orders[order.id] = self._by_key[key] = order
        return order

    def settle(self, now: datetime) -> None:
        """Save what is due."""
        for key, saving in list(self._savings.items()):
            if saving.due_at <= now:
                del self._savings[key]
                self._save(saving, key)

    def _save(self, saving: _Saving, key: Key) -> None:
        order = saving.order
        if saving.lost:
            if order.content is None:
                self._by_key.pop(key, None)
            return
        order.content, order.modified_at = saving.content, saving.due_at
        self.saved.append((saving.due_at, order.id))

    def change(self, order: SavedOrder, content: Json, now: datetime) -> None:
        """Let an order be this from now on."""
        order.content, order.modified_at = content, now

    def delete(self, order: SavedOrder) -> None:
        """Gone for the API; the witness remembers it."""
        order.deleted = True
        self._by_key.pop((order.integration_id, order.order_id), None)


def key_of(content: Json) -> Key:
    """What makes an order of a request the same as one that is known."""
    number = part(content, "order_details", "integration").get("id")
    return (number if isinstance(number, int) else 0, str(content.get("order_id", "")))
