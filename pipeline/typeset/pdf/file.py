"""The bytes of a file: ReportLab's objects, packed together in compressed streams as PDF 1.7 allows.

ReportLab writes each object by itself, and no line end after a stream, which PDF/A-2 asks for (ISO 19005-2, 6.1.7.1).
Here small objects stand in object streams (ISO 32000-1, 7.5.7), which makes a tagged file smaller, and a
cross-reference stream says where each is (7.5.8). The file's name for itself is its digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import md5
from struct import Struct

from reportlab.pdfbase.pdfdoc import format as formatted

from pipeline.typeset.pdf.objects import Document
from pipeline.typeset.pdf.streams import deflated, is_mistakable

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TOGETHER = 200  # objects in one stream: a reader unpacks all of them for one
STREAM, END = b"\nstream\n", b"endstream\n"
FREE, ALONE, PACKED = 0, 1, 2  # the kinds of entries of a cross-reference stream
ENTRY = Struct(">BIH")  # its kind, its place, and its number in the stream in which it is packed


class _File:
    """The file as it grows: its bytes, and where each object is."""

    def __init__(self) -> None:
        self.parts = [HEADER]
        self.length = len(HEADER)
        self.places: dict[int, tuple[int, int, int]] = {0: (FREE, 0, 65535)}

    def add(self, number: int, body: bytes) -> None:
        """Write an object by itself."""
        self.places[number] = ALONE, self.length, 0
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def pack(self, number: int, bodies: list[tuple[int, bytes]]) -> None:
        """Write objects in one stream, which has this number."""
        heads, offset = [], 0
        for index, (packed, body) in enumerate(bodies):
            self.places[packed] = PACKED, number, index
            heads.append(b"%d %d " % (packed, offset))
            offset += len(body) + 1
        head = b"".join(heads)
        data = head + b"\n".join(body for _number, body in bodies)
        self.add(number, _stream(b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(head)), data))

    def finish(self, number: int, entries: bytes) -> bytes:
        """Write where each object is, as the object of the last number; return the file."""
        start = self.length
        self.places[number] = ALONE, start, 0
        table = b"".join([ENTRY.pack(*self.places[n]) for n in range(number + 1)])
        while is_mistakable(table):
            table += ENTRY.pack(FREE, 0, 65535)
        name = md5(b"".join(self.parts), usedforsecurity=False).hexdigest().encode()
        entries = b"/Type/XRef/Size %d/W[1 4 2]/ID[<%b><%b>]%b" % (len(table) // ENTRY.size, name, name, entries)
        self.add(number, _stream(entries, table))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self.parts)

    def _write(self, data: bytes) -> None:
        self.parts.append(data)
        self.length += len(data)


def write_file(document: Document) -> bytes:
    """Return the bytes of a document that ReportLab has prepared; the same objects give the same bytes."""
    root, info = (document.Reference(made).format(document) for made in (document.Catalog, document.info))
    file, small = _File(), []
    for number, body in _objects(document):
        head, is_stream, data = body.partition(STREAM)
        if is_stream:
            file.add(number, head + STREAM + data.removesuffix(END) + b"\n" + END.rstrip())
        else:
            small.append((number, body))
    number = document.objectcounter
    for start in range(0, len(small), TOGETHER):
        number += 1
        file.pack(number, small[start : start + TOGETHER])
    return file.finish(number + 1, b"/Root %b/Info %b" % (root, info))


def _objects(document: Document) -> Iterator[tuple[int, bytes]]:
    """Yield the objects with their numbers; while one is written, others may be added."""
    number = 1
    while name := document.numberToId.get(number):
        yield number, formatted(document.idToObject[name], document, toplevel=1)
        number += 1


def _stream(entries: bytes, data: bytes) -> bytes:
    data = deflated(data)
    return b"<<%b/Filter/FlateDecode/Length %d>>%b%b\n%b" % (entries, len(data), STREAM, data, END.rstrip())
