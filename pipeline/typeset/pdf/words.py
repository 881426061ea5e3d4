"""Text → atoms: the pieces of which lines are made, and where a line may end between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain, repeat
from operator import itemgetter

from pipeline.frozen import frozen
from pipeline.typeset.hyphens import LETTERS, SOFT_HYPHEN, hyphen_places
from pipeline.typeset.pdf.faces import Face, Glyph
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.spaces import MONTHS, STICKY
from pipeline.typeset.style import Colour
from pipeline.typeset.widths import UNITS

BREAK = "\u200b"
LINE_SEPARATOR = "\u2028"
# Characters that say where a word may be broken or how others are ordered, and have no form of their own.
INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
NO_BREAK = None
SHORTEST_WORD, SHORTEST_NAME = 10, 16  # letters; what begins with a capital is most often a name, and kept whole
FREE = re.compile(r"(?<=[^\W\d]{2})[-‐–/](?=[^\W\d]{2})|(?<=\w)/+(?=\w)|[?&=](?=\w\w)")
SPAN_OF_MONTHS = re.compile(rf"(?:{MONTHS})–(?:{MONTHS})\b")  # mars–oktober is read as one
HELD = "\x1f"  # instead of a space at which no line ends
TOKEN = re.compile(rf"[\n{LINE_SEPARATOR}][ \t{HELD}]*|[ \t{HELD}]+|[^ \t\n{LINE_SEPARATOR}{HELD}]+")
BLANKS = frozenset(" \t" + HELD)
GAPS = BLANKS | frozenset("\n" + LINE_SEPARATOR)


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


@frozen(eq=False)
class Part:
    """The smallest piece of a line, made once for all the places where its word stands.

    It has its glyphs, its width, and in `cut` the width of the hyphen that a break after it adds, or no break at all.
    """

    glyphs: tuple[Glyph, ...]
    width: float
    cut: float | None
    space: bool = False


Piece = tuple[Span, str]
Atom = tuple[Span, Part]
END = Part((), 0, 0)  # of a line
SPAN = itemgetter(0)


def atoms(pieces: Iterable[Piece], hyphenate: bool = True) -> list[Atom]:
    """Return a paragraph's pieces of text as atoms; a newline or a line separator ends the line."""
    result: list[Atom] = []
    for span, text in pieces:
        if text == LINE_SEPARATOR and result and result[-1][0].element is span.element:
            span = result[-1][0]  # noqa: PLW2901 (some readers leave out a text object of nothing but a space)
        parts = _parts_in(span.face, span.size, span.lang if hyphenate else "")
        tokens = TOKEN.findall(STICKY.sub(HELD, text))
        if tokens and tokens[0][0] in BLANKS and (not result or result[-1][1].space or result[-1][1] is END):
            del tokens[0]
        result += zip(repeat(span), chain.from_iterable(map(parts.__getitem__, tokens)))
    while result and result[-1][1].space:
        result.pop()
    return result


class _Parts(dict[str, tuple[Part, ...]]):
    """The parts of words and of spaces in one face, at one size in points, in one language, none for no hyphens."""

    def __init__(self, face: Face, size: float, lang: str) -> None:
        self.face = face
        self.lang = lang
        self.whole = _parts_in(face, size, "") if lang else self
        self.scale = size / UNITS
        self.space = self._part(face.shape(" "), 0.0, space=True)
        self.hyphen = added_hyphen(face).advance * self.scale

    def __missing__(self, token: str) -> tuple[Part, ...]:
        if self.lang and len(token) < SHORTEST_WORD:
            parts = self.whole[token]
        else:
            parts = self._gap(token[0]) if token[0] in GAPS else self._word(token)
        return self.setdefault(token, parts)

    def _gap(self, first: str) -> tuple[Part, ...]:
        if first == "\n":
            return self.space, END
        if first == LINE_SEPARATOR:
            return self._part(forced_end(self.face), 0.0, space=True), END
        return (self._part(self.space.glyphs, NO_BREAK, space=True) if first == HELD else self.space,)

    def _word(self, word: str) -> tuple[Part, ...]:
        """Return the parts of a word, between which it may be broken."""
        word, free = _visible(word)
        glyphs = self.face.shape(word)
        hyphens = dict.fromkeys(_hyphen_breaks(word, self.lang), self.hyphen)
        cuts = dict.fromkeys([*free, *_free_breaks(word)], 0.0) | hyphens
        parts, start, place = [], 0, 0
        for end, glyph in enumerate(glyphs, 1) if cuts else ():
            place += len(glyph.text)
            if place in cuts:
                parts.append(self._part(glyphs[start:end], cuts[place]))
                start = end
        return (*parts, self._part(glyphs[start:], NO_BREAK))

    def _part(self, glyphs: tuple[Glyph, ...], cut: float | None, space: bool = False) -> Part:
        return Part(glyphs, advance_of(glyphs) * self.scale, cut, space)


@cache
def _parts_in(face: Face, size: float, lang: str) -> _Parts:
    return _Parts(face, size, lang)


def advance_of(glyphs: Iterable[Glyph]) -> int:
    """Return how far glyphs move the pen (thousandths of the size)."""
    return sum([glyph.advance for glyph in glyphs])


def _visible(word: str) -> tuple[str, list[int]]:
    """Return a word without what is invisible, and where it says that it may be broken without a hyphen."""
    if INVISIBLE.isdisjoint(word):
        return word, []
    parts = ["".join(c for c in part if c not in INVISIBLE) for part in word.split(BREAK)]
    return "".join(parts), [sum(map(len, parts[:n])) for n in range(1, len(parts))]


def _free_breaks(word: str) -> list[int]:
    """Return the places after a hyphen or a slash, where a line may end without another hyphen."""
    if word.isalpha() or SPAN_OF_MONTHS.match(word):
        return []
    return [match.end() for match in FREE.finditer(word)]


def _hyphen_breaks(word: str, lang: str) -> list[int]:
    if not lang or len(word) < SHORTEST_WORD or "://" in word:
        return []
    places = []
    for letters in LETTERS.finditer(word):
        if len(letters[0]) >= (SHORTEST_NAME if letters[0][0].isupper() else SHORTEST_WORD):
            places += [letters.start() + place for place in hyphen_places(letters[0], lang)]
    return places


@cache
def forced_end(face: Face) -> tuple[Glyph, ...]:
    """Return the space that ends a line where the text asks for it: it is read back as a line separator."""
    return (face.shape(" ")[0]._replace(text=LINE_SEPARATOR),)


@cache
def added_hyphen(face: Face) -> Glyph:
    """Return the hyphen that a break adds: it looks like one, and is read back as a soft hyphen."""
    return face.shape("-")[0]._replace(text=SOFT_HYPHEN)
