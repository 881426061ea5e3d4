"""A page as it lies on the table before anyone says what its words are: tokens with a style, strips of tokens, rules.

All measures are in points, from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.extract.found import Line, Word
from pipeline.extract.tags import UNTAGGED, Tag
from pipeline.frozen import frozen
from pipeline.model import Box, Place


@frozen
class Style:
    """How characters are set: the font's name without subset tag, its size in points, weight, slant and 0xRRGGBB."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    color: int = 0


@frozen
class Token:
    """A word on a page, and how its producer tagged it.

    `box` spans the advance widths and, vertically, one font size up from the descender.
    """

    text: str
    box: Box
    style: Style
    link: str = ""
    note: str = ""
    tag: Tag = UNTAGGED

    def word(self, page: int) -> Word:
        """Return the token as a found word."""
        return Word(self.text, Place(page, self.box), self.link, self.note)


@frozen
class Strip:
    """The tokens of one line inside one column, left to right. `column` counts a page's columns in reading order.

    `left` and `right` are the edges of that column's text.
    """

    page: int
    tokens: tuple[Token, ...]
    box: Box
    style: Style
    column: int = 0
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        """Return the tokens with one space between them."""
        return " ".join(token.text for token in self.tokens)

    @property
    def size(self) -> float:
        """Return the font size that most of its characters have."""
        return self.style.size

    @property
    def tag(self) -> Tag:
        """Return the tag of its first token that has one."""
        return next((token.tag for token in self.tokens if token.tag is not UNTAGGED), UNTAGGED)

    def line(self) -> Line:
        """Return the strip as a found line."""
        return Line(tuple(token.word(self.page) for token in self.tokens))


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around all."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def strip_of(page: int, tokens: Iterable[Token], column: int = 0, left: float = 0.0, right: float = 0.0) -> Strip:
    """Return the strip of these tokens, sorted from left to right, in the style of most of their characters."""
    ordered = tuple(sorted(tokens, key=lambda token: token.box.x0))
    weight: Counter[Style] = Counter()
    for token in ordered:
        weight[token.style] += len(token.text)
    box = around([token.box for token in ordered])
    return Strip(page, ordered, box, weight.most_common(1)[0][0], column, left, right)


@frozen
class Anchor:
    """A link annotation: its box and where it leads."""

    box: Box
    target: str


@frozen
class Sheet:
    """A page: its tokens, the drawn rules (boxes of almost no width or height), link annotations and pictures.

    `shapes` are small drawn shapes that may be bullets, each with the character that it would be.

    `sideways` are tokens whose baseline is not level with the page; `number` counts from 1; `mended` pairs fonts that
    named their characters falsely with the rule that read them; `rebuilt` says that the file is damaged and was put
    together anew to be read, `scanned` that the words were read from the page's picture.
    """

    number: int
    width: float
    height: float
    tokens: tuple[Token, ...]
    sideways: tuple[Token, ...] = ()
    rules: tuple[Box, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    pictures: tuple[Box, ...] = ()
    shapes: tuple[tuple[Box, str], ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    rebuilt: bool = False
    scanned: bool = False
