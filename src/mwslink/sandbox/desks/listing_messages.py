"""One message of a JSON_LISTINGS_FEED: read by its schema, carried out on a listing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mwslink.sandbox.exchange import Json
from mwslink.sandbox.listing import Issue
from mwslink.sandbox.listing_book import ListingBook
from mwslink.sandbox.listings.patches import MalformedPatchError, Patch, parse_attributes, parse_patch
from mwslink.sandbox.listings.patching import apply_patch
from mwslink.sandbox.listings.validation import MISSING

UPDATE, PARTIAL_UPDATE, PATCH, DELETE = "UPDATE", "PARTIAL_UPDATE", "PATCH", "DELETE"
_REQUIREMENTS = ("LISTING", "LISTING_PRODUCT_ONLY", "LISTING_OFFER_ONLY")
_MOST_ID = 2_147_483_647
# what each operation must have, and must not have
_NEEDED = {UPDATE: ("attributes",), PARTIAL_UPDATE: ("attributes",), PATCH: ("patches",), DELETE: ()}
_FORBIDDEN = {
    UPDATE: ("patches",),
    PARTIAL_UPDATE: ("requirements", "patches"),
    PATCH: ("requirements", "attributes"),
    DELETE: ("requirements", "attributes", "productType", "patches"),
}


@dataclass(frozen=True)
class Message:
    """`patch` is None for a deletion; `is_whole`: what the message leaves out is cleared."""

    id: int
    sku: str
    patch: Patch | None
    is_whole: bool
    requirements: str


def parse_message(raw: object, about: Json, seen: set[int]) -> Message:
    """The message; fills `about` with its id and SKU as far as they are good. Raises MalformedPatchError."""
    if not isinstance(raw, dict):
        raise MalformedPatchError("A message must be a JSON object.")
    number, sku, operation = raw.get("messageId"), raw.get("sku"), raw.get("operationType")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= _MOST_ID:
        raise MalformedPatchError("messageId must be a positive whole number.")
    about["messageId"] = number
    if not isinstance(sku, str) or not sku:
        raise MalformedPatchError("sku is missing.")
    about["sku"] = sku
    if number in seen:
        raise MalformedPatchError(f"The messageId {number} is given twice.")
    seen.add(number)
    if not isinstance(operation, str) or operation not in _NEEDED:
        raise MalformedPatchError(f"operationType must be one of {', '.join(_NEEDED)}.")
    return Message(number, sku, _patch(raw, operation), operation == UPDATE, _requirements(raw))


def _patch(raw: Mapping[str, object], operation: str) -> Patch | None:
    for name in _NEEDED[operation]:
        if name not in raw:
            raise MalformedPatchError(f"{operation} needs {name}.")
    for name in _FORBIDDEN[operation]:
        if name in raw:
            raise MalformedPatchError(f"{name} is not applicable to {operation}.")
    if operation == DELETE:
        return None
    patch = parse_patch(raw) if operation == PATCH else parse_attributes(raw)
    if not patch.operations:
        raise MalformedPatchError("attributes is empty.")
    return patch


def _requirements(raw: Mapping[str, object]) -> str:
    given = raw.get("requirements", _REQUIREMENTS[0])
    if given not in _REQUIREMENTS:
        raise MalformedPatchError(f"requirements must be one of {', '.join(_REQUIREMENTS)}.")
    return str(given)


def apply_message(book: ListingBook, message: Message, *, places: tuple[str, ...], now: datetime) -> tuple[Issue, ...]:
    """Carry it out; what is wrong with it, nothing when it was accepted. Raises MalformedPatchError."""
    if message.patch is None:
        if book.find(message.sku) is not None:
            book.remove(message.sku)
        return ()
    if message.is_whole and (missing := _missing(message)):
        return missing
    submission = apply_patch(book, message.sku, message.patch, marketplace_ids=places, now=now)
    if message.is_whole and not submission.issues:
        _clear(book, message.sku, message.patch, places=places, now=now)
    return submission.issues


def _missing(message: Message) -> tuple[Issue, ...]:
    """A whole listing cannot be without a name; an offer on somebody's page can."""
    patch = message.patch
    if patch is None or message.requirements == "LISTING_OFFER_ONLY":
        return ()
    if any(one.attribute == "item_name" for one in patch.operations):
        return ()
    text = "'item_name' is required but not supplied."
    return (Issue(MISSING, text, "ERROR", ("item_name",), ("MISSING_ATTRIBUTE",)),)


def _clear(book: ListingBook, sku: str, patch: Patch, *, places: tuple[str, ...], now: datetime) -> None:
    listing = book.find(sku)
    given = {one.attribute for one in patch.operations}
    for offer in listing.offers if listing else ():
        if offer.marketplace_id in places:
            for name in {*offer.weights, *offer.others} - given:
                book.patch(sku, offer.marketplace_id, name, None, now=now)
