"""Footnotes: a real part of their own, numbered by Word in the order of the references."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model import Footnote
from pipeline.typeset.word.fields import Bookmarks, bookmark_name, field
from pipeline.typeset.word.inlines import Look, run, runs
from pipeline.typeset.word.properties import paragraph_properties
from pipeline.typeset.word.xml import Element, w

if TYPE_CHECKING:
    from pipeline.typeset.word.story import Story

# The two lines that Word draws above footnotes; their ids are by convention the ones below the first note's.
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
_REFERENCE = Look(style="FootnoteReference")


class Notes:
    """The footnotes of a document: gives their references, and at the end those that were referred to."""

    def __init__(self, notes: Sequence[Footnote], bookmarks: Bookmarks) -> None:
        self._notes = {note.id: note for note in notes}
        self._numbers: dict[str, int] = {}
        self._bookmarks = bookmarks

    def reference(self, note_id: str) -> list[Element]:
        """Return the reference to a note; the second one to the same note is a field that repeats its number."""
        name = bookmark_name(f"note-{note_id}")
        if note_id in self._numbers:
            return field(rf"NOTEREF {name} \f \h", run(str(self._numbers[note_id]), _REFERENCE))
        number = self._numbers[note_id] = len(self._numbers) + 1
        return self._bookmarks.around(name, [w("r", _REFERENCE.properties(), w("footnoteReference", id=number))])

    def footnotes(self, story: Story) -> list[Element]:
        """Return the footnotes that were referred to, in the order of their numbers."""
        texts = [_note(self._notes[note_id], number, story) for note_id, number in self._numbers.items()]
        return [*(_separator(number, kind) for number, kind in SEPARATORS.items()), *texts]


def _note(note: Footnote, number: int, story: Story) -> Element:
    mark = w("r", _REFERENCE.properties(), w("footnoteRef"))
    words = mark, run(" "), *runs(note.inlines, story)
    return w("footnote", w("p", paragraph_properties("FootnoteText"), *words), id=number)


def _separator(number: int, kind: str) -> Element:
    tight = paragraph_properties("", w("spacing", before=0, after=0, line=240, lineRule="auto"))
    return w("footnote", w("p", tight, w("r", w(kind))), type=kind, id=number)
