"""The store for commands that only look: they never make one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store


@contextmanager
def existing_store(session: Session, url: str = "") -> Iterator[Store | None]:
    """The store, None where none was made yet; `url` where the configuration's is known already.

    Raises ConfigError, StoreError.
    """
    from mwslink.store.files import database_path

    path = database_path(url or session.config.store.url, os.environ)
    if not path.exists():
        yield None
        return
    with session.open_store(url) as store:
        yield store
