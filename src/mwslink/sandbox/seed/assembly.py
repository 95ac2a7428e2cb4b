"""Puts one order together: its parties, its items, its promises."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from mwslink.marketplaces import Marketplace
from mwslink.sandbox.model import Address, Buyer, Order, OrderStatus
from mwslink.sandbox.seed.addresses import COUNTRIES, address, destination, person
from mwslink.sandbox.seed.items import Basket, IdSource, Offer, fill_basket, offers
from mwslink.sandbox.seed.lifecycle import History
from mwslink.sandbox.seed.numbers import alias
from mwslink.sandbox.seed.places import Country, Draw, fill
from mwslink.sandbox.seed.products import ORDERED_PRODUCTS, catalogue
from mwslink.sandbox.seed.windows import windows

_BUSINESS = 0.08
_FOR_SOMEBODY_ELSE = 0.1
_LEVELS = ("STANDARD",) * 14 + ("EXPEDITED",) * 3 + ("FREE_ECONOMY",) * 2 + ("PRIORITY",)
_PRIME_LEVELS = ("NEXT_DAY", "SECOND_DAY")
_SERVICE_WORDS = {
    "STANDARD": "Std", "EXPEDITED": "Exp", "FREE_ECONOMY": "Econ",
    "SECOND_DAY": "Second", "NEXT_DAY": "Next", "PRIORITY": "Priority",
}  # fmt: skip
_LATE_EVENING = timedelta(hours=2)  # after that it is tomorrow where the buyers live


@dataclass(slots=True)
class Shop:
    """One seller's marketplace while its orders are made."""

    seller_id: str
    marketplace: Marketplace
    offers: tuple[Offer, ...]
    ids: IdSource
    rng: random.Random
    replaceable: Order | None = None  # a shipped order whose buyer may ask for another piece

    @property
    def home(self) -> str:
        return self.marketplace.country


@dataclass(frozen=True, slots=True)
class Parties:
    """Who buys, and where it goes."""

    buyer: Buyer
    address: Address
    country: Country
    vat_number: str = ""


@lru_cache(maxsize=64)
def shelf(seller_id: str, seed: int, marketplace: Marketplace) -> tuple[Offer, ...]:
    """What the seller offers there; raises ValueError where no addresses are known."""
    if marketplace.country not in COUNTRIES:
        known = ", ".join(sorted(COUNTRIES))
        raise ValueError(f"no addresses are known for {marketplace.country}; there are some for {known}")
    return offers(catalogue(seller_id, seed, ORDERED_PRODUCTS), marketplace)


def draw_parties(shop: Shop) -> Parties:
    """A buyer who may be a company or send to somebody else."""
    draw = shop.rng.random
    country = destination(shop.home, draw)
    name = person(country, draw)
    email = alias(shop.rng, shop.marketplace.domain)
    if draw() < _BUSINESS:
        return _company(country, name, email, draw)
    recipient = person(country, draw) if draw() < _FOR_SOMEBODY_ELSE else name
    return Parties(Buyer(name, email), address(country, recipient, draw), country)


def same_parties(order: Order) -> Parties:
    """Those of another order, copied: changing one order later must not change two."""
    return Parties(replace(order.buyer), replace(order.address), COUNTRIES[order.address.country], order.vat_number)


def _company(country: Country, name: str, email: str, draw: Draw) -> Parties:
    company = country.companies[int(draw() * len(country.companies))]
    reference = fill("PO-########", draw) if draw() < 0.7 else ""
    buyer = Buyer(name, email, company, reference)
    return Parties(buyer, address(country, name, draw, company=company), country, fill(country.vat_number, draw))


def assemble(shop: Shop, history: History, parties: Parties, *, prime: bool) -> Order:
    """The order as it was placed; `prime` promises the fast levels."""
    draw = shop.rng.random
    business = bool(parties.buyer.company)
    abroad = parties.country.code != shop.home
    levels = _PRIME_LEVELS if prime else _LEVELS
    level = levels[int(draw() * len(levels))]
    day = (history.created_at + _LATE_EVENING).date()
    ship_by, deliver_by = windows(day, level, parties.country.code, abroad=abroad)
    least = 2 if history.status is OrderStatus.PARTIALLY_SHIPPED else 1
    basket = Basket(shop.home, parties.country, business, prime, least)
    return Order(
        id=shop.ids.order_id(shop.home, draw()),
        seller_id=shop.seller_id,
        marketplace_id=shop.marketplace.id,
        created_at=history.created_at,
        updated_at=history.updated_at,
        status=history.status,
        fulfilled_by="MERCHANT",
        service_level=level,
        ship_service=_ship_service(level, shop.home, abroad=abroad),
        currency=shop.marketplace.currency,
        buyer=parties.buyer,
        address=parties.address,
        items=fill_basket(basket, shop.offers, shop.ids, draw),
        ship_by=ship_by,
        deliver_by=deliver_by,
        programs=["AMAZON_BUSINESS"] if business else [],
        leaves_pending_at=history.leaves_pending_at,
        payment_method="Invoice" if business and draw() < 0.5 else "CreditCard",
        vat_number=parties.vat_number,
    )


@lru_cache(maxsize=256)
def _ship_service(level: str, home: str, *, abroad: bool) -> str:
    """The older free text, such as `Std ES Domestic` or `Std UK Europe`."""
    where = "UK" if home == "GB" else home
    return f"{_SERVICE_WORDS[level]} {where} {'Europe' if abroad else 'Domestic'}"
