"""Sendcloud API v3: orders in, shipments out."""
