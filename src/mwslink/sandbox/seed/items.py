"""What is in an order: products, quantities, prices, gifts, and the requests buyers make about them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.model import Item
from mwslink.sandbox.seed.amounts import IOSS_LIMIT_CENTS, ZERO, local_cents, money, vat_within
from mwslink.sandbox.seed.places import Country, Draw, fill
from mwslink.sandbox.seed.products import Product

_LINES = ((0.72, 1), (0.88, 2), (0.94, 3), (0.97, 4), (0.988, 5))
_SHIPPING_CENTS = (0, 0, 0, 299, 399, 495, 690)
_GIFT_WRAP_CENTS = 399
_WRAPS = ("Classic", "Premium Gift Bag")
_BUYER_REASONS = (
    "Order created by mistake",
    "Item would not arrive on time",
    "Shipping cost too high",
    "Item price too high",
    "Found cheaper somewhere else",
    "Need to change shipping address",
)
_SELLER_REASONS = ("No inventory", "Shipping address undeliverable", "Customer exchange", "Pricing error")


class IdSource(Protocol):
    """Where ids come from: one way for the first orders, another for those that arrive later."""

    def order_id(self, country: str, draw: float) -> str: ...

    def item_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as one marketplace sells it."""

    sku: str
    asin: str
    title: str
    cents: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Basket:
    """What decides how the items of one order look."""

    home: str
    country: Country
    business: bool
    prime: bool
    least_units: int = 1


def offers(products: tuple[Product, ...], marketplace: Marketplace) -> tuple[Offer, ...]:
    """The products with the marketplace's titles and prices."""
    return tuple(_offer(product, marketplace) for product in products)


def _offer(product: Product, marketplace: Marketplace) -> Offer:
    cents = local_cents(product.euro_cents, marketplace.currency)
    return Offer(product.sku, product.asin, product.title(marketplace.language), cents, money(cents))


def fill_basket(basket: Basket, shelf: tuple[Offer, ...], ids: IdSource, draw: Draw) -> list[Item]:
    """The items of one order; now and then a SKU twice, once wrapped as a gift."""
    lines = _line_count(draw())
    items = [_item(basket, shelf[int(draw() * draw() * len(shelf))], ids, draw) for _ in range(lines)]
    if lines == 1 and items[0].quantity < basket.least_units:
        items[0] = _priced(items[0], basket.least_units, basket, draw)
    if draw() < 0.03 and lines < 6:
        items.append(_twin(items[0], basket, ids, draw))
    elif draw() < 0.06:
        _wrap(items[0], basket, draw)
    if basket.country.code != "GB" and _is_from_outside_the_union(basket, draw):
        _add_ioss(items, draw)
    return items


def request_cancel(items: list[Item], draw: Draw) -> None:
    """The buyer asks for the order not to be sent."""
    reason = _BUYER_REASONS[int(draw() * len(_BUYER_REASONS))]
    for item in items:
        item.cancel_requested, item.cancel_reason = True, reason


def cancel(items: list[Item], draw: Draw) -> None:
    """The order is off: by the buyer's wish (`cancel_requested`) or by the seller's."""
    if draw() < 0.5:
        request_cancel(items, draw)
        return
    reason = _SELLER_REASONS[int(draw() * len(_SELLER_REASONS))]
    for item in items:
        item.cancel_reason = reason


def free_copy(item: Item, ids: IdSource) -> Item:
    """One piece of the same product without charge, for a replacement order."""
    return Item(ids.item_id(), item.sku, item.asin, item.title, 1, ZERO, ZERO, ZERO, ZERO, ZERO)


def _line_count(chance: float) -> int:
    for limit, lines in _LINES:
        if chance < limit:
            return lines
    return 6


def _quantity(draw: Draw, *, business: bool) -> int:
    chance = draw()
    if business and chance < 0.3:
        return 4 + int(draw() * 9)
    if chance < 0.84:
        return 1
    if chance < 0.97:
        return 2 + int(draw() * 2)
    return 4 + int(draw() * 9)


def _item(basket: Basket, offer: Offer, ids: IdSource, draw: Draw) -> Item:
    item = Item(ids.item_id(), offer.sku, offer.asin, offer.title, 1, offer.price)
    _priced(item, _quantity(draw, business=basket.business), basket, draw)
    chance = draw()
    if chance < 0.03:
        item.customized_url = f"https://zme-caps.amazon.com/t/{fill('@@@@########', draw)}/{item.id}.zip"
    elif chance < 0.05:
        item.condition = "USED" if chance < 0.04 else "REFURBISHED"
    return item


def _priced(item: Item, quantity: int, basket: Basket, draw: Draw) -> Item:
    cents = int(item.unit_price.scaleb(2)) * quantity
    shipping = 0 if basket.prime else _SHIPPING_CENTS[int(draw() * len(_SHIPPING_CENTS))]
    discount = round(cents * (0.05 + 0.2 * draw())) if draw() < 0.07 else 0
    item.quantity = quantity
    item.shipping = money(shipping)
    item.discount = money(discount)
    item.gift_wrap_price = ZERO
    item.tax = money(vat_within(cents + shipping - discount, basket.home))
    return item


def _twin(item: Item, basket: Basket, ids: IdSource, draw: Draw) -> Item:
    twin = Item(ids.item_id(), item.sku, item.asin, item.title, 1, item.unit_price)
    _priced(twin, 1, basket, draw)
    _wrap(twin, basket, draw)
    return twin


def _wrap(item: Item, basket: Basket, draw: Draw) -> None:
    messages = basket.country.gift_messages
    item.gift_wrap_level = _WRAPS[int(draw() * len(_WRAPS))]
    item.gift_wrap_price = money(_GIFT_WRAP_CENTS)
    item.tax += money(vat_within(_GIFT_WRAP_CENTS, basket.home))
    if draw() < 0.85:
        item.gift_message = messages[int(draw() * len(messages))]


def _is_from_outside_the_union(basket: Basket, draw: Draw) -> bool:
    """From Britain to Ireland always; elsewhere some of the stock lies in Switzerland or Britain."""
    return basket.home == "GB" or draw() < 0.03


def _add_ioss(items: list[Item], draw: Draw) -> None:
    if sum(item.unit_price * item.quantity for item in items) * 100 > IOSS_LIMIT_CENTS:
        return
    number = fill("IM37200#####", draw)
    for item in items:
        item.ioss_number = number
