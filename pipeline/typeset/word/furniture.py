"""Furniture: the cover, the running head and foot, and the section that says where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Text
from pipeline.typeset.marks import running_marks
from pipeline.typeset.word.fields import field
from pipeline.typeset.word.inlines import Look, run
from pipeline.typeset.word.metrics import text_width
from pipeline.typeset.word.package import OFFICE, WORD, Part
from pipeline.typeset.word.properties import amend, indent, paragraph_properties, tab, twips
from pipeline.typeset.word.story import Writer
from pipeline.typeset.word.strips import Compositor, stacked_height
from pipeline.typeset.word.styles import box_padding
from pipeline.typeset.word.xml import Element, element, w

_STRONG = Look(strong=True)
# What the estimate of the cover's height may miss, in points.
_SLACK = 24.0


def cover(writer: Writer) -> Iterator[Element]:
    """Yield the first page: publisher, marks, title and subtitle, and the facts at the page's foot."""
    edition = writer.edition
    yield _line("CoverPublisher", edition.publisher)
    yield from (_mark(mark, writer) for mark in edition.marks)
    yield _line("Title", edition.title)
    if edition.subtitle:
        yield _line("Subtitle", edition.subtitle)
    yield from _facts(writer)


def _line(style: str, words: str, *properties: Element) -> Element:
    return w("p", paragraph_properties(style, *properties), run(words))


def _mark(mark: str, writer: Writer) -> Element:
    """Return a mark in a box that is as wide as its words."""
    look = writer.style.cover_mark
    across, _along = box_padding(look)
    rest = writer.measure - text_width(mark, look) - across - 2
    return _line("CoverMark", mark, indent(across, right=max(across, rest)))


def _facts(writer: Writer) -> list[Element]:
    """Return a line for each fact, its value to the right of the widest label, the last at the page's foot."""
    facts, look = writer.edition.facts, writer.style.cover_fact
    edge = max((text_width(label, look, bold=True) for label, _value in facts), default=0) + 2 * look.size
    made = [
        w(
            "p",
            paragraph_properties("CoverFact", tab(edge), indent(edge, hanging=edge)),
            run(label, _STRONG),
            w("r", w("tab")),
            run(value),
        )
        for label, value in facts
    ]
    for first in made[:1]:
        amend(first, "spacing", before=twips(_rest(writer, edge)))
    return made


def _rest(writer: Writer, edge: float) -> float:
    """Return the space above the facts, in points, when the last of them stands at the page's foot."""
    edition, style, compositor = writer.edition, writer.style, Compositor(writer.style)
    shown = [(edition.publisher, style.cover_publisher), *((mark, style.cover_mark) for mark in edition.marks)]
    shown += [(edition.title, style.cover_title), (edition.subtitle, style.cover_subtitle)]
    strips = [compositor.words([Text(words)], look) for words, look in shown if words]
    boxes = 2 * box_padding(style.cover_mark)[1] * len(edition.marks)
    look, ruled = style.cover_fact, style.cover_fact.before + style.cover_fact.after + style.table.line_width
    facts = [compositor.words([Text(value)], replace(look, before=0, after=ruled), edge) for _l, value in edition.facts]
    rest = compositor.room - stacked_height(strips) - stacked_height(facts) - boxes - _SLACK
    return max(rest, style.cover_subtitle.after)


def header_part(writer: Writer) -> Part:
    """Return the running head: the title, and the marks in short."""
    marks = run(running_marks(writer.edition.marks), Look(style="Mark"))
    return _part("header", "hdr", run(writer.edition.title), w("r", w("tab")), marks)


def footer_part(writer: Writer) -> Part:
    """Return the running foot: the publisher, and the page of how many."""
    page, pages = field("PAGE", run("2")), field("NUMPAGES", run("2"))
    words = run(writer.edition.publisher), w("r", w("tab")), *page, run(" ("), *pages, run(")")
    return _part("footer", "ftr", *words)


def _part(name: str, tag: str, *words: Element) -> Part:
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
