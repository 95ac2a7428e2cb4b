"""Weights kept here, for what Amazon does not let the seller change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.cli.weighing import weigh_known
from mwslink.cli.weight_rows import chosen_account, narrowed
from mwslink.errors import RejectedError
from mwslink.listings.csv import WeightRow
from mwslink.messages import _
from mwslink.present.repairs import local_answer, removed_answer
from mwslink.store.overrides import Override

if TYPE_CHECKING:
    from mwslink.cli.importing import AccountImport
    from mwslink.cli.session import Session
    from mwslink.store import Store


def keep_weights(session: Session, rows: tuple[WeightRow, ...], names: tuple[str, ...], *, dry_run: bool) -> None:
    """Keep the weights, all or none, and weigh the orders that waited. Raises ConfigError, StoreError."""
    account = chosen_account(session, names)
    rows = narrowed(rows, account)
    overrides = [one for row in rows for one in _overrides(row, account, is_narrow=bool(names))]
    with session.open_store() as store:
        unknown = _unknown(store, account, rows)
        released: list[str] = []
        if not dry_run:
            store.overrides.set(account.account.seller, overrides)
            weighed = weigh_known(store, account.connections)
            released = [id_ for one in weighed.values() for id_ in one.released]
        session.show(local_answer(rows, unknown=unknown, released=released, is_done=not dry_run))


def _overrides(row: WeightRow, account: AccountImport, *, is_narrow: bool) -> list[Override]:
    """Everywhere, unless a marketplace is named: by the row, or by --connection."""
    if row.marketplace_id or not is_narrow:
        return [Override(row.sku, row.weight, row.marketplace_id)]
    return [Override(row.sku, row.weight, connection.marketplace.id) for connection in account.connections]


def _unknown(store: Store, account: AccountImport, rows: tuple[WeightRow, ...]) -> list[str]:
    """SKUs that no listing and no open order has: perhaps mistyped."""
    seller = account.account.seller
    skus = {row.sku for row in rows}
    known = {one.sku for same in store.listings.find(seller, skus) for one in same}
    for connection in account.connections:
        known |= store.order_weights.waiting(seller, connection.marketplace.id).keys()
    return sorted(skus - known)


def remove_weight(session: Session, sku: str, names: tuple[str, ...]) -> None:
    """Forget a weight kept here. Raises RejectedError when there is none."""
    account = chosen_account(session, names)
    seller = account.account.seller
    with session.open_store() as store:
        places = [""] if not names else [connection.marketplace.id for connection in account.connections]
        found = [store.overrides.remove(seller, sku, place) for place in places]
        if not any(found):
            raise RejectedError(_("No weight of {sku} is kept here.").format(sku=sku))
        weighed = weigh_known(store, account.connections)
        held = sum(len(one.held) for one in weighed.values())
        session.show(removed_answer(sku, held=held))
