"""Words → strips: paragraphs, captions and footnotes, which stand in every kind of block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.errors import Problem
from pipeline.model import Document, Inline, Origin, Paragraph
from pipeline.text import _
from pipeline.typeset.pdf.lines import Line, baseline, break_lines, set_lines, shift
from pipeline.typeset.pdf.spans import Spans, note_name, reference_name
from pipeline.typeset.pdf.strips import Column, Strip, Words, kept, notes_of
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.words import Anchor, Piece, atoms
from pipeline.typeset.style import Style, TextStyle

NOTE_INDENT = 13  # points
DIVIDED_WORD_COST = 0.06  # of ending a page within a word


class Setter:
    """Sets one document's words; keeps its footnotes by id. What `bars` names gets a change bar in the margin."""

    def __init__(self, style: Style, document: Document, bars: frozenset[str] = frozenset()) -> None:
        self.style = style
        self.bars = bars
        self.height = style.page.room
        self.column = Column(0, style.page.measure)
        self.spans = Spans(style, document.lang, {note.id: note for note in document.notes})
        self.notes: dict[str, list[Strip]] = {}

    def text(
        self,
        pieces: Sequence[Piece],
        style: TextStyle,
        column: Column,
        hyphenate: bool = True,
        balanced: bool = False,
    ) -> list[Strip]:
        """Return text as strips, one for each line; two lines at least stay together at each end."""
        lines = set_lines(atoms(pieces, hyphenate=False), pieces, column.width, hyphenate, balanced)
        last = len(lines) - 1
        return [
            Strip(
                height=style.leading,
                parts=(Words(line, column.x + shift(line, column.width, style.align), baseline(style)),),
                before=style.before if number == 0 else 0,
                after=style.after if number == last else 0,
                keep=number != last and number in (0, last - 1),
                cost=DIVIDED_WORD_COST if line.divides else 0,
                notes=line.notes,
                names=line.names,
            )
            for number, line in enumerate(lines)
        ]

    def paragraph(self, block: Paragraph, column: Column, parent: Element, style: TextStyle) -> list[Strip]:
        """Return the strips of a paragraph, and place its footnotes behind it in the structure."""
        element = Element("P", id=block.id).under(parent)
        strips = self.text(self.spans.pieces(block.inlines, style, element, block.origin), style, column)
        self.add_notes(notes_of(strips), parent)
        return self.named(strips, block.id)

    def caption(
        self, inlines: tuple[Inline, ...], style: TextStyle, column: Column, parent: Element, origin: Origin
    ) -> list[Strip]:
        """Return the strips of a caption, none if there is none."""
        if not inlines:
            return []
        element = Element("Caption").under(parent)
        # A table has rows and a caption alone (ISO 32000-1, 14.8.4.3.4): its notes stand in it, behind its words.
        words = Element("Span").under(element) if parent.tag == "Table" else element
        strips = self.text(self.spans.pieces(inlines, style, words, origin), style, column, hyphenate=False)
        self.add_notes(notes_of(strips), element if parent.tag == "Table" else parent)
        return kept(strips[:-1]) + strips[-1:]

    def add_notes(self, names: Iterable[str], parent: Element) -> None:
        """Set these footnotes, behind the text that refers to them; empty names are passed over."""
        for name in filter(None, names):
            self.notes[name] = self._note(name, parent)

    def _note(self, name: str, parent: Element) -> list[Strip]:
        note, style = self.spans.notes[name], self.style.note
        element = Element("Note", id=note_name(name)).under(parent)
        link = Element("Link").under(Element("Lbl").under(element))
        text = Element("P").under(element)
        column = self.column.indented(NOTE_INDENT)
        strips = self.text(self.spans.pieces(note.inlines, style, text, note.origin), style, column)
        number = str(self.spans.numbers[name])
        anchor = Anchor(
            f"#{reference_name(name)}", _("Back to the text from footnote {number}").format(number=number), link
        )
        label = [(replace(span, anchor=anchor), words) for span, words in self.spans.plain(number, style, link)]
        strips = self.labelled(strips, self.label(label), 0, style)
        strips[0] = strips[0]._replace(names=(*strips[0].names, note_name(name)))
        self.add_notes(notes_of(strips), parent)
        strips = self.barred(strips, name)
        return strips + [line for inner in notes_of(strips) for line in self.notes[inner]]

    def labelled(self, strips: list[Strip], label: Line, x: float, style: TextStyle) -> list[Strip]:
        """Return a text, which may be empty, with a label before its first line."""
        first, *others = strips or [Strip(style.leading)]
        words = Words(label, x, baseline(style))
        return [first._replace(parts=(words, *first.parts), names=(*first.names, *label.names)), *others]

    def label(self, pieces: Sequence[Piece]) -> Line:
        """Return a label as one line."""
        return break_lines(atoms(pieces, hyphenate=False), float("inf"))[0]

    def named(self, strips: list[Strip], name: str) -> list[Strip]:
        """Return strips as a destination of this name."""
        if not (name and strips):
            return strips
        strips = self.barred(strips, name)
        return [strips[0]._replace(names=(*strips[0].names, name)), *strips[1:]]

    def barred(self, strips: list[Strip], name: str) -> list[Strip]:
        """Ask for a bar beside strips, if their name is among those that get one."""
        return [strip._replace(bar=True) for strip in strips] if name in self.bars else strips

    def problems(self, strips: Sequence[Strip]) -> Iterator[Problem]:
        """Yield what was missing when the document was set as these strips."""
        yield from self.spans.problems
        notes = [strip for note in self.notes.values() for strip in note]
        names = {name for strip in (*strips, *notes) for name in strip.names}
        for anchor, origin in self.spans.anchors:
            if anchor.target.startswith("#") and anchor.target[1:] not in names:
                what = _("The link “{words}” leads to {target}, which no block has as its id.")
                what = what.format(words=anchor.words, target=anchor.target)
                yield Problem(origin.file, origin.line, what, _("Correct the link, or give the block this id."))
        for note in self.spans.notes.values():
            if note.id not in self.spans.numbers:
                what = _("Nothing refers to the footnote {id}.").format(id=note.id)
                yield Problem(note.origin.file, note.origin.line, what, _("Refer to it, or remove it."))
