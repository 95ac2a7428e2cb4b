"""Sendcloud's side of the sandbox's memory: who may ask, and what is there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from mwslink.sandbox.accounts import SENDCLOUD_KEYS
from mwslink.sandbox.sendcloud.auto_ship import AutoShip
from mwslink.sandbox.sendcloud.limits import Limits
from mwslink.sandbox.sendcloud.model import Integration, SavedOrder, SendcloudToken
from mwslink.sandbox.sendcloud.order_shelf import OrderShelf
from mwslink.sandbox.sendcloud.packing import is_shipped
from mwslink.sandbox.sendcloud.shipment import Parcel, Shipment
from mwslink.sandbox.sendcloud.shipment_desk import ShipmentDesk
from mwslink.sandbox.sendcloud.webhooks import WebhookDesk, parcel_content

TOKEN_LIFETIME = timedelta(hours=1)
INTEGRATION_ID, SECOND_INTEGRATION_ID, FOREIGN_INTEGRATION_ID = 1001, 1002, 2001
_USERS = {INTEGRATION_ID: 1, SECOND_INTEGRATION_ID: 1, FOREIGN_INTEGRATION_ID: 2}
_NAMES = {INTEGRATION_ID: "Amazon", SECOND_INTEGRATION_ID: "Another shop", FOREIGN_INTEGRATION_ID: "Somebody else's"}
_SETTINGS = {
    "shop_url": "https://shop.example/",
    "service_point_enabled": False,
    "service_point_carriers": [],
    "webhook_active": False,
    "webhook_url": None,
    "feedback_type": "eager",
}


class Panel:
    """Two integrations of one user, one of another, and their orders."""

    def __init__(self, *, seed: int, now: datetime, saving_delay: float, enforced: bool) -> None:
        self._seed = seed
        self.saving_delay = timedelta(seconds=saving_delay)
        self.limits = Limits(enforced=enforced)
        self.integrations = {number: _make_integration(number, now) for number in _USERS}
        self.tokens: dict[str, SendcloudToken] = {}
        self.orders = OrderShelf()
        self.webhooks = WebhookDesk()
        self.shipments = ShipmentDesk(seed=seed, on_change=self._tell_shop)
        self.auto_ship: AutoShip | None = None

    def settle(self, now: datetime) -> None:
        """Let everything happen that is due by now."""
        self.orders.settle(now)
        if self.auto_ship is not None:
            self.auto_ship.ship(self.orders, self.shipments, now)
        self.shipments.settle(now)

    def _tell_shop(self, shipment: Shipment, parcel: Parcel) -> None:
        if shop := self.integrations.get(shipment.integration_id):
            content = parcel_content(shipment, parcel)
            self.webhooks.add(shop, "parcel_status_changed", content, parcel.updated_at, parcel.id)

    def incoming(self) -> Iterator[SavedOrder]:
        """What waits to be shipped, as the panel lists it."""
        return (order for order in self.orders.visible() if not is_shipped(order, self.shipments.of_order(order.id)))

    def by_key(self, public_key: str) -> Integration | None:
        """Whose public key this is."""
        return next((one for one in self.integrations.values() if one.public_key == public_key), None)

    def of_user(self, user_id: int) -> dict[int, Integration]:
        """The integrations a user has."""
        return {number: one for number, one in self.integrations.items() if one.user_id == user_id}

    def issue_token(self, integration: Integration, scopes: frozenset[str], now: datetime) -> SendcloudToken:
        """A bearer token, good for an hour."""
        text = f"{self._seed}:sendcloud:{integration.id}:{len(self.tokens)}"
        value = "sc_" + hashlib.sha256(text.encode()).hexdigest()
        token = SendcloudToken(value, integration.id, scopes, now + TOKEN_LIFETIME)
        self.tokens[value] = token
        return token


def _make_integration(number: int, now: datetime) -> Integration:
    public_key, secret_key = SENDCLOUD_KEYS
    suffix = "" if number == INTEGRATION_ID else f"-{number}"
    return Integration(
        id=number,
        user_id=_USERS[number],
        public_key=public_key + suffix,
        secret_key=secret_key + suffix,
        shop_name=_NAMES[number],
        created_at=now,
        updated_at=now,
        settings=dict(_SETTINGS),
    )
