"""What every request meets first: what was planned until now happens, and the region's name is taken off its path.

Amazon has three doors. Here the one of eu is at the root, and each is below its own name: `/na/sellers/v1/…`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    from mwslink.sandbox.state import State

REGIONS = ("eu", "na", "fe")
REGION = "mwslink.region"  # in a request's scope


@dataclass(frozen=True)
class Front:
    """An ASGI middleware around all routes."""

    app: ASGIApp
    state: State

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.state.settle()
            scope = _without_region(scope)
        await self.app(scope, receive, send)


def _without_region(scope: Scope) -> Scope:
    name, slash, rest = str(scope["path"]).removeprefix("/").partition("/")
    if not slash or name not in REGIONS:
        return scope
    raw_path = scope.get("raw_path", b"")[len(name) + 1 :]
    return {**scope, "path": f"/{rest}", "raw_path": raw_path, REGION: name}
