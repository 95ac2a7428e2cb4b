"""Rules for single values: each takes the text as written and gives the value, or raises ConfigError."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from mwslink.credentials import fault_of_secret, parse_reference
from mwslink.errors import ConfigError
from mwslink.marketplaces import find_marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from decimal import Decimal

Rule = Callable[[str], str] | Callable[[int], int] | Callable[[date], date]
YEARS = (2000, 2100)  # a day of other years is a slip, and the end of its year may be no date at all
MOST_PACKAGING = 30_000  # grams: what a parcel may weigh in all
STORAGE_CLASSES = ("STANDARD", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
MOST_YEARS = 30  # longer than any tax law asks for
MAX_RETAIN_DAYS = 30  # Amazon's Data Protection Policy: personal data goes within 30 days of delivery
_SELLER_ID = re.compile(r"A[0-9A-Z]{9,20}")
_DEVELOPER_ID = re.compile(r"(\d{4})[- ]?(\d{4})[- ]?(\d{4})", re.ASCII)
_CONNECTION_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_ACCOUNT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_CARRIER_CODE = re.compile(r"[a-z0-9_]+(-[A-Z]{2})?", re.ASCII)
LONGEST_CARRIER_NAME = 50
_MAIL_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[A-Za-z0-9.-]+", re.ASCII)
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_TAX_NUMBER = re.compile(r"[A-Z]{2}[A-Z0-9]{2,15}")
SENDCLOUD_CURRENCIES = ("EUR", "GBP", "USD")  # all that a price has there
_RATE = re.compile(rf"(?P<worth>\d{{1,9}}(?:\.\d{{1,12}})?) (?P<currency>{'|'.join(SENDCLOUD_CURRENCIES)})")
_LONGEST_SHOWN = 32  # more is no typing error but something pasted, perhaps a token


def one_of(*choices: str) -> Callable[[str], str]:
    """The rule that a value is one of these words."""

    def check_choice(text: str) -> str:
        if text not in choices:
            raise ConfigError(
                _("{value} is not one of {choices}.").format(value=shown(text), choices=", ".join(choices)),
                hint=did_you_mean(text, choices),
            )
        return text

    return check_choice


def check_country(text: str) -> str:
    """The ISO code of the country of one of Amazon's marketplaces."""
    if len(text) > _LONGEST_SHOWN:
        raise ConfigError(_("A country is a code such as ES, not {value}.").format(value=shown(text)))
    return find_marketplace(text).country


def check_seller_id(text: str) -> str:
    """The seller ID (merchant token) as Amazon writes it; never quoted in a message: it may be a token, misplaced.

    Amazon publishes no length, so only what cannot be one is refused.
    """
    seller_id = text.strip().upper()
    if seller_id.startswith("AMZN1."):
        raise ConfigError(_("That is an application ID. The seller ID is a word of capitals and digits such as A2…"))
    if not _SELLER_ID.fullmatch(seller_id):
        raise ConfigError(
            _("A seller ID begins with A and has 10 to 21 capital letters and digits, such as A2EXAMPLE12345."),
            hint=_("Seller Central → Settings → Account Info → Your Merchant Token"),
        )
    return seller_id


def check_developer_id(text: str) -> str:
    """The developer ID, 4-4-4."""
    found = _DEVELOPER_ID.fullmatch(text.strip())
    if not found:
        raise ConfigError(_("A developer ID has 12 digits, such as 3244-7764-4129."))
    return "-".join(found.groups())


def check_connection_id(text: str) -> str:
    """What a connection is called on the command line."""
    if not _CONNECTION_ID.fullmatch(text):
        raise ConfigError(
            _("A connection is called by small letters, digits and dashes, such as amazon-es."),
            hint=_("Its display name goes into the key name and is free."),
        )
    return text


def check_account_name(text: str) -> str:
    """What an account is called; part of the keys of its secrets, so without dots and spaces."""
    if not _ACCOUNT_NAME.fullmatch(text):
        raise ConfigError(_("An account is called by letters, digits, dashes and underscores, such as acme."))
    return text


def check_name(text: str) -> str:
    """A display name: one line, not empty."""
    name = text.strip()
    if not name or not name.isprintable():
        raise ConfigError(_("A name is one line of text and not empty."))
    return name


