"""Changes to config.toml and secrets.toml: in place, locked, all or nothing, for their owner's eyes only."""

from __future__ import annotations

from mwslink.config_file.changes import (
    edit_config,
    remove_connection,
    require_as_seen,
    set_account,
    set_application,
    set_connection,
    set_developer,
    set_sendcloud,
)
from mwslink.config_file.document import Document
from mwslink.config_file.placing import Value
from mwslink.config_file.secrets_file import forget_secret, keep_secret, store_secret, store_secrets

__all__ = [
    "Document",
    "Value",
    "edit_config",
    "forget_secret",
    "keep_secret",
    "remove_connection",
    "require_as_seen",
    "set_account",
    "set_application",
    "set_connection",
    "set_developer",
    "set_sendcloud",
    "store_secret",
    "store_secrets",
]
