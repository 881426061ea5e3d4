"""What stands before and around the text: the cover, the contents, the running heads and feet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import Cell, Edition, Row, Table, Text
from pipeline.text import _
from pipeline.typeset.marks import running_marks
from pipeline.typeset.pdf.canvas import RUNNING_FOOT, RUNNING_HEAD, TaggedCanvas
from pipeline.typeset.pdf.lines import Line, artifact_line, baseline, break_lines
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Column, Entry, Fill, Part, Strip, Words, boxed, stacked_height
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.tables import set_table
from pipeline.typeset.pdf.words import Anchor, Span, atoms
from pipeline.typeset.style import TextStyle

NUMBER_WIDTH = 34  # points at the right of the contents, for page numbers
LEADER_GAP, LEADER_END = 5, 20  # points after the heading, and from the dots' end to the right edge
RULE_WIDTH, RULE_HEIGHT, RULE_RISE = 56, 4, 16  # points: the rule over the cover's title
RULE_CLEAR = 12  # points above that rule where it follows other words directly
DEEPEST = 3  # the contents show headings down to this level at most


def set_contents(setter: Setter, entries: Sequence[Entry], pages: Mapping[str, int], section: Element) -> list[Strip]:
    """Return the strips of the contents, under their section; `pages` has the page, from 1, of each entry's name."""
    style = setter.style
    title = Element("P").under(section)
    pieces = setter.spans.plain(_("Contents"), style.contents_title, title)
    strips = [strip._replace(keep=True) for strip in setter.text(pieces, style.contents_title, setter.column)]
    contents = Element("TOC").under(section)
    for entry in entries:
        strips += _entry(setter, entry, pages.get(entry.name, 0), contents)
    return strips


def _entry(setter: Setter, entry: Entry, page: int, parent: Element) -> list[Strip]:
    style = setter.style.toc(entry.level)
    link = Element("Link").under(Element("Reference").under(Element("TOCI").under(parent)))
    words = _("{heading}, page {page}").format(heading=entry.text, page=page)
    anchor = Anchor(f"#{entry.name}", words, link)
    column = setter.column
    narrow = column.indented(style.indent, NUMBER_WIDTH)
    # The line break ends the heading with a space, so that the page number is read apart from it.
    strips = setter.text(_linked(setter, entry.text + "\n", style, anchor), style, narrow, hyphenate=False)
    number = break_lines(atoms(_linked(setter, str(page), style, anchor)), NUMBER_WIDTH)[0]
    last, right = strips[-1], column.x + column.width
    ends = max(part.x + part.line.width for part in last.parts if isinstance(part, Words))
    leader = _leader(setter, ends, right - LEADER_END, baseline(style))
    strips[-1] = last._replace(parts=(*last.parts, *leader, Words(number, right - number.width, baseline(style))))
    return [strip._replace(keep=number < len(strips) - 1) for number, strip in enumerate(strips)]


def _linked(setter: Setter, text: str, style: TextStyle, anchor: Anchor) -> list[tuple[Span, str]]:
    return [(replace(span, anchor=anchor), part) for span, part in setter.spans.plain(text, style, anchor.element)]


def _leader(setter: Setter, start: float, end: float, base: float) -> list[Part]:
    """Return dots that lead the eye to the page number; they stand under one another in all entries."""
    style = replace(setter.style.toc1, bold=False, colour=setter.style.colours.quiet)
    ((span, _dot),) = setter.spans.plain(".", style, None)
    dot = artifact_line(span, " .")
    count = int((end - start - LEADER_GAP) / dot.width)
    line = artifact_line(span, " ." * count)
    return [Words(line, end - line.width, base)] if count > 0 else []


def set_cover(setter: Setter, edition: Edition, root: Element) -> list[Strip]:
    """Return the cover's strips: who publishes what, in which state, and at the page's foot the facts."""
    section, style = Element("Cover").under(root), setter.style
    strips = _titles(setter, edition, section, style.cover_title)
    facts = _facts(setter, edition, setter.column, section)
    if facts:
        used = stacked_height(strips) + stacked_height(facts)
        facts[0] = facts[0]._replace(before=max(style.cover_subtitle.after, setter.height - used))
    return strips + facts


