"""Fitting of log-linear models with hashed weights, most of which stay at nothing, and their rounding to bytes.

The method is FTRL-Proximal (McMahan et al., Ad click prediction: a view from the trenches, 2013): steps as in AdaGrad,
and a weight is none unless what speaks for it exceeds a bound. So a table is small because it was fitted to be, and
nothing need be struck from it that was fitted to work together with the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.int64]
Batched = tuple[Slots, NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]
"""Slots (places, options, features), offsets (places, options), the right options and the worth of each place."""

Batch = Callable[[NDArray[np.int64]], Batched]


class Plan(NamedTuple):
    """How often all places are seen, how many at once, how far a step goes, and how much must speak for a weight."""

    epochs: int
    batch: int
    rate: float
    bound: float = 0.0


def fit(places: NDArray[np.int64], batch: Batch, bits: int, plan: Plan) -> NDArray[np.float32]:
    """Return the weights that make the right options likely."""
    weights, spoken = np.zeros(1 << bits, np.float32), np.zeros(1 << bits, np.float32)
    squares = np.ones(1 << bits, np.float32)
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
            before, squares[used] = np.sqrt(squares[used]), squares[used] + step * step
            slow = np.sqrt(squares[used]) / plan.rate
            spoken[used] += step - (slow - before / plan.rate) * weights[used]
            beyond = np.maximum(np.abs(spoken[used]) - plan.bound, 0)
            weights[used] = -np.sign(spoken[used]) * beyond / slow
    return weights


def probabilities(weights: NDArray[np.float32], slots: Slots, offsets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each option."""
    scores = weights[slots].sum(axis=-1) + offsets
    shares: NDArray[np.float64] = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def rounded(weights: NDArray[np.float32], step: float, least: float = 0.0) -> NDArray[np.int8]:
    """Return the weights in steps, those below the least as none."""
    kept = np.where(np.abs(weights) < least, 0.0, weights)
    return np.clip(np.round(kept / step), -127, 127).astype(np.int8)


def sparse(table: NDArray[np.int8]) -> dict[str, NDArray[Any]]:
    """Return the weights that are not none, and a bit for each of the table that says whether it is kept."""
    kept = table != 0
    return {"kept": np.packbits(kept), "weights": table[kept]}
