"""Carries webhooks to where they go, while the server runs; no farther than this computer."""

from __future__ import annotations

import asyncio
import functools
import ipaddress
from urllib.parse import urlsplit

import httpx2

from mwslink.sandbox.sendcloud.webhooks import Delivery
from mwslink.sandbox.state import State

_TIMEOUT = 10.0
_BUSY, _IDLE = 0.05, 0.5  # seconds between rounds while some shop wants webhooks, and while none does
_certificates = functools.cache(httpx2.create_ssl_context)  # slow to read, and the same for every sandbox of a process


async def run(state: State) -> None:
    """Deliver what is due, forever."""
    headers = {"user-agent": "Sendcloud"}
    async with httpx2.AsyncClient(verify=_certificates(), timeout=_TIMEOUT, headers=headers, trust_env=False) as http:
        while True:
            panel = state.sendcloud
            wants = any(one.settings["webhook_active"] for one in panel.integrations.values())
            if wants:
                panel.settle(state.clock.now())
            for delivery in panel.webhooks.due(state.clock.now()):
                panel.webhooks.record(delivery, await _send(http, delivery), state.clock.now())
            await asyncio.sleep(_BUSY if wants else _IDLE)


async def _send(http: httpx2.AsyncClient, delivery: Delivery) -> object:
    if not _is_loopback(delivery.url):
        return "not on this computer"
    headers = {"Content-Type": "application/json", "Sendcloud-Signature": delivery.signature}
    try:
        return (await http.post(delivery.url, content=delivery.body, headers=headers)).status_code
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        return type(error).__name__


def _is_loopback(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
