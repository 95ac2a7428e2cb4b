"""The clocks of a configuration: its accounts, its client secret, and the APIs it depends on that Amazon takes away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mwslink.authorization.clocks import (
    MWS_ENDED_ON,
    ORDERS_V0_ENDS_ON,
    Clock,
    Kind,
    one_year_after,
    secret_ends_on,
)
from mwslink.authorization.pages import DEVELOP_APPS, MANAGE_APPS
from mwslink.authorization.retirement import is_switched_off
from mwslink.config import Application, Config
from mwslink.connections import SP_API, Account
from mwslink.marketplaces import BY_COUNTRY

ORDERS_V0 = "orders-v0"
_HOME_OF = {"eu": "ES", "na": "US", "fe": "JP"}


def clocks_of(config: Config) -> list[Clock]:
    """One clock per account, then the client secret's, then the APIs'."""
    connections: dict[str, list[str]] = {name: [] for name in config.accounts}
    countries: dict[str, str] = {}
    for connection in config.connections.values():
        connections[connection.account.name].append(connection.id)
        countries.setdefault(connection.account.name, connection.country)
    keys = _keys_of(config.accounts.values())
    clocks = [
        _of_account(account, keys[name], tuple(connections[name]), countries.get(name, home_of(account)))
        for name, account in config.accounts.items()
    ]
    return [*clocks, *_of_application(config.application, clocks)]


def ways_out_of(config: Config) -> tuple[str, ...]:
    """How reminders leave: `mail`, `webhook` or, for a service that waits for signs of life, `healthchecks`."""
    settings = config.reminders
    webhook = settings.webhook.kind if settings.webhook else ""
    names = ("mail" if settings.mail else "", "healthchecks" if webhook == "healthchecks" else webhook and "webhook")
    return tuple(name for name in names if name)


def authorization_key(config: Config, account: Account) -> str:
    """The same on every computer, and for every name the account has there, unless a seller has several."""
    return _keys_of(one for one in config.accounts.values() if one.seller_id == account.seller_id)[account.name]


def _keys_of(accounts: Iterable[Account]) -> dict[str, str]:
    """By the names of the accounts; all those of a seller are needed."""
    keys = {account.name: f"authorization {account.seller}/{account.api}" for account in accounts}
    counts = Counter(keys.values())
    return {name: key if counts[key] == 1 else f"{key}#{name}" for name, key in keys.items()}


def client_secret_key(application: Application) -> str:
    """The same on every computer."""
    return f"client-secret {application.client_id}"


def home_of(account: Account) -> str:
    """The country whose Seller Central stands in for an account without connections."""
    return _HOME_OF[account.region]


def marketplaces_of(config: Config, account: Account) -> list[str]:
    """The IDs of the account's marketplaces; of one without connections, that of its home."""
    found = [one.marketplace.id for one in config.connections.values() if one.account.name == account.name]
    return found or [BY_COUNTRY[home_of(account)].id]


def _of_account(account: Account, key: str, connections: tuple[str, ...], country: str) -> Clock:
    name = connections[0] if connections else account.name
    central = BY_COUNTRY[country].seller_central
    if is_switched_off(account):
        return Clock(
            Kind.RETIREMENT,
            account.name,
            f"mws {account.seller}",
            account.api,
            connections or (account.name,),
            account.authorized_on,
            MWS_ENDED_ON,
            central + MANAGE_APPS,
            f"mwslink migrate {name}",
        )
    return Clock(
        Kind.AUTHORIZATION,
        account.name,
        key,
        account.api,
        connections,
        account.authorized_on,
        one_year_after(account.authorized_on) if account.authorized_on else None,
        central + MANAGE_APPS,
        f"mwslink renew {name}",
    )


def _of_application(application: Application | None, clocks: list[Clock]) -> Iterator[Clock]:
    users = [clock for clock in clocks if clock.api == SP_API]
    if application is None or not users:
        return
    made_on = application.client_secret_rotated_on
    page = users[0].page.removesuffix(MANAGE_APPS) + DEVELOP_APPS
    yield Clock(
        Kind.CLIENT_SECRET,
        "application",
        client_secret_key(application),
        SP_API,
        started_on=made_on,
        ends_on=secret_ends_on(made_on) if made_on else None,
        page=page,
        command="mwslink rotate-secret",
    )
    # Who uses it is known to the store only: the seller whom the Orders API of 2026 refuses.
    yield Clock(Kind.RETIREMENT, ORDERS_V0, ORDERS_V0, SP_API, ends_on=ORDERS_V0_ENDS_ON, page=page)
