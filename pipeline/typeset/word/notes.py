"""References to footnotes, numbered in their order as Word numbers them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Footnote, Inline
from pipeline.typeset.word.fields import Bookmarks, bookmark_name, field
from pipeline.typeset.word.runs import Look, run
from pipeline.typeset.word.xml import Element, w

REFERENCE = Look(style="FootnoteReference")


class Notes:
    """The footnotes of a document: gives their references, and the notes in the order of their numbers."""

    def __init__(self, notes: Sequence[Footnote], bookmarks: Bookmarks) -> None:
        self._notes = {note.id: note for note in notes}
        self._numbers: dict[str, int] = {}
        self._bookmarks = bookmarks

    def reference(self, note_id: str) -> list[Element]:
        """Return the reference to a note; the second one to the same note is a field that repeats its number."""
        name = bookmark_name(f"note-{note_id}")
        if note_id in self._numbers:
            return field(rf"NOTEREF {name} \f \h", run(str(self._numbers[note_id]), REFERENCE))
        number = self._numbers[note_id] = len(self._numbers) + 1
        return self._bookmarks.around(name, [w("r", REFERENCE.properties(), w("footnoteReference", id=number))])

    def words(self, note_id: str) -> tuple[Inline, ...]:
        """Return the words of a note."""
        return self._notes[note_id].inlines

    def numbered(self) -> list[tuple[int, Footnote]]:
        """Return the notes that were referred to so far, each with its number."""
        return [(number, self._notes[note_id]) for note_id, number in self._numbers.items()]
