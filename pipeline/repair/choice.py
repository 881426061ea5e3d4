"""A choice between what a token may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.candidate import Candidate
from pipeline.repair.channel import LOST
from pipeline.repair.nearby import Seen
from pipeline.repair.tokens import Token

CLEARLY = 2.4
"""Times likelier that another reading must be for a token to give way: rather a damaged word is left, and asked about,
than a right one broken."""


class Said(NamedTuple):
    """What the neighbours say: the folds around the word; for each candidate what each group says, and all (nats)."""

    around: tuple[str, ...]
    parts: dict[str, NDArray[np.float64]]
    totals: dict[str, float]


UNSURE = 0.99
"""How sure a word may be without the text's kind of Swedish, or the rest of the text, for them to have decided it."""


class Echoed(NamedTuple):
    """What the rest of the text says for a word, where it tells (else 0 and empty).

    `again` is how often the word surely stands there, `begins` how a surer word there begins likewise, `forms` how
    many damaged forms in the text the word explains.
    """

    again: int = 0
    begins: str = ""
    forms: int = 0


class Choice(NamedTuple):
    """A token's candidates, the one to take first, with their probabilities.

    It is the likeliest, or the token as it stands where another is hardly likelier.
    `said` is what the neighbours said, if they were asked. The others tell what spoke for the best candidate against
    the next: `register` the kind of Swedish, `seen` the letters nearby, `echo` the rest of the text.
    `amid_sound` says that the text around is sound.
    """

    token: Token
    candidates: tuple[Candidate, ...]
    shares: tuple[float, ...]
    said: Said | None = None
    register: str = ""
    seen: Seen | None = None
    echo: Echoed | None = None
    amid_sound: bool = False


def rank(token: Token, options: Sequence[Candidate], said: Said | None, scores: Sequence[float]) -> Choice:
    """Return the choice that scores make, in nats."""
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    ranked = sorted([(-weight, option.text, option) for weight, option in zip(weights, options, strict=True)])
    return Choice(token, tuple([row[2] for row in ranked]), tuple([-row[0] / total for row in ranked]), said)


def was_unsure(before: Choice, after: Choice) -> bool:
    """Tell whether what is best by now was not sure before."""
    best = after.candidates[0]
    return all(share < UNSURE for option, share in zip(before.candidates, before.shares, strict=True) if option == best)


def shifted(choice: Choice, shifts: Sequence[float]) -> Choice:
    """Return the choice weighed again, with what each candidate has gained (nats).

    What spoke for the best candidate before is kept while it is the best, with the same one next.
    """
    scores = [math.log(max(share, 1e-30)) + shift for share, shift in zip(choice.shares, shifts, strict=True)]
    ranked = rank(choice.token, choice.candidates, choice.said, scores)
    if ranked.candidates[:2] != choice.candidates[:2]:
        return ranked
    return ranked._replace(register=choice.register, seen=choice.seen, echo=choice.echo)


def standing(choice: Choice) -> Choice:
    """Return the choice with its token as it stands first, unless another reading is clearly likelier."""
    if choice.shares[0] > CLEARLY * (1 - choice.shares[0]):
        return choice
    as_read = choice.token.text.lower()
    at = next((n for n, option in enumerate(choice.candidates) if option.text == as_read), 0)
    looks_alike = choice.candidates[0].source == "acronym"  # Al, AI: print shows no difference
    if not at or looks_alike or choice.shares[0] > CLEARLY * choice.shares[at] or LOST in as_read:
        return choice
    others = [n for n in range(len(choice.shares)) if n != at]
    candidates = tuple(choice.candidates[n] for n in (at, *others))
    return Choice(choice.token, candidates, tuple(choice.shares[n] for n in (at, *others)), choice.said)
