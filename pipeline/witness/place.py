"""In which line of the text layer a word stands that was seen on the picture: the line whose words it covers most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract import Line, Word
from pipeline.model import Box

BAND = 36.0
"""Points; words are looked for in bands of this height."""

LEAST = 0.2
"""The share of the smaller word that must be covered by the other."""


def place(lines: Sequence[Line], seen: Iterable[Word]) -> dict[int, tuple[str, ...]]:
    """Return the seen words of each line, left to right, by the line's identity; what no line covers is left out."""
    bands: dict[tuple[int, int], list[tuple[Box, Line]]] = defaultdict(list)
    for line in lines:
        for word in line.words:
            for band in _bands(word):
                bands[band].append((word.place.box, line))
    found: dict[int, list[Word]] = defaultdict(list)
    for word in seen:
        near = [row for band in _bands(word) for row in bands.get(band, ())]
        covered = [(_covered(word.place.box, box), line) for box, line in near]
        best = max(covered, key=_share, default=None)
        if best and best[0] >= LEAST:
            found[id(best[1])].append(word)
    return {key: tuple(word.text for word in sorted(words, key=_left)) for key, words in found.items()}


def _bands(word: Word) -> Iterator[tuple[int, int]]:
    box = word.place.box
    for number in range(int(box.top // BAND), int(box.bottom // BAND) + 1):
        yield word.place.page, number


def _covered(one: Box, other: Box) -> float:
    """Return how much of the smaller box both have in common, from 0 to 1."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min((box.x1 - box.x0) * (box.bottom - box.top) for box in (one, other))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


def _share(row: tuple[float, Line]) -> float:
    return row[0]


def _left(word: Word) -> float:
    return word.place.box.x0
