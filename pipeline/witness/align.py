"""Which words of a line are which words of its second reading: joined and parted words, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.repair.letters import fold

MOST_PAIRS = 40_000
"""Words of a line times words of its second reading; what is more is no line, and is not aligned."""

_STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 0), (0, 1))
_UNEVEN = 1.5
"""What it costs, in letters, that a word was read as two or that two were read as one."""


class Pair(NamedTuple):
    """Words `first` to `last` of the line are words `seen_first` to `seen_last` of the second reading."""

    first: int
    last: int
    seen_first: int
    seen_last: int


def align(words: Sequence[str], seen: Sequence[str]) -> list[Pair]:
    """Return the pairs in order; each word and each seen word stands in one of them, alone if nothing fits it."""
    if len(words) * len(seen) > MOST_PAIRS:
        return []
    mine, theirs = [fold(word.lower()) for word in words], [fold(word.lower()) for word in seen]
    costs = {(0, 0): 0.0}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for at in range(len(mine) + 1):
        for other in range(len(theirs) + 1):
            for took, saw in _STEPS:
                before = costs.get((at - took, other - saw))
                if before is None:
                    continue
                cost = before + _cost("".join(mine[at - took : at]), "".join(theirs[other - saw : other]), took + saw)
                if cost < costs.get((at, other), float("inf")):
                    costs[at, other], steps[at, other] = cost, (took, saw)
    return _traced(steps, len(mine), len(theirs))


def _cost(mine: str, theirs: str, words: int) -> float:
    """Return how many letters differ; words that have less than half in common are no pair."""
    if not mine or not theirs:
        return 0.75 * max(len(mine), len(theirs)) + 1
    longest = max(len(mine), len(theirs))
    distance = Levenshtein.distance(mine, theirs, score_cutoff=longest)
    return distance * (1.0 if 2 * distance <= longest else 1.5) + _UNEVEN * (words - 2)


def _traced(steps: dict[tuple[int, int], tuple[int, int]], at: int, other: int) -> list[Pair]:
    pairs = []
    while at or other:
        took, saw = steps[at, other]
        pairs.append(Pair(at - took, at, other - saw, other))
        at, other = at - took, other - saw
    return pairs[::-1]
