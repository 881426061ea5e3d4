"""Fitting of log-linear models with hashed weights: AdaGrad over shuffled batches, then rounding to bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.int64]
Batched = tuple[Slots, NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]
"""Slots (places, options, features), offsets (places, options), the right options and the worth of each place."""

Batch = Callable[[NDArray[np.int64]], Batched]


class Plan(NamedTuple):
    """How often all places are seen, how many at once, and how far a step goes."""

    epochs: int
    batch: int
    rate: float


def fit(places: NDArray[np.int64], batch: Batch, bits: int, plan: Plan) -> NDArray[np.float32]:
    """Return the weights that make the right options likely."""
    weights, squares = np.zeros(1 << bits, np.float32), np.ones(1 << bits, np.float32)
    shuffle = np.random.default_rng(1)
    for _ in range(plan.epochs):
        order = shuffle.permutation(places)
        for first in range(0, len(order), plan.batch):
            slots, offsets, right, worth = batch(order[first : first + plan.batch])
            slope = probabilities(weights, slots, offsets)
            slope[np.arange(len(right)), right] -= 1
            slope *= worth[:, None]
            live = np.abs(slope) > 2e-3
            used, where = np.unique(slots[live].ravel(), return_inverse=True)
            step = np.bincount(where, weights=np.repeat(slope[live], slots.shape[2])).astype(np.float32)
            squares[used] += step * step
            weights[used] -= plan.rate * step / np.sqrt(squares[used])
    return weights


def probabilities(weights: NDArray[np.float32], slots: Slots, offsets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each option."""
    scores = weights[slots].sum(axis=-1) + offsets
    shares: NDArray[np.float64] = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def rounded(weights: NDArray[np.float32], step: float, least: float) -> NDArray[np.int8]:
    """Return the weights in steps, those below the least as none."""
    kept = np.where(np.abs(weights) < least, 0.0, weights)
    return np.clip(np.round(kept / step), -127, 127).astype(np.int8)
