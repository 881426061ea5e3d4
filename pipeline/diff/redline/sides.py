"""Both editions as the Word writer makes them, in one package: the elements of each passage, ready to be woven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docx.parts.document import DocumentPart

from pipeline.diff.changes import Row
from pipeline.diff.passages import Passage
from pipeline.model import List, Marker
from pipeline.typeset.word.blocks import blocks
from pipeline.typeset.word.numbering import Numbering
from pipeline.typeset.word.properties import amend, first_paragraph
from pipeline.typeset.word.story import Story, Writer
from pipeline.typeset.word.xml import Element, qualified

_TABLE = qualified("w:tbl")


class PairedNumbering(Numbering):
    """Gives a list of the new edition the number of the old one that it was, so that unchanged items stay unchanged."""

    def __init__(self, partners: Mapping[int, int]) -> None:
        super().__init__()
        self._partners = partners
        self._given: dict[tuple[int, int], int] = {}

    def number(self, listed: List, level: int) -> int:
        """Return the number of a list, by the identity of the list or of its partner."""
        partner = self._partners.get(id(listed), id(listed))
        if (partner, level) not in self._given:
            self._given[partner, level] = super().number(listed, level)
        return self._given[partner, level]


def pair_lists(rows: Iterable[Row]) -> dict[int, int]:
    """Map each numbered list of the new edition to the one that it was, by their items."""
    partners: dict[int, int] = {}
    for row in rows:
        for old, new in zip(row.step.old[:1], row.step.new[:1], strict=False):
            a, b = old.listed, new.listed
            if a and b and a.marker == b.marker is Marker.NUMBER and a.start == b.start:
                free = id(b) not in partners and id(a) not in partners.values()
                partners |= {id(b): id(a)} if free else {}
    return partners


@dataclass
class Slot:
    """The element of a passage, and what stands around it: bookmarks, and the paragraph that parts two tables."""

    element: Element
    before: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)


@dataclass
class Side:
    """One edition, written: its slots by the passages' index, and its footnotes' names in order of their numbers."""

    writer: Writer
    slots: Mapping[int, Slot]
    notes: tuple[str, ...]

    def note_name(self, number: int) -> str:
        """Return the name by which a footnote is compared."""
        return self.notes[number - 1]

    def elements(self, passages: Sequence[Passage]) -> list[Element]:
        """Return the passages' elements, of those that were written."""
        return [self.slots[passage.index].element for passage in passages if passage.index in self.slots]


def write_side(writer: Writer, passages: Sequence[Passage], document: DocumentPart) -> Side:
    """Write the blocks of an edition that these passages, in order, belong to."""
    numbers = dict.fromkeys(passage.block for passage in passages)
    text = list(blocks([writer.edition.document.blocks[n] for n in numbers], Story(writer, document)))
    first = first_paragraph(text) if 0 in numbers else None
    if first is not None:
        amend(first, "pageBreakBefore")
        amend(first, "spacing", before=0)
    slots = zip((passage.index for passage in passages), _slots(text), strict=True)
    return Side(writer, dict(slots), _note_order(passages))


def _slots(elements: Iterable[Element]) -> Iterator[Slot]:
    slot: Slot | None = None
    waiting: list[Element] = []
    for element in elements:
        if element.tag == qualified("w:bookmarkStart"):
            waiting.append(element)
        elif slot is not None and (element.tag == qualified("w:bookmarkEnd") or _separates(element, slot)):
            slot.after.append(element)
        else:
            if slot is not None:
                yield slot
            slot = Slot(element, waiting)
            waiting = []
    if slot is not None:
        yield slot


def _separates(element: Element, slot: Slot) -> bool:
    """Whether an element is the paragraph without words that Word needs after a table."""
    spacing = element.find(f"{qualified('w:pPr')}/{qualified('w:spacing')}")
    exact = spacing is not None and spacing.get(qualified("w:lineRule")) == "exact"
    return slot.element.tag == _TABLE and exact and element.find(qualified("w:r")) is None


def _note_order(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the footnotes' names in the order of their first references."""
    return tuple(dict.fromkeys(name for passage in passages for name in passage.note_names))
