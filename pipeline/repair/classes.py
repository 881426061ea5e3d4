"""Word classes: words that stand among the same neighbours, as the months do, or the verbs of the law.

A weight that was learnt beside one word of a class speaks beside all of them (Brown et al., Class-based n-gram models
of natural language, 1992). The table holds no letters: a word is found by 32 bits of its fold's key.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.letters import key

Keys = NDArray[np.uint64]

SHORT_BITS = np.uint64(32)
"""A fold is found by what is left of its key without so many of its lower bits."""


def class_key(number: int) -> int:
    """Return the key of a class, in a form that is no word."""
    return key(f"+{number}")


class Classes:
    """The classes of common folds; `folds` are the upper halves of their keys, in rising order."""

    def __init__(self, folds: NDArray[np.uint32], classes: NDArray[np.uint16]) -> None:
        self._folds = folds.astype(np.uint64)
        numbers = range(int(classes.max()) + 1)
        self._keys = np.array([class_key(number) for number in numbers], dtype=np.uint64)[classes]

    def of(self, folds: Keys, endings: Keys) -> Keys:
        """Return the keys of the classes of folded tokens; a token that has none is known by its ending."""
        short = folds >> SHORT_BITS
        at = np.minimum(np.searchsorted(self._folds, short), len(self._folds) - 1)
        return np.where(self._folds[at] == short, self._keys[at], endings)
