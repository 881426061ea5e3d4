"""A choice between what a token may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.candidate import Candidate
from pipeline.repair.nearby import Seen
from pipeline.repair.tokens import Token


class Said(NamedTuple):
    """What the neighbours say: the folds around the word, and for each candidate what each group says (nats)."""

    around: tuple[str, ...]
    parts: dict[str, NDArray[np.float64]]


class Choice(NamedTuple):
    """A token's candidates, best first, with their probabilities.

    `said` is what the neighbours said, if they were asked; `seen` what the letters nearby show, if it tells.
    """

    token: Token
    candidates: tuple[Candidate, ...]
    shares: tuple[float, ...]
    said: Said | None = None
    seen: Seen | None = None


def rank(token: Token, options: Sequence[Candidate], said: Said | None, scores: Sequence[float]) -> Choice:
    """Return the choice that scores make, in nats."""
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    ranked = sorted(zip(weights, options, strict=True), key=lambda row: (-row[0], row[1].text))
    return Choice(token, tuple(option for _, option in ranked), tuple(weight / total for weight, _ in ranked), said)


def shifted(choice: Choice, shifts: Sequence[float]) -> Choice:
    """Return the choice weighed again, with what each candidate has gained (nats)."""
    scores = [math.log(max(share, 1e-30)) + shift for share, shift in zip(choice.shares, shifts, strict=True)]
    return rank(choice.token, choice.candidates, choice.said, scores)
