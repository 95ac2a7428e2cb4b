"""From checked tables to values, and the checks that need more than one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mwslink.config import rules, shapes
from mwslink.config.checks import Report, check_table, dotted
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
from mwslink.connections import MWS, Account, Connection, EarlierAccess
from mwslink.errors import ConfigError
from mwslink.marketplaces import BY_COUNTRY
from mwslink.messages import _

if TYPE_CHECKING:
    from decimal import Decimal

Document = Mapping[str, object]
OTHER = "Other"  # Amazon's code for a carrier that is not on its list
T = TypeVar("T", bound=shapes.Table)


def build_config(document: Document, path: Path, language: str, report: Report) -> Config:
    """The configuration; only to be used when the report stayed empty."""
    accounts = _accounts(document, report)
    return Config(
        path,
        language=language,
        developer=_developer(_single(document, "developer", shapes.DeveloperTable, report)),
        application=_application(_single(document, "application", shapes.ApplicationTable, report)),
        accounts=accounts,
        connections=_connections(document, accounts, report),
        sendcloud=_sendcloud(_single(document, "sendcloud", shapes.SendcloudTable, report), report),
        carriers=_carriers(document, report),
        privacy=_privacy(_single(document, "privacy", shapes.PrivacyTable, report)),
        archive=_archive(_single(document, "archive", shapes.ArchiveTable, report), report),
        store=_store(_single(document, "store", shapes.StoreTable, report)),
        reminders=_reminders(_single(document, "reminders", shapes.RemindersTable, report), report),
    )


def _single(document: Document, name: str, shape: type[T], report: Report) -> T | None:
    table = document.get(name)
    # What is no table has been reported with the file as a whole.
    return check_table(table, shape, (name,), report) if isinstance(table, Mapping) else None


def _many(document: Document, name: str) -> Document:
    tables = document.get(name)
    return tables if isinstance(tables, Mapping) else {}


def _developer(table: shapes.DeveloperTable | None) -> Developer | None:
    return Developer(table.name, table.id, table.access_key_id, table.secret_key) if table else None


def _application(table: shapes.ApplicationTable | None) -> Application | None:
    if table is None:
        return None
    return Application(
        table.id,
        table.client_id,
        table.client_secret,
        table.client_secret_rotated_on,
        table.previous_client_secret,
        table.redirect_uri,
        table.draft,
        table.rotation_queue,
    )


def _sendcloud(table: shapes.SendcloudTable | None, report: Report) -> Sendcloud | None:
    if table is None:
        return None
    return Sendcloud(
        table.public_key,
        table.secret_key,
        table.endpoint,
        table.integration_id,
        table.oauth,
        table.other_currencies,
        dict(_rates(table, report)),
        table.pass_email,
        table.vat_number,
        table.eori_number,
        table.customs_file,
        table.webhook_key,
    )


def _rates(table: shapes.SendcloudTable, report: Report) -> Iterator[tuple[str, tuple[str, Decimal]]]:
    for currency, text in table.rates.items():
        try:
            yield currency, rules.check_rate(text)
        except ConfigError as error:
            report.add_error(("sendcloud", "rates", currency), error)
    if table.other_currencies == "convert" and not table.rates:
        report.add(("sendcloud", "other_currencies"), _("convert needs rates."))


def _carriers(document: Document, report: Report) -> dict[str, CarrierEntry]:
    carriers = {}
    for code, value in _many(document, "carriers").items():
        path = ("carriers", code)
        _check_title(rules.check_carrier_code, path, report)
        if table := check_table(value, shapes.CarrierTable, path, report):
            carriers[code] = CarrierEntry(table.code, table.name, table.method)
            if (table.code == OTHER) != bool(table.name):
                report.add((*path, "name"), _("goes with the code {other}, and only with it.").format(other=OTHER))
    return carriers


def _privacy(table: shapes.PrivacyTable | None) -> Privacy:
    return Privacy(table.retain_days, table.count_from) if table else Privacy()


def _archive(table: shapes.ArchiveTable | None, report: Report) -> ArchiveSettings | None:
    if table is None:
        return None
    path = ("archive",)
    recipients = _each(rules.check_recipient, table.recipients, (*path, "recipients"), report)
    if not table.recipients:
        report.add((*path, "recipients"), _("names nobody."))
    countries = _each(rules.check_country, table.countries, (*path, "countries"), report)
    s3 = check_table(table.s3, shapes.BucketTable, (*path, "s3"), report) if table.s3 else None
    if bool(table.folder) == bool(table.s3):
        report.add(path, _("goes either to a folder (the key folder) or to S3 (the table [archive.s3])."))
    bucket = _bucket(s3) if s3 else None
    return ArchiveSettings(table.reason, table.years, recipients, countries, table.folder, bucket)


def _bucket(table: shapes.BucketTable) -> BucketSettings:
    prefix = table.prefix.strip("/")
    return BucketSettings(
        table.bucket,
        f"{prefix}/" if prefix else "",
        table.region,
        table.endpoint,
        table.storage_class,
        table.kms_key,
        table.object_lock,
    )


def _each(rule: Callable[[str], str], values: Sequence[str], path: tuple[str, ...], report: Report) -> tuple[str, ...]:
    """The values as the rule gives them; what it refuses is reported."""
    kept = []
    for value in values:
        try:
            kept.append(rule(value))
        except ConfigError as error:
            report.add_error(path, error)
    return tuple(kept)


def _store(table: shapes.StoreTable | None) -> StoreSettings:
    return StoreSettings(table.url, table.key) if table else StoreSettings()


def _reminders(table: shapes.RemindersTable | None, report: Report) -> ReminderSettings:
    if table is None:
        return ReminderSettings()
    return ReminderSettings(_mail(table, report), _webhook(table, report))


def _webhook(table: shapes.RemindersTable, report: Report) -> WebhookSettings | None:
    path = ("reminders", "webhook")
    webhook = check_table(table.webhook, shapes.WebhookTable, path, report) if table.webhook else None
    return WebhookSettings(webhook.url, webhook.kind) if webhook else None


def _mail(table: shapes.RemindersTable, report: Report) -> MailSettings | None:
    path = ("reminders", "mail")
    mail = check_table(table.mail, shapes.MailTable, path, report) if table.mail else None
    if mail is None:
        return None
    try:
        rules.check_mail(mail.host, mail.tls, mail.user, has_password=bool(mail.password))
        to = tuple(rules.check_mail_address(address) for address in mail.to)
    except ConfigError as error:
        report.add_error(path, error)
        return None
    if not to:
        report.add((*path, "to"), _("names nobody."))
    return MailSettings(mail.host, mail.sender, to, mail.port, mail.tls, mail.user, mail.password)


def _accounts(document: Document, report: Report) -> dict[str, Account]:
    accounts = {}
    for name, value in _many(document, "accounts").items():
        path = ("accounts", name)
        _check_title(rules.check_account_name, path, report)
        if table := check_table(value, shapes.AccountTable, path, report):
            if not table.token and table.api != MWS:
                report.add((*path, "token"), _("is empty. Only a seller with MWS keys of its own needs none."))
            accounts[name] = Account(
                name,
                table.api,
                table.region,
                table.seller_id,
                table.token,
                table.authorized_on,
                table.endpoint,
                _earlier(table, path, report),
            )
    return accounts


def _earlier(table: shapes.AccountTable, path: tuple[str, str], report: Report) -> EarlierAccess | None:
    if not table.migrated_from:
        return None
    earlier = check_table(table.migrated_from, shapes.EarlierAccessTable, (*path, "migrated_from"), report)
    return EarlierAccess(earlier.api, earlier.token, earlier.authorized_on, earlier.endpoint) if earlier else None


def _connections(document: Document, accounts: Mapping[str, Account], report: Report) -> dict[str, Connection]:
    names = _many(document, "accounts")
    connections: dict[str, Connection] = {}
    for id_, value in _many(document, "connections").items():
        path = ("connections", id_)
        _check_title(rules.check_connection_id, path, report)
        wanted = value.get("account") if isinstance(value, Mapping) else None
        if isinstance(wanted, str) and wanted not in names:
            report.add((*path, "account"), _no_account(wanted, names))
        table = check_table(value, shapes.ConnectionTable, path, report)
        if table and (account := accounts.get(table.account)):
            _check_region(table, account, path, report)
            connections[id_] = Connection(
                id_,
                table.name or id_,
                account,
                table.country,
                table.import_weight,
                table.update_status,
                table.packaging_grams,
                table.push_prime,
            )
    _check_unique(connections, report)
    return connections


def _check_title(rule: Callable[[str], str], path: tuple[str, str], report: Report) -> None:
    try:
        rule(path[1])
    except ConfigError as error:
        report.add_error(path, error)


def _no_account(name: str, names: Document) -> str:
    hint = rules.did_you_mean(name, names) or _("Accounts are tables: [accounts.NAME]")
    return _("there is no account {name}. {hint}").format(name=rules.shown(name), hint=hint)


def _check_region(table: shapes.ConnectionTable, account: Account, path: tuple[str, str], report: Report) -> None:
    region = BY_COUNTRY[table.country].region
    if region != account.region:
        report.add(
            (*path, "country"),
            _("{country} is in region {region}, account {account} in {other}; each region has its own account.").format(
                country=table.country, region=region, account=account.name, other=account.region
            ),
        )


def _check_unique(connections: Mapping[str, Connection], report: Report) -> None:
    first: dict[tuple[str, str], str] = {}
    for id_, connection in connections.items():
        other = first.setdefault((connection.account.name, connection.country), id_)
        if other != id_:
            report.add(
                ("connections", id_),
                _("connects account {account} in {country} again, like {other}. Remove one of the two.").format(
                    account=connection.account.name, country=connection.country, other=dotted(("connections", other))
                ),
            )
