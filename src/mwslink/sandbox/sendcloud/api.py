"""Everything Sendcloud's API has here, as one service."""

from __future__ import annotations

from mwslink.sandbox.sendcloud import access, integrations, labels, orders, parcels, shipments
from mwslink.sandbox.sendcloud.door import NOTHING_HERE, service

__all__ = ["NOTHING_HERE", "SERVICE"]

_PARTS = (access, integrations, orders, labels, shipments, parcels)
SERVICE = service("sendcloud", tuple(operation for one in _PARTS for operation in one.OPERATIONS))
