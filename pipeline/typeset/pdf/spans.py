"""Inlines → spans: how each word is set, and which structure element it belongs to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.model import (
    Break,
    Doubt,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Link,
    NoteRef,
    Origin,
    Strong,
    Text,
)
from pipeline.text import _
from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.words import INVISIBLE, LINE_SEPARATOR, Anchor, Piece, Span
from pipeline.typeset.style import Style, TextStyle
from pipeline.typeset.words import plain

NOTE_SIZE, NOTE_RISE = 0.66, 0.33  # of the text's size
KEPT = frozenset(f"\n\t{LINE_SEPARATOR}") | INVISIBLE  # what line breaking takes away again


@frozen
class Setting:
    """How the words around an inline are set: what nesting adds to."""

    style: TextStyle
    element: Element
    bold: bool
    italic: bool
    lang: str
    anchor: Anchor | None = None
    doubtful: bool = False


class Spans:
    """Sets the inlines of one document, and numbers its footnotes in the order of the references."""

    def __init__(self, style: Style, lang: str, notes: Mapping[str, Footnote]) -> None:
        self.style = style
        self.lang = lang
        self.notes = notes
        self.numbers: dict[str, int] = {}
        self.anchors: list[tuple[Anchor, Origin]] = []
        self.problems: list[Problem] = []

    def pieces(
        self,
        inlines: tuple[Inline, ...],
        style: TextStyle,
        element: Element,
        origin: Origin,
        bold: bool = False,
    ) -> list[Piece]:
        """Return the text of inlines in pieces that are set in one way; `bold` makes all of them bold."""
        setting = Setting(style, element, style.bold or bold, style.italic, self.lang)
        return list(self._inlines(inlines, setting, origin))

    def plain(self, text: str, style: TextStyle, element: Element | None, lang: str = "") -> list[Piece]:
        """Return plain text, with each character in a face that has it."""
        face = open_face(style.font.face(style.bold, style.italic))
        span = Span(face, style.size, style.colour, element, lang=lang or self.lang)
        return list(self._covered(span, text, style.bold, Origin()))

    def _inline(self, inline: Inline, setting: Setting, origin: Origin) -> Iterator[Piece]:
        match inline:
            case Text(text):
                yield from self._text(text, setting, origin)
            case Break():
                yield self._span(setting), LINE_SEPARATOR
            case Strong(inlines):
                yield from self._inlines(inlines, replace(setting, bold=True), origin)
            case Emphasis(inlines):
                yield from self._inlines(inlines, replace(setting, italic=not setting.italic), origin)
            case Foreign(inlines, lang):
                element = Element("Span", setting.element, lang=lang)
                yield from self._inlines(inlines, replace(setting, element=element, lang=lang), origin)
            case Doubt(inlines):
                doubtful = replace(setting, element=Element("Span", setting.element), doubtful=True)
                yield from self._inlines(inlines, doubtful, origin)
                yield from self._text("\u00a0" + self.style.doubt.sign, doubtful, origin)
            case Link(inlines, target):
                element = Element("Link", setting.element)
                anchor = Anchor(target, plain(inlines), element)
                self.anchors.append((anchor, origin))
                yield from self._inlines(inlines, replace(setting, element=element, anchor=anchor), origin)
            case NoteRef(note):
                yield from self._reference(note, setting, origin)

    def _inlines(self, inlines: tuple[Inline, ...], setting: Setting, origin: Origin) -> Iterator[Piece]:
        for before, inline in zip((None, *inlines), inlines, strict=False):
            if isinstance(before, NoteRef) and isinstance(inline, NoteRef):
                yield self._gap(setting)
            yield from self._inline(inline, setting, origin)

    def _gap(self, setting: Setting) -> Piece:
        """Return the space between two references, lest they be read as one; it is no text, and no line ends at it."""
        return replace(self._span(setting), size=setting.style.size * NOTE_SIZE, element=None, anchor=None), "\u00a0"

    def _text(self, text: str, setting: Setting, origin: Origin) -> Iterator[Piece]:
        yield from self._covered(self._span(setting), text.replace("\n", " "), setting.bold, origin)

    def _span(self, setting: Setting) -> Span:
        face = open_face(setting.style.font.face(setting.bold, setting.italic))
        colour = self.style.doubt.colour if setting.doubtful else setting.style.colour
        underline = setting.anchor is not None and self.style.link.underline
        if setting.anchor and setting.style.fill == self.style.link.fill:
            colour = self.style.link.colour
        fill = self.style.doubt.fill if setting.doubtful else None
        size = setting.style.size
        return Span(face, size, colour, setting.element, 0, setting.lang, setting.anchor, underline, fill)

    def _reference(self, note: str, setting: Setting, origin: Origin) -> Iterator[Piece]:
        if note not in self.notes:
            what = _("There is no footnote {id}.").format(id=note)
            self.problems.append(
                Problem(origin.file, origin.line, what, _("Write the footnote, or remove the reference."))
            )
            return
        first = note not in self.numbers
        number = self.numbers.setdefault(note, len(self.numbers) + 1)
        link = Element("Link", Element("Reference", setting.element))
        anchor = Anchor(f"#{note_name(note)}", _("Footnote {number}").format(number=number), link)
        size = setting.style.size
        span = replace(self._span(setting), size=size * NOTE_SIZE, rise=size * NOTE_RISE, element=link, anchor=anchor)
        yield replace(span, note=note if first else "", name=reference_name(note) if first else ""), str(number)

    def _covered(self, span: Span, text: str, bold: bool, origin: Origin) -> Iterator[Piece]:
        """Yield the text with each character in the first face that has it: the style's own, or the one for signs."""
        text = unicodedata.normalize("NFC", text)  # faces have letters with their accents
        if span.face.characters.issuperset(text):
            yield span, text
            return
        signs = replace(span, face=open_face(self.style.fonts.symbol.face(bold, italic=False)))
        for has, characters in groupby(text, key=lambda c: c in span.face.characters or c in KEPT):
            part = "".join(characters)
            self.problems += [_no_glyph(c, origin) for c in part if not has and c not in signs.face.characters]
            yield (span if has else signs), part


def _no_glyph(character: str, origin: Origin) -> Problem:
    what = _("No font of the style has the character “{character}” (U+{code}).")
    what = what.format(character=character, code=f"{ord(character):04X}")
    return Problem(origin.file, origin.line, what, _("Write it in another way."))


def note_name(note: str) -> str:
    """Return the destination of a footnote; the colon keeps it apart from the ids of blocks."""
    return f"note:{note}"


def reference_name(note: str) -> str:
    """Return the destination of the first reference to a footnote."""
    return f"reference:{note}"
