"""What was handed over to Sendcloud, order by order; see `shipping.outbox` for what the states mean."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import groupby

from mwslink import clock
from mwslink.connections import Seller
from mwslink.orders.model import OPEN_STATUSES
from mwslink.shipping.confirm import Reason
from mwslink.shipping.outbox import THERE, Entry, State
from mwslink.shipping.statuses import WITHOUT_LABEL
from mwslink.store.database import Database, Row
from mwslink.store.moments import moment_text, parse_moment, parse_optional_moment, parse_seller
from mwslink.store.weights import rows_in

_COLUMNS = (
    "order_id, seller, marketplace_id, state, integration_id, fingerprint, sendcloud_id, sent_at, version_at, "
    "changed_at, attempts, reason, detail, weighed_at, address_mark, weight_mark, verified_at, "
    "address_there, weight_there"
)
_SAVE = f"""INSERT INTO outbox ({_COLUMNS}) VALUES ({", ".join("?" * 19)})
    ON CONFLICT (order_id, seller) DO UPDATE SET marketplace_id = excluded.marketplace_id, state = excluded.state,
        integration_id = excluded.integration_id, fingerprint = excluded.fingerprint,
        sendcloud_id = excluded.sendcloud_id, sent_at = excluded.sent_at, version_at = excluded.version_at,
        changed_at = excluded.changed_at, attempts = excluded.attempts, reason = excluded.reason,
        detail = excluded.detail, weighed_at = excluded.weighed_at, address_mark = excluded.address_mark,
        weight_mark = excluded.weight_mark, verified_at = excluded.verified_at,
        address_there = excluded.address_there, weight_there = excluded.weight_there"""  # noqa: S608  (constants)
_CANCELLED = """ AND EXISTS (SELECT 1 FROM orders o
    WHERE o.order_id = outbox.order_id AND o.seller = outbox.seller AND o.status = 'CANCELLED')"""
_HAS_LABEL = f"status NOT IN ({', '.join(repr(one) for one in sorted(WITHOUT_LABEL))})"
# Told of a label that was cancelled since: `confirm` has found out that Amazon does not have it, or needs it no more.
_TOLD = f"(told_at IS NOT NULL AND ({_HAS_LABEL} OR reason != '{Reason.LABEL_CANCELLED}'))"
_LABELLED = f"({_TOLD} OR {_HAS_LABEL})"
_UNLABELLED = f"""NOT EXISTS (SELECT 1 FROM parcels p
        WHERE p.order_id = outbox.order_id AND p.seller = outbox.seller AND {_LABELLED})"""  # noqa: S608  (constants)
# A package whose reference is no parcel's of ours: somebody else has told Amazon of it.
_HAS_FOREIGN_PACKAGE = """EXISTS (SELECT 1 FROM json_each(o.document, '$.packages') package WHERE NOT EXISTS
        (SELECT 1 FROM parcels p WHERE p.order_id = o.order_id AND p.seller = o.seller
            AND p.parcel_id = json_extract(package.value, '$.reference')))"""
_SHIPPED_ELSEWHERE = f""" AND EXISTS (SELECT 1 FROM orders o
        WHERE o.order_id = outbox.order_id AND o.seller = outbox.seller AND o.status = 'SHIPPED'
            AND ({_UNLABELLED} OR {_HAS_FOREIGN_PACKAGE}))"""  # noqa: S608  (constants)
_WAITING = tuple(one for one in THERE if one not in (State.ANNOUNCED, State.SHIPPED))


class Outbox:
    """The outbox of all sellers (implements `shipping.outbox.Outbox`); `secret` gives the key of fingerprints."""

    def __init__(self, database: Database, secret: Callable[[], bytes]) -> None:
        self._database = database
        self._ask_secret = secret

    def load(self, seller: Seller, order_ids: Collection[str]) -> dict[str, Entry]:
        """By order id: the entries of these orders; those without one are left out."""
        statement = f"SELECT {_COLUMNS} FROM outbox WHERE seller = ? AND order_id IN"  # noqa: S608  (constants)
        return {row[0]: _entry(row) for row in rows_in(self._database, statement, (str(seller),), order_ids)}

    def save(self, entries: Iterable[Entry]) -> None:
        """Keep entries in place of earlier ones, as changed now, in one transaction."""
        now = clock.now()
        rows = [_row(replace(entry, changed_at=now)) for entry in entries]
        if rows:
            with self._database.writing() as sql:
                sql.executemany(_SAVE, rows)

    def find(self, places: Sequence[tuple[Seller, str]], *states: State) -> list[Entry]:
        """The entries of these sellers' marketplaces in these states, the order sent first first."""
        return self._found(places, states, "")

    def cancelled(self, places: Sequence[tuple[Seller, str]]) -> list[Entry]:
        """Entries of orders that Amazon has cancelled since and that Sendcloud has, or may have."""
        found = self._found(places, (*THERE, State.REFUSED), _CANCELLED)
        return [entry for entry in found if entry.may_be_there]

    def shipped_elsewhere(self, places: Sequence[tuple[Seller, str]]) -> list[Entry]:
        """Entries of orders that Amazon has as shipped since, though not, or not all, by labels that are known here."""
        states = [one for one in (*THERE, State.REFUSED) if one is not State.SHIPPED]
        return [entry for entry in self._found(places, states, _SHIPPED_ELSEWHERE) if entry.may_be_there]

    def _found(self, places: Sequence[tuple[Seller, str]], states: Sequence[State], further: str) -> list[Entry]:
        found: list[Entry] = []
        for seller, ids in _by_seller(places):
            statement = f"""SELECT {_COLUMNS} FROM outbox WHERE seller = ? AND marketplace_id IN ({_marks(ids)})
                AND state IN ({_marks(states)}){further} ORDER BY sent_at, order_id"""  # noqa: S608  (constants)
            found += [_entry(row) for row in self._database.rows(statement, (str(seller), *ids, *states))]
        return found

    def under_way(self, seller: Seller, order_ids: Collection[str]) -> set[str]:
        """Those of the orders of which Amazon has a parcel of Sendcloud's, or may have it: they are Sendcloud's to
        finish. Not where Amazon dropped or refused it and its label was cancelled."""
        statement = f"SELECT order_id FROM parcels WHERE {_TOLD} AND seller = ? AND order_id IN"  # noqa: S608  (constants)
        return {order_id for (order_id,) in rows_in(self._database, statement, (str(seller),), order_ids)}

    def labelled(self, seller: Seller, order_ids: Collection[str]) -> set[str]:
        """Those of the orders of which a parcel with a label is known, in whatever parts Sendcloud has the order."""
        statement = f"SELECT order_id FROM parcels WHERE {_LABELLED} AND seller = ? AND order_id IN"  # noqa: S608
        return {order_id for (order_id,) in rows_in(self._database, statement, (str(seller),), order_ids)}

    def count_elsewhere(self, integration_id: int) -> int:
        """How many open orders another integration has, or may have."""
        statement = f"""SELECT count(*) FROM outbox b JOIN orders o ON o.order_id = b.order_id AND o.seller = b.seller
            WHERE b.integration_id != ? AND b.state IN ({_marks(THERE)})
                AND o.status IN ({_marks(OPEN_STATUSES)})"""  # noqa: S608  (constants)
        row = self._database.row(statement, (integration_id, *THERE, *OPEN_STATUSES))
        return int(row[0]) if row else 0

    def count_waiting(self, seller: Seller, marketplace_id: str) -> int:
        """How many orders of one marketplace Sendcloud has, or may have, that are neither shipped nor labelled."""
        statement = f"""SELECT count(*) FROM outbox JOIN orders o ON o.order_id = outbox.order_id
                AND o.seller = outbox.seller
            WHERE outbox.seller = ? AND outbox.marketplace_id = ? AND outbox.state IN ({_marks(_WAITING)})
                AND o.status != 'SHIPPED' AND {_UNLABELLED}"""  # noqa: S608  (constants)
        row = self._database.row(statement, (str(seller), marketplace_id, *_WAITING))
        return int(row[0]) if row else 0

    def fingerprint(self, content: bytes) -> str:
        """A mark by which the same content is known again, and from which nothing can be learnt of it."""
        return hmac.digest(self._secret, content, "sha256").hex()

    @cached_property
    def _secret(self) -> bytes:
        return self._ask_secret()


