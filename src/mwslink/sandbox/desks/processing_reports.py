"""What Amazon says about a feed it has worked on: as XML for XML feeds, as text for flat files.

The numbers of errors are invented, for Amazon's list is not public; warnings and errors are told apart as Amazon does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mwslink.sandbox.desks.documents import Content

ERROR, WARNING = "Error", "Warning"
FORM, UNKNOWN, RULE, FEED = 5000, 13013, 18028, 90057  # wrong form; not found; against a rule; the feed as a whole
XML_TYPE = "text/xml;charset=UTF-8"
_NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance"
_ADDITIONAL = ("SKU", "FulfillmentCenterID", "AmazonOrderID", "AmazonOrderItemCode")


@dataclass(frozen=True)
class Note:
    """One line about one record: its message id or its number in the file."""

    record: str
    text: str
    code: int = RULE
    severity: str = ERROR
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Summary:
    """How many records a feed had, and what there is to say; `is_rejected`: none was looked at."""

    records: int
    notes: Sequence[Note] = ()
    is_rejected: bool = False

    def concerned(self, severity: str) -> int:
        """How many records have a note of that severity."""
        return len({note.record for note in self.notes if note.severity == severity})

    @property
    def successful(self) -> int:
        return 0 if self.is_rejected else self.records - self.concerned(ERROR)


def content_of(pieces: bytes, content_type: str) -> Content:
    """A document that is at hand already."""

    def make() -> Iterator[bytes]:
        yield pieces

    return Content(content_type, make)


def xml_report(summary: Summary, *, seller_id: str, feed_id: str) -> Content:
    """The processing report of an XML feed, indented by tabs."""
    root = Element("AmazonEnvelope", {"xmlns:xsi": _NAMESPACE, "xsi:noNamespaceSchemaLocation": "amzn-envelope.xsd"})
    _add(root, "Header", DocumentVersion="1.02", MerchantIdentifier=seller_id)
    SubElement(root, "MessageType").text = "ProcessingReport"
    message = _add(root, "Message", MessageID="1")
    status = "Rejected" if summary.is_rejected else "Complete"
    report = _add(message, "ProcessingReport", DocumentTransactionID=feed_id, StatusCode=status)
    _add(
        report,
        "ProcessingSummary",
        MessagesProcessed=str(summary.records),
        MessagesSuccessful=str(summary.successful),
        MessagesWithError=str(summary.concerned(ERROR)),
        MessagesWithWarning=str(summary.concerned(WARNING)),
    )
    for note in summary.notes:
        _add_note(report, note)
    indent(root, "\t")
    text: bytes = tostring(root, encoding="utf-8")
    return content_of(b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n", XML_TYPE)


def _add_note(report: Element, note: Note) -> None:
    result = _add(
        report,
        "Result",
        MessageID=note.record,
        ResultCode=note.severity,
        ResultMessageCode=str(note.code),
        ResultDescription=note.text,
    )
    about = {name: note.about[name] for name in _ADDITIONAL if note.about.get(name)}
    if about:
        _add(result, "AdditionalInfo", **about)


def _add(parent: Element, tag: str, /, **texts: str) -> Element:
    made = SubElement(parent, tag)
    for name, text in texts.items():
        SubElement(made, name).text = text
    return made


def text_report(summary: Summary, columns: Sequence[tuple[str, str]], *, charset: str) -> Content:
    """The processing report of a flat file; `columns` are (its name, the name in a note's `about`)."""
    lines = [
        "Feed Processing Summary:",
        f"\tNumber of records processed\t\t{summary.records}",
        f"\tNumber of records successful\t\t{summary.successful}",
        "",
    ]
    if summary.notes:
        lines.append("\t".join(["original-record-number", *dict(columns), "error-code", "error-type", "error-message"]))
        lines += _note_lines(summary.notes, [source for _name, source in columns])
    text = "\r\n".join(lines) + "\r\n"
    return content_of(text.encode(charset, "replace"), f"text/plain;charset={charset}")


def _note_lines(notes: Iterable[Note], sources: Sequence[str]) -> Iterator[str]:
    for note in notes:
        about = [note.about.get(source, "") for source in sources]
        yield "\t".join([note.record, *about, str(note.code), note.severity, note.text])
