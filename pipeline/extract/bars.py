"""Level lines that are drawn on a page, and which of them belong to one table."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.frozen import frozen
from pipeline.model import Box

_THIN = 3.0  # a drawn line is at most so many points high
LEAST = 40.0  # and a table's at least so many points long
SAME = 4.0  # lines whose ends differ by less than so many points belong to one table
_JOINT = 4.0  # pieces of a line that are closer than so many points are one line


@frozen
class Bar:
    """A level line: its ends and its height on the page, in points from the left and from the top."""

    x0: float
    x1: float
    y: float


def stacks(rules: Sequence[Box]) -> list[list[Bar]]:
    """Return the level lines, those of equal ends together, from top to bottom."""
    stacks: list[list[Bar]] = []
    for bar in _bars(rules):
        stack = next((s for s in stacks if abs(s[0].x0 - bar.x0) < SAME and abs(s[0].x1 - bar.x1) < SAME), None)
        if stack is None:
            stacks.append([bar])
        elif bar.y - stack[-1].y > _THIN:
            stack.append(bar)
    return stacks


def _bars(rules: Sequence[Box]) -> list[Bar]:
    """Return the level lines from top to bottom, the pieces of one taken together."""
    level = [rule for rule in rules if rule.bottom - rule.top <= _THIN < rule.x1 - rule.x0]
    bars: list[Bar] = []
    for rule in sorted(level, key=lambda rule: (round((rule.top + rule.bottom) / 2 / _THIN), rule.x0, rule.x1)):
        y = (rule.top + rule.bottom) / 2
        if bars and abs(bars[-1].y - y) <= _THIN and rule.x0 <= bars[-1].x1 + _JOINT:
            bars[-1] = Bar(bars[-1].x0, max(bars[-1].x1, rule.x1), bars[-1].y)
        else:
            bars.append(Bar(rule.x0, rule.x1, y))
    return [bar for bar in bars if bar.x1 - bar.x0 >= LEAST]
