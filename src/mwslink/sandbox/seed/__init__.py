"""Plausible European orders and products from a seed, for everything else to bite on."""

from __future__ import annotations

from mwslink.sandbox.seed.addresses import COUNTRIES
from mwslink.sandbox.seed.orders import generate_orders, new_order
from mwslink.sandbox.seed.products import ORDERED_PRODUCTS, Product, catalogue

__all__ = ["COUNTRIES", "ORDERED_PRODUCTS", "Product", "catalogue", "generate_orders", "new_order"]
