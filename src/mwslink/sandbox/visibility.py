"""Who may see what of an order, and how amounts are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from mwslink.sandbox.accounts import DELIVERY, TAX_INVOICING, TAX_REMITTANCE
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.model import Order, OrderStatus

WITH_BUYER = frozenset({OrderStatus.UNSHIPPED, OrderStatus.PARTIALLY_SHIPPED, OrderStatus.SHIPPED})
WITHOUT_PRICES = frozenset({OrderStatus.PENDING, OrderStatus.PENDING_AVAILABILITY})
TAX_ROLES = frozenset({TAX_INVOICING, TAX_REMITTANCE})
_CENT, _YEN = Decimal("0.01"), Decimal(1)


@dataclass(frozen=True)
class Reader:
    """Who reads, and what was asked for."""

    included: frozenset[str]
    roles: frozenset[str]
    now: datetime

    def sees_recipient(self, order: Order) -> bool:
        """Names, streets and phones of merchant-fulfilled orders need the delivery role."""
        return order.fulfilled_by == "MERCHANT" and DELIVERY in self.roles

    def sees_buyer_name(self, order: Order) -> bool:
        return self.sees_recipient(order) or bool(self.roles & TAX_ROLES)

    def sees_gift(self) -> bool:
        return DELIVERY in self.roles or bool(self.roles & TAX_ROLES)

    def sees_phone(self, order: Order) -> bool:
        """Amazon withdraws the phone of shipped orders after the latest delivery date."""
        late = order.status is OrderStatus.SHIPPED and self.now > order.deliver_by[1]
        return self.sees_recipient(order) and not late


def amount(value: Decimal, currency: str) -> str:
    """Two decimals; the yen has none."""
    return str(value.quantize(_YEN if currency == "JPY" else _CENT))


def money(value: Decimal, currency: str) -> Json:
    return {"amount": amount(value, currency), "currencyCode": currency}


def filled(**fields: object) -> Json:
    """Amazon leaves out what it does not know."""
    return {name: value for name, value in fields.items() if value}
