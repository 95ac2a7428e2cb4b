"""`mwslink quota`: what is left of Amazon's usage plans and Sendcloud's limits, by what the store remembers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from mwslink.cli.stored import existing_store
from mwslink.cli.words import command, json_option, names_argument
from mwslink.marketplaces import SP_API_ENDPOINTS
from mwslink.messages import N_

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.connections import Account
    from mwslink.present.quotas import Level
    from mwslink.store import Store


@command("quota", help=N_("Show how many calls Amazon allows now, for every operation used so far."))
@names_argument
@json_option
@click.pass_obj
def quota(session: Session, names: tuple[str, ...]) -> None:
    from mwslink.present.quotas import quotas_answer

    chosen = {one.account.name: one.account for one in session.config.connections_named(names)}
    with existing_store(session) as store:
        levels = list(_levels(store, chosen if names else session.config.accounts, only_theirs=bool(names)))
    session.show(quotas_answer(levels))


def _levels(store: Store | None, accounts: Mapping[str, Account], *, only_theirs: bool) -> Iterator[Level]:
    from mwslink import clock
    from mwslink.present.quotas import Level

    now = clock.now().timestamp()
    for (scope, operation), bucket in store.quotas.all().items() if store else ():
        if scope.startswith("sendcloud/"):
            if not only_theirs:
                yield Level("Sendcloud", "", operation, bucket.refilled(now))
            continue
        names = [name for name, account in accounts.items() if _is_of(account, scope)]
        if names or not only_theirs:
            yield Level(", ".join(names), scope.rpartition("/")[2], operation, bucket.refilled(now))


def _is_of(account: Account, scope: str) -> bool:
    """Whether the quota is this account's: a scope begins with the host and ends with the seller."""
    host = urlsplit(account.endpoint or SP_API_ENDPOINTS[account.region]).netloc
    return scope.startswith(f"{host}/") and scope.endswith(f"/{account.seller_id}")
