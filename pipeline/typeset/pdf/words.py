"""Text → atoms: the pieces of which lines are made, and where a line may end between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pipeline.frozen import frozen
from pipeline.typeset.hyphens import SOFT_HYPHEN, hyphen_places
from pipeline.typeset.pdf.faces import UNITS, Face, Glyph
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.spaces import MONTHS, STICKY
from pipeline.typeset.style import Colour

BREAK = "\u200b"
# Characters that say where a word may be broken or how others are ordered, and have no form of their own.
INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
NO_BREAK = None
SHORTEST_WORD, SHORTEST_NAME = 10, 16  # letters; what begins with a capital is most often a name, and kept whole
FREE = re.compile(r"(?<=[^\W\d]{2})[-‐–/](?=[^\W\d]{2})|(?<=\w)/+(?=\w)|[?&=](?=\w\w)")
LETTERS = re.compile(r"[^\W\d_]+")
SPAN_OF_MONTHS = re.compile(rf"(?:{MONTHS})–(?:{MONTHS})\b")  # mars–oktober is read as one
TOKEN = re.compile(r"\n|[ \t]+|[^ \t\n]+")


@frozen(eq=False)
class Anchor:
    """Where a link leads (a URL, or `#` and a name), what it is called, and its element."""

    target: str
    words: str
    element: Element


@frozen(eq=False)
class Span:
    """How a stretch of text is set, and the structure element that it belongs to (none: an artifact)."""

    face: Face
    size: float
    colour: Colour
    element: Element | None = None
    rise: float = 0
    lang: str = ""
    anchor: Anchor | None = None
    underline: bool = False
    fill: Colour | None = None
    note: str = ""
    name: str = ""


class Atom(NamedTuple):
    """The smallest piece of a line; `cut` is the width of the hyphen that a break after it adds, or no break at all."""

    span: Span
    glyphs: tuple[Glyph, ...]
    width: float
    cut: float | None
    space: bool = False
    end: bool = False


class _Segment(NamedTuple):
    glyphs: tuple[Glyph, ...]
    advance: int
    hyphen: bool


def _segment(glyphs: Iterable[Glyph], hyphen: bool) -> _Segment:
    kept = tuple(glyphs)
    return _Segment(kept, sum([glyph.advance for glyph in kept]), hyphen)


def atoms(pieces: Iterable[tuple[Span, str]], hyphenate: bool = True) -> list[Atom]:
    """Return a paragraph's pieces of text as atoms; a newline ends the line."""
    result: list[Atom] = []
    for span, text in pieces:
        space = _space(span)
        sticky = {match.start() for match in STICKY.finditer(text)}
        for match in TOKEN.finditer(text):
            word = match[0]
            if word == "\n":
                result += [space, Atom(span, (), 0, 0, end=True)]
            elif word[0] not in " \t":
                parts = _parts(span.face, word, span.lang if hyphenate else "", span.size)
                result += [Atom(span, *part) for part in parts]
            elif result and not (result[-1].space or result[-1].end):
                result.append(space._replace(cut=NO_BREAK) if match.start() in sticky else space)
    while result and result[-1].space:
        result.pop()
    return result


def _space(span: Span) -> Atom:
    glyphs = span.face.shape(" ")
    return Atom(span, glyphs, glyphs[0].advance * span.size / UNITS, 0, space=True)


@cache
def _parts(face: Face, word: str, lang: str, size: float) -> tuple[tuple[tuple[Glyph, ...], float, float | None], ...]:
    """Return the parts of a word at a size in points: their glyphs, widths and cuts, as atoms have them."""
    scale = size / UNITS
    *segments, last = _segments(face, word, lang)
    hyphen = added_hyphen(face).advance * scale
    parts = [(glyphs, advance * scale, hyphen if hyphenated else 0.0) for glyphs, advance, hyphenated in segments]
    return (*parts, (last.glyphs, last.advance * scale, NO_BREAK))


@cache
def _segments(face: Face, word: str, lang: str) -> tuple[_Segment, ...]:
    """Return the parts of a word between which it may be broken."""
    word, free = _visible(word)
    glyphs = face.shape(word)
    breaks = dict.fromkeys([*free, *_free_breaks(word)], False) | dict.fromkeys(_hyphen_breaks(word, lang), True)
    if not breaks:
        return (_segment(glyphs, False),)
    result, part, place = [], [], 0
    for glyph in glyphs:
        part.append(glyph)
        place += len(glyph.text)
        if place in breaks:
            result.append(_segment(part, breaks[place]))
            part = []
    return (*result, _segment(part, False))


def _visible(word: str) -> tuple[str, list[int]]:
    """Return a word without what is invisible, and where it says that it may be broken without a hyphen."""
    if INVISIBLE.isdisjoint(word):
        return word, []
    parts = ["".join(c for c in part if c not in INVISIBLE) for part in word.split(BREAK)]
    return "".join(parts), [sum(map(len, parts[:n])) for n in range(1, len(parts))]


def _free_breaks(word: str) -> list[int]:
    """Return the places after a hyphen or a slash, where a line may end without another hyphen."""
    if SPAN_OF_MONTHS.match(word):
        return []
    return [] if word.isalpha() else [match.end() for match in FREE.finditer(word)]


def _hyphen_breaks(word: str, lang: str) -> list[int]:
    if not lang or len(word) < SHORTEST_WORD or "://" in word:
        return []
    places = []
    for letters in LETTERS.finditer(word):
        if len(letters[0]) >= (SHORTEST_NAME if letters[0][0].isupper() else SHORTEST_WORD):
            places += [letters.start() + place for place in hyphen_places(letters[0], lang)]
    return places


@cache
def added_hyphen(face: Face) -> Glyph:
    """Return the hyphen that a break adds: it looks like one, and is read back as a soft hyphen."""
    return face.shape("-")[0]._replace(text=SOFT_HYPHEN)
