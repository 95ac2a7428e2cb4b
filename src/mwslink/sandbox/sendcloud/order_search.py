"""GET /orders: what the panel shows as incoming orders, filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from mwslink.sandbox.exchange import Reply, json_reply
from mwslink.sandbox.sendcloud.door import KeyCall
from mwslink.sandbox.sendcloud.model import SavedOrder, part
from mwslink.sandbox.sendcloud.pages import cut_page, page_size, read_query
from mwslink.sandbox.sendcloud.refusals import invalid
from mwslink.sandbox.sendcloud.shapes import parse_moment
from mwslink.sandbox.state import State

_DATES = tuple(f"order_{what}_at{end}" for what in ("created", "updated") for end in ("", "_min", "_max"))
_TEXTS = ("order_number", "order_id", "status")
_KNOWN = frozenset({"integration", "sort", "page_size", "cursor", *_TEXTS, *_DATES})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Test = Callable[[SavedOrder], bool]


def list_orders(_: State, request: KeyCall) -> Reply:
    """GET /orders."""
    query = read_query(request, _KNOWN)
    size = page_size(query, default=100, most=200)
    numbers = _integrations(request, query.get("integration", ""))
    tests = [*_text_tests(query), *_date_tests(query)]
    found = [
        order
        for order in request.panel.incoming()
        if order.integration_id in numbers and all(test(order) for test in tests)
    ]
    ordered, by_id = _sorted(found, query.get("sort", ""))
    page, headers = cut_page(request, ordered, size, (lambda order: order.id) if by_id else None)
    return json_reply(200, {"data": [order.as_json() for order in page]}, headers)


def _integrations(request: KeyCall, text: str) -> set[int]:
    own = request.panel.of_user(request.integration.user_id)
    if not text:
        return set(own)
    for member in text.split(","):
        if not member.isdigit() or int(member) not in own:
            detail = f"Select a valid choice. {member} is not one of the available choices."
            raise invalid(detail, "integration", kind="parameter", code="invalid_choice")
    return {int(member) for member in text.split(",")}


def _text_tests(query: Mapping[str, str]) -> list[Test]:
    readers: dict[str, Callable[[SavedOrder], object]] = {
        "order_number": lambda order: (order.content or {}).get("order_number"),
        "order_id": lambda order: order.order_id,
        "status": lambda order: part(order.content, "order_details", "status").get("code"),
    }
    return [_is_same(readers[name], query[name].casefold()) for name in _TEXTS if name in query]


def _is_same(read: Callable[[SavedOrder], object], wanted: str) -> Test:
    return lambda order: str(read(order)).casefold() == wanted


def _date_tests(query: Mapping[str, str]) -> list[Test]:
    return [_date_test(name, _parse_date(name, query[name])) for name in _DATES if name in query]


def _date_test(name: str, wanted: date) -> Test:
    field = name.removesuffix("_min").removesuffix("_max")
    if name.endswith("_min"):
        return lambda order: moment_of(order, field).date() >= wanted
    if name.endswith("_max"):
        return lambda order: moment_of(order, field).date() <= wanted
    return lambda order: moment_of(order, field).date() == wanted


def _parse_date(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise invalid("Enter a valid date.", name, kind="parameter") from error


def moment_of(order: SavedOrder, field: str) -> datetime:
    """The shop's own `order_created_at` or `order_updated_at`; an order never updated counts from its creation."""
    details = part(order.content, "order_details")
    moment = parse_moment(str(details.get(field) or details.get("order_created_at")))
    if moment is None:
        return _EPOCH
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sorted(orders: list[SavedOrder], sort: str) -> tuple[list[SavedOrder], bool]:
    """Sorted, and whether by `-pk`, the default; keys that are unknown or contradict an earlier one do not count."""
    keys: dict[str, Callable[[SavedOrder], str]] = {
        "integration": lambda order: f"{order.integration_id:012}",
        "order_number": lambda order: str((order.content or {}).get("order_number")),
        "order_created_at": lambda order: moment_of(order, "order_created_at").isoformat(),
        "order_updated_at": lambda order: moment_of(order, "order_updated_at").isoformat(),
        "pk": lambda order: f"{order.id:012}",
    }
    wanted: dict[str, bool] = {}
    for name in sort.split(","):
        if name.lstrip("-") in keys:
            wanted.setdefault(name.lstrip("-"), name.startswith("-"))
    orders.sort(key=lambda order: order.id, reverse=True)
    for name, descending in reversed(wanted.items()):
        orders.sort(key=keys[name], reverse=descending)
    return orders, wanted in ({}, {"pk": True})
