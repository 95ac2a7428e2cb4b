"""XML from MWS: parsed by the standard library under local names, refused where Amazon never sends such a thing.

Namespaces are a muddle in MWS (http and https, amazonaws and amazonservices), so they are dropped. A document type is
refused before the parser sees an entity; unknown elements are ignored by all who read the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from mwslink.gateways.failures import AnswerError
from mwslink.gateways.numbers import BIGGEST_COUNT, is_amount
from mwslink.messages import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BIGGEST = 16 * 2**20
_MOST_DIGITS = 19


class _PrologEnd(Exception):  # noqa: N818  (it ends a look, it is no failure)
    """The first element was reached."""


class _Doctype(Exception):  # noqa: N818  (as above)
    """A document type declaration was found."""


def parse_xml(body: bytes) -> Element:
    """The root, all tags below it local. Raises AnswerError for what is damaged, cut off, too big, or has a DOCTYPE."""
    from xml.etree.ElementTree import ParseError, fromstring

    if len(body) > BIGGEST:
        raise AnswerError(_("{provider}'s answer is too big.").format(provider="Amazon"))
    if _has_doctype(body):
        raise AnswerError(
            _("Amazon's answer declares a document type, which Amazon never does: somebody else may have answered.")
        )
    try:
        root = fromstring(body)  # noqa: S314  (no document type, so no entities)
    except (ParseError, ValueError, LookupError):  # LookupError: an encoding that nobody knows
        root = None
    if root is None:
        raise AnswerError(_("Amazon's answer is damaged or was cut off."))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _has_doctype(body: bytes) -> bool:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _found_doctype
    parser.StartElementHandler = _reached_element
    try:
        parser.Parse(body, True)  # noqa: FBT003  (its signature)
    except _Doctype:
        return True
    except (_PrologEnd, expat.ExpatError, ValueError, LookupError):
        return False
    return False


def _found_doctype(*_args: object) -> NoReturn:
    raise _Doctype


def _reached_element(*_args: object) -> NoReturn:
    raise _PrologEnd


def read_result(body: bytes, action: str) -> Element:
    """`{Action}Result` of an answer. Raises AnswerError when it is no answer to that operation."""
    results = read_results(body, action)
    result = next(results, None)
    if result is None:
        raise _unexpected(f"{action}Result")
    return result


def read_results(body: bytes, action: str) -> Iterator[Element]:
    """All `{Action}Result` of an answer, of which some operations have one per id."""
    root = parse_xml(body)
    if root.tag != f"{action}Response":
        raise _unexpected(f"{action}Response")
    return root.iterfind(f"{action}Result")


def request_id(root: Element) -> str:
    """The request's id: `RequestID` in errors of the front gateway, `RequestId` everywhere else."""
    for path in ("RequestID", "RequestId", "ResponseMetadata/RequestId"):
        if text := text_of(root, path):
            return text
    return ""


def text_of(element: Element, path: str) -> str:
    """The text at the path, without blanks around it; empty where there is none."""
    return (element.findtext(path) or "").strip()


def required(element: Element, path: str) -> str:
    """The text at the path. Raises AnswerError where there is none."""
    text = text_of(element, path)
    if not text:
        raise _unexpected(f"{element.tag}/{path}")
    return text


def moment_of(element: Element, path: str) -> datetime | None:
    """The moment at the path, in UTC; whole seconds, fractions, Z and offsets have all been seen."""
    text = text_of(element, path)
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):  # OverflowError: the last day of the year 9999, further west
        at = None
    if at is None:
        raise _unexpected(f"{element.tag}/{path}")
    return at


def required_moment(element: Element, path: str) -> datetime:
    """The moment at the path. Raises AnswerError where there is none."""
    at = moment_of(element, path)
    if at is None:
        raise _unexpected(f"{element.tag}/{path}")
    return at


def decimal_of(element: Element, path: str) -> Decimal | None:
    """The exact number at the path; None where there is none. Raises AnswerError where it is no number."""
    text = text_of(element, path)
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = None
    if number is None or not is_amount(number):
        raise _unexpected(f"{element.tag}/{path}")
    return number


def count_of(element: Element, path: str) -> int:
    """The whole number at the path; 0 where there is none. Raises AnswerError where it is none."""
    text = text_of(element, path)
    if text and not (text.isdecimal() and len(text) < _MOST_DIGITS and int(text) <= BIGGEST_COUNT):
        raise _unexpected(f"{element.tag}/{path}")
    return int(text or 0)


def is_set(element: Element, path: str) -> bool:
    """Whether the flag at the path is there and true."""
    return text_of(element, path).lower() == "true"


def _unexpected(where: str) -> AnswerError:
    """The answer is not as described; what stands there instead may be personal and is not repeated."""
    return AnswerError(_("Amazon's answer is not what its description promises, at {where}.").format(where=where))
