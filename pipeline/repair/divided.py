"""Words that a line end divides: as one, on the line where they begin, when the hyphen is surely none of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.repair.records import SURE, Repair, RepairedLine, replay

_HEAD = re.compile(r"\S*[^\W\d_]-$")
_TAIL = re.compile(r"[a-zåäöéA-ZÅÄÖÉ]\S*")


class _Edge(NamedTuple):
    """The word at an edge of a line: where it stands in the damaged line, and how it reads."""

    start: int
    end: int
    text: str


def whole_words(
    lines: Sequence[str], read: Sequence[RepairedLine], join: Callable[[str, str], tuple[str, float]]
) -> tuple[RepairedLine, ...]:
    """Return the lines with the words whole that `join` (head, tail → word, how sure) makes one of."""
    whole = list(read)
    for number in reversed(range(len(lines) - 1)):
        above, below = lines[number], lines[number + 1]
        head, tail = _last(above, whole[number]), _first(below, whole[number + 1])
        if head is None or tail is None:
            continue
        word, sure = join(head.text, tail.text)
        if word in (head.text + tail.text, f"{head.text} {tail.text}") or sure < SURE:
            continue
        made = Repair(head.start, head.end, above[head.start : head.end], word, "line-hyphen", sure, "auto")
        gone = len(below) - len(below[tail.end :].lstrip())
        moved = Repair(tail.start, gone, below[tail.start : gone], "", "line-hyphen", sure, "auto")
        whole[number] = _with(above, whole[number], made)
        whole[number + 1] = _with(below, whole[number + 1], moved)
    return tuple(whole)


def _last(line: str, read: RepairedLine) -> _Edge | None:
    """Return the last word of a line if a hyphen ends it."""
    solid = line.rstrip()
    start = max(solid.rfind(" "), solid.rfind("\t")) + 1
    return _edge(line, read, start, len(solid), _HEAD)


def _first(line: str, read: RepairedLine) -> _Edge | None:
    start = len(line) - len(line.lstrip())
    return _edge(line, read, start, start + len((line.split(maxsplit=1) or [""])[0]), _TAIL)


def _edge(line: str, read: RepairedLine, start: int, end: int, form: re.Pattern[str]) -> _Edge | None:
    """Return how a word reads if it has the form, and no repair is of more than the word, or doubtful."""
    inside = [repair for repair in read.repairs if repair.end > start and repair.start < end]
    if any(repair.start < start or repair.end > end or repair.status == "ask" for repair in inside):
        return None
    shifted = tuple(replace(repair, start=repair.start - start, end=repair.end - start) for repair in inside)
    text = replay(line[start:end], shifted)
    return _Edge(start, end, text) if form.fullmatch(text) else None


def _with(line: str, read: RepairedLine, made: Repair) -> RepairedLine:
    """Return the line with a repair in the place of those of the same word."""
    kept = [repair for repair in read.repairs if repair.end <= made.start or repair.start >= made.end]
    repairs = tuple(sorted([*kept, made], key=lambda repair: repair.start))
    return RepairedLine(replay(line, repairs), repairs)
