"""What differs between a damaged line and the same line repaired, as stretches that hold whole words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

LONGEST = 4_000
"""Characters; two longer texts are compared from their ends only, so that the time stays linear."""

_WORD = re.compile(r"\S+")


class Change(NamedTuple):
    """Characters `start` to `end` of the first text have become characters `first` to `last` of the second."""

    start: int
    end: int
    first: int
    last: int


def changes(before: str, after: str) -> Iterator[Change]:
    """Yield the changes in order; replaying them on the first text gives the second."""
    if before == after:
        return
    old, new = _spans(before), _spans(after)
    if len(old) == len(new) and _gaps(before, old) == _gaps(after, new):
        for (start, end), (first, last) in zip(old, new, strict=True):
            if before[start:end] != after[first:last]:
                yield Change(start, end, first, last)
        return
    yield from _uneven(before, after)


def _uneven(before: str, after: str) -> Iterator[Change]:
    """Yield the changes between texts whose spaces differ: letters are aligned, and whole words taken around them."""
    if max(len(before), len(after)) > LONGEST:
        yield _whole(before, after)
        return
    found: list[Change] = []
    for step in Levenshtein.opcodes(before, after):
        if step.tag != "equal":
            made = Change(step.src_start, step.src_end, step.dest_start, step.dest_end)
            back = 0 if _is_space(before, after, made) else _letters_before(before, made.start, found)
            if found and made.start - back == found[-1].end and not _is_space(before, after, found[-1]):
                found[-1] = found[-1]._replace(end=made.end, last=made.last)
            else:
                found.append(made._replace(start=made.start - back, first=made.first - back))
    for change, limit in zip(found, [*(change.start for change in found[1:]), len(before)], strict=True):
        on = 0 if _is_space(before, after, change) else _letters_after(before, change.end, limit)
        yield change._replace(end=change.end + on, last=change.last + on)


def _is_space(before: str, after: str, change: Change) -> bool:
    """Tell whether only one kind of space became another."""
    return before[change.start : change.end].isspace() and after[change.first : change.last].isspace()


def _letters_before(text: str, at: int, found: Sequence[Change]) -> int:
    """Return how many characters of a word stand before a place, as far as nothing has changed."""
    limit = found[-1].end if found else 0
    return next((n for n in range(at - limit) if text[at - n - 1].isspace()), at - limit)


def _letters_after(text: str, at: int, limit: int) -> int:
    return next((n for n in range(limit - at) if text[at + n].isspace()), limit - at)


def _whole(before: str, after: str) -> Change:
    head = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return Change(head, len(before) - tail, head, len(after) - tail)


def _spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


def _gaps(text: str, spans: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]
