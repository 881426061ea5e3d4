"""Footnotes: a real part of their own."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Footnote
from pipeline.typeset.word.inlines import runs
from pipeline.typeset.word.notes import REFERENCE
from pipeline.typeset.word.properties import paragraph_properties, twips
from pipeline.typeset.word.runs import run
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, w

# How much room the line above the footnotes takes, in points: as much as LibreOffice gives its own.
SEPARATOR = 6.2
# The two lines that Word draws above footnotes; their ids are by convention the ones below the first note's.
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}


def footnotes(story: Story) -> list[Element]:
    """Return the footnotes that the document refers to, in the order of their numbers, below Word's two lines."""
    within = replace(story, of_notes=True)
    texts = [_note(note, number, within) for number, note in story.writer.notes.numbered()]
    return [*(_separator(number, kind) for number, kind in SEPARATORS.items()), *texts]


def _note(note: Footnote, number: int, story: Story) -> Element:
    mark = w("r", REFERENCE.properties(), w("footnoteRef"))
    words = mark, run(" "), *runs(note.inlines, story)
    return w("footnote", w("p", paragraph_properties("FootnoteText"), *words), id=number)


def _separator(number: int, kind: str) -> Element:
    line = w("spacing", before=0, after=0, line=twips(SEPARATOR), lineRule="exact")
    tight = paragraph_properties("", line)
    return w("footnote", w("p", tight, w("r", w(kind))), type=kind, id=number)
