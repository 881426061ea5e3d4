"""What stands before the text and around it: the cover, the contents, the running head and foot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.parts.document import DocumentPart

from pipeline.diff.changes import Comparison, Row
from pipeline.diff.match import Course
from pipeline.diff.passages import Kind, Passage
from pipeline.diff.redline.marks import By
from pipeline.diff.redline.paragraphs import Paragraph, Weaver, property_of, settle_end
from pipeline.diff.redline.sides import Side
from pipeline.model import Heading
from pipeline.typeset.style import Style, TextStyle
from pipeline.typeset.word.contents import contents
from pipeline.typeset.word.furniture import cover, running_foot, running_head, section
from pipeline.typeset.word.pages import contents_extent, heading_pages
from pipeline.typeset.word.properties import twips
from pipeline.typeset.word.story import Story, Writer
from pipeline.typeset.word.xml import Element, qualified

_COVER_PAGES = 1
# The looks of a cover's lines, by the ids of their styles.
_LOOKS: dict[str, Callable[[Style], TextStyle]] = {
    "CoverPublisher": lambda style: style.cover_publisher,
    "CoverMark": lambda style: style.cover_mark,
    "Title": lambda style: style.cover_title,
    "Subtitle": lambda style: style.cover_subtitle,
    "CoverFact": lambda style: style.cover_fact,
}
# A list of contents has no moves: an entry is gone in one place and new in another.
_AT_HOME = {Course.LEFT: Course.STRUCK, Course.ARRIVED: Course.ADDED}


def woven_cover(comparison: Comparison, sides: tuple[Side, Side], weaver: Weaver, by: By) -> list[Paragraph]:
    """Return the lines of the cover."""
    lines = [[line for line in cover(side.writer) if line.xpath("string()")] for side in sides]
    pairs = [
        tuple([side[p.index] for p in part] for side, part in zip(lines, (row.step.old, row.step.new), strict=True))
        for row in comparison.cover
    ]
    more = sum(_added_height(old, new, sides[1].writer.style) for old, new in pairs)
    for side in lines:
        _raise_facts(side, more)
    woven = []
    for row, (old, new) in zip(comparison.cover, pairs, strict=True):
        woven += weaver.weave(_AT_HOME.get(row.course, row.course), *_of_course(row, old, new), by)
    return woven


def _added_height(old: Sequence[Element], new: Sequence[Element], style: Style) -> float:
    """Return how much higher a cover may be where both wordings of a line stand on it, in points."""
    changed = [line.xpath("string()") for line in old] != [line.xpath("string()") for line in new]
    if not changed:
        return 0
    look = _LOOKS[property_of(next(iter((*new, *old))), "w:pStyle")](style)
    return look.leading if old and new else look.leading + look.before + look.after


def _raise_facts(lines: Sequence[Element], height: float) -> None:
    """Take a height in points from the space above a cover's facts, which end at the page's foot."""
    first = next((line for line in lines if property_of(line, "w:pStyle") == "CoverFact"), None)
    spacing = None if first is None else first.find(f"{qualified('w:pPr')}/{qualified('w:spacing')}")
    if spacing is not None:
        before = qualified("w:before")
        spacing.set(before, str(max(0, int(str(spacing.get(before))) - twips(height))))


def _of_course(row: Row, old: list[Element], new: list[Element]) -> tuple[list[Element], list[Element]]:
    """Return what stands at a place when a move is shown as one passage struck and another added."""
    return ([] if row.course is Course.ARRIVED else old), ([] if row.course is Course.LEFT else new)


@dataclass(frozen=True)
class _Contents:
    """An edition's contents taken apart: the frame, the title, the field's edges, and the entries by heading."""

    frame: Element
    title: Element
    begin: tuple[Element, ...]
    end: Element
    entries: Mapping[int, Element]


def woven_contents(
    comparison: Comparison, sides: tuple[Side, Side], document: DocumentPart, weaver: Weaver, by: By
) -> list[Element]:
    """Return the contents with their entries woven; page numbers are those of the new edition."""
    old, new = (_contents(side, document, counted=side is sides[1]) for side in sides)
    shown = new or old
    if shown is None:
        return []
    same_depth = contents_depth(sides[0].writer)[0] == contents_depth(sides[1].writer)[0]
    woven = []
    for row in comparison.text:
        a, b = _of_course(row, _listed(row.step.old, old), _listed(row.step.new, new))
        if b and not row.sorts and (a or same_depth):
            woven.append(weaver.unchanged(None, b[0], by))
        elif a or b:
            course = Course.KEPT if a and b else Course.STRUCK if a else Course.ADDED
            woven += weaver.weave(course, a, b, by)
    made = [p.to_xml(weaver.marks) for p in settle_end(woven)]
    for offset, mark in enumerate(shown.begin):
        made[0].insert(1 + offset, mark)
    made[-1].append(shown.end)
    holder = _holder(shown.frame)
    for child in list(holder):
        holder.remove(child)
    holder.extend([shown.title, *made])
    return [shown.frame]


def _contents(side: Side, document: DocumentPart, *, counted: bool) -> _Contents | None:
    """Return an edition's contents, if it has headings; pages that are not counted are dashes."""
    writer = side.writer
    deepest, extent = contents_depth(writer)
    pages = [0] * len(writer.headings)
    if counted:
        text = writer.edition.document
        pages = heading_pages(text.blocks, text.notes, writer.style, _COVER_PAGES + extent + 1)
    made = contents(Story(writer, document), deepest, pages)
    if not made:
        return None
    title, *entries = _holder(made[0])
    begin, end = tuple(entries[0])[1:4], entries[-1][-1]
    for edge in (*begin, end):
        _remove(edge)
    if not counted:
        for entry in entries:
            list(entry.iter(qualified("w:t")))[-1].text = "–"
    places = _heading_places(side, deepest)
    return _Contents(made[0], title, begin, end, dict(zip(places, entries, strict=True)))


def contents_depth(writer: Writer) -> tuple[int, int]:
    """Return the deepest level that an edition's contents name, and how many pages they take."""
    blocks = writer.edition.document.blocks
    return contents_extent([block for block in blocks if isinstance(block, Heading)], writer.style)


def _holder(frame: Element) -> Element:
    found = frame.find(qualified("w:sdtContent"))
    assert found is not None
    return found


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _heading_places(side: Side, deepest: int) -> Iterator[int]:
    for place, slot in side.slots.items():
        style = property_of(slot.element, "w:pStyle")
        if style.startswith("Heading") and int(style[-1]) <= deepest:
            yield place


def _listed(passages: Sequence[Passage], side: _Contents | None) -> list[Element]:
    entries = side.entries if side else {}
    return [entries[p.index] for p in passages if p.form.kind is Kind.HEADING and p.index in entries]


def woven_section(sides: tuple[Side, Side], document: DocumentPart, weaver: Weaver, by: By) -> Element:
    """Return the section's properties; the running head and foot are woven in their parts."""
    old, new = (side.writer for side in sides)
    made = section(new, document)
    for kind, line in ((RELATIONSHIP_TYPE.HEADER, running_head), (RELATIONSHIP_TYPE.FOOTER, running_foot)):
        part = cast(XmlPart, document.part_related_by(kind)).element
        woven = weaver.weave(Course.KEPT, [line(old)], [line(new)], by)
        part.replace(part[0], woven[0].to_xml(weaver.marks))
    return made