def _by_seller(places: Sequence[tuple[Seller, str]]) -> Iterator[tuple[Seller, list[str]]]:
    for _text, same in groupby(sorted(places, key=str), lambda place: str(place[0])):
        of_seller = list(same)
        yield of_seller[0][0], [marketplace_id for _seller, marketplace_id in of_seller]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _row(entry: Entry) -> Row:
    return (
        entry.order_id,
        str(entry.seller),
        entry.marketplace_id,
        str(entry.state),
        entry.integration_id,
        entry.fingerprint,
        entry.sendcloud_id,
        _optional_text(entry.sent_at),
        _optional_text(entry.version_at),
        _optional_text(entry.changed_at),
        entry.attempts,
        entry.reason,
        entry.detail,
        _optional_text(entry.weighed_at),
        entry.address_mark,
        entry.weight_mark,
        _optional_text(entry.verified_at),
        entry.address_there,
        entry.weight_there,
    )


def _optional_text(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None


def _entry(row: Row) -> Entry:
    order_id, seller, marketplace_id, state, integration_id, fingerprint, sendcloud_id = row[:7]
    sent_at, version_at, changed_at, attempts, reason, detail, weighed_at, address_mark, weight_mark = row[7:16]
    verified_at, address_there, weight_there = row[16:]
    return Entry(
        order_id,
        parse_seller(seller),
        marketplace_id,
        State(state),
        integration_id,
        fingerprint,
        sendcloud_id,
        parse_optional_moment(sent_at),
        parse_optional_moment(version_at),
        parse_moment(changed_at),
        attempts,
        reason,
        detail,
        parse_optional_moment(weighed_at),
        address_mark,
        weight_mark,
        parse_optional_moment(verified_at),
        address_there,
        weight_there,
    )
