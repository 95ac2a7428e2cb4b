"""An order as it is handed over to Sendcloud, before it is put into Sendcloud's words; and why one is held back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

from mwslink.addresses.model import FittedAddress
from mwslink.connections import Seller
from mwslink.messages import _
from mwslink.orders.model import Money
from mwslink.shipping.customs import UNKNOWN, CustomsFacts


@dataclass(frozen=True, slots=True)
class Line:
    """Some units of one item; `total` is for all of them, after discounts, `unit_grams` for one."""

    item_id: str
    sku: str
    title: str
    quantity: int
    total: Money
    unit_grams: Decimal | None = None
    customs: CustomsFacts = UNKNOWN


@dataclass(frozen=True, slots=True)
class TaxNumber:
    """A number that customs wants: VAT, EORI or IOSS; the country where the number tells it."""

    kind: str
    value: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What of an order Sendcloud keeps as somebody may have edited it there, in its own words; empty: nothing."""

    address: bytes = field(default=b"", repr=False)
    measurement: bytes = b""


@dataclass(frozen=True, slots=True)
class Handover:
    """What Sendcloud gets of an order. No gift text is in it, and an e-mail address only where that is asked for.

    `grams` is the whole parcel's weight, packaging included; None leaves it to Sendcloud. `kept` goes in place of what
    Amazon says.
    """

    order_id: str
    status: str
    created_at: datetime
    updated_at: datetime
    address: FittedAddress
    lines: tuple[Line, ...]
    total: Money
    shipping: Money | None = None
    grams: Decimal | None = None
    is_business: bool = False
    tax_numbers: tuple[TaxNumber, ...] = ()
    service_level: str = ""
    ship_by: datetime | None = None
    deliver_by: datetime | None = None
    notes: str = field(default="", repr=False)
    tags: tuple[str, ...] = ()
    email: str = field(default="", repr=False)
    kept: Kept = Kept()

    @property
    def has_weight(self) -> bool:
        """Whether it says what something of it weighs."""
        return self.grams is not None or any(line.unit_grams is not None for line in self.lines)

    @property
    def content(self) -> bytes:
        """What decides whether it has to be sent again: all that Sendcloud would be told anew.

        Amazon moves the moment of an order's last change for reasons that do not concern the parcel; doubts are ours.
        """
        said = replace(self, updated_at=self.created_at, address=replace(self.address, doubts=()))
        return _encoder.encode({name: getattr(said, name) for name in self.__slots__ if name != "kept"})

    @property
    def address_content(self) -> bytes:
        """What decides whether the address has changed."""
        return _encoder.encode((replace(self.address, doubts=()), self.email))

    @property
    def weight_content(self) -> bytes:
        """What decides whether the parcel's weight has changed."""
        return _encoder.encode(("weight", self.grams))

    @property
    def personal_texts(self) -> tuple[str, ...]:
        """Everything in it that tells of the buyer: never to be repeated in a message."""
        texts = [getattr(self.address, name) for name in _PERSONAL]
        edited = _edited.decode(self.kept.address).values() if self.kept.address else ()
        return tuple(text for text in (*texts, self.notes, self.email, *edited) if text)

    def masked(self) -> Handover:
        """The same without what tells of the buyer."""
        hidden: dict[str, Any] = {name: _MASK for name in _PERSONAL if getattr(self.address, name)}
        return replace(
            self,
            address=replace(self.address, **hidden),
            notes=_MASK if self.notes else "",
            email=_MASK if self.email else "",
        )


_MASK = "***"
_PERSONAL = tuple(name for name in FittedAddress.__dataclass_fields__ if name not in {"doubts", "country_code"})
_encoder = msgspec.json.Encoder(order="sorted")
_edited = msgspec.json.Decoder(dict[str, str])


class Reason(StrEnum):
    """Why an order is not handed over; the values stand in JSON and never change."""

    MISSING_WEIGHT = "missing-weight"
    PRIME = "prime"
    NO_ADDRESS = "no-address"
    INCOMPLETE_ADDRESS = "incomplete-address"
    CURRENCY = "currency"
    NO_PRICE = "no-price"
    NOTHING_LEFT = "nothing-left"
    OTHER_INTEGRATION = "other-integration"
    CANCELLED_ELSEWHERE = "cancelled-in-other-integration"
    DELETED_THERE = "deleted-in-sendcloud"
    LABELLED = "label-out"
    REFUSED = "refused"

    @property
    def text(self) -> str:
        """The sentence for the reader."""
        return _SENTENCES[self]()


_SENTENCES = {
    Reason.MISSING_WEIGHT: lambda: _("waits for a weight"),
    Reason.PRIME: lambda: _(
        "is a Prime order: Amazon wants its label from Buy Shipping; push_prime of the connection hands it over anyway"
    ),
    Reason.NO_ADDRESS: lambda: _("has no address: Amazon gave none, or it was erased"),
    Reason.INCOMPLETE_ADDRESS: lambda: _("lacks what Sendcloud requires of an address"),
    Reason.CURRENCY: lambda: _(
        "is paid in a currency Sendcloud does not take; other_currencies of [sendcloud] decides"
    ),
    Reason.NO_PRICE: lambda: _("has no price yet"),
    Reason.NOTHING_LEFT: lambda: _("has nothing left to be shipped"),
    Reason.OTHER_INTEGRATION: lambda: _("was handed over to another integration of Sendcloud before"),
    Reason.CANCELLED_ELSEWHERE: lambda: _(
        "is CANCELLED at Amazon, but was handed over to another integration of Sendcloud; delete it there"
    ),
    Reason.DELETED_THERE: lambda: _("was deleted in Sendcloud; mwslink push --again hands it over once more"),
    Reason.LABELLED: lambda: _(
        "was changed at Amazon when its label was out already: see whether that is still right; where the label is "
        "cancelled in Sendcloud, the next push hands the order over anew"
    ),
    Reason.REFUSED: lambda: _("was refused by Sendcloud"),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """Why an order is held back, and what exactly is in the way (never the buyer's words)."""

    reason: Reason
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.reason.text}: {self.detail}" if self.detail else self.reason.text


@dataclass(frozen=True)
class PushRule:
    """How one connection wants its orders handed over; `tells_amazon`: shipments are told to Amazon from here."""

    connection: str
    seller: Seller
    marketplace_id: str
    import_weight: bool = True
    packaging: Decimal = Decimal(0)
    push_prime: bool = False
    tells_amazon: bool = True


@dataclass(frozen=True)
class HandoverSettings:
    """What holds for all connections: `other_currencies` is hold, send or convert; `rates` by currency: the currency
    to convert into, and what one unit is worth in it."""

    other_currencies: str = "hold"
    rates: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    pass_email: bool = False
    tax_numbers: tuple[TaxNumber, ...] = ()
    customs: Mapping[str, CustomsFacts] = field(default_factory=dict)
