"""Replay what editors decided about a text's structure: what a block is, where it begins and ends, where it stands.

A correction names its block by page and key, the digest of the block's damaged words, so that it finds it again in a
newer version's extraction. Corrections are replayed in the order in which they were made, each on what the former ones
left. One whose block is not there, or that makes no sense for it, is handed back: it is kept, and never guessed at.
Corrections move, part and name words; none of them loses one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.extract import Extraction, Found, Kind, Line
from pipeline.frozen import frozen
from pipeline.model import Marker
from pipeline.questions.review import Correction, short_digest

Blocks = list[Found]
# What a block can be called. A heading has a level from 1 to 4, an item a depth from 1, a numbered item its number.
KINDS = {
    "rubrik": (Kind.HEADING, None),
    "stycke": (Kind.PARAGRAPH, None),
    "citat": (Kind.QUOTE, None),
    "punkt": (Kind.ITEM, Marker.BULLET),
    "pil": (Kind.ITEM, Marker.ARROW),
    "bock": (Kind.ITEM, Marker.CHECK),
    "nummer": (Kind.ITEM, Marker.NUMBER),
}
FIXED = (Kind.FOOTNOTE, Kind.TABLE, Kind.FIGURE)
FIRST_WORDS = 6


@frozen
class Named:
    """A block with the page, from 1, and the key by which a correction names it."""

    page: int
    key: str
    block: Found


class Unfit(Exception):
    """A correction does not fit the text."""


def correct(extraction: Extraction, corrections: Iterable[Correction]) -> tuple[Extraction, tuple[Correction, ...]]:
    """Return an extraction as corrected, and the corrections that do not fit it."""
    unfit = []
    for correction in corrections:
        try:
            extraction = _replay(extraction, correction)
        except Unfit:
            unfit.append(correction)
    return extraction, tuple(unfit)


def named_blocks(blocks: Iterable[Found]) -> list[Named]:
    """Return blocks with their names; of blocks with the same words on a page, the later ones are counted."""
    seen: Counter[tuple[int, str]] = Counter()
    named = []
    for block in blocks:
        lines = lines_of(block)
        words = [word.text for line in lines for word in line.words]
        page, key = lines[0].place.page if lines else 0, short_digest(words)
        seen[page, key] += 1
        count = seen[page, key]
        named.append(Named(page, key if count == 1 else short_digest([*words, str(count)]), block))
    return named


def lines_of(block: Found) -> list[Line]:
    """Return the lines of a block, those of its cells included."""
    return [*block.lines, *(line for row in block.rows for cell in row for line in cell)]


def correction_of(named: Named, action: str) -> Correction:
    """Return the correction of a block, with its first words for whoever reads the file."""
    words = named.block.text.split()
    more = " …" if len(words) > FIRST_WORDS else ""
    return Correction(action, named.page, named.key, " ".join(words[:FIRST_WORDS]) + more)


def _replay(extraction: Extraction, correction: Correction) -> Extraction:
    blocks = named_blocks(extraction.blocks)
    at = _find(blocks, correction.page, correction.key)
    if correction.action == "utelämna":
        left_out = _free(blocks[at].block)
        rest = tuple(named.block for n, named in enumerate(blocks) if n != at)
        return replace(extraction, blocks=rest, furniture=(*extraction.furniture, *_text_lines(left_out)))
    for pattern, act in ACTIONS:
        if match := re.fullmatch(pattern, correction.action):
            return replace(extraction, blocks=tuple(act(blocks, at, match)))
    raise Unfit(correction.action)


def _find(blocks: Sequence[Named], page: int, key: str) -> int:
    for at, named in enumerate(blocks):
        if (named.page, named.key) == (page, key):
            return at
    raise Unfit(key)


def _name(blocks: Sequence[Named], at: int, match: re.Match[str]) -> Blocks:
    """Say what a block is."""
    found = _free(blocks[at].block)
    kind, marker = KINDS[match[1]]
    rank = int(match[2] or 1)
    if (kind is Kind.HEADING and rank > 4) or rank < 1:
        raise Unfit(match[0])
    number = rank if marker is Marker.NUMBER else None
    level = {Kind.HEADING: rank, Kind.ITEM: 1 if number else rank}.get(kind, 0)
    is_item = kind is Kind.ITEM
    lines, mark = (found.lines, found.mark) if is_item else (_text_lines(found), ())
    named = Found(kind, lines, level, marker, number, mark)
    return _with(blocks, at, [named])


def _part(blocks: Sequence[Named], at: int, match: re.Match[str]) -> Blocks:
    """Part a block before one of its words, counted from 1."""
    found = _free(blocks[at].block)
    first, second = _cut(found.lines, int(match[1]) - 1)
    if not first or not second:
        raise Unfit(match[0])
    number = found.number + 1 if found.number is not None else None
    return _with(blocks, at, [replace(found, lines=first), replace(found, lines=second, number=number, mark=())])


def _join(blocks: Sequence[Named], at: int, match: re.Match[str]) -> Blocks:
    """Join a block to the one before it, and make it of that one's kind."""
    if at == 0:
        raise Unfit(match[0])
    before, found = _free(blocks[at - 1].block), _free(blocks[at].block)
    joined = replace(before, lines=(*before.lines, *_text_lines(found)))
    return [*_with(blocks, at - 1, [joined])[:at], *(named.block for named in blocks[at + 1 :])]


def _move(blocks: Sequence[Named], at: int, match: re.Match[str]) -> Blocks:
    """Move a block to stand first, or after another one."""
    moved = blocks[at]
    rest = [*blocks[:at], *blocks[at + 1 :]]
    to = _find(rest, int(match[1]), match[2]) + 1 if match[1] else 0
    return [named.block for named in (*rest[:to], moved, *rest[to:])]


Act = Callable[[Sequence[Named], int, re.Match[str]], Blocks]
# What can be decided, in the words of the review file.
ACTIONS: tuple[tuple[str, Act], ...] = (
    (rf"({'|'.join(KINDS)})(?: (\d+))?", _name),
    (r"dela före ord (\d+)", _part),
    (r"foga till föregående", _join),
    (r"flytta (?:först|efter s\. (\d+) ([0-9a-f]+))", _move),
)


def _with(blocks: Sequence[Named], at: int, new: Sequence[Found]) -> Blocks:
    return [*(named.block for named in blocks[:at]), *new, *(named.block for named in blocks[at + 1 :])]


def _free(found: Found) -> Found:
    """Return a block whose words can be named, parted and joined: footnotes and tables cannot."""
    if found.kind in FIXED or not found.lines:
        raise Unfit(found.kind)
    return found


def _text_lines(found: Found) -> tuple[Line, ...]:
    """Return a block's lines, with the mark of an item as words again."""
    if not found.mark:
        return found.lines
    first, *rest = found.lines
    return (Line((*found.mark, *first.words)), *rest)


def _cut(lines: Sequence[Line], at: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Part lines before a word, counted from 0."""
    first: list[Line] = []
    for n, line in enumerate(lines):
        if at < len(line.words):
            head = [Line(line.words[:at])] if at else []
            tail = [Line(line.words[at:])] if at else [line]
            return (*first, *head), (*tail, *lines[n + 1 :])
        at -= len(line.words)
        first.append(line)
    return tuple(first), ()
