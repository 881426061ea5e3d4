"""Streams whose ends no reader can mistake.

A compressed stream ends with the low byte of its Adler-32 checksum (RFC 1950). When that byte happens to be a carriage
return, the line feed before `endstream` makes it look like a line end, and some validators then count one byte less
than the stream's length says. So data with such a checksum gets two bytes more, at a place where it means nothing.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

from pikepdf import Name, ObjectStreamMode, Pdf, Stream

CARRIAGE_RETURN = 0x0D
MISTAKABLE = b"\r\nendstream"
TRIES = 12


def make_stream(pdf: Pdf, data: bytes, **entries: Any) -> Stream:
    """Return a stream object of data after which line feeds mean nothing."""
    return Stream(pdf, _ended(data), **entries)


def mend_streams(pdf: Pdf) -> None:
    """Let the streams that ReportLab wrote end well; pictures as they are (JPEG) do."""
    for stream in pdf.objects:
        if isinstance(stream, Stream) and stream.get("/Filter") != [Name.DCTDecode]:
            data = stream.read_bytes()
            if data != (ended := _ended(data)):
                stream.write(ended)


def _ended(data: bytes) -> bytes:
    while zlib.adler32(data) & 0xFF == CARRIAGE_RETURN or data.endswith(b"\r"):
        data += b"\n\n"
    return data


def save_bytes(pdf: Pdf) -> bytes:
    """Return the file's bytes, the same at each time; objects in streams, numbered so that these end well.

    A page's size that becomes an object of its own means the same, and moves the numbers of the objects after it.
    """
    data = _written(pdf, ObjectStreamMode.generate)
    for page in pdf.pages[:TRIES]:
        if MISTAKABLE not in data:
            return data
        page.obj.MediaBox = pdf.make_indirect(page.obj.MediaBox)
        data = _written(pdf, ObjectStreamMode.generate)
    return _written(pdf, ObjectStreamMode.disable) if MISTAKABLE in data else data


def _written(pdf: Pdf, mode: ObjectStreamMode) -> bytes:
    target = BytesIO()
    pdf.save(target, deterministic_id=True, force_version="1.7", object_stream_mode=mode)
    return target.getvalue()
