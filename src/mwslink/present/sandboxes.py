"""A started sandbox, and what to try on it, as an answer."""

from __future__ import annotations

from mwslink.messages import _
from mwslink.present.answer import Answer

DEFAULT_URL = "http://127.0.0.1:8750"


def sandbox_answer(url: str) -> Answer:
    """Where it listens, and the first commands of a visitor."""
    connect = "mwslink connect --country ES --sandbox" + ("" if url == DEFAULT_URL else f"={url}")
    return Answer(
        {"url": url},
        (
            _("The sandbox listens at {url} until you press Ctrl-C. In another terminal:").format(url=url),
            f"  {connect}",
            "  mwslink import",
            "  mwslink orders --open",
            _("What it holds, and every call it saw: {url}").format(url=f"{url}/_sandbox/"),
        ),
    )
