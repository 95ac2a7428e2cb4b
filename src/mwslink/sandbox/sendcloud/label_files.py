"""Labels as files: the smallest PDF, PNG and ZPL that carry a tracking number."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass

from mwslink.sandbox.sendcloud.shipment import Parcel


@dataclass(frozen=True)
class LabelFile:
    """A file and its type."""

    content: bytes
    mime_type: str

    @property
    def text(self) -> str:
        """The file in base64."""
        return base64.b64encode(self.content).decode("ascii")


def label_file(parcel: Parcel, mime_type: str) -> LabelFile:
    """The label of a parcel."""
    makers = {"application/zpl": _zpl, "image/png": _png}
    return LabelFile(makers.get(mime_type, _pdf)(parcel.tracking_number), mime_type)


def _zpl(number: str) -> bytes:
    return f"^XA^FO50,50^BCN,100,Y^FD{number}^FS^XZ\n".encode()


def _png(number: str) -> bytes:
    """One white dot; the number is in the file's text."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Title\0" + number.encode("latin-1", "replace")),
        (b"IDAT", zlib.compress(b"\0\xff")),
        (b"IEND", b""),
    ]
    made = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        made += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return made


def _pdf(number: str) -> bytes:
    text = f"BT /F1 18 Tf 20 200 Td ({number}) Tj ET".encode("latin-1", "replace")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 298 420]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for index, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (index, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (len(objects) + 1, table, len(objects) + 1, len(made))
