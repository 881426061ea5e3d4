"""What differs between a damaged line and the same line repaired, as stretches that hold whole words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_WORDS = 300
"""Words; two longer texts are compared from their ends only, so that the time stays linear."""

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
    old, new = re.split(r"(\s+)", before), re.split(r"(\s+)", after)
    if max(len(old), len(new)) > 2 * MOST_WORDS:
        yield _whole(before, after)
        return
    starts, firsts = _offsets(old), _offsets(new)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(starts[a], starts[b], firsts[c], firsts[d])


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


def _offsets(parts: list[str]) -> list[int]:
    offsets = [0]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return offsets
