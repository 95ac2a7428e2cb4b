"""The configuration file: read with tomllib, checked with msgspec, every problem reported at once."""

from __future__ import annotations

from mwslink.config.model import (
    Application,
    ArchiveSettings,
    BucketSettings,
    CarrierEntry,
    Config,
    Developer,
    MailSettings,
    Privacy,
    ReminderSettings,
    Sendcloud,
    StoreSettings,
    WebhookSettings,
)
from mwslink.config.reading import load_config, parse_config
from mwslink.paths import config_path

__all__ = [
    "Application",
    "ArchiveSettings",
    "BucketSettings",
    "CarrierEntry",
    "Config",
    "Developer",
    "MailSettings",
    "Privacy",
    "ReminderSettings",
    "Sendcloud",
    "StoreSettings",
    "WebhookSettings",
    "config_path",
    "load_config",
    "parse_config",
]
