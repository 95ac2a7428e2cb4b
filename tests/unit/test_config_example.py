"""The example shows every key there is, and works as it is."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest

from mwslink.config import (
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
    load_config,
    shapes,
)
from mwslink.connections import Account, Connection

EXAMPLE = Path(__file__).parents[2] / "examples" / "config.toml"
TABLES = {
    ("developer",): (Developer, shapes.DeveloperTable),
    ("application",): (Application, shapes.ApplicationTable),
    ("accounts", "acme"): (Account, shapes.AccountTable),
    ("connections", "amazon-es"): (Connection, shapes.ConnectionTable),
    ("sendcloud",): (Sendcloud, shapes.SendcloudTable),
    ("carriers", "hermes_gb"): (CarrierEntry, shapes.CarrierTable),
    ("privacy",): (Privacy, shapes.PrivacyTable),
    ("archive",): (ArchiveSettings, shapes.ArchiveTable),
    ("archive", "s3"): (BucketSettings, shapes.BucketTable),
    ("store",): (StoreSettings, shapes.StoreTable),
    ("reminders",): (ReminderSettings, shapes.RemindersTable),
    ("reminders", "mail"): (MailSettings, shapes.MailTable),
    ("reminders", "webhook"): (WebhookSettings, shapes.WebhookTable),
}


def test_the_example_loads():
    """Copied as it is."""
    config = load_config(EXAMPLE)

    assert list(config.connections) == ["amazon-es", "amazon-it"]


@pytest.mark.parametrize("path", TABLES, ids=".".join)
def test_every_key_is_shown(path):
    """Whoever adds a key adds it there; a table's own name is not among its keys."""
    value, shape = TABLES[path]
    shown = tomllib.loads(EXAMPLE.read_text())
    for part in path:
        shown = shown[part]
    own_name = {"accounts": {"name"}, "connections": {"id"}}.get(path[0], set())
    between = {"migrated_from"}  # written by `migrate`, gone with its end

    assert {field.name for field in fields(value)} - own_name - between == set(shown)
    assert {field.name for field in msgspec.structs.fields(shape)} - between == set(shown)


def test_every_table_is_shown():
    """And nothing else stands in the file."""
    shown = set(tomllib.loads(EXAMPLE.read_text()))

    assert shown == {field.name for field in fields(Config)} - {"path"} | {"version"}
    assert shown == {field.name for field in msgspec.structs.fields(shapes.FileTable)}


def test_defaults_in_the_example_are_the_defaults():
    """So that a line can be left out without a change."""
    config = load_config(EXAMPLE)

    assert (config.privacy, config.store, config.language) == (Privacy(), StoreSettings(), Config(EXAMPLE).language)
