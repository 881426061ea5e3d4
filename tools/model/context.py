"""Fitting of the context model: which of the words that damage makes alike stands between these neighbours."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.context import ENDING, context_keys, hashed_slots
from pipeline.repair.letters import fold, key
from tools.model.corpus import Corpus
from tools.model.fitting import Batched, Plan, fit, rounded
from tools.model.lexicon import Words

BITS = 22
MOST = 6
NEVER = -1e9


def weights(corpus: Corpus, words: Words) -> NDArray[np.int8]:
    """Return the table of weights that `pipeline.repair.context` reads."""
    numbers = {word: number for number, word in enumerate(corpus.words)}
    options = np.zeros((len(numbers), MOST), np.uint64)
    offsets = np.full((len(numbers), MOST), NEVER)
    asked = np.zeros(len(numbers), bool)
    for word, group in words.alike.items():
        if (number := numbers.get(word)) is not None:
            asked[number] = True
            options[number, : len(group)] = [key(other) for other in group]
            offsets[number, : len(group)] = [math.log(words.shares[other]) for other in group]
    folds = np.array([key(fold(word)) for word in corpus.words], dtype=np.uint64)
    endings = np.array([key("-" + fold(word)[-ENDING:]) for word in corpus.words], dtype=np.uint64)
    stream = np.pad(corpus.stream, 2, constant_values=numbers["."])

    def batch(places: NDArray[np.int64]) -> Batched:
        around = stream[places[:, None] + np.arange(5)]
        chosen = corpus.stream[places]
        slots = hashed_slots(context_keys(folds[around], endings[around])[:, None, :], options[chosen], BITS)
        return slots, offsets[chosen], np.zeros(len(places), np.int64), np.ones(len(places))

    places = np.flatnonzero(asked[corpus.stream])
    return rounded(fit(places, batch, BITS, Plan(epochs=2, batch=20_000, rate=0.35)))
