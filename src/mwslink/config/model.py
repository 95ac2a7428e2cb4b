"""What the configuration holds once it is known to be right; secrets are still references here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink.connections import Account, Connection
from mwslink.errors import ConfigError, Problem
from mwslink.marketplaces import BY_COUNTRY
from mwslink.messages import _

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True)
class Developer:
    """MWS: who the seller authorizes; `id` is written 4-4-4, the keys are secret references."""

    name: str
    id: str
    access_key_id: str
    secret_key: str = field(repr=False)  # may be a literal


@dataclass(frozen=True)
class Application:
    """SP-API: in whose name calls are made; `client_secret` is a secret reference, and so is the one before it.

    `redirect_uri` is registered for its consent page, `rotation_queue` is the SQS queue that gets new secrets.
    """

    id: str
    client_id: str
    client_secret: str = field(repr=False)  # may be a literal
    client_secret_rotated_on: date | None = None
    previous_client_secret: str = field(default="", repr=False)  # may be a literal
    redirect_uri: str = ""
    draft: bool = False
    rotation_queue: str = ""


@dataclass(frozen=True)
class Sendcloud:
    """Whose Sendcloud orders are pushed to; the keys are secret references, `webhook_key` where it is a key of its own.

    `integration_id` 0: not known yet; `oauth`: the integration wants access tokens; `other_currencies` is hold, send or
    convert, and `rates` says for each currency what one unit is worth in which other; `customs_file` is as it was
    written, seen from the configuration.
    """

    public_key: str
    secret_key: str = field(repr=False)  # may be a literal
    endpoint: str = ""
    integration_id: int = 0
    oauth: bool = False
    other_currencies: str = "hold"
    rates: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    pass_email: bool = False
    vat_number: str = ""
    eori_number: str = ""
    customs_file: str = ""
    webhook_key: str = field(default="", repr=False)  # may be a literal


@dataclass(frozen=True, slots=True)
class CarrierEntry:
    """How Amazon calls one of Sendcloud's carriers: `code` spelled exactly, `name` with the code Other, `method` its
    service."""

    code: str
    name: str = ""
    method: str = ""


@dataclass(frozen=True)
class Privacy:
    """How long personal data stays: days from `shipment` or `delivery`."""

    retain_days: int = 30
    count_from: str = "shipment"


@dataclass(frozen=True)
class BucketSettings:
    """Where in S3 archives go, and how they are kept there."""

    bucket: str
    prefix: str = ""
    region: str = ""
    endpoint: str = ""
    storage_class: str = "DEEP_ARCHIVE"
    kms_key: str = ""
    object_lock: str = "none"  # governance, compliance


@dataclass(frozen=True)
class ArchiveSettings:
    """Which orders the law wants kept, why, how long, sealed to whose keys (age), and where: `folder` or `s3`.

    `countries` are those of the marketplaces; empty: all.
    """

    reason: str
    years: int
    recipients: tuple[str, ...]
    countries: tuple[str, ...] = ()
    folder: str = ""
    s3: BucketSettings | None = None

    @property
    def marketplace_ids(self) -> list[str]:
        """The marketplaces whose orders are kept; empty: all."""
        return [BY_COUNTRY[country].id for country in self.countries]


@dataclass(frozen=True)
class StoreSettings:
    """Where orders are kept, and the reference to the key that seals personal data."""

    url: str = field(default="sqlite:", repr=False)  # may hold a password
    key: str = field(default="secrets:store.key", repr=False)


@dataclass(frozen=True)
class MailSettings:
    """The mail server that carries reminders; `password` is a secret reference, `tls` starttls, tls or none."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int | None = None  # the usual one of `tls`
    tls: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)  # may be a literal


@dataclass(frozen=True)
class WebhookSettings:
    """Where reminders are posted; `url` is a secret reference, since who knows it can post; `kind` is its shape."""

    url: str = field(repr=False)  # may be a literal
    kind: str = "text"


@dataclass(frozen=True)
class ReminderSettings:
    """How reminders leave beside standard output."""

    mail: MailSettings | None = None
    webhook: WebhookSettings | None = None


@dataclass(frozen=True)
class Config:
    """One configuration file; without a file, an empty one."""

    path: Path
    language: str = "auto"
    developer: Developer | None = None
    application: Application | None = None
    accounts: Mapping[str, Account] = field(default_factory=dict)
    connections: Mapping[str, Connection] = field(default_factory=dict)
    sendcloud: Sendcloud | None = None
    carriers: Mapping[str, CarrierEntry] = field(default_factory=dict)
    privacy: Privacy = Privacy()
    archive: ArchiveSettings | None = None
    store: StoreSettings = StoreSettings()
    reminders: ReminderSettings = ReminderSettings()

    @property
    def secrets_file(self) -> Path:
        """Where secrets typed by the user are kept, beside the configuration."""
        return self.path.with_name("secrets.toml")

    def connections_named(self, names: Sequence[str]) -> list[Connection]:
        """These connections, each once, in the order asked for; all of them when none is named.

        Raises ConfigError listing every unknown name with the nearest known ones.
        """
        unknown = [name for name in names if name not in self.connections]
        if unknown:
            raise self._unknown(unknown)
        return [self.connections[name] for name in dict.fromkeys(names or self.connections)]

    def _unknown(self, names: Sequence[str]) -> ConfigError:
        if not self.connections:
            return ConfigError(_("There are no connections yet."), hint=_("Make one: mwslink connect"))
        first, *others = dict.fromkeys(names)
        if not others:
            return ConfigError(_("There is no connection {name!r}.").format(name=first), hint=self._nearest(first))
        problems = [Problem(self._nearest(name), key=name) for name in (first, *others)]
        return ConfigError(_("There are no such connections."), problems=problems)

    def _nearest(self, name: str) -> str:
        """The ids that look like what was typed, which may be a connection's display name; else how to list them."""
        import difflib

        by_word = {word.lower(): one.id for one in self.connections.values() for word in (one.name, one.id)}
        found = difflib.get_close_matches(name.lower(), by_word, n=6, cutoff=0.5)
        nearest = list(dict.fromkeys(by_word[word] for word in found))[:3]
        if nearest:
            return _("Nearest: {names}").format(names=", ".join(nearest))
        return _("List them: mwslink connections")
