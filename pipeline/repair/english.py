"""English names and phrases within Swedish text: Mayors for Peace, Foundation for Public Code.

Each word is Swedish or English, and the next one mostly what this one was: a hidden Markov chain of two states, whose
probabilities are found forwards and backwards (Rabiner 1989). A word that is English was written in letters that no
English OCR misreads, so it stands as it was read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from pipeline.repair.choice import Choice, shifted

COST_STEP = 0.1
"""One step of a stored log-probability, in nats."""

TO_ENGLISH, ON_IN_ENGLISH = 0.002, 0.7
"""How likely an English word is after a Swedish one, and after an English one."""

UNKNOWN, AT_BEST = -19.0, -1.0
"""Log-probability of an English word that is not listed, and the most (nats) by which that may speak for English."""

CAPITAL = 2.0
"""Nats that a capital inside a sentence speaks for English, whose names have more of them."""

SWEDISH = 0.05
"""How many of the words among English ones are Swedish: names of places, mostly."""

LIKELY = 0.01
"""A word less likely to be English is left as it was."""

Vector = tuple[float, float]


def read(lines: Iterable[str]) -> dict[str, float]:
    """Return the log-probability of English words, from lines with a cost in steps and the words that cost so much."""
    return {word: -COST_STEP * int(cost) for cost, *words in map(str.split, lines) for word in words}


def among_english(choices: list[Choice], english: Mapping[str, float]) -> list[Choice]:
    """Let words that stand among English ones be English, too, and so as they were read."""
    odds = [math.exp(min(_gain(choice, english), 50.0)) for choice in choices]
    among = _shares([one + SWEDISH for one in odds])
    shares = [share * one / (one + SWEDISH) for share, one in zip(among, odds, strict=True)]
    return [
        _as_read(choice, share) if share > LIKELY and len(choice.candidates) > 1 else choice
        for choice, share in zip(choices, shares, strict=True)
    ]


def _gain(choice: Choice, english: Mapping[str, float]) -> float:
    """Return how much likelier the token is as English than as Swedish (nats)."""
    text = choice.token.text
    if not (text.isascii() and text.isalpha()):
        return -math.inf
    swedish = _swedish(choice)
    listed = english.get(text.lower())
    if listed is None:
        return min(UNKNOWN - swedish, AT_BEST)
    return listed - swedish + CAPITAL * (text[0].isupper() and not choice.token.begins and not text.isupper())


def _swedish(choice: Choice) -> float:
    """Return the log-probability of the token in Swedish text, whatever word it may be."""
    scores = [option.score for option in choice.candidates]
    top = max(scores)
    return top + math.log(sum(math.exp(score - top) for score in scores)) if len(scores) > 1 else top


def _shares(odds: Sequence[float]) -> list[float]:
    """Return for each word how likely it is to stand among English ones, from the odds that it shows for that."""
    ahead, behind, state = [], [], (1.0, 0.0)
    for one in odds:
        state = _weighed(_moved(state), one)
        ahead.append(state)
    state = (1.0, 1.0)
    for one in reversed(odds):
        behind.append(state)
        state = _back(_weighed(state, one))
    return [a[1] * b[1] / (a[0] * b[0] + a[1] * b[1]) for a, b in zip(ahead, reversed(behind), strict=True)]


def _moved(state: Vector) -> Vector:
    english = state[0] * TO_ENGLISH + state[1] * ON_IN_ENGLISH
    return state[0] + state[1] - english, english


def _back(state: Vector) -> Vector:
    swedish, english = state
    return (1 - TO_ENGLISH) * swedish + TO_ENGLISH * english, (1 - ON_IN_ENGLISH) * swedish + ON_IN_ENGLISH * english


def _weighed(state: Vector, odds: float) -> Vector:
    swedish, english = state[0], state[1] * odds
    return swedish / (swedish + english), english / (swedish + english)


def _as_read(choice: Choice, share: float) -> Choice:
    """Return the choice where the token as it was read has this share besides what it had."""
    low = choice.token.text.lower()
    shares = [
        (1 - share) * old + share * (option.text == low)
        for option, old in zip(choice.candidates, choice.shares, strict=True)
    ]
    shifts = [math.log(max(new, 1e-30) / max(old, 1e-30)) for new, old in zip(shares, choice.shares, strict=True)]
    return shifted(choice, shifts)
