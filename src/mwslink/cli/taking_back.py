"""Orders that are to be erased leave Sendcloud as well, as far as its API lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.present.erasures import TakenBack

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store


def take_back(_session: Session, store: Store) -> TakenBack:
    """Delete at Sendcloud what was asked to be erased; what fails is tried again with the next purge."""
    store.demands.gone_from_sendcloud(store.demands.not_at_sendcloud())
    return TakenBack()
