"""Inlines → runs: the words of a paragraph with their looks, languages, links and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docx.opc.constants import RELATIONSHIP_TYPE

from pipeline.model import Break, Doubt, Emphasis, Foreign, Inline, Link, NoteRef, Strong, Text
from pipeline.typeset.spaces import held
from pipeline.typeset.word.fields import bookmark_name
from pipeline.typeset.word.runs import PLAIN, Look, run
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, element, legal, qualified, w
from pipeline.typeset.words import plain

_APART = 40  # twips between the numbers of two footnotes


def runs(inlines: Iterable[Inline], story: Story, look: Look = PLAIN) -> Iterator[Element]:
    """Yield the runs, hyperlinks and references of the inlines, in order."""
    words = list(inlines)
    for inline, following in zip(words, [*words[1:], None], strict=False):
        match inline:
            case Text():
                yield run(held(inline.text), look)
            case Break():
                yield w("r", look.properties(), w("br"))
            case Strong():
                yield from runs(inline.inlines, story, replace(look, strong=True))
            case Emphasis():
                yield from runs(inline.inlines, story, replace(look, emphasis=True))
            case Foreign():
                yield from runs(inline.inlines, story, replace(look, lang=inline.lang))
            case Doubt():
                yield from runs(inline.inlines, story, replace(look, style=look.style or "Doubt"))
                yield run(f"\u00a0{story.writer.style.doubt.sign}", Look(style="DoubtSign"))
            case Link():
                yield _hyperlink(inline, story, look)
            case NoteRef():
                yield from _reference(inline.id, story, look, beside=isinstance(following, NoteRef))


def _reference(note: str, story: Story, look: Look, beside: bool) -> list[Element]:
    """Return the reference to a note, apart from one that stands `beside` it.

    In a note it is the words of the other one, as Word knows no footnotes of footnotes.
    """
    if story.of_notes:
        return [run(f" ({plain(story.writer.notes.words(note))})", look)]
    made = story.writer.notes.reference(note)
    if beside:
        for properties in (found for last in made[-2:] for found in last.iter(qualified("w:rPr"))):
            properties.append(w("spacing", val=_APART))
    return made


def _hyperlink(link: Link, story: Story, look: Look) -> Element:
    content = runs(link.inlines, story, replace(look, style="Hyperlink"))
    if link.target.startswith("#"):
        return w("hyperlink", *content, anchor=bookmark_name(link.target[1:]), history=1)
    relationship = story.part.relate_to(legal(link.target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return element("w:hyperlink", *content, attributes={"r:id": relationship, "w:history": 1})
