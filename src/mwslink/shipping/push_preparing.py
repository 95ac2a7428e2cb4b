"""From an order to what Sendcloud gets of it, or to the reason why it is held back; no store and no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from mwslink.addresses.fit import fit_address
from mwslink.addresses.model import LIMITS, FittedAddress
from mwslink.config.rules import SENDCLOUD_CURRENCIES
from mwslink.listings.model import UnitWeight
from mwslink.listings.usable import Finding
from mwslink.listings.weighing import OrderLines, weigh
from mwslink.orders.model import Money, Order, OrderItem, PersonalData
from mwslink.shipping.customs import UNKNOWN
from mwslink.shipping.push_model import Handover, HandoverSettings, Hold, Line, PushRule, Reason, TaxNumber
from mwslink.shipping.push_report import OddWeight

CANCEL_REQUESTED = "cancel-requested"  # a tag
_PRIME, _BUSINESS = "PRIME", "AMAZON_BUSINESS"
_CENT = Decimal("0.01")
_Remaining = list[tuple[OrderItem, int]]


@dataclass(frozen=True)
class KnownWeights:
    """What one piece of each SKU weighs, and by SKU why that is hardly meant."""

    units: Mapping[str, UnitWeight]
    odd: Mapping[str, Finding] = field(default_factory=dict)

    def odd_weight(self, line: Line) -> OddWeight | None:
        """What is odd about a line's weight; None where nothing is."""
        finding = self.odd.get(line.sku)
        if finding is None or line.unit_grams is None:
            return None
        return OddWeight(line.sku, line.unit_grams, finding.code, finding.text)


@dataclass(frozen=True)
class _Parts:
    """What was made of an order so far."""

    address: FittedAddress
    notes: str
    lines: tuple[Line, ...]
    grams: Decimal | None
    has_odd_weight: bool


def prepare(order: Order, rule: PushRule, settings: HandoverSettings, known: KnownWeights) -> Handover | Hold:
    """What Sendcloud gets of the order; of one that is partly shipped what remains."""
    left = [(item, item.quantity - item.quantity_shipped) for item in order.items]
    left = [(item, quantity) for item, quantity in left if quantity > 0]
    if not left:
        return Hold(Reason.NOTHING_LEFT)
    if _PRIME in order.programs and not rule.push_prime:
        return Hold(Reason.PRIME)
    if order.personal is None or not order.personal.recipient.lines:
        return Hold(Reason.NO_ADDRESS)
    lines = _lines(order, left, settings, known)
    if isinstance(lines, Hold):
        return lines
    grams = _grams(order, left, rule, known)
    if isinstance(grams, Hold):
        return grams
    address, notes = _address(order.personal)
    if address.missing:
        return Hold(Reason.INCOMPLETE_ADDRESS, ", ".join(address.missing))
    is_odd = any(known.odd_weight(line) for line in lines)
    return _handover(order, settings, _Parts(address, notes, lines, grams, is_odd))


def _grams(order: Order, left: _Remaining, rule: PushRule, known: KnownWeights) -> Decimal | Hold | None:
    """The weight of what remains; None where the connection leaves it to Sendcloud."""
    if not rule.import_weight:
        return None
    lines = OrderLines(order.id, order.marketplace_id, tuple((item.sku, quantity) for item, quantity in left))
    weight = weigh(lines, known.units, rule.packaging)
    return Hold(Reason.MISSING_WEIGHT, ", ".join(weight.missing)) if weight.missing else weight.grams


def _lines(order: Order, left: _Remaining, settings: HandoverSettings, known: KnownWeights) -> tuple[Line, ...] | Hold:
    lines = []
    for item, quantity in left:
        total = _line_total(order, item, quantity)
        money = _payable(total, settings) if total else Hold(Reason.NO_PRICE, item.sku)
        if isinstance(money, Hold):
            return money
        weight = known.units.get(item.sku)
        lines.append(
            Line(
                item.id,
                item.sku,
                item.title or item.sku or item.id,
                quantity,
                money,
                weight.grams if weight else None,
                settings.customs.get(item.sku, UNKNOWN),
            )
        )
    return tuple(lines)


