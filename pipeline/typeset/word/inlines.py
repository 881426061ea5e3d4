"""Inlines → runs: the words of a paragraph with their looks, languages, links and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE

from pipeline.model import Break, Doubt, Emphasis, Foreign, Inline, Link, NoteRef, Strong, Text
from pipeline.typeset.word.fields import bookmark_name
from pipeline.typeset.word.xml import Element, element, legal, text, w

if TYPE_CHECKING:
    from pipeline.typeset.word.story import Story

# Word proofreads by language and country; a bare language is read as that of its nearest neighbour.
_COUNTRIES = {"da": "DK", "de": "DE", "en": "GB", "es": "ES", "et": "EE", "fi": "FI", "fr": "FR", "is": "IS"}
_COUNTRIES |= {
    "lt": "LT",
    "lv": "LV",
    "nb": "NO",
    "nl": "NL",
    "nn": "NO",
    "pl": "PL",
    "ru": "RU",
    "se": "SE",
    "sv": "SE",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of words looks and which language it speaks."""

    strong: bool = False
    emphasis: bool = False
    style: str = ""
    lang: str = ""

    def properties(self) -> Element | None:
        """Return the run's properties, or None where the paragraph's own hold."""
        properties = [
            w("rStyle", val=self.style) if self.style else None,
            w("b") if self.strong else None,
            w("i") if self.emphasis else None,
            w("lang", val=proofing_language(self.lang)) if self.lang else None,
        ]
        return w("rPr", *properties) if any(p is not None for p in properties) else None


PLAIN = Look()


def runs(inlines: Iterable[Inline], story: Story, look: Look = PLAIN) -> Iterator[Element]:
    """Yield the runs, hyperlinks and references of the inlines, in order."""
    for inline in inlines:
        match inline:
            case Text():
                yield run(inline.text, look)
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
                yield from story.writer.notes.reference(inline.id)


def run(words: str, look: Look = PLAIN) -> Element:
    """Return one run of words."""
    return w("r", look.properties(), text(words))


def _hyperlink(link: Link, story: Story, look: Look) -> Element:
    content = runs(link.inlines, story, replace(look, style="Hyperlink"))
    if link.target.startswith("#"):
        return w("hyperlink", *content, anchor=bookmark_name(link.target[1:]), history=1)
    relationship = story.part.relate_to(legal(link.target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return element("w:hyperlink", *content, attributes={"r:id": relationship, "w:history": 1})


def proofing_language(tag: str) -> str:
    """Return the language tag that Word's proofing tools know.

    >>> proofing_language("en"), proofing_language("en-US"), proofing_language("smj")
    ('en-GB', 'en-US', 'smj')
    """
    return f"{tag}-{_COUNTRIES[tag]}" if tag in _COUNTRIES else tag


def bare_language(tag: str) -> str:
    """Return the language that a proofing tool's tag stands for, when it names the nearest neighbour's country.

    >>> bare_language("en-GB"), bare_language("en-US"), bare_language("smj")
    ('en', 'en-US', 'smj')
    """
    language, _hyphen, country = tag.partition("-")
    return language if country and _COUNTRIES.get(language) == country else tag
