"""Bullets that are drawn: browsers and layout programs paint a disc or place a picture where others write a character.

A small shape, about as wide as it is high, that stands at the middle of a line's height and just before its first word,
is that line's mark. It becomes a token, so that all later steps see it as they see a written bullet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.sheet import Sheet, Token
from pipeline.model import Box

_SMALLEST, _LARGEST = 0.12, 1.1  # a mark's sides, in font sizes of the word after it
_OBLONG = 1.7  # its longer side is at most so many times its shorter one
_GAP = 2.6  # it stands at most so many font sizes before the word
_CLEAR = 0.8  # and nothing stands so close before it
_MIDDLE = 0.3  # its middle is this close, in font sizes, to the line's
_LARGER = 1.15  # before a heading, larger than the body by this factor, it is an ornament
_WIDEST = 16.0  # a larger shape, in points, is no mark
FILLED, HOLLOW = "•", "○"


def is_mark(box: Box) -> bool:
    """Say whether a shape is as small and as square as a bullet."""
    wide, high = box.x1 - box.x0, box.bottom - box.top
    return min(wide, high) >= 1.0 and max(wide, high) <= min(_WIDEST, _OBLONG * min(wide, high))


def with_marks(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages with a token for each drawn mark, before the word that it marks."""
    sizes = Counter[float]()
    for token in (token for sheet in sheets for token in sheet.tokens):
        sizes[token.style.size] += len(token.text)
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
    return [_marked(sheet, _LARGER * body) if sheet.shapes else sheet for sheet in sheets]


def _marked(sheet: Sheet, largest: float) -> Sheet:
    marks = {id(word): (word, mark) for word, mark in _marks(sheet, largest)}
    if not marks:
        return sheet
    found: list[Token] = []
    for token in sheet.tokens:
        if id(token) in marks:
            found.append(marks[id(token)][1])
        found.append(token)
    return replace(sheet, tokens=tuple(found))


def _marks(sheet: Sheet, largest: float) -> Iterator[tuple[Token, Token]]:
    """Yield the word after each drawn mark, and the mark as a token."""
    for shape, text in sheet.shapes:
        level = [token for token in sheet.tokens if _is_level(shape, token)]
        after = min((token for token in level if token.box.x0 >= shape.x1 - 1), key=_left, default=None)
        if after is None or after.style.size > largest or not _fits(shape, after):
            continue
        size = after.style.size
        if not any(shape.x0 - _CLEAR * size < token.box.x1 and token.box.x0 < shape.x1 - 1 for token in level):
            style = replace(after.style, font="")  # as bold as its line, which is else no longer of one weight
            box = Box(shape.x0, after.box.top, shape.x1, after.box.bottom)
            yield after, Token(text, box, style, tag=after.tag)


def _left(token: Token) -> float:
    return token.box.x0


def _is_level(shape: Box, token: Token) -> bool:
    middle = (token.box.top + token.box.bottom) / 2
    return abs((shape.top + shape.bottom) / 2 - middle) <= _MIDDLE * token.style.size


def _fits(shape: Box, word: Token) -> bool:
    side, size = shape.x1 - shape.x0, word.style.size
    return _SMALLEST * size <= side <= _LARGEST * size and word.box.x0 - shape.x1 <= _GAP * size