def set_masthead(setter: Setter, edition: Edition, root: Element) -> list[Strip]:
    """Return what a brief edition begins with: the same as a cover, in less room."""
    section, title = Element("Cover").under(root), setter.style.cover_title
    strips = _titles(setter, edition, section, replace(title, before=RULE_RISE + RULE_HEIGHT + RULE_CLEAR))
    return strips + _facts(setter, edition, setter.column, section, after=setter.style.table.after)


def _titles(setter: Setter, edition: Edition, section: Element, title: TextStyle) -> list[Strip]:
    style, column = setter.style, setter.column
    strips = _words(setter, edition.publisher, style.cover_publisher, column, section)
    strips += [strip for mark in edition.marks for strip in _mark(setter, mark, column, section)]
    strips += _ruled(_words(setter, edition.title, title, column, section), column, title)
    return strips + _words(setter, edition.subtitle, style.cover_subtitle, column, section)


def _words(setter: Setter, text: str, style: TextStyle, column: Column, parent: Element) -> list[Strip]:
    if not text:
        return []
    element = Element("P").under(parent)
    return setter.text(setter.spans.plain(text, style, element), style, column, hyphenate=False, balanced=True)


def _mark(setter: Setter, mark: str, column: Column, parent: Element) -> list[Strip]:
    """Return a mark on its fill, which is as wide as its words."""
    style = setter.style.cover_mark
    strips = _words(setter, mark, style, column.indented(style.indent, style.indent), parent)
    lines = [part.line for strip in strips for part in strip.parts if isinstance(part, Words)]
    width = max((line.width for line in lines), default=0) + 2 * style.indent
    return list(boxed(strips, column.indented(0, column.width - width), style))


def _ruled(strips: list[Strip], column: Column, style: TextStyle) -> list[Strip]:
    """Set a short thick rule over the title."""
    rule = Fill(column.x, -RULE_RISE, RULE_WIDTH, RULE_HEIGHT, style.colour, rule=True)
    return [strip._replace(parts=(rule, *strip.parts)) for strip in strips[:1]] + strips[1:]


def _facts(setter: Setter, edition: Edition, column: Column, parent: Element, after: float = 0) -> list[Strip]:
    if not edition.facts:
        return []
    rows = tuple(Row((Cell((Text(label),)), Cell((Text(fact),)))) for label, fact in edition.facts)
    fact = setter.style.cover_fact
    space = (fact.before + fact.after) / 2
    style = replace(setter.style.table, cell=fact, padding_x=0, padding_y=space, after=after)
    return set_table(setter, Table((), rows, row_headings=True), style, column, parent)


class Running:
    """The running heads and feet of an edition of `count` pages; what all pages show is set once."""

    def __init__(self, setter: Setter, edition: Edition, count: int) -> None:
        self.setter = setter
        self.count = count
        style = setter.style
        self.title = _running(setter, edition.title, style.running)
        self.marks = _running(setter, running_marks(edition.marks), style.mark)
        self.publisher = _running(setter, edition.publisher, style.running)

    def paint(self, canvas: TaggedCanvas) -> None:
        """Paint a page's head and foot: title and marks, publisher and page number."""
        style, page = self.setter.style, self.setter.style.page
        right = page.width - page.right
        under = (style.running.leading + style.mark.leading) / 4
        canvas.line(self.title, page.left, page.head, RUNNING_HEAD)
        canvas.line(self.marks, right - self.marks.width, page.head, RUNNING_HEAD)
        canvas.fills([Fill(page.left, page.head + under, right - page.left, 0.5, style.colours.line)], RUNNING_HEAD)
        number = _running(self.setter, f"{canvas.number + 1} ({self.count})", style.running)
        canvas.line(self.publisher, page.left, page.height - page.foot, RUNNING_FOOT)
        canvas.line(number, right - number.width, page.height - page.foot, RUNNING_FOOT)


def _running(setter: Setter, text: str, style: TextStyle) -> Line:
    lines = break_lines(atoms(setter.spans.plain(text, style, None), hyphenate=False), float("inf"))
    return lines[0] if lines else Line((), 0)
