"""Furniture: the cover, the running head and foot, and the section that says where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text import _
from pipeline.typeset.word.fields import field
from pipeline.typeset.word.inlines import Look, run
from pipeline.typeset.word.metrics import text_width
from pipeline.typeset.word.package import OFFICE, WORD, Part
from pipeline.typeset.word.properties import indent, paragraph_properties, tab, twips
from pipeline.typeset.word.story import Writer
from pipeline.typeset.word.xml import Element, element, w

_STRONG = Look(strong=True)


def cover(writer: Writer) -> Iterator[Element]:
    """Yield the first page: publisher, title, subtitle, marks and facts."""
    edition = writer.edition
    yield _line("CoverPublisher", edition.publisher)
    yield _line("Title", edition.title)
    if edition.subtitle:
        yield _line("Subtitle", edition.subtitle)
    for mark in edition.marks:
        yield _line("CoverMark", mark)
    yield from _facts(writer)


def _facts(writer: Writer) -> Iterator[Element]:
    """Yield a line for each fact, its value to the right of the widest label."""
    facts, look = writer.edition.facts, writer.style.cover_fact
    edge = max((text_width(label, look, bold=True) for label, _value in facts), default=0) + 2 * look.size
    for label, value in facts:
        properties = paragraph_properties("CoverFact", tab(edge), indent(edge, hanging=edge))
        yield w("p", properties, run(label, _STRONG), w("r", w("tab")), run(value))


def _line(style: str, words: str) -> Element:
    return w("p", paragraph_properties(style), run(words))


def header_part(writer: Writer) -> Part:
    """Return the running head: the title, and every mark that the cover shows."""
    edition = writer.edition
    words = [run(edition.title), *(run(f" · {mark}", Look(style="Mark")) for mark in edition.marks)]
    return _part("header", "hdr", words)


def footer_part(writer: Writer) -> Part:
    """Return the running foot: the publisher, and the page of how many."""
    fields = {"page": field("PAGE", run("2")), "pages": field("NUMPAGES", run("2"))}
    pieces = re.split(r"\{(\w+)\}", _("Page {page} of {pages}"))
    words = [run(writer.edition.publisher), w("r", w("tab"))]
    for number, piece in enumerate(pieces):
        words += fields[piece] if number % 2 else [run(piece)] if piece else []
    return _part("footer", "ftr", words)


def _part(name: str, tag: str, words: list[Element]) -> Part:
    line = w("p", paragraph_properties(name.title()), *words)
    return Part(f"word/{name}.xml", f"{WORD}{name}+xml", w(tag, line))


def section(writer: Writer, document: Part) -> Element:
    """Return the section's properties; its first page, the cover, has neither head nor foot."""
    page = writer.style.page
    references = (_reference(writer, part, document) for part in (header_part(writer), footer_part(writer)))
    running = writer.style.running
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    # The style gives the baselines of head and foot; Word wants the top of one and the bottom of the other.
    margins |= {"header": page.head - running.size, "footer": page.foot - (running.leading - running.size)}
    edges = {side: twips(points) for side, points in margins.items()}
    size = w("pgSz", w=twips(page.width), h=twips(page.height))
    return w("sectPr", *references, size, w("pgMar", **edges, gutter=0), w("titlePg"))


def _reference(writer: Writer, part: Part, document: Part) -> Element:
    kind = part.name.removeprefix("word/").removesuffix(".xml")
    relationship = writer.package.add(part, OFFICE + kind, document)
    return element(f"w:{kind}Reference", attributes={"w:type": "default", "r:id": relationship})
