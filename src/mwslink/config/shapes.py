"""What the file may say: each table's keys, their types, and the rules for their values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import msgspec

from mwslink.config import rules
from mwslink.config.model import Privacy, StoreSettings
from mwslink.connections import MWS, SP_API
from mwslink.marketplaces import SP_API_ENDPOINTS
from mwslink.messages import LANGUAGES

VERSION = 1


class Table(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table of the file; `RULES` by key, for the values whose type is not all there is to say.

    `SECRETS` are the keys whose literal values must not be seen by others.
    """

    RULES: ClassVar[Mapping[str, rules.Rule]] = {}
    SECRETS: ClassVar[tuple[str, ...]] = ()


class DeveloperTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "id": rules.check_developer_id,
        "access_key_id": rules.check_reference,
        "secret_key": rules.check_reference,
    }
    SECRETS: ClassVar[tuple[str, ...]] = ("secret_key",)

    id: str
    access_key_id: str
    secret_key: str
    name: str = ""


class ApplicationTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "client_id": rules.check_plain,
        "client_secret": rules.check_reference,
        "previous_client_secret": rules.check_reference,
        "redirect_uri": rules.check_redirect_uri,
        "rotation_queue": rules.check_queue,
        "client_secret_rotated_on": rules.check_day,
    }
    SECRETS: ClassVar[tuple[str, ...]] = ("client_secret", "previous_client_secret")

    client_id: str
    client_secret: str
    id: str = ""
    client_secret_rotated_on: date | None = None
    previous_client_secret: str = ""
    redirect_uri: str = ""
    draft: bool = False
    rotation_queue: str = ""


class AccountTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "api": rules.one_of(SP_API, MWS),
        "region": rules.one_of(*SP_API_ENDPOINTS),
        "seller_id": rules.check_seller_id,
        "token": rules.check_token,
        "authorized_on": rules.check_day,
        "endpoint": rules.check_endpoint,
    }
    SECRETS: ClassVar[tuple[str, ...]] = ("token",)

    region: str
    seller_id: str
    token: str
    api: str = SP_API
    authorized_on: date | None = None
    endpoint: str = ""
    migrated_from: dict[str, object] = {}


class EarlierAccessTable(Table, forbid_unknown_fields=True, frozen=True):
    """What an account had before `migrate`, until that is confirmed or undone."""

    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "api": rules.one_of(SP_API, MWS),
        "token": rules.check_token,
        "authorized_on": rules.check_day,
        "endpoint": rules.check_endpoint,
    }
    SECRETS: ClassVar[tuple[str, ...]] = ("token",)

    api: str
    token: str
    authorized_on: date | None = None
    endpoint: str = ""


class ConnectionTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "name": rules.check_name,
        "country": rules.check_country,
        "packaging_grams": rules.check_packaging,
        "update_status": rules.one_of("announced", "processed", "never"),
    }

    account: str
    country: str
    name: str | None = None
    import_weight: bool = True
    update_status: str = "announced"
    packaging_grams: int = 0
    push_prime: bool = False


class SendcloudTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "public_key": rules.check_reference,
        "secret_key": rules.check_reference,
        "webhook_key": rules.check_reference,
        "endpoint": rules.check_endpoint,
        "integration_id": rules.check_integration_id,
        "other_currencies": rules.one_of("hold", "send", "convert"),
        "vat_number": rules.check_tax_number,
        "eori_number": rules.check_tax_number,
    }
    SECRETS: ClassVar[tuple[str, ...]] = ("secret_key", "webhook_key")

    public_key: str
    secret_key: str
    endpoint: str = ""
    integration_id: int = 0
    oauth: bool = False
    other_currencies: str = "hold"
    rates: dict[str, str] = {}
    pass_email: bool = False
    vat_number: str = ""
    eori_number: str = ""
    customs_file: str = ""
    webhook_key: str = ""


class CarrierTable(Table, forbid_unknown_fields=True, frozen=True):
    """How Amazon calls one of Sendcloud's carriers."""

    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "code": rules.check_name,
        "name": rules.check_carrier_name,
        "method": rules.check_name,
    }

    code: str
    name: str = ""
    method: str = ""


class PrivacyTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "retain_days": rules.check_retain_days,
        "count_from": rules.one_of("shipment", "delivery"),
    }

    retain_days: int = Privacy.retain_days
    count_from: str = Privacy.count_from


class ArchiveTable(Table, forbid_unknown_fields=True, frozen=True):
    """What the law wants kept; the table `s3` in it is checked by itself."""

    RULES: ClassVar[Mapping[str, rules.Rule]] = {"reason": rules.check_name, "years": rules.check_years}

    reason: str
    years: int
    recipients: list[str]
    countries: list[str] = []
    folder: str = ""
    s3: dict[str, object] = {}


class BucketTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "bucket": rules.check_plain,
        "endpoint": rules.check_endpoint,
        "storage_class": rules.one_of(*rules.STORAGE_CLASSES),
        "object_lock": rules.one_of("none", "governance", "compliance"),
    }

    bucket: str
    prefix: str = ""
    region: str = ""
    endpoint: str = ""
    storage_class: str = "DEEP_ARCHIVE"
    kms_key: str = ""
    object_lock: str = "none"


class StoreTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {"url": rules.check_store_url, "key": rules.check_reference}
    SECRETS: ClassVar[tuple[str, ...]] = ("key",)

    url: str = StoreSettings().url
    key: str = StoreSettings().key


class MailTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "host": rules.check_plain,
        "sender": rules.check_mail_address,
        "port": rules.check_port,
        "tls": rules.one_of("starttls", "tls", "none"),
        "password": rules.check_reference,
    }
    SECRETS: ClassVar[tuple[str, ...]] = ("password",)

    host: str
    sender: str
    to: list[str]
    port: int | None = None
    tls: str = "starttls"
    user: str = ""
    password: str = ""


class WebhookTable(Table, forbid_unknown_fields=True, frozen=True):
    RULES: ClassVar[Mapping[str, rules.Rule]] = {
        "url": rules.check_reference,
        "kind": rules.one_of("text", "teams", "ntfy", "healthchecks"),
    }
    SECRETS: ClassVar[tuple[str, ...]] = ("url",)

    url: str
    kind: str = "text"


class RemindersTable(Table, forbid_unknown_fields=True, frozen=True):
    """How reminders leave; the two tables in it are checked by themselves."""

    mail: dict[str, object] = {}
    webhook: dict[str, object] = {}


class FileTable(Table, forbid_unknown_fields=True, frozen=True):
    """The file as a whole; the tables in it are checked one by one."""

    RULES: ClassVar[Mapping[str, rules.Rule]] = {"language": rules.one_of("auto", *LANGUAGES)}

    version: int = VERSION
    language: str = "auto"
    developer: dict[str, object] = {}
    application: dict[str, object] = {}
    accounts: dict[str, object] = {}
    connections: dict[str, object] = {}
    sendcloud: dict[str, object] = {}
    carriers: dict[str, object] = {}
    privacy: dict[str, object] = {}
    archive: dict[str, object] = {}
    store: dict[str, object] = {}
    reminders: dict[str, object] = {}


SINGLE_TABLES: Mapping[str, type[Table]] = {
    "developer": DeveloperTable,
    "application": ApplicationTable,
    "sendcloud": SendcloudTable,
    "privacy": PrivacyTable,
    "archive": ArchiveTable,
    "store": StoreTable,
    "reminders": RemindersTable,
}
REMINDER_TABLES: Mapping[str, type[Table]] = {"mail": MailTable, "webhook": WebhookTable}