def check_carrier_name(text: str) -> str:
    """A carrier's plain name: one line that Amazon's feeds take."""
    name = check_name(text)
    if len(name) > LONGEST_CARRIER_NAME:
        raise ConfigError(_("Amazon takes {count} characters of a carrier's name.").format(count=LONGEST_CARRIER_NAME))
    return name


def check_carrier_code(text: str) -> str:
    """Sendcloud's code of a carrier, alone or with a dash and the country of one of Amazon's marketplaces."""
    if not _CARRIER_CODE.fullmatch(text):
        raise ConfigError(_("A carrier is Sendcloud's code such as dhl_de; for one marketplace alone, dhl_de-FR."))
    _code, _dash, country = text.partition("-")
    if country:
        check_country(country)
    return text


def check_plain(text: str) -> str:
    """An identifier that is no secret and has no form we know: one word."""
    word = text.strip()
    if len(word.split()) != 1 or not word.isprintable():
        raise ConfigError(_("It is one word without spaces."))
    return word


def check_reference(text: str) -> str:
    """A secret reference that can be understood, or a literal that can be a secret; stays as written."""
    reference = parse_reference(text)
    fault = fault_of_secret(text) if reference.kind == "literal" else ""
    if fault:
        raise ConfigError(
            _("This cannot be a secret: {fault}.").format(fault=fault), hint=_("Copy it again, on one line.")
        )
    return text


def check_token(text: str) -> str:
    """A reference, or empty: a seller with developer keys of its own needs no MWS authorization token."""
    return check_reference(text) if text else ""


def check_endpoint(text: str) -> str:
    """An origin such as https://host: http only on this computer, nothing after the host; empty for Amazon's own."""
    if not text:
        return ""
    try:
        url = urlsplit(text.strip())
        host, _port = url.hostname or "", url.port
    except ValueError:
        url, host = urlsplit(""), ""
    if url.scheme not in {"http", "https"} or not host or re.search(r"\s", text.strip()):
        raise ConfigError(_("An endpoint is an address such as https://host or http://127.0.0.1:8750."))
    if url.username is not None or url.path.rstrip("/") or url.query or url.fragment:
        raise ConfigError(_("An endpoint ends after the host and port: no user, path or query."))
    if url.scheme == "http" and not is_loopback(host):
        raise ConfigError(
            _("Plain http would show the secrets to everybody on the way; only this computer may be reached by it."),
            hint=_("Write https://, or use 127.0.0.1."),
        )
    return f"{url.scheme}://{url.netloc}"


def check_redirect_uri(text: str) -> str:
    """Where the consent page leads back to, exactly as it is registered: https, or http on this computer."""
    if not text:
        return ""
    url = _parse_address(text, _("A redirect URI is an address such as https://example.com/consent."))
    if "#" in text:
        raise ConfigError(_("A redirect URI has no fragment (#); Amazon refuses it."))
    if url.scheme == "http" and not is_loopback(url.hostname or ""):
        raise ConfigError(_("Amazon sends nobody to a plain http address, except perhaps to one on this computer."))
    return text.strip()


def check_queue(text: str) -> str:
    """The URL of an SQS queue; its path names the queue."""
    if not text:
        return ""
    wrong = _("A queue is given by its URL, such as https://sqs.eu-west-1.amazonaws.com/123456789012/rotations.")
    url = _parse_address(text, wrong)
    if not url.path.strip("/") or (url.scheme == "http" and not is_loopback(url.hostname or "")):
        raise ConfigError(wrong)
    return text.strip()


def _parse_address(text: str, wrong: str) -> SplitResult:
    """The parts of an address that calls for http or https and holds no password. Raises ConfigError saying `wrong`."""
    try:
        url = urlsplit(text.strip())
        is_good = url.scheme in {"http", "https"} and bool(url.hostname) and url.username is None and url.port != 0
    except ValueError:
        raise ConfigError(wrong) from None
    if not is_good or re.search(r"\s", text.strip()):
        raise ConfigError(wrong)
    return url


def check_packaging(grams: int) -> int:
    """Grams of packaging, up to a parcel's own weight."""
    if not 0 <= grams <= MOST_PACKAGING:
        raise ConfigError(_("Packaging weighs 0 to {most} grams.").format(most=MOST_PACKAGING))
    return grams


