"""Streams whose ends no reader can mistake.

A compressed stream ends with the low byte of its Adler-32 checksum (RFC 1950). When that byte happens to be a carriage
return, the line feed before `endstream` makes it look like a line end, and some validators then count one byte less
than the stream's length says. So data with such a checksum gets two bytes more, at a place where it means nothing.
"""

from __future__ import annotations

import zlib

CARRIAGE_RETURN = 0x0D


class Deflate:
    """A filter of ReportLab's for data after which line feeds mean nothing."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(data: str | bytes) -> bytes:
        """Return the data compressed."""
        return deflated(data.encode("latin-1") if isinstance(data, str) else data)


def deflated(data: bytes) -> bytes:
    """Return data compressed, with an end that no reader can mistake.

    >>> deflated(bytes([12])).endswith(bytes([CARRIAGE_RETURN]))
    False
    """
    while is_mistakable(data):
        data += b"\n\n"
    return zlib.compress(data)


def is_mistakable(data: bytes) -> bool:
    """Tell whether data ends with a carriage return when it is compressed."""
    return zlib.adler32(data) & 0xFF == CARRIAGE_RETURN


def mended(compressed: bytes) -> bytes:
    """Return what another has compressed with an end that no reader can mistake."""
    return deflated(zlib.decompress(compressed)) if compressed.endswith(b"\r") else compressed
