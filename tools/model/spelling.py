"""Fitting of the spelling model: which of a, å, ä and of o, ö stands at a place of a folded word."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.context import hashed_slots
from pipeline.repair.letters import CHOICES, fold
from pipeline.repair.spelling import MARGIN, WEIGHT_STEP, codes, place_keys
from tools.model.fitting import Batched, Plan, fit, rounded
from tools.model.lexicon import Words

BITS = 20
UNSEEN_WORTH = 0.5
NEVER = -1e9


def weights(words: Words, total: Mapping[str, int]) -> NDArray[np.int8]:
    """Return the table of weights that `pipeline.repair.spelling` reads."""
    gap = " " * MARGIN
    folded = codes(gap.join(fold(word) for word in words.shares))
    spelt = np.array([ord(letter) for letter in gap + gap.join(words.shares) + gap], dtype=np.uint16)
    sizes = np.array([len(word) + MARGIN for word in words.shares])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    owner = np.concatenate([np.zeros(MARGIN, np.int64), owner])[: len(folded)]
    worth = np.array([1 + math.log2(total[w]) if total.get(w) else UNSEEN_WORTH for w in words.shares]) / 2
    named = np.array([int(word in words.names) for word in words.shares])
    is_a = folded == 1
    answers = np.zeros(len(folded), np.int64)
    for plain in "ao":
        for number, letter in enumerate(CHOICES[plain]):
            answers[spelt[: len(folded)] == ord(letter)] = number

    def batch(places: NDArray[np.int64]) -> Batched:
        keys = place_keys(folded, places, named[owner[places]])
        letters = np.arange(3, dtype=np.uint64)[None, :].repeat(len(places), 0)
        offsets = np.zeros((len(places), 3))
        offsets[~is_a[places], 2] = NEVER
        return hashed_slots(keys[:, None, :], letters, BITS), offsets, answers[places], worth[owner[places]]

    places = np.flatnonzero(is_a | (folded == 15))
    return rounded(fit(places, batch, BITS, Plan(epochs=3, batch=40_000, rate=0.3)), WEIGHT_STEP, least=0.09)