def check_integration_id(number: int) -> int:
    """Sendcloud's number of an integration; 0 stands for one that is not known yet."""
    if number < 0:
        raise ConfigError(_("An integration ID is a number such as 123456; mwslink connect-sendcloud writes it."))
    return number


def check_day(day: date) -> date:
    """A day on which something can have been authorized or made."""
    first, last = YEARS
    if not first <= day.year <= last:
        raise ConfigError(
            _("{day} cannot be; a day from {first} to {last} is expected.").format(day=day, first=first, last=last)
        )
    return day


def check_years(years: int) -> int:
    """How many years the law wants orders kept."""
    if not 1 <= years <= MOST_YEARS:
        raise ConfigError(_("Archives are kept 1 to {years} years.").format(years=MOST_YEARS))
    return years


def check_recipient(text: str) -> str:
    """An age public key (X25519); its last characters are checked where it is used."""
    recipient = text.strip()
    if recipient.upper().startswith("AGE-SECRET-KEY-"):
        raise ConfigError(
            _("That is a private key, which must never be on this computer."),
            hint=_("Write the public key, age1…, that age-keygen showed with it, and make a new pair."),
        )
    if not _RECIPIENT.fullmatch(recipient):
        raise ConfigError(_("A recipient is a public key of age: age1 and 58 small letters and digits."))
    return recipient


def check_tax_number(text: str) -> str:
    """A VAT or EORI number: the country's two letters, then letters and digits; empty for none."""
    number = re.sub(r"[\s.-]", "", text).upper()
    if number and not _TAX_NUMBER.fullmatch(number):
        raise ConfigError(_("{value} is no tax number such as ESB12345678.").format(value=shown(text)))
    return number


def check_rate(text: str) -> tuple[str, Decimal]:
    """What one unit of a currency is worth, such as `0.0871 EUR`: the other currency, and the number."""
    from decimal import Decimal

    found = _RATE.fullmatch(text.strip())
    if not found or not Decimal(found["worth"]):
        raise ConfigError(
            _("{value} is no rate such as 0.0871 EUR; possible are {currencies}.").format(
                value=shown(text), currencies=", ".join(SENDCLOUD_CURRENCIES)
            )
        )
    return found["currency"], Decimal(found["worth"])


def check_retain_days(days: int) -> int:
    """How many days personal data may stay."""
    if not 1 <= days <= MAX_RETAIN_DAYS:
        raise ConfigError(_("Personal data stays 1 to {days} days.").format(days=MAX_RETAIN_DAYS))
    return days


def check_store_url(text: str) -> str:
    """Which database; the store itself says whether it can be opened."""
    if not text.startswith(("sqlite:", "postgresql://", "postgres://")):
        raise ConfigError(_("A store is sqlite:, sqlite:/path/to/file or postgresql://host/database."))
    return text


def check_mail_address(text: str) -> str:
    """A mail address without a name; servers differ about any but plain letters."""
    address = text.strip()
    if not _MAIL_ADDRESS.fullmatch(address):
        raise ConfigError(_("{value} is no mail address such as orders@example.com.").format(value=shown(text)))
    return address


def check_port(port: int) -> int:
    """A TCP port."""
    if not 1 <= port <= 65535:
        raise ConfigError(_("A port is a number from 1 to 65535."))
    return port


def check_mail(host: str, tls: str, user: str, *, has_password: bool) -> None:
    """What only several keys of the mail settings can tell: no password may travel in clear, nor stand alone."""
    if has_password and not user:
        raise ConfigError(_("A password needs a user."))
    if user and not has_password:
        raise ConfigError(_("A user needs a password."))
    if has_password and tls == "none" and not is_loopback(host):
        raise ConfigError(_("Without TLS everybody on the way could read the password: starttls or tls is needed."))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word; empty when none is near."""
    import difflib

    near = difflib.get_close_matches(word.strip().lower(), list(known), 1)
    return _("Did you mean {word}?").format(word=near[0]) if near else ""


def shown(text: str) -> str:
    """The value as a message may quote it."""
    if len(text) <= _LONGEST_SHOWN:
        return repr(text)
    return _("a text of {count} characters").format(count=len(text))


def is_loopback(host: str) -> bool:
    """Whether the host is this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
