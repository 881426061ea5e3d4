"""Tokens to rows: what stands on one line across the whole page, and the pieces that wide gaps part it into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.sheet import Token, around
from pipeline.model import Box

_SAME_LINE = 0.5  # two tokens share a line when they overlap by this share of the lower one's height
_LEVEL = 0.3  # baselines that differ by less than this share of the font size are one
_BESIDE = 0.7  # a raised or lowered token stands this close, in font sizes, to one of its line
_SCRIPT = 0.8  # raised and lowered tokens are at most this share of their neighbour's size
_BACK = 12  # so many rows and tokens are looked back at
GAP = 1.8  # a gap wider than this many font sizes parts a row into pieces

Row = list[Token]


def gather_rows(tokens: Sequence[Token]) -> list[Row]:
    """Gather tokens, in the order of the page's content, into rows from top to bottom, each from left to right."""
    scripts = _scripts(tokens)
    rows: list[tuple[Box, Row]] = []
    for token in sorted(tokens, key=lambda token: (id(token) in scripts, token.box.bottom, token.box.x0)):
        candidates = _candidates(rows, token, script=id(token) in scripts)
        index = next((i for i in candidates if _on_line(rows[i][1], token)), None)
        if index is None:
            rows.append((token.box, [token]))
            continue
        box, row = rows[index]
        row.append(token)
        rows[index] = (box | token.box if _overlap(box, token.box) > 0.8 else box, row)
    ordered = sorted(rows, key=lambda pair: (pair[0].bottom + pair[0].top, pair[0].x0))
    return [sorted(row, key=lambda token: token.box.x0) for _around, row in ordered]


def _scripts(tokens: Sequence[Token]) -> set[int]:
    """Return the ids of the tokens that are raised or lowered: small, and close to a larger one next to them."""
    found: set[int] = set()
    for a, b in pairwise(tokens):
        small, large = (a, b) if a.style.size < b.style.size else (b, a)
        apart = max(b.box.x0 - a.box.x1, a.box.x0 - b.box.x1)
        shifted = abs(small.box.bottom - large.box.bottom) > 0.1 * small.style.size and _overlap(a.box, b.box) > 0
        if shifted and small.style.size <= _SCRIPT * large.style.size and apart < _BESIDE * large.style.size:
            found.add(id(small))
    return found


def _candidates(rows: Sequence[tuple[Box, Row]], token: Token, *, script: bool) -> Iterator[int]:
    """Yield the rows that a token overlaps by enough: the latest first, or for a raised or lowered token, any."""
    first = 0 if script else max(0, len(rows) - _BACK)
    least = _SAME_LINE / 2 if script else _SAME_LINE
    return (index for index in range(len(rows) - 1, first - 1, -1) if _overlap(rows[index][0], token.box) >= least)


def _on_line(row: Row, token: Token) -> bool:
    """Say whether a token shares the baseline of a row, or is raised or lowered beside one of its tokens."""
    small = min(token.style.size, row[0].style.size)
    if any(abs(token.box.bottom - other.box.bottom) <= _LEVEL * small for other in row[: -_BACK - 1 : -1]):
        return True
    near = _BESIDE * max(token.style.size, row[0].style.size)
    return any(token.box.x0 - other.box.x1 < near and other.box.x0 - token.box.x1 < near for other in row)


def _overlap(a: Box, b: Box) -> float:
    """Return the vertical overlap as a share of the lower box's height, at most 0 when they are apart."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    if shared <= 0:
        return 0.0
    low = min(a.bottom - a.top, b.bottom - b.top)
    return shared / low if low > 0 else 0.0


def row_box(row: Sequence[Token]) -> Box:
    """Return the box around a row."""
    return around([token.box for token in row])


def pieces(row: Sequence[Token], gap: float = GAP) -> Iterator[Row]:
    """Part a row of tokens, sorted from left to right, where white space is wider than `gap` font sizes."""
    piece: Row = []
    for token in row:
        if piece and token.box.x0 - piece[-1].box.x1 > gap * max(token.style.size, piece[-1].style.size, 1.0):
            yield piece
            piece = []
        piece.append(token)
    if piece:
        yield piece
