"""How much a page unpacks to, before PDFium draws it: a bomb of a few kilobytes would keep it busy for hours.

Counted are the bytes of a page's content and of the forms that it draws, each as often as it is drawn
(ISO 32000-1, 7.8.2 and 8.10), up to a bound.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from pipeline.errors import Problem, UnreadableInput
from pipeline.text import _

MEGABYTE = 1_000_000
MAX_CONTENT = 25 * MEGABYTE  # of a page; the heaviest maps have some 10
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_MAX_DEPTH = 40


def check_bounds(path: Path, password: str = "") -> None:
    """Raise UnreadableInput for the first page that unpacks to more than MAX_CONTENT bytes.

    What cannot be opened for counting passes: whoever reads it next says what is wrong with it.
    """
    try:
        with pikepdf.open(path, password=password) as pdf:
            counted = _Counted()
            heavy = next((n for n, page in enumerate(pdf.pages, 1) if counted.page(page.obj) > MAX_CONTENT), 0)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError, OSError):
        return
    if heavy:
        what = _("The page unpacks to more than {limit} MB of drawing, as a harmful file does; it was not read.")
        what = what.format(limit=MAX_CONTENT // MEGABYTE)
        raise UnreadableInput(
            Problem(str(path), 0, what, _("Ask for the file again, or print it to a new PDF."), heavy)
        )


class _Counted:
    """Counts content; each form is unpacked once, however often it is drawn."""

    def __init__(self) -> None:
        self.forms: dict[tuple[int, int], int] = {}

    def page(self, page: Any) -> int:
        """Return the bytes of a page, or just more than MAX_CONTENT."""
        content = page.get("/Contents")
        streams = list(content) if isinstance(content, pikepdf.Array) else [content]
        data = b"\n".join(_unpacked(stream) for stream in streams if isinstance(stream, pikepdf.Stream))
        return self._drawn(data, _resources(page), 0)

    def _drawn(self, data: bytes, resources: Any, depth: int) -> int:
        total = len(data)
        for name, times in Counter(_DRAWN.findall(data)).items():
            total += times * self._form(resources, "/" + name.decode("latin-1"), depth)
            if total > MAX_CONTENT:
                break
        return total

    def _form(self, resources: Any, name: str, depth: int) -> int:
        form = resources.get("/XObject", {}).get(name) if resources is not None else None
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form" or depth > _MAX_DEPTH:
            return 0
        if form.objgen not in self.forms:
            self.forms[form.objgen] = 0  # one that draws itself stops here
            self.forms[form.objgen] = self._drawn(_unpacked(form), form.get("/Resources", resources), depth + 1)
        return self.forms[form.objgen]


def _resources(page: Any) -> Any:
    """Return a page's resources, its own or those that it inherits."""
    for _step in range(_MAX_DEPTH):
        if page is None or "/Resources" in page:
            break
        page = page.get("/Parent")
    return None if page is None else page.Resources


def _unpacked(stream: pikepdf.Stream) -> bytes:
    """Return a stream's bytes, at most a few more than MAX_CONTENT; what is packed in another way stays packed."""
    data = stream.read_raw_bytes()
    for name in _filters(stream):
        if name != "/FlateDecode":
            return data
        try:
            data = zlib.decompressobj().decompress(data, MAX_CONTENT + 1)
        except zlib.error:
            return data
    return data


def _filters(stream: pikepdf.Stream) -> Iterator[str]:
    named = stream.get("/Filter")
    yield from map(str, named) if isinstance(named, pikepdf.Array) else [str(named)] if named is not None else []
