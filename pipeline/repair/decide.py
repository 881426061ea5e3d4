"""The decision: candidates, neighbours and damage weighed together, for all tokens of a text at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.candidates import Candidate, Candidates
from pipeline.repair.context import Context, context_keys
from pipeline.repair.letters import fold, key
from pipeline.repair.tokens import Token, seen_by_neighbours

BOUNDARY = "."


@dataclass(frozen=True, slots=True)
class Choice:
    """A token's candidates, best first, with their probabilities."""

    token: Token
    candidates: tuple[Candidate, ...]
    shares: tuple[float, ...]


class Keys:
    """Keys of words and folds, remembered."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}

    def __getitem__(self, text: str) -> int:
        number = self._keys.get(text)
        if number is None:
            if len(self._keys) > 200_000:
                self._keys.clear()
            number = self._keys[text] = key(text)
        return number


_KEYS = Keys()


def decide(paragraphs: Sequence[Sequence[Token]], candidates: Candidates, context: Context) -> list[Choice]:
    """Return the choice for every word token of the paragraphs, in reading order."""
    words: list[tuple[Token, tuple[Candidate, ...], int]] = []
    seen = [BOUNDARY, BOUNDARY]
    for paragraph in paragraphs:
        for token in paragraph:
            if token.is_word:
                options = candidates.of(token.text)
                words.append((token, options, len(seen) - 2))
                seen.append(fold(options[0].text) if not options[0].text.isdigit() else "0")
            elif mark := seen_by_neighbours(token):
                seen.append(mark)
        seen.append(BOUNDARY)
    seen += [BOUNDARY, BOUNDARY]
    said = _context_scores(words, seen, context)
    return [_choice(token, options, said.get(number)) for number, (token, options, _) in enumerate(words)]


def _context_scores(
    words: Sequence[tuple[Token, tuple[Candidate, ...], int]], seen: Sequence[str], context: Context
) -> dict[int, NDArray[np.float64]]:
    """Return what the neighbours say, for the words that have a candidate the context model knows."""
    asked = [number for number, (_, options, _) in enumerate(words) if sum(c.in_context for c in options) > 1]
    if not asked:
        return {}
    contexts = context_keys(np.array([_KEYS[text] for text in seen], dtype=np.uint64))
    rows = [(number, slot) for number in asked for slot, c in enumerate(words[number][1]) if c.in_context]
    keys = np.array([_KEYS[words[number][1][slot].text] for number, slot in rows], dtype=np.uint64)
    places = np.array([words[number][2] for number, _ in rows])
    scores = context.score(contexts[places], keys)
    said = {number: np.zeros(len(words[number][1])) for number in asked}
    for (number, slot), score in zip(rows, scores.tolist(), strict=True):
        said[number][slot] = score
    return said


def _choice(token: Token, options: tuple[Candidate, ...], said: NDArray[np.float64] | None) -> Choice:
    if len(options) == 1:
        return Choice(token, options, (1.0,))
    scores = [option.score for option in options]
    if said is not None:
        scores = [score + float(extra) for score, extra in zip(scores, said, strict=True)]
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    ranked = sorted(zip(options, weights, strict=True), key=lambda pair: (-pair[1], pair[0].text))
    return Choice(token, tuple(o for o, _ in ranked), tuple(w / total for _, w in ranked))
