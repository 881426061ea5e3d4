"""Furniture: the cover, the running head and foot, and the section that says where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from docx.opc.part import XmlPart
from docx.oxml.section import CT_SectPr
from docx.parts.document import DocumentPart
from docx.section import Section
from docx.shared import Pt
from lxml import etree

from pipeline.model import Text
from pipeline.typeset.grid import NAMES
from pipeline.typeset.marks import running_marks
from pipeline.typeset.spaces import held
from pipeline.typeset.widths import text_width
from pipeline.typeset.word.fields import field
from pipeline.typeset.word.pages import Notes, paginate
from pipeline.typeset.word.properties import amend, indent, paragraph_properties, tab, twips
from pipeline.typeset.word.runs import Look, run
from pipeline.typeset.word.story import Writer
from pipeline.typeset.word.strips import Compositor, Strip, stacked_height
from pipeline.typeset.word.styles import BOX_EDGE, box_padding
from pipeline.typeset.word.xml import Element, w

_STRONG = Look(strong=True)
# What the estimate of the cover's height may miss, in points.
_SLACK = 24.0
# The space above the title of an edition without a cover, in points.
MASTHEAD = 20.0


def cover(writer: Writer) -> Iterator[Element]:
    """Yield the first page: publisher, marks, title and subtitle, and the facts at the page's foot."""
    yield from _titles(writer)
    facts, edge = _facts(writer)
    for first in facts[:1]:
        amend(first, "spacing", before=twips(_rest(writer, edge)))
    yield from facts


def masthead(writer: Writer) -> Iterator[Element]:
    """Yield what a brief edition begins with: the same as a cover, in less room."""
    yield from _titles(writer, w("spacing", before=twips(MASTHEAD)))
    facts, _edge = _facts(writer)
    for last in facts[-1:]:
        amend(last, "spacing", after=twips(writer.style.table.after))
    yield from facts


def _titles(writer: Writer, *title: Element) -> Iterator[Element]:
    edition = writer.edition
    yield _line("CoverPublisher", edition.publisher)
    yield from (_mark(mark, writer) for mark in edition.marks)
    yield _line("Title", edition.title, *title)
    if edition.subtitle:
        yield _line("Subtitle", edition.subtitle)


def _line(style: str, words: str, *properties: Element) -> Element:
    return w("p", paragraph_properties(style, *properties), run(held(words)))


def _mark(mark: str, writer: Writer) -> Element:
    """Return a mark in a box that is as wide as its words."""
    look = writer.style.cover_mark
    across, _along = box_padding(look)
    rest = writer.measure - text_width(mark, look) - across - 2
    return _line("CoverMark", mark, indent(across, right=max(across, rest)))


def _facts(writer: Writer) -> tuple[list[Element], float]:
    """Return a line for each fact, its value to the right of the widest label, and where the values stand (points)."""
    facts, look = writer.edition.facts, writer.style.cover_fact
    widest = max((text_width(label, look, bold=True) for label, _value in facts), default=0)
    edge = max(widest + 2 * look.size, NAMES * writer.measure)
    made = [
        w(
            "p",
            paragraph_properties("CoverFact", tab(edge), indent(edge, hanging=edge)),
            run(label, _STRONG),
            w("r", w("tab")),
            run(held(value)),
        )
        for label, value in facts
    ]
    return made, edge


def cover_pages(writer: Writer) -> int:
    """Return how many pages the cover takes: more than one only where pages are small."""
    titles, facts = _cover_strips(writer, _facts(writer)[1])
    return paginate([*titles, *facts], Compositor(writer.style).room, Notes({}), 1)[-1]


def _rest(writer: Writer, edge: float) -> float:
    """Return the space above the facts, in points, when the last of them stands at the page's foot."""
    titles, facts = _cover_strips(writer, edge)
    rest = Compositor(writer.style).room - stacked_height(titles) - stacked_height(facts) - _SLACK
    return max(rest, writer.style.cover_subtitle.after)


def _cover_strips(writer: Writer, edge: float) -> tuple[list[Strip], list[Strip]]:
    """Return the strips of the cover's titles and of its facts, whose values stand at `edge`."""
    edition, style, compositor = writer.edition, writer.style, Compositor(writer.style)
    box = 2 * (box_padding(style.cover_mark)[1] + BOX_EDGE)
    marks = [compositor.words([Text(mark)], style.cover_mark) for mark in edition.marks]
    shown = [(edition.title, style.cover_title), (edition.subtitle, style.cover_subtitle)]
    titles = [
        compositor.words([Text(edition.publisher)], style.cover_publisher),
        *(replace(mark, after=mark.after + box) for mark in marks),
        *(compositor.words([Text(words)], look) for words, look in shown if words),
    ]
    ruled = style.cover_fact.before + style.cover_fact.after + style.table.line_width
    look = replace(style.cover_fact, before=0, after=ruled)
    return titles, [compositor.words([Text(value)], look, edge) for _label, value in edition.facts]


def running_head(writer: Writer) -> Element:
    """Return the running head: the title, and the marks in short."""
    marks = run(running_marks(writer.edition.marks), Look(style="Mark"))
    return w("p", paragraph_properties("Header"), run(writer.edition.title), w("r", w("tab")), marks)


def running_foot(writer: Writer) -> Element:
    """Return the running foot: the publisher, and the page of how many."""
    page, pages = field("PAGE", run("2")), field("NUMPAGES", run("2"))
    words = run(writer.edition.publisher), w("r", w("tab")), *page, run(" ("), *pages, run(")")
    return w("p", paragraph_properties("Footer"), *words)


def section(writer: Writer, document: DocumentPart) -> Element:
    """Return the section's properties; its first page, the cover, has neither head nor foot."""
    properties = cast(CT_SectPr, w("sectPr"))
    made, page, running = Section(properties, document), writer.style.page, writer.style.running
    made.page_width, made.page_height = Pt(page.width), Pt(page.height)
    made.top_margin, made.bottom_margin = Pt(page.top), Pt(page.bottom)
    made.left_margin, made.right_margin, made.gutter = Pt(page.left), Pt(page.right), Pt(0)
    # The style gives the baselines of head and foot; Word wants the top of one and the bottom of the other.
    made.header_distance = Pt(page.head - running.size)
    made.footer_distance = Pt(page.foot - (running.leading - running.size))
    made.different_first_page_header_footer = True
    _fill(made.header.part, running_head(writer))
    _fill(made.footer.part, running_foot(writer))
    return properties


def _fill(part: XmlPart, line: Element) -> None:
    """Put a line into a part that python-docx began with its template, of which nothing stays."""
    part.element.clear()
    part.element.append(line)
    etree.cleanup_namespaces(part.element)
