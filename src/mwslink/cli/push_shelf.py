"""Where `push` gets its orders, rules and settings from: the store and the configuration."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink.connections import Connection, Seller
from mwslink.errors import ConfigError
from mwslink.listings.checking import unlikely_weights
from mwslink.messages import _
from mwslink.orders.model import OPEN_STATUSES, Order
from mwslink.paths import expanded
from mwslink.shipping.confirm import NEVER
from mwslink.shipping.customs import CustomsFacts, read_customs
from mwslink.shipping.push_model import HandoverSettings, PushRule, TaxNumber
from mwslink.store.queries import OrderQuery

if TYPE_CHECKING:
    from mwslink.config import Config, Sendcloud
    from mwslink.listings.model import UnitWeight
    from mwslink.listings.usable import Finding
    from mwslink.store import Store

_AT_ONCE = 500


class StoredShelf:
    """The orders of the store (a `shipping.push_choosing.OrderShelf`)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open_orders(self, rule: PushRule) -> Iterator[Sequence[Order]]:
        """The orders the seller has to ship, with personal data, some hundred at a time.

        None that is to be erased: it may have left Sendcloud already, while its archive copy is still awaited here.
        """
        query = OrderQuery(marketplaces=((rule.seller, rule.marketplace_id),), statuses=OPEN_STATUSES)
        asked = self._store.demands.asked_of(rule.seller)
        stored = self._store.orders.find(query, with_personal=True)
        found = (one.order for one in stored if one.order.is_open and one.order.id not in asked)
        while page := list(islice(found, _AT_ONCE)):
            yield page

    def unit_weights(self, seller: Seller, marketplace_id: str, skus: Collection[str]) -> Mapping[str, UnitWeight]:
        """What one piece of each SKU weighs there."""
        return self._store.order_weights.unit_weights(seller, marketplace_id, skus)

    def odd_weights(
        self, seller: Seller, marketplace_id: str, units: Mapping[str, UnitWeight]
    ) -> Mapping[str, Finding]:
        """By SKU, of those given: why its weight is hardly meant."""
        return unlikely_weights(self._store, seller, marketplace_id, units)

    def under_way(self, seller: Seller, order_ids: Collection[str]) -> Collection[str]:
        """Those of the orders of which Amazon has, or may have, a parcel of Sendcloud's already."""
        return self._store.outbox.under_way(seller, order_ids)


def push_rules(connections: Sequence[Connection]) -> list[PushRule]:
    """How the connections want their orders handed over; two that lead to the same orders count as the first."""
    rules: dict[tuple[Seller, str], PushRule] = {}
    for one in connections:
        place = (one.account.seller, one.marketplace.id)
        rules.setdefault(
            place,
            PushRule(
                one.id,
                *place,
                import_weight=one.import_weight,
                packaging=Decimal(one.packaging_grams),
                push_prime=one.push_prime,
                tells_amazon=one.update_status != NEVER,
            ),
        )
    return list(rules.values())


def handover_settings(config: Config, sendcloud: Sendcloud) -> HandoverSettings:
    """What [sendcloud] says of all orders. Raises ConfigError for a file of customs data that is not right."""
    numbers = (("VAT", sendcloud.vat_number), ("EORI", sendcloud.eori_number))
    return HandoverSettings(
        sendcloud.other_currencies,
        sendcloud.rates,
        sendcloud.pass_email,
        tuple(TaxNumber(kind, number, number[:2]) for kind, number in numbers if number),
        _customs(config.path.parent / expanded(Path(sendcloud.customs_file))) if sendcloud.customs_file else {},
    )


def _customs(path: Path) -> Mapping[str, CustomsFacts]:
    try:
        table = read_customs(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or _("it is not a text file")
        raise ConfigError(_("Cannot read {file}: {why}").format(file=path, why=why)) from None
    if table.problems:
        raise ConfigError(_("{file} cannot be used:").format(file=path), problems=table.problems)
    return table.facts
