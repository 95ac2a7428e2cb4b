"""Seller Central's pages, as far as a connection needs them."""
