"""The configuration file: read with tomllib, checked with msgspec, every problem reported at once."""

from __future__ import annotations

from mwslink.config.model import Application, Config, Developer, Privacy, Sendcloud, StoreSettings
from mwslink.config.reading import load_config, parse_config
from mwslink.paths import config_path

__all__ = [
    "Application",
    "Config",
    "Developer",
    "Privacy",
    "Sendcloud",
    "StoreSettings",
    "config_path",
    "load_config",
    "parse_config",
]
