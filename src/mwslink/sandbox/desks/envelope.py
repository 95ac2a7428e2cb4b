"""XML feeds: the envelope, read as text that anybody may have written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

NUMBER = re.compile(r"[1-9]\d{0,19}", re.ASCII)
_HEADER = ("DocumentVersion", "MerchantIdentifier")
_BEFORE = ("Header", "MessageType", "MarketplaceName", "PurgeAndReplace", "EffectiveDate")


class FeedError(Exception):
    """Why a feed is refused as a whole, in a sentence."""


class MessageError(Exception):
    """Why one message of a feed is refused; `code` as processing reports give it, `about` is its AdditionalInfo."""

    def __init__(self, code: int, text: str, **about: str) -> None:
        super().__init__(text)
        self.code, self.about = code, about


@dataclass(frozen=True)
class Message:
    """One message; `operation` is Update, Delete, PartialUpdate or empty."""

    id: str
    operation: str
    payload: Element


class _Builder(TreeBuilder):
    def doctype(self, _name: str, _public: str | None, _system: str | None) -> NoReturn:
        raise FeedError("The feed has a document type declaration; feeds have none.")


def parse_envelope(body: bytes, *, message_type: str, seller_id: str) -> list[Message]:
    """The messages of a feed; raises FeedError. Entities cannot be declared without a DOCTYPE, which is refused."""
    root = parse_xml(body)
    if root.tag != "AmazonEnvelope":
        raise FeedError(f"The root of the feed is {root.tag}, not AmazonEnvelope.")
    header = root.find("Header")
    if header is None or tuple(one.tag for one in header)[:2] != _HEADER:
        raise FeedError("The feed's Header must have DocumentVersion and MerchantIdentifier.")
    if child_text(header, "MerchantIdentifier") != seller_id:
        raise FeedError("The MerchantIdentifier is not that of the seller the feed was submitted for.")
    if child_text(root, "MessageType") != message_type:
        raise FeedError(f"The MessageType must be {message_type}.")
    if not is_in_order(root, (*_BEFORE, "Message"), repeated="Message"):
        raise FeedError("The elements of AmazonEnvelope are not in the order of its schema.")
    return list(_messages(root, message_type))


def parse_xml(body: bytes) -> Element:
    """The root of a document without a DOCTYPE; raises FeedError."""
    parser = XMLParser(target=_Builder())  # noqa: S314  (see the builder)
    try:
        parser.feed(body)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise FeedError(f"XML Parsing Fatal Error: {error}") from error
    return root


def _messages(root: Element, message_type: str) -> Iterator[Message]:
    seen: set[str] = set()
    for message in root.iterfind("Message"):
        number = child_text(message, "MessageID")
        payload = message.find(message_type)
        if payload is None or not NUMBER.fullmatch(number):
            raise FeedError(f"Every Message needs a positive MessageID and its {message_type}.")
        if number in seen:
            raise FeedError(f"The MessageID {number} is given twice.")
        seen.add(number)
        yield Message(number, child_text(message, "OperationType"), payload)
    if not seen:
        raise FeedError("The feed has no Message.")


def child_text(parent: Element, path: str) -> str:
    """The text of a child without the space around it; empty where there is none."""
    return (parent.findtext(path) or "").strip()


def is_in_order(parent: Element, names: Sequence[str], *, repeated: str = "") -> bool:
    """Whether the children are among these and come in their order, each once but for one: schemas are sequences."""
    if any(child.tag not in names for child in parent):
        return False
    places = [names.index(child.tag) for child in parent if child.tag != repeated]
    every = [names.index(child.tag) for child in parent]
    return every == sorted(every) and len(places) == len(set(places))
