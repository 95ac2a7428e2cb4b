"""Everything Sendcloud's API has here, as one service."""

from __future__ import annotations

from mwslink.sandbox.sendcloud import access, integrations, orders
from mwslink.sandbox.sendcloud.door import NOTHING_HERE, service

__all__ = ["NOTHING_HERE", "SERVICE"]

SERVICE = service("sendcloud", (*access.OPERATIONS, *integrations.OPERATIONS, *orders.OPERATIONS))
