"""Who this run is for the access log: the command, the system's user, and what it reads buyers' data for."""

from __future__ import annotations

import os
from contextlib import suppress

from mwslink.store.accesses import Reader

DISPLAY, EXPORT, SHIPPING, CONFIRMATION, ARCHIVE, RESTORE, OTHER = (
    "display",
    "export",
    "shipping",
    "confirmation",
    "archive",
    "restore",
    "other",
)
_PURPOSES = {
    "orders": DISPLAY,
    "push": SHIPPING,
    "confirm": CONFIRMATION,
    "sync": SHIPPING,
    "privacy archive": ARCHIVE,
    "privacy purge": ARCHIVE,  # what the archive has not is opened once more before it goes without a copy
    "privacy erase": ARCHIVE,
    "privacy restore": RESTORE,
    "privacy rehearse": RESTORE,
}


def reader_of(command: str) -> Reader:
    """The reader that runs this command."""
    return Reader(command, _user(), _PURPOSES.get(command, OTHER))


def _user() -> str:
    """The name of the process's user, whatever the environment says; who became root by sudo is named too."""
    import pwd

    name = str(os.getuid())
    with suppress(KeyError):
        name = pwd.getpwuid(os.getuid()).pw_name
    behind = os.environ.get("SUDO_USER", "") if os.getuid() == 0 else ""
    return f"{name} ({behind})" if behind else name
