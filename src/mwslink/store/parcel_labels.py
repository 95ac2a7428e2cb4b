"""What leads from a parcel to its buyer, sealed: the label as Sendcloud shows it, and what Amazon was last told."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mwslink.shipping.journal import Sent
from mwslink.shipping.model import Parcel, ParcelItem
from mwslink.store.vault import Sealed, Vault

TABLE = "parcel_labels"


class Label(msgspec.Struct, frozen=True):
    """The sealed document; see `shipping.journal.ParcelRecord` for the last two."""

    carrier_code: str
    carrier_name: str
    service: str
    tracking_number: str
    announced_at: datetime | None
    updated_at: datetime | None
    items: tuple[ParcelItem, ...]
    sent: Sent | None = None
    sending: Sent | None = None

    @classmethod
    def of(cls, parcel: Parcel, sent: Sent | None, sending: Sent | None) -> Label:
        return cls(
            parcel.carrier_code,
            parcel.carrier_name,
            parcel.service,
            parcel.tracking_number,
            parcel.announced_at,
            parcel.updated_at,
            parcel.items,
            sent,
            sending,
        )

    def parcel(self, parcel_id: str, order_number: str, status: str) -> Parcel:
        """The parcel it belongs to."""
        return Parcel(
            parcel_id,
            order_number,
            status,
            self.carrier_code,
            self.carrier_name,
            self.service,
            self.tracking_number,
            self.announced_at,
            self.updated_at,
            self.items,
        )


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Label)


def seal_label(vault: Vault, label: Label, *, context: str) -> Sealed:
    """The label under a data key of its own."""
    return vault.seal_apart(_encoder.encode(label), context=context)


def open_label(vault: Vault, sealed: Sealed, *, context: str) -> Label:
    """The label again. Raises StoreError when it is damaged or sealed with another key."""
    return _decoder.decode(vault.open_apart(sealed, context=context))
