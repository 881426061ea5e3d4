"""The editions as the sources stand, in memory: read again at each save, typeset when somebody looks at them.

What was read stays loaded between two saves (modules, fonts, hyphenation), which is most of what a build waits for.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

import pypdfium2

from pipeline.build import find_style, load_plans
from pipeline.errors import PlanError, Problem
from pipeline.frozen import frozen
from pipeline.merge import merge
from pipeline.model import Edition
from pipeline.output import digest, digest_files
from pipeline.state import State
from pipeline.text import _
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from pipeline.typeset.style import read_style

WRITERS = {"html": typeset_html, "pdf": typeset_pdf, "docx": typeset_word}
POINTS = 72  # an inch


@frozen
class View:
    """What there is to be seen: the editions of the last good reading, each with its key, and what is wrong since.

    An edition's key is the digest of all that its typesetting depends on. A view with problems is stale.
    """

    editions: tuple[Edition, ...] = ()
    keys: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def key(self, slug: str) -> str:
        """Return the key of an edition, empty when there is none of this name."""
        return next((k for e, k in zip(self.editions, self.keys, strict=True) if e.slug == slug), "")


class Preview:
    """The view, and what was typeset of it: an edition's format is made once for each key, one at a time.

    `theme` names the style; without one, it is that of the last build.
    """

    def __init__(self, root: Path, theme: str = "") -> None:
        self.root = root
        self.theme = theme or State.read(root).theme
        self.view = View()
        self._made: dict[tuple[str, str], tuple[str, bytes]] = {}
        self._locks = {suffix: Lock() for suffix in WRITERS}
        self._pdfium = Lock()  # PDFium holds one call at a time

    def refresh(self) -> bool:
        """Read the sources again; return whether there is something else to be seen."""
        former = self.view
        try:
            self.view = self._read()
        except PlanError as error:
            self.view = replace(former, problems=error.problems)
        except Exception as error:  # a slip of ours must not end a day's writing
            self.view = replace(former, problems=(_own_fault(error),))
        return self.view != former

    def _read(self) -> View:
        plans = load_plans(self.root, lambda _message: None)
        style = find_style(self.root, self.theme)
        read_style(style)
        styles = style.parent
        look = digest_files(styles, [path for path in styles.rglob("*") if path.is_file()])
        editions = tuple(edition for plan in plans for edition in merge(plan))
        return View(editions, tuple(digest(look.encode(), repr(edition).encode()) for edition in editions))

    def typeset(self, slug: str, suffix: str) -> bytes:
        """Return an edition in a format, or nothing when there is none. Raises `PlanError` if it cannot be typeset."""
        with self._locks[suffix]:
            view = self.view
            key, data = self._made.get((slug, suffix), ("", b""))
            edition = next((edition for edition in view.editions if edition.slug == slug), None)
            if edition is None or key == view.key(slug):
                return data
            data = WRITERS[suffix](edition, read_style(find_style(self.root, self.theme)))
            self._made[slug, suffix] = (view.key(slug), data)
            return data

    def sheets(self, slug: str) -> Sequence[tuple[float, float]]:
        """Return the width and height of each page of an edition's PDF, in points."""
        data = self.typeset(slug, "pdf")
        if not data:
            return []
        with self._pdfium, pypdfium2.PdfDocument(data) as pdf:
            return [pdf.get_page_size(n) for n in range(len(pdf))]

    def picture(self, slug: str, number: int, width: int) -> bytes:
        """Return a page of an edition's PDF, from 1, as a PNG of a width in pixels, or nothing when it has none."""
        data = self.typeset(slug, "pdf")
        if not data:
            return b""
        with self._pdfium, pypdfium2.PdfDocument(data) as pdf:
            if not 1 <= number <= len(pdf):
                return b""
            page = pdf[number - 1]
            image = page.render(scale=width / page.get_width()).to_pil()
        buffer = io.BytesIO()
        image.save(buffer, "PNG", compress_level=1)
        return buffer.getvalue()


def _own_fault(error: Exception) -> Problem:
    what = _("Something went wrong inside the program ({kind}: {error}).")
    remedy = _("Run plan build with PLAN_DEBUG=1 and report what it prints.")
    return Problem("plan", 0, what.format(kind=type(error).__name__, error=error), remedy)
