"""An edition → a PDF, a Word document and a web page that look like one house.

The writers are imported when they are called, so that importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.garbage import uncollected
from pipeline.later import later

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.model import Edition
    from pipeline.typeset.style import Style


@uncollected()
def typeset_pdf(edition: Edition, style: Style, bars: Collection[str] = ()) -> bytes:
    """Return the edition as a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a.

    `bars` names the blocks, items, footnotes and table rows (`table/0`, the head counted) beside which a bar stands.
    """
    with later("PIL.Image"), later("tempfile"):  # which ReportLab imports for pictures and for its own tests
        from pipeline.typeset.pdf import write_pdf  # noqa: PLC0415

    return write_pdf(edition, style, frozenset(bars))


@uncollected()
def typeset_word(edition: Edition, style: Style) -> bytes:
    """Return the edition as an accessible Word document with its fonts inside."""
    from pipeline.typeset import word  # noqa: PLC0415

    return word.typeset_word(edition, style)


@uncollected()
def typeset_html(edition: Edition, style: Style) -> bytes:
    """Return the edition as one web page that needs no other file."""
    from pipeline.typeset import html  # noqa: PLC0415

    return html.typeset_html(edition, style)
