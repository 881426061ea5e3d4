"""The words around a choice as they are read: the context model hears only their folds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.repair.case import spelt
from pipeline.repair.choice import Choice
from pipeline.repair.context import WIDTH
from pipeline.repair.letters import NUMBER

_MARKS = frozenset(".,§")


def words_around(choice: Choice, made: Sequence[Choice]) -> tuple[str, ...]:
    """Return what the neighbours are, as `Said.around` has them, with the words of the paragraph as they are read.

    `made` are the paragraph's choices, in order; words beyond it stay as they were heard.
    """
    if choice.said is None:
        return ()
    around = list(choice.said.around)
    number = bisect_left(made, _place(choice), key=_place)
    for places, step in ((range(WIDTH - 1, -1, -1), -1), (range(WIDTH + 1, len(around)), 1)):
        at = number
        for place in places:
            if around[place] in _MARKS:
                continue
            at += step
            if not 0 <= at < len(made):
                break
            if around[place] != NUMBER:
                around[place] = spelt(made[at].token, made[at].candidates[0])
    return tuple(around)


def _place(choice: Choice) -> tuple[int, int]:
    return choice.token.line, choice.token.start
