"""What the neighbours say: a log-linear model over the words that stand around a doubtful one.

A neighbour enters by its fold, which damage leaves alone, so no neighbour need be repaired before its neighbour is.
Each weight lives in one hashed table: slot = hash(which neighbours, their folds, the candidate word). Words that
share a slot learnt to share it. The weights were fitted to tell the words apart that damage makes alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

NEIGHBOURS = (
    "l1", "r1", "l2 l1", "r1 r2", "l1 r1", "l2", "r2", "l2 l1 r1", "l1 r1 r2",
    "-r1", "-l1", "l1 -r1", "-l1 r1", "-r1 -r2", "-l1 -r1",
)  # fmt: skip
"""The groups of neighbours that one weight speaks of: l2 l1 WORD r1 r2; with a hyphen only the neighbour's ending."""

ENDING = 3
"""Letters in an ending."""

WEIGHT_STEP = 1 / 16
"""One step of a stored weight, in nats."""

_PLACE = {"l2": 0, "l1": 1, "r1": 3, "r2": 4}
_MIX = np.uint64(0x9E3779B97F4A7C15)
_KIND = [np.uint64(0xD6E8FEB86659FD93 * (n + 1) % 2**64) for n in range(len(NEIGHBOURS))]


def context_keys(folds: Keys, endings: Keys) -> Keys:
    """Return an array (positions, groups): one key for each group of neighbours of each position.

    Both arrays are (positions, 5): the keys of the folded tokens, and of their endings, from two before to two after.
    """
    columns = []
    for kind, group in zip(_KIND, NEIGHBOURS, strict=True):
        column = np.full(len(folds), kind, dtype=np.uint64)
        for name in group.split():
            keys = endings if name[0] == "-" else folds
            column = (column ^ keys[:, _PLACE[name.lstrip("-")]]) * _MIX
            column ^= column >> np.uint64(29)
        columns.append(column)
    return np.stack(columns, axis=1)


def hashed_slots(contexts: Keys, words: Keys, bits: int) -> NDArray[np.int64]:
    """Return the slots in a table of 2**bits weights for contexts (…, features) and words (…)."""
    mixed = (contexts ^ words[..., None]) * _MIX
    mixed ^= mixed >> np.uint64(31)
    return ((mixed * _MIX) >> np.uint64(64 - bits)).astype(np.int64)


class Context:
    """The fitted table of weights."""

    def __init__(self, weights: NDArray[np.int8]) -> None:
        self.weights = weights
        self.bits = len(weights).bit_length() - 1

    def parts(self, contexts: Keys, words: Sequence[int] | Keys) -> NDArray[np.float64]:
        """Return what each group of neighbours (columns) says for each candidate word (rows), in nats."""
        keys = np.asarray(words, dtype=np.uint64)
        return self.weights[hashed_slots(contexts, keys, self.bits)].astype(np.float64) * WEIGHT_STEP

    def score(self, contexts: Keys, words: Sequence[int] | Keys) -> NDArray[np.float64]:
        """Return what all neighbours together say for each candidate word, in nats."""
        return np.asarray(self.parts(contexts, words).sum(axis=-1))
