"""Sendcloud's API v3 as its published descriptions have it: orders, shipments, parcels, webhooks."""
