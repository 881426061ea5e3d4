"""Streams whose ends no reader can mistake.

A compressed stream ends with the low byte of its Adler-32 checksum (RFC 1950). When that byte happens to be a carriage
return, the line feed before `endstream` makes it look like a line end, and some validators then count one byte less
than the stream's length says. So data with such a checksum gets two bytes more, at a place where it means nothing.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

from pikepdf import ObjectStreamMode, Pdf, Stream

CARRIAGE_RETURN = 0x0D
MISTAKABLE = b"\r\nendstream"


def make_stream(pdf: Pdf, data: bytes, **entries: Any) -> Stream:
    """Return a stream object of data after which line feeds mean nothing."""
    while zlib.adler32(data) & 0xFF == CARRIAGE_RETURN or data.endswith(b"\r"):
        data += b"\n\n"
    return Stream(pdf, data, **entries)


def save_bytes(pdf: Pdf) -> bytes:
    """Return the file's bytes, the same at each time; objects in streams where these end well, else plain."""
    for mode in (ObjectStreamMode.generate, ObjectStreamMode.disable):
        target = BytesIO()
        pdf.save(target, deterministic_id=True, force_version="1.7", object_stream_mode=mode, compress_streams=True)
        if MISTAKABLE not in target.getvalue():
            break
    return target.getvalue()
