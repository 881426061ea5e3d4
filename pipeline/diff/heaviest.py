"""The heaviest rising subsequence: what stays in its place when the rest has moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence


def heaviest(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Return the places of the heaviest rising subsequence of distinct values (Fenwick tree of best sums).

    >>> heaviest([3, 1, 2], [1, 1, 1]), heaviest([3, 1, 2], [9, 1, 1])
    ([1, 2], [0])
    """
    ranks = sorted(values)
    best: list[tuple[int, int]] = [(0, -1)] * (len(values) + 1)
    before: list[int] = []
    for place, (value, weight) in enumerate(zip(values, weights, strict=True)):
        rank = bisect_left(ranks, value) + 1
        total, last = max(best[n] for n in _down(rank - 1))
        before.append(last)
        for n in _up(rank, len(values)):
            best[n] = max(best[n], (total + weight, place))
    places: list[int] = []
    at = max(best[n] for n in _down(len(values)))[1]
    while at >= 0:
        places.append(at)
        at = before[at]
    return places[::-1]


def _down(n: int) -> Iterator[int]:
    yield 0
    while n > 0:
        yield n
        n -= n & -n


def _up(n: int, size: int) -> Iterator[int]:
    while n <= size:
        yield n
        n += n & -n
