"""Answers in MWS's words: results, and errors of both shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from xml.etree import ElementTree as ET

from mwslink.sandbox.clock import as_text
from mwslink.sandbox.exchange import Reply
from mwslink.sandbox.mws.sections import MwsCall

XML = "text/xml"
BINARY = "application/octet-stream"
_DECLARATION = b'<?xml version="1.0"?>\n'
_UNPRINTABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class MwsRefusalError(Exception):
    """What MWS answers to a request it does not carry out.

    `by_gateway`: refused by the gateway in front of the services, which spells RequestID and not RequestId.
    """

    def __init__(self, status: int, code: str, message: str, *, kind: str = "Sender", by_gateway: bool = False) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.kind, self.by_gateway = status, code, message, kind, by_gateway


def front_refusal(status: int, code: str, message: str) -> MwsRefusalError:
    """A refusal of the gateway: keys, signatures, parameters that every call has."""
    return MwsRefusalError(status, code, message, by_gateway=True)


def bad_value(message: str) -> MwsRefusalError:
    """400 InvalidParameterValue of the service."""
    return MwsRefusalError(400, "InvalidParameterValue", message)


def missing(name: str) -> MwsRefusalError:
    """400 MissingParameter."""
    return front_refusal(400, "MissingParameter", f"The request must contain the parameter {name}.")


def element(name: str, *content: ET.Element | str | None, attributes: Mapping[str, str] | None = None) -> ET.Element:
    """An element with a text or with children; None is left out."""
    made = ET.Element(name, {key: printable(value) for key, value in (attributes or {}).items()})
    for one in content:
        if isinstance(one, str):
            made.text = printable(one)
        elif one is not None:
            made.append(one)
    return made


def printable(text: str) -> str:
    """What XML 1.0 cannot hold becomes U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def milliseconds(moment: datetime) -> str:
    """`2020-05-28T11:22:25.680Z`, as the sections of 2011 and later write a time."""
    return f"{as_text(moment)[:-1]}.{moment.microsecond // 1000:03d}Z"


def result_reply(call: MwsCall, results: Iterable[ET.Element], *, indented: bool = True) -> Reply:
    """The answer of an operation: its results, and the request's id."""
    root = element(f"{call.action}Response", attributes={"xmlns": call.section.namespace})
    root.extend(results)
    root.append(element("ResponseMetadata", element("RequestId", call.request_id)))
    return Reply(200, _bytes(root, indented=indented), content_type=XML)


def result(call: MwsCall, *children: ET.Element | None) -> ET.Element:
    """`{Action}Result`."""
    return element(f"{call.action}Result", *children)


def refusal_reply(refusal: MwsRefusalError, *, namespace: str, request_id: str) -> Reply:
    """The error as the section words it, in one of three looks, each as recorded.

    A missing parameter comes on one line, with an empty Detail, and is said to be no XML.
    """
    is_bare = refusal.code == "MissingParameter"
    error = element(
        "Error",
        element("Type", refusal.kind),
        element("Code", refusal.code),
        element("Message", refusal.message),
        element("Detail") if is_bare else None,
    )
    name = "RequestID" if refusal.by_gateway else "RequestId"
    root = element("ErrorResponse", error, element(name, request_id), attributes={"xmlns": namespace})
    is_mangled = is_bare or not refusal.by_gateway
    headers = {"nnCoection": "close"} if is_mangled else {}  # a Connection header, mangled on its way
    content_type = BINARY if is_bare else XML
    return Reply(refusal.status, _bytes(root, indented=not is_bare), headers, content_type)


def _bytes(root: ET.Element, *, indented: bool) -> bytes:
    if indented:
        ET.indent(root, "  ")
    text: bytes = ET.tostring(root, encoding="utf-8")
    text = text.replace(b" />", b"/>")  # no data: `>` is always escaped
    return _DECLARATION + text + (b"\n" if indented else b"")