def _line_total(order: Order, item: OrderItem, quantity: int) -> Money | None:
    """What the remaining units were sold for, discount taken off; a replacement is free."""
    if item.price is None:
        return Money(Decimal(0), order.total.currency) if order.replaces and order.total else None
    whole = item.price.amount - (item.discount.amount if item.discount else 0)
    return Money(_rounded(max(whole, Decimal(0)) * quantity / item.quantity), item.price.currency)


def _payable(money: Money, settings: HandoverSettings) -> Money | Hold:
    """The amount in a currency Sendcloud takes, if that is how the seller wants it."""
    if money.currency in SENDCLOUD_CURRENCIES or settings.other_currencies == "send":
        return money
    if settings.other_currencies == "convert" and money.currency in settings.rates:
        currency, rate = settings.rates[money.currency]
        return Money(_rounded(money.amount * rate), currency)
    return Hold(Reason.CURRENCY, money.currency)


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _address(personal: PersonalData) -> tuple[FittedAddress, str]:
    """The address in Sendcloud's fields, and the notes: what found no room in them, or has no field."""
    address = fit_address(personal.recipient)
    company = personal.buyer.company
    notes = [address.left_over]
    if company and not address.company_name:
        fits = len(company) <= LIMITS["company_name"]
        address = replace(address, company_name=company) if fits else address
        notes += [] if fits else [company]
    if number := personal.buyer.purchase_order_number:
        notes.append(f"PO {number}")
    return address, "\n".join(filter(None, (*notes, personal.delivery_instructions)))


def _handover(order: Order, settings: HandoverSettings, parts: _Parts) -> Handover:
    email = order.personal.buyer.email if order.personal and settings.pass_email else ""
    return Handover(
        order.id,
        str(order.status),
        order.created_at,
        order.updated_at,
        parts.address,
        parts.lines,
        _total(order, parts.lines, settings),
        shipping=_shipping(order, settings),
        grams=parts.grams,
        is_business=_BUSINESS in order.programs,
        tax_numbers=(*settings.tax_numbers, *_ioss(order)),
        service_level=order.service_level,
        ship_by=order.ship_by.latest,
        deliver_by=order.deliver_by.latest,
        notes=parts.notes,
        tags=tuple(_tags(order, parts)),
        email=email,
    )


def _total(order: Order, lines: tuple[Line, ...], settings: HandoverSettings) -> Money:
    """The order's own total while all of it is to be shipped, else that of the lines."""
    is_whole = not any(item.quantity_shipped for item in order.items)
    if order.total and is_whole:
        total = _payable(order.total, settings)
        if isinstance(total, Money) and total.currency == lines[0].total.currency:
            return total
    return Money(sum((line.total.amount for line in lines), Decimal(0)), lines[0].total.currency)


def _shipping(order: Order, settings: HandoverSettings) -> Money | None:
    paid = [item.shipping for item in order.items if item.shipping]
    if not paid or len({one.currency for one in paid}) > 1:
        return None
    money = _payable(Money(sum((one.amount for one in paid), Decimal(0)), paid[0].currency), settings)
    return money if isinstance(money, Money) else None


def _ioss(order: Order) -> Iterator[TaxNumber]:
    """Amazon's own number, under which it has collected the import VAT."""
    for number in dict.fromkeys(item.ioss_number for item in order.items if item.ioss_number):
        yield TaxNumber("IOSS", number)


def _tags(order: Order, parts: _Parts) -> Iterator[str]:
    """What a packer should see at once."""
    if parts.address.doubts:
        yield "check-address"
    if parts.has_odd_weight:
        yield "check-weight"
    if _PRIME in order.programs:
        yield "prime"
    if _BUSINESS in order.programs:
        yield "business"
    if order.replaces:
        yield "replacement"
    if any(item.is_gift for item in order.items):
        yield "gift"
    if order.is_cancel_requested:
        yield CANCEL_REQUESTED
