"""Where a paragraph's lines end.

All breaks of a paragraph are chosen together (Knuth and Plass, "Breaking paragraphs into lines", 1981), for a ragged
right edge: the sum of the squared empty ends is smallest, hyphens cost, and two in a row cost more.
"""

from __future__ import annotations

from itertools import accumulate
from math import inf
from typing import NamedTuple

from pipeline.typeset.pdf.words import NO_BREAK, Atom

SLACK = 0.01  # points by which a line may be wider than its measure, so that rounding breaks no word
HYPHEN_COST = 0.04  # one hyphen costs as much as a line that ends 20 % short
HYPHENS_COST = 0.07
SHORT_END_COST = 0.08  # a last line shorter than this share of the measure
SHORT_END = 0.12
SHORTEST_LINE = 0.5  # lines that leave more than this share empty are not tried when there is another way


class Points(NamedTuple):
    """The places where a line may end or begin.

    For each of them: how many atoms are before it, where a line ends there and where the next one begins, in points
    from the start, and the width of the hyphen to be added.
    """

    atoms: list[int]
    ends: list[float]
    starts: list[float]
    hyphens: list[float]

    def fits(self, width: float) -> bool:
        """Tell whether no piece that is not broken is wider than a measure."""
        pieces = zip(self.ends[1:], self.hyphens[1:], self.starts, strict=False)
        return all(end + hyphen - start <= width + SLACK for end, hyphen, start in pieces)


def points_of(content: list[Atom]) -> Points:
    """Return the places in a paragraph's atoms."""
    places = list(accumulate([part.width for _span, part in content]))
    breaks = [number for number, (_span, part) in enumerate(content[:-1]) if part.cut is not NO_BREAK]
    points = Points([0], [0.0], [0.0], [0.0])
    for number in (*breaks, len(content) - 1):
        part = content[number][1]
        points.atoms.append(number + 1)
        points.starts.append(places[number])
        points.ends.append(places[number] - (part.width if part.space else 0))
        points.hyphens.append(part.cut or 0)
    return points


def best_ends(points: Points, width: float, balanced: bool) -> list[int]:
    """Return the numbers of the points at which the lines end so that the whole costs least.

    Most of the time that a long document takes is spent here: nothing is called for each pair of points.
    """
    _atoms, ends, starts, hyphens = points
    final = len(ends) - 1
    costs, came_from = [0.0] + [inf] * final, [0] * (final + 1)
    hyphen_costs, no_costs = [HYPHENS_COST if hyphen else HYPHEN_COST for hyphen in hyphens], [0.0] * len(hyphens)
    first = 0
    for end in range(1, final + 1):
        edge, least = ends[end] + hyphens[end], inf
        free, extra = end == final and not balanced, hyphen_costs if hyphens[end] else no_costs
        while first < end - 1 and ends[end] - starts[first] > width + SLACK:
            first += 1
        fitting = first
        while fitting < end - 1 and edge - starts[fitting] > width + SLACK:
            fitting += 1
        for start in range(fitting, end):
            short = (width - (edge - starts[start])) / width
            if short > SHORTEST_LINE and least < inf and end < final:
                break
            if free:
                # A hyphen before the last line costs as much as one after another.
                cost = (
                    costs[start] + hyphen_costs[start] - HYPHEN_COST + (SHORT_END_COST if short > 1 - SHORT_END else 0)
                )
            else:
                cost = costs[start] + (short * short + extra[start])
            if cost < least:
                least, came_from[end] = cost, start
        costs[end] = least
    chosen = [final]
    while came_from[chosen[-1]]:
        chosen.append(came_from[chosen[-1]])
    return chosen[::-1]
