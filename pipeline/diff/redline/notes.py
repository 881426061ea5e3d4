"""Footnotes: each reference gets a number of its own, and the text that belongs to its edition, or to both."""

from __future__ import annotations

from copy import deepcopy

from docx.opc.part import XmlPart

from pipeline.diff.redline import runs
from pipeline.diff.redline.marks import DEL, FROM, INS, TO, By
from pipeline.diff.redline.paragraphs import Weaver, properties
from pipeline.diff.redline.sides import Side
from pipeline.typeset.word.footnotes import footnotes
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, qualified, w

_STATES = {DEL: DEL, FROM: DEL, INS: INS, TO: INS}


def number_notes(root: Element, part: XmlPart, sides: tuple[Side, Side], weaver: Weaver, by: By) -> list[Element]:
    """Number the references in the text anew, and return the footnotes that they refer to.

    A reference that was struck or moved away has the old number of the old edition, all others that of the new.
    """
    old, new = (_texts(side, part) for side in sides)
    made = [note for number, note in new.items() if number < 1]
    references = list(root.iter(qualified("w:footnoteReference")))
    for number, reference in enumerate(references, 1):
        state = _state(reference)
        key = int(reference.get(qualified("w:id")) or 0)
        reference.set(qualified("w:id"), str(number))
        if state:
            side, name = (old, weaver.old_note) if state == DEL else (new, weaver.new_note)
            source = _paragraph(side[key])
            content = runs.write([runs.Piece(t, state) for t in runs.tokens(source, name)], weaver.marks, by)
        else:
            source = _paragraph(new[key])
            former = sides[0].notes.index(sides[1].note_name(key)) + 1
            content = weaver.content(_paragraph(old[former]), source, by)
        own = properties(source)
        made.append(w("footnote", w("p", None if own is None else deepcopy(own), *content), id=number))
    return made


def _texts(side: Side, part: XmlPart) -> dict[int, Element]:
    written = footnotes(Story(side.writer, part))
    return {int(note.get(qualified("w:id")) or 0): note for note in written}


def _paragraph(note: Element) -> Element:
    found = note.find(qualified("w:p"))
    assert found is not None
    return found


def _state(reference: Element) -> str:
    """Return whether a reference is struck, added or neither."""
    for parent in reference.iterancestors():
        state = _STATES.get(parent.tag.rpartition("}")[2])
        if state:
            return state
    return ""
