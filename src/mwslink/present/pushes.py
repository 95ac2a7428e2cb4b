"""What a push did: a line a connection, and the orders that somebody has to look at."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer
from mwslink.present.figures import localized

_SENT = {"new": lambda: _("new"), "changed": lambda: _("changed"), "again": lambda: _("again")}
_TAKEN_BACK = {
    "cancelled": lambda: _("taken back: cancelled at Amazon"),
    "shipped": lambda: _("taken back: shipped at Amazon already"),
}
# What else there is to say of a connection, by word of `--json`.
_FURTHER: Mapping[str, Callable[[int], str]] = {
    "unchanged": lambda count: ngettext("{count} unchanged", "{count} unchanged", count),
    "withdrawn": lambda count: ngettext("{count} taken back", "{count} taken back", count),
    "verified": lambda count: ngettext("{count} read back", "{count} read back", count),
    "waiting": lambda count: ngettext("{count} not saved yet", "{count} not saved yet", count),
    "held": lambda count: ngettext("{count} held back", "{count} held back", count),
    "refused": lambda count: ngettext("{count} refused", "{count} refused", count),
    "cancel_requested": lambda count: ngettext(
        "{count} with a request to cancel", "{count} with requests to cancel", count
    ),
    "announced": lambda count: ngettext("{count} cancelled with a label", "{count} cancelled with labels", count),
    "stranded": lambda count: ngettext(
        "{count} to be deleted in Sendcloud by hand", "{count} to be deleted in Sendcloud by hand", count
    ),
}
_NAMED = 10  # orders of a kind that are named one by one


def push_answer(data: Mapping[str, Any], reasons: Mapping[str, str]) -> Answer:
    """The answer of `push`; `data` is its JSON, `reasons` the sentence for each word in it."""
    connections = data["connections"]
    lines = [line for one in connections for line in _lines(one, is_dry_run=data["is_dry_run"])]
    warnings = [warning for one in connections for warning in _warnings(one, reasons)]
    return Answer(data, lines or [_("There are no connections yet: run mwslink connect.")], warnings)


def _lines(one: Mapping[str, Any], *, is_dry_run: bool) -> Iterator[str]:
    count = sum(one[action] for action in _SENT)
    text = (
        ngettext("{connection}: would hand over {count} order", "{connection}: would hand over {count} orders", count)
        if is_dry_run
        else ngettext("{connection}: {count} order handed over", "{connection}: {count} orders handed over", count)
    )
    told = text.format(connection=one["connection"], count=count)
    kinds = ", ".join(f"{_SENT[action]()}: {one[action]}" for action in _SENT if one[action])
    yield "; ".join([f"{told} ({kinds})" if kinds else told, *_further(one)])
    for order in one.get("orders", ()):
        yield f"  {order['order_id']}  {_SENT[order['action']]()}  {_contents(order)}"
    for order in one["taken_back"][:_NAMED]:
        yield f"  {order['order_id']}  {_TAKEN_BACK[order['reason']]()}"


def _contents(order: Mapping[str, Any]) -> str:
    """What an order of a dry run holds: weight and items; the rest is in --json."""
    payload = order["payload"]
    weight = payload["shipping_details"].get("measurement", {}).get("weight")
    items = ", ".join(f"{item['quantity']} × {item.get('sku') or item['name']}" for item in _items(payload))
    total = payload["payment_details"]["total_price"]
    parts = [localized(f"{weight['value']} {weight['unit']}")] if weight else []
    return "  ".join([*parts, items, localized(f"{total['value']:.2f} {total['currency']}")])


def _items(payload: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    items: Sequence[Mapping[str, Any]] = payload["order_details"]["order_items"]
    return items


def _further(one: Mapping[str, Any]) -> Iterator[str]:
    for word, text in _FURTHER.items():
        count = one[word] if isinstance(one[word], int) else len(one[word])
        if count:
            yield text(count).format(count=count)


def _warnings(one: Mapping[str, Any], reasons: Mapping[str, str]) -> Iterator[str]:
    """What came up with this push; the rest was told before."""
    texts = [
        _held(order).format(connection=one["connection"], order=order["order_id"], reason=_reason(order, reasons))
        for order in one["held"]
        if order["is_new"]
    ]
    yield from _shortened(one, texts)
    texts = [
        _(
            "{connection}: the buyer of order {order} wants it cancelled: cancel it in Seller Central, and the next "
            "push takes it back; or ship it, as you agree with the buyer"
        ).format(connection=one["connection"], order=order["order_id"])
        for order in one["cancel_requested"]
        if order["is_new"]
    ]
    yield from _shortened(one, texts)
    texts = [
        _("{connection}: look at the address of order {order}: {doubts}").format(
            connection=one["connection"],
            order=order["order_id"],
            doubts="; ".join(doubt["text"] for doubt in order["doubts"]),
        )
        for order in one["doubtful"]
    ]
    yield from _shortened(one, texts)
    texts = [
        _("{connection}: look at the weight of order {order}, {sku}: {why} Put it right: {command}").format(
            connection=one["connection"],
            order=odd["order_id"],
            sku=odd["sku"],
            why=odd["text"],
            command=f"mwslink set-weight {shlex.quote(odd['sku'])} 450g",
        )
        for odd in one["odd_weights"]
    ]
    yield from _shortened(one, texts)


def _held(order: Mapping[str, Any]) -> str:
    if order["is_in_sendcloud"]:
        return _(
            "{connection}: order {order} {reason}. Sendcloud still has it as it was before: see that nobody packs it so"
        )
    return _("{connection}: order {order} {reason}")


def _reason(order: Mapping[str, Any], reasons: Mapping[str, str]) -> str:
    text = reasons.get(order["reason"], order["reason"])
    return f"{text}: {order['detail']}" if order["detail"] else text


def _shortened(one: Mapping[str, Any], texts: Sequence[str]) -> Iterator[str]:
    yield from texts[:_NAMED]
    more = len(texts) - _NAMED
    if more > 0:
        yield ngettext(
            "{connection}: and {count} order more; --json names all",
            "{connection}: and {count} orders more; --json names them all",
            more,
        ).format(connection=one["connection"], count=more)
