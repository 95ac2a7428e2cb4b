"""`mwslink quota`: what is left of Amazon's usage plans and Sendcloud's limits, by what the store remembers."""

from __future__ import annotations

from collections import defaultdict
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
        levels = list(levels_of(store, chosen if names else session.config.accounts, only_theirs=bool(names)))
    session.show(quotas_answer(levels))


def levels_of(store: Store | None, accounts: Mapping[str, Account], *, only_theirs: bool) -> Iterator[Level]:
    """What is left of each quota the store knows; `only_theirs`: of these accounts alone."""
    from mwslink import clock
    from mwslink.present.quotas import Level

    now = clock.now().timestamp()
    names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, account in accounts.items():
        names[_host_of(account), account.seller_id].append(name)
    for (scope, operation), bucket in store.quotas.all().items() if store else ():
        if scope.startswith("sendcloud/"):
            if not only_theirs:
                yield Level("Sendcloud", "", operation, bucket.refilled(now))
            continue
        host, seller_id = scope.partition("/")[0], scope.rpartition("/")[2]  # a scope begins and ends with them
        theirs = names.get((host, seller_id), [])
        if theirs or not only_theirs:
            yield Level(", ".join(theirs), seller_id, operation, bucket.refilled(now))


def _host_of(account: Account) -> str:
    return urlsplit(account.endpoint or SP_API_ENDPOINTS[account.region]).netloc
