"""What an import brought: a line a connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer
from mwslink.present.figures import render_moment


def import_answer(data: Mapping[str, Any]) -> Answer:
    """The answer of `import`; `data` is its JSON."""
    return Answer(
        data, [_line(one) for one in data["connections"]] or [_("There are no connections yet: run mwslink connect.")]
    )


def _line(one: Mapping[str, Any]) -> str:
    if one["error"]:
        return _("{connection}: {new} new, {changed} changed before it failed").format(**one)
    orders = ngettext("{count} order", "{count} orders", one["stored"]).format(count=one["stored"])
    return _("{connection}: {new} new, {changed} changed; {orders} stored, complete until {until}").format(
        **one, orders=orders, until=render_moment(one["complete_until"])
    )
