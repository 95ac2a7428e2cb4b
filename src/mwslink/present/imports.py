"""What an import brought: a line a connection, and which orders wait for a weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer
from mwslink.present.figures import render_moment

_NAMED = 10  # orders that are named one by one


def import_answer(data: Mapping[str, Any]) -> Answer:
    """The answer of `import`; `data` is its JSON."""
    connections = data["connections"]
    lines = [_line(one) for one in connections] or [_("There are no connections yet: run mwslink connect.")]
    return Answer(data, lines, [warning for one in connections for warning in _warnings(one)])


def _line(one: Mapping[str, Any]) -> str:
    if one["error"]:
        return _("{connection}: {new} new, {changed} changed before it failed").format(**one)
    orders = ngettext("{count} order", "{count} orders", one["stored"]).format(count=one["stored"])
    text = _("{connection}: {new} new, {changed} changed; {orders} stored, complete until {until}").format(
        **one, orders=orders, until=render_moment(one["complete_until"])
    )
    return "; ".join([text, *_weights(one)])


def _weights(one: Mapping[str, Any]) -> Iterator[str]:
    if released := len(one["released"]):
        yield ngettext("{count} order has its weight now", "{count} orders have their weights now", released).format(
            count=released
        )
    if held := len(one["held"]):
        yield ngettext("{count} order waits for a weight", "{count} orders wait for a weight", held).format(count=held)


def _warnings(one: Mapping[str, Any]) -> Iterator[str]:
    """Orders that wait since this import; the others were named before."""
    new = [order for order in one["held"] if order["is_new"]]
    for order in new[:_NAMED]:
        yield _("{connection}: order {order} waits for the weight of {skus}").format(
            connection=one["connection"], order=order["order_id"], skus=_named(order["skus"])
        )
    more = len(new) - _NAMED
    if more > 0:
        yield ngettext(
            "{connection}: and {count} order more; mwslink check-weights tells which listings it needs",
            "{connection}: and {count} orders more; mwslink check-weights tells which listings they need",
            more,
        ).format(connection=one["connection"], count=more)


def _named(skus: Sequence[str]) -> str:
    return ", ".join(skus)
