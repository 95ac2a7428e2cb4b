"""What Sendcloud holds: integrations, access tokens, orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from mwslink.sandbox.exchange import Json

FEEDBACK_TYPES = ("eager", "delayed", "none")


@dataclass
class Integration:
    """A connected shop; its keys open the API for its user."""

    id: int
    user_id: int
    public_key: str
    secret_key: str
    shop_name: str
    created_at: datetime
    updated_at: datetime
    settings: Json = field(default_factory=dict)  # the fields of PATCH /integrations/{id} but shop_name
    oauth_only: bool = False
    logs: list[Json] = field(default_factory=list)

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "type": "api",
            "shop_name": self.shop_name,
            **self.settings,
            "started_failing_at": None,
            "last_fetched_at": None,
            "created_at": stamp(self.created_at),
            "updated_at": stamp(self.updated_at),
        }


@dataclass(frozen=True)
class SendcloudToken:
    """A bearer token; without scopes it opens everything."""

    value: str
    integration_id: int
    scopes: frozenset[str]
    expires_at: datetime


@dataclass
class SavedOrder:
    """An order and what became of it; `content` is None until the first saving."""

    id: int
    integration_id: int
    order_id: str
    created_at: datetime
    modified_at: datetime
    content: Json | None = None
    accepted: int = 0  # how many requests brought it
    deleted: bool = False

    @property
    def is_visible(self) -> bool:
        return self.content is not None and not self.deleted

    def as_json(self) -> Json:
        """As the API shows it: unlike the answer to a request that brings it, with a text as `id`."""
        dates = {"created_at": stamp(self.created_at), "modified_at": stamp(self.modified_at)}
        return {**(self.content or {}), "id": str(self.id), **dates}

    def reference(self) -> Json:
        """As the answers to create and update name it."""
        content = self.content or {}
        return {"id": self.id, "order_id": self.order_id, "order_number": content.get("order_number", "")}


def stamp(moment: datetime) -> str:
    """`2018-02-27T10:00:00.555309+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def objects(value: object) -> list[Json]:
    """The objects in a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def part(content: object, *path: str) -> Json:
    """The object at a path in a body; empty where there is none."""
    for name in path:
        content = content.get(name) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else {}
